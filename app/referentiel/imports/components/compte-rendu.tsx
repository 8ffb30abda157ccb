import { placeInWorkbook } from "#app/platform/files/table.ts";
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
  /** The person may say what the columns of a file hold. */
  decrire: boolean;
}

/** The report: one block a file, with what was read, created, changed, left as it was, refused. */
export function CompteRendu({ vu, rejets, jeux, decrire }: CompteRenduProps) {
  const ouvert = decrire && (vu.etat === "depose" || vu.etat === "previsualise");
  return (
    <section aria-labelledby="compte-rendu">
      <h2 id="compte-rendu">{vu.etat === "applique" ? "Compte rendu" : "Ce qui serait fait"}</h2>
      {vu.fichiers.map((fichier) => (
        <FichierBlock
          key={fichier.id}
          importId={vu.id}
          fichier={fichier}
          rejets={rejets[fichier.id] ?? []}
          jeu={fichier.lecture?.academie ? fichier.lecture.libelle : (jeux[fichier.jeu ?? ""] ?? "")}
          decrire={ouvert}
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
  decrire,
}: {
  importId: string;
  fichier: FichierVu;
  rejets: readonly Rejet[];
  jeu: string;
  decrire: boolean;
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
      {decrire && fichier.decrivable && <Descriptions importId={importId} fichier={fichier} />}
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

/** Ways out for a file that is not read by itself, and back to the description of one that was described. */
function Descriptions({
  importId,
  fichier: { id, nom, etat, lecture },
}: {
  importId: string;
  fichier: FichierVu;
}) {
  if (etat !== "inconnu" && !lecture) return null;
  const base = `/imports/${importId}/fichiers/${id}`;
  return (
    <ul className="anc-actions-fichier">
      {!lecture?.academie && (
        <li>
          <a className="fr-link" href={`${base}/colonnes`}>
            {lecture ? "Revoir les colonnes indiquées" : "Indiquer les colonnes"}
            <span className="fr-sr-only"> de {nom}</span>
          </a>
        </li>
      )}
      {(etat === "inconnu" || lecture?.academie) && (
        <li>
          <a className="fr-link" href={`${base}/description`}>
            {lecture ? "Revoir la description" : "Décrire ce fichier de l’académie"}
            <span className="fr-sr-only"> : {nom}</span>
          </a>
        </li>
      )}
    </ul>
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
                  {placeOf(fichier, ligne)}
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

/** A line as the person finds it again: its number, with its sheet in a workbook of several. */
function placeOf({ feuilles }: FichierVu, ligne: number): string {
  const place = placeInWorkbook(feuilles, ligne);
  if (!place) return formatNombre(ligne);
  return feuilles.length > 1 ? `${place.feuille}, ${formatNombre(place.ligne)}` : formatNombre(place.ligne);
}
