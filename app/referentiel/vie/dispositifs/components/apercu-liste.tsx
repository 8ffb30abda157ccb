import { pluriel } from "#app/platform/format/format.ts";
import { Notification } from "#app/platform/ui/notification.tsx";
import type { LigneApercue } from "../queries.server.ts";

/** What a pasted list would do: what is recognised, and what keeps it from being recorded. */
export function ApercuListe({ lignes }: { lignes: readonly LigneApercue[] }) {
  const refusees = lignes.filter(({ raison }) => raison !== null);
  const reconnues = lignes.filter(({ raison }) => raison === null);
  return (
    <section aria-labelledby="apercu">
      <h2 id="apercu">Aperçu de la liste</h2>
      <Notification tone={refusees.length === 0 ? "success" : "warning"} live>
        {refusees.length === 0
          ? `${pluriel(reconnues.length, "structure reconnue", "structures reconnues")} : tout peut être enregistré.`
          : `${pluriel(reconnues.length, "structure reconnue", "structures reconnues")}, ${pluriel(refusees.length, "ligne à reprendre", "lignes à reprendre")} : corrigez-les ou retirez-les, rien n’est écrit d’ici là.`}
      </Notification>
      {refusees.length > 0 && (
        <>
          <h3 className="anc-vie__titre">Lignes à reprendre</h3>
          <ul>
            {refusees.map(({ numero, texte, raison }) => (
              <li key={numero}>
                Ligne {numero}, « {texte} » : {raison}
              </li>
            ))}
          </ul>
        </>
      )}
      <details className="anc-details">
        <summary>Structures reconnues</summary>
        <ul>
          {reconnues.map(({ numero, uai, nom, commune }) => (
            <li key={numero}>{[`${uai} : ${nom}`, commune].filter(Boolean).join(", ")}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}
