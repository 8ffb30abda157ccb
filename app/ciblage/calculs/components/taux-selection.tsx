import { formatNombre, formatPourcent } from "#app/platform/format/format.ts";
import { DIMENSIONS, type Dimension, type TauxSelection } from "../listes/rules.ts";
import { nomDeValeur } from "./comptes-liste.tsx";

export interface TauxSelectionTableProps {
  readonly dimension: Dimension;
  readonly taux: readonly TauxSelection[];
  readonly noms: Readonly<Record<string, string>>;
}

/** Selection rates of the groups of one dimension, each with its interval. */
export function TauxSelectionTable({ dimension, taux, noms }: TauxSelectionTableProps) {
  const id = `taux-${dimension}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-labelledby={id} tabIndex={0}>
      <table>
        <caption id={id} className="fr-sr-only">
          {`Part des structures retenues : ${DIMENSIONS[dimension].toLowerCase()}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{DIMENSIONS[dimension]}</th>
            <th scope="col">Population</th>
            <th scope="col">Retenues</th>
            <th scope="col">Part</th>
            <th scope="col">Intervalle à 95 %</th>
          </tr>
        </thead>
        <tbody>
          {taux.map(({ valeur, population, retenues, taux: part, bas, haut }) => (
            <tr key={valeur}>
              <th scope="row">{nomDeValeur(dimension, valeur, noms)}</th>
              <td>{formatNombre(population)}</td>
              <td>{formatNombre(retenues)}</td>
              <td>{formatPourcent(part, 1)}</td>
              <td>
                {formatPourcent(bas, 1)} à {formatPourcent(haut, 1)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
