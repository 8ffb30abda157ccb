import { direCritere, type Lexique } from "../../regles/lecture/rules.ts";
import { type Critere, ROLES_CRITERE } from "../../regles/rules.ts";
import { MOTIFS_CIBLAGE } from "../../rules.ts";
import { GENRES_CRITERE } from "../critere/schema.ts";

/** The criteria one by one, with what may be done to each. */
export function CriteresListe({
  criteres,
  lexique,
  base,
  ecrit,
}: {
  criteres: readonly Critere[];
  lexique: Lexique;
  base: string;
  ecrit: boolean;
}) {
  return (
    <section aria-labelledby="criteres">
      <h2 id="criteres">Critères</h2>
      {criteres.length === 0 && <p>La règle n’a pas encore de critère : ajoutez le premier.</p>}
      <ul className="anc-campagnes">
        {criteres.map((critere) => (
          <li key={critere.id} className="anc-campagne">
            <p>
              <strong>{direCritere(critere, lexique)}</strong>
            </p>
            <p className="fr-hint-text">
              {ROLES_CRITERE[critere.role]}
              {critere.nom && ` · « ${critere.nom} »`}
              {critere.motif && ` · ${MOTIFS_CIBLAGE[critere.motif]}`}
            </p>
            {ecrit && (
              <p>
                <a href={`${base}/critere?id=${critere.id}`}>
                  Modifier<span className="fr-sr-only"> le critère {direCritere(critere, lexique)}</span>
                </a>
                {" · "}
                <a href={`${base}/retrait?id=${critere.id}`}>
                  Retirer<span className="fr-sr-only"> le critère {direCritere(critere, lexique)}</span>
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
      {ecrit && (
        <>
          <p>Ajouter un critère sur :</p>
          <ul className="fr-btns-group fr-btns-group--inline fr-btns-group--sm">
            {Object.entries(GENRES_CRITERE).map(([genre, libelle]) => (
              <li key={genre}>
                <a className="fr-btn fr-btn--secondary" href={`${base}/critere?genre=${genre}`}>
                  {libelle}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
