import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { FAMILLES, type Famille, STATUTS_VALEUR, TYPES } from "../../../rules.ts";
import type { Comparaison, LigneComparee } from "../queries.server.ts";

export type ComparaisonTableProps = Pick<Comparaison, "structures" | "lignes">;

/** Indicators in lines, structures in columns, in the order in which they were chosen: nothing sorts. */
export function ComparaisonTable({ structures, lignes }: ComparaisonTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table anc-comparaison" aria-labelledby="comparaison-legende" tabIndex={0}>
      <table>
        <caption id="comparaison-legende" className="fr-sr-only">
          Indicateurs de chaque structure, dans l’ordre où vous les avez choisies
        </caption>
        <thead>
          <tr>
            <th scope="col">Indicateur</th>
            <th scope="col">Année</th>
            {structures.map(({ uai, nom, communeNom, type }) => (
              <th key={uai} scope="col" className="anc-nombre">
                <a href={`/structures/${uai}`}>{nom}</a>
                <br />
                <span className="anc-fiche__note">
                  {communeNom}, {TYPES[type].toLowerCase()}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {(Object.keys(FAMILLES) as Famille[]).map((famille) => (
          <FamilleBody
            key={famille}
            famille={famille}
            lignes={lignes.filter(({ indicateur }) => indicateur.famille === famille)}
            colonnes={structures.length + 2}
          />
        ))}
      </table>
    </section>
  );
}

interface FamilleBodyProps {
  famille: Famille;
  lignes: readonly LigneComparee[];
  colonnes: number;
}

function FamilleBody({ famille, lignes, colonnes }: FamilleBodyProps) {
  if (lignes.length === 0) return null;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={colonnes}>
          <strong>{FAMILLES[famille]}</strong>
        </th>
      </tr>
      {lignes.map(({ indicateur, annee, valeurs }) => (
        <tr key={indicateur.code}>
          <th scope="row">
            {indicateur.unite === "" ? indicateur.libelle : `${indicateur.libelle} (${indicateur.unite})`}
          </th>
          <td>{formatAnneeScolaire(annee)}</td>
          {valeurs.map((valeur, index) => (
            // Columns never move: their place is their name.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <td key={index} className="anc-nombre">
              <Value valeur={valeur} decimales={indicateur.decimales} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function Value({ valeur, decimales }: { valeur: LigneComparee["valeurs"][number]; decimales: number }) {
  if (!valeur) return "Non publiée";
  return (
    <a href={`/structures/${valeur.uai}/valeurs/${valeur.id}`}>
      {valeur.valeur === null ? STATUTS_VALEUR[valeur.statut] : formatNombre(valeur.valeur, decimales)}
      <span className="fr-sr-only"> : d’où vient ce chiffre</span>
    </a>
  );
}
