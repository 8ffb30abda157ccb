import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { FAMILLES, type Famille, STATUTS_VALEUR } from "../../rules.ts";
import type { LigneRepere } from "../rules.ts";

export interface ReperesTableProps {
  uai: string;
  lignes: readonly LigneRepere[];
}

/** Indicators of a structure by family, each beside the median and quartiles of its comparables, same year. */
export function ReperesTable({ uai, lignes }: ReperesTableProps) {
  return (Object.keys(FAMILLES) as Famille[]).map((famille) => {
    const siennes = lignes.filter((ligne) => ligne.famille === famille);
    if (siennes.length === 0) return null;
    return (
      <div key={famille} className="anc-reperes">
        <h3 id={`reperes-${famille}`}>{FAMILLES[famille]}</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
        <section className="anc-table" aria-labelledby={`reperes-${famille}`} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Indicateur</th>
                <th scope="col">Année</th>
                <th scope="col" className="anc-nombre">
                  Valeur
                </th>
                <th scope="col" className="anc-nombre">
                  Médiane
                </th>
                <th scope="col" className="anc-nombre">
                  Quartiles
                </th>
                <th scope="col" className="anc-nombre">
                  Structures
                </th>
              </tr>
            </thead>
            <tbody>
              {siennes.map((ligne) => (
                <Line key={ligne.code} ligne={ligne} uai={uai} />
              ))}
            </tbody>
          </table>
        </section>
      </div>
    );
  });
}

function Line({ ligne, uai }: { ligne: LigneRepere; uai: string }) {
  const { libelle, unite, decimales, valeur, n, quartiles } = ligne;
  // A median falls between two whole numbers.
  const ecrit = (value: number) => formatNombre(value, decimales === 0 ? 1 : decimales);
  return (
    <tr>
      <th scope="row">{unite === "" ? libelle : `${libelle} (${unite})`}</th>
      <td>{formatAnneeScolaire(valeur.annee)}</td>
      <td className="anc-nombre">
        <a href={`/structures/${uai}/valeurs/${valeur.id}`}>
          {valeur.valeur === null ? STATUTS_VALEUR[valeur.statut] : formatNombre(valeur.valeur, decimales)}
          <span className="fr-sr-only"> : d’où vient ce chiffre, {libelle}</span>
        </a>
      </td>
      {quartiles ? (
        <>
          <td className="anc-nombre">{ecrit(quartiles[1])}</td>
          <td className="anc-nombre">
            {ecrit(quartiles[0])} à {ecrit(quartiles[2])}
          </td>
        </>
      ) : (
        <td colSpan={2}>Trop peu de valeurs pour une référence</td>
      )}
      <td className="anc-nombre">{formatNombre(n)}</td>
    </tr>
  );
}
