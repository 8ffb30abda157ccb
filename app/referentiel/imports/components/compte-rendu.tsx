import { formatNombre, formatTaille, pluriel } from "#app/platform/format/format.ts";
import { Badge, type BadgeTone } from "#app/platform/ui/badge.tsx";
import type { FichierVu, ImportVu, Rejet } from "../queries.server.ts";

const ETATS: Readonly<Record<FichierVu["etat"], readonly [string, BadgeTone]>> = {
  depose: ["En attente de lecture", "neutral"],
  reconnu: ["Reconnu", "info"],
  inconnu: ["Laissé de côté", "neutral"],
  illisible: ["Illisible", "warning"],
};

export interface CompteRenduProps {
  vu: ImportVu;
  rejets: Readonly<Record<string, readonly Rejet[]>>;
  jeux: Readonly<Record<string, string>>;
}

/** The report: one block a file, with what was read, created, changed, left as it was, refused. */
export function CompteRendu({ vu, rejets, jeux }: CompteRenduProps) {
  return (
    <section aria-labelledby="compte-rendu">
      <h2 id="compte-rendu">{vu.etat === "applique" ? "Compte rendu" : "Ce qui serait fait"}</h2>
      {vu.fichiers.map((fichier) => (
        <FichierBlock
          key={fichier.id}
          importId={vu.id}
          fichier={fichier}
          rejets={rejets[fichier.id] ?? []}
          jeu={jeux[fichier.jeu ?? ""] ?? ""}
        />
      ))}
    </section>
  );
}

function FichierBlock({
  importId,
  fichier,
  rejets,
  jeu,
}: {
  importId: string;
  fichier: FichierVu;
  rejets: readonly Rejet[];
  jeu: string;
}) {
  const [label, tone] = ETATS[fichier.etat];
  return (
    <article className="anc-fiche" aria-labelledby={`fichier-${fichier.id}`}>
      <h3 id={`fichier-${fichier.id}`}>{fichier.nom}</h3>
      <p>
        <Badge tone={tone}>{label}</Badge> {jeu && <>{jeu}, </>}
        {formatTaille(fichier.taille)}
      </p>
      {fichier.motif && <p>{fichier.motif}</p>}
      {fichier.lu !== null && <Comptes fichier={fichier} />}
      {fichier.avertissements.length > 0 && (
        <ul>
          {fichier.avertissements.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {rejets.length > 0 && <Rejets importId={importId} fichier={fichier} rejets={rejets} />}
    </article>
  );
}

function Comptes({ fichier }: { fichier: FichierVu }) {
  const counts = [
    ["Lues", fichier.lu],
    ["Créées", fichier.cree],
    ["Modifiées", fichier.modifie],
    ["Inchangées", fichier.inchange],
    ["Refusées", fichier.rejete],
  ] as const;
  return (
    <dl className="anc-comptes-lignes">
      {counts.map(([term, count]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{formatNombre(count ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rejets({
  importId,
  fichier,
  rejets,
}: {
  importId: string;
  fichier: FichierVu;
  rejets: readonly Rejet[];
}) {
  const total = fichier.rejete ?? 0;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <section className="anc-table" aria-labelledby={`rejets-${fichier.id}`} tabIndex={0}>
        <table>
          <caption id={`rejets-${fichier.id}`} className="anc-legende">
            {pluriel(total, "ligne refusée", "lignes refusées")}
            {total > rejets.length ? `, les ${rejets.length} premières ici` : ""}
            <span className="fr-sr-only"> : {fichier.nom}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col" className="anc-nombre">
                Ligne
              </th>
              <th scope="col">Colonne</th>
              <th scope="col">Raison</th>
            </tr>
          </thead>
          <tbody>
            {rejets.map(({ ligne, colonne, raison }) => (
              <tr key={ligne}>
                <th scope="row" className="anc-nombre">
                  {formatNombre(ligne)}
                </th>
                <td>{colonne || "Toute la ligne"}</td>
                <td>{raison}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p>
        <a className="fr-link" href={`/imports/${importId}/fichiers/${fichier.id}/rejets`} download>
          Télécharger les lignes refusées (CSV)
        </a>
      </p>
    </>
  );
}
