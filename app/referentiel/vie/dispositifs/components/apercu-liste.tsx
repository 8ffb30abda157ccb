import { pluriel } from "#app/platform/format/format.ts";
import { Notification } from "#app/platform/ui/notification.tsx";
import type { LigneApercue } from "../queries.server.ts";

/** What a pasted list would do: what is recognised, and what keeps it from being recorded. */
export function ApercuListe({ lignes }: { lignes: readonly LigneApercue[] }) {
  const refusees = lignes.filter(({ raison }) => raison !== null);
  const reconnues = lignes.length - refusees.length;
  return (
    <section aria-labelledby="apercu">
      <h2 id="apercu">Aperçu de la liste</h2>
      <Notification tone={refusees.length === 0 ? "success" : "warning"} live>
        {refusees.length === 0
          ? `${pluriel(reconnues, "structure reconnue", "structures reconnues")} : tout peut être enregistré.`
          : `${pluriel(reconnues, "structure reconnue", "structures reconnues")}, ${pluriel(refusees.length, "ligne à reprendre", "lignes à reprendre")} : corrigez-les ou retirez-les, rien n’est écrit d’ici là.`}
      </Notification>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <section className="anc-table" aria-labelledby="apercu" tabIndex={0}>
        <table>
          <caption className="fr-sr-only">Lignes de la liste</caption>
          <thead>
            <tr>
              <th scope="col">Ligne</th>
              <th scope="col">Texte</th>
              <th scope="col">Structure</th>
              <th scope="col">À reprendre</th>
            </tr>
          </thead>
          <tbody>
            {lignes.map(({ numero, texte, nom, commune, raison }) => (
              <tr key={numero}>
                <th scope="row">{numero}</th>
                <td>{texte}</td>
                <td>{nom === null ? "—" : [nom, commune].filter(Boolean).join(", ")}</td>
                <td>{raison ?? "Rien"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
