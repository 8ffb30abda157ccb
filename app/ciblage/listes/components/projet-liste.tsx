import { pluriel } from "#app/platform/format/format.ts";
import type { Courriel } from "#app/platform/mail/courriel.ts";
import { compterEcarts, type EcartLigne, GENRES_ECART, type GenreEcart } from "../ecarts/rules.ts";

/** Where each obstacle is lifted, inside the campaign. */
const REMEDES: Readonly<Record<string, { readonly page: string; readonly libelle: string }>> = {
  campagne_en_preparation: { page: "/ouverture", libelle: "Ouvrir la campagne à la lecture" },
  dialogue_social_absent: { page: "/concertations", libelle: "Concertations et dialogue social" },
  candidatures_a_decider: { page: "/candidatures", libelle: "Voir les structures examinées" },
  aucune_retenue: { page: "/candidatures", libelle: "Voir les structures examinées" },
};

export interface ObstaclesProps {
  readonly obstacles: readonly { readonly code: string; readonly message: string }[];
  readonly campagne: string;
}

/** What still prevents the publication, each with the way out. */
export function Obstacles({ obstacles, campagne }: ObstaclesProps) {
  if (obstacles.length === 0) return null;
  return (
    <div className="fr-alert fr-alert--info">
      <h2 className="fr-alert__title">Avant de publier</h2>
      <ul>
        {obstacles.map(({ code, message }) => {
          const remede = REMEDES[code];
          return (
            <li key={code}>
              {message} {remede && <a href={`/ciblage/${campagne}${remede.page}`}>{remede.libelle}</a>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What changes from the version that is published, before it does. */
export function EcartsAnnonces({ ecarts }: { ecarts: readonly EcartLigne[] }) {
  const comptes = compterEcarts(ecarts);
  const shown = (Object.keys(GENRES_ECART) as GenreEcart[]).filter((genre) => comptes[genre] > 0);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="ecarts">
      <h2 id="ecarts">Ce qui change</h2>
      <ul>
        {shown.map((genre) => (
          <li key={genre}>
            {GENRES_ECART[genre]} : {pluriel(comptes[genre], "structure")} (
            {ecarts
              .filter((ecart) => ecart.genre === genre)
              .map(({ ligne }) => ligne.nom)
              .join(", ")}
            )
          </li>
        ))}
      </ul>
      {comptes.sortie > 0 && (
        <p>
          Aucun message ne part aux structures qui ne sont plus retenues : prévenez-les de vive voix avant de
          publier.
        </p>
      )}
    </section>
  );
}

/** A whole message, for one of those that receive it. */
export function ApercuMessage({ objet, blocs }: Pick<Courriel, "objet" | "blocs">) {
  return (
    <details className="anc-details">
      <summary>Lire un message entier, avec le texte proposé</summary>
      <blockquote>
        <p>
          <strong>{objet}</strong>
        </p>
        {blocs.flatMap((bloc) => (bloc.genre === "paragraphe" ? [<p key={bloc.texte}>{bloc.texte}</p>] : []))}
      </blockquote>
    </details>
  );
}
