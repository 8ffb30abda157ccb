import { formatDate, formatNombre } from "#app/platform/format/format.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse } from "../../rules.ts";
import { decouperTexte } from "../rules.ts";

/** A text typed without markup, with its paragraphs and its lists. */
export function TexteRegles({ texte }: { texte: string }) {
  return decouperTexte(texte).map((morceau, place) =>
    morceau.genre === "liste" ? (
      // Pieces of a published text never move.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <ul key={place}>
        {morceau.entrees.map((entree) => (
          <li key={entree}>{entree}</li>
        ))}
      </ul>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <p key={place}>{morceau.texte}</p>
    ),
  );
}

export interface Operation {
  readonly id: string;
  readonly famille: FamilleAnalyse;
  readonly numero: number;
  readonly scenario: string;
  readonly donneesAu: string;
  readonly tirages: number;
  readonly composite: boolean;
}

/** What a computer did, and what people did. Source: CRPA, R. 311-3-1-2. */
export function OperationsListe({ operations }: { operations: readonly Operation[] }) {
  if (operations.length === 0) return null;
  return (
    <section aria-labelledby="operations">
      <h2 id="operations">Les opérations</h2>
      <ul>
        {operations.map(({ id, famille, numero, scenario, donneesAu, tirages, composite }) => (
          <li key={id}>
            {`${FAMILLES_ANALYSE[famille].libelle} : règle « ${scenario} », calcul nº ${numero}, données du ${formatDate(new Date(donneesAu), "Europe/Paris")}. `}
            {"Le calcul compare chaque valeur à son seuil et compte les critères remplis. "}
            {composite && "Une somme pondérée s’y ajoute, sur des valeurs ramenées à une même échelle. "}
            {`Il est refait ${formatNombre(tirages)} fois pour en mesurer la stabilité.`}
          </li>
        ))}
      </ul>
      <p>
        Une valeur absente n’est jamais lue comme un zéro. Le traitement éclaire la décision ; des personnes
        la prennent, structure par structure.
      </p>
    </section>
  );
}
