import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { RURALITES } from "../../rules.ts";
import { DIMENSIONS, type Dimension, type TauxSelection } from "../listes/rules.ts";

/** The words of a value of a dimension; names of départements are given. */
export function nomDeValeur(
  dimension: Dimension,
  valeur: string,
  noms: Readonly<Record<string, string>>,
): string {
  if (valeur === "inconnue") return "Non connue";
  if (dimension === "type") return TYPES[valeur as keyof typeof TYPES];
  if (dimension === "secteur") return SECTEURS[valeur as keyof typeof SECTEURS];
  if (dimension === "ruralite") return RURALITES[valeur as keyof typeof RURALITES].libelle;
  return noms[valeur] ?? valeur;
}

export interface ComptesListeProps {
  readonly comptes: readonly { readonly dimension: Dimension; readonly taux: readonly TauxSelection[] }[];
  readonly noms: Readonly<Record<string, string>>;
}

/** How many are kept, by kind, beside how many the population holds. */
export function ComptesListe({ comptes, noms }: ComptesListeProps) {
  const retenues = (comptes[0]?.taux ?? []).reduce((n, one) => n + one.retenues, 0);
  return (
    <section aria-labelledby="comptes">
      <h2 id="comptes">{pluriel(retenues, "structure retenue", "structures retenues")}</h2>
      <DescriptionList
        entries={comptes.map(({ dimension, taux }) => ({
          term: DIMENSIONS[dimension],
          description: (
            <ul className="anc-composition">
              {taux.map(({ valeur, retenues: kept, population }) => (
                <li key={valeur}>
                  {nomDeValeur(dimension, valeur, noms)} : {formatNombre(kept)} sur {formatNombre(population)}
                </li>
              ))}
            </ul>
          ),
        }))}
      />
    </section>
  );
}
