import { MapChart } from "#app/platform/charts/map-chart.tsx";
import { formatNombre } from "#app/platform/format/format.ts";
import type { ContourNomme } from "../../../territoires/contours/queries.server.ts";
import type { ComptageDepartement, PointStructure } from "../queries.server.ts";
import { CATEGORIES, type Categorie, POINTS_LIES_MAX } from "../rules.ts";

export interface CartePointsProps {
  titre: string;
  points: readonly PointStructure[];
  contours: readonly ContourNomme[];
  source: string;
}

const LIBELLES: readonly (readonly [Categorie, string])[] = [
  ...(Object.entries(CATEGORIES) as [Categorie, string][]),
  ["autre", "Autres"],
];

/** Structures as points, told apart by what they are; never by a value. */
export function CartePoints({ titre, points, contours, source }: CartePointsProps) {
  const linked = points.length <= POINTS_LIES_MAX;
  return (
    <MapChart
      titre={titre}
      source={source}
      zones={contours}
      categories={LIBELLES.map(([code, libelle]) => ({
        libelle,
        points: points
          .filter(({ categorie }) => categorie === code)
          .map(({ uai, nom, lon, lat }) => ({
            libelle: nom,
            lon,
            lat,
            ...(linked ? { href: `/structures/${uai}` } : {}),
          })),
      }))}
    />
  );
}

export interface CarteComptagesProps {
  comptages: readonly ComptageDepartement[];
  contours: readonly ContourNomme[];
  source: string;
  hrefOf: (departement: string) => string;
}

/** Too many points for one picture: how many structures stand in each département. */
export function CarteComptages({ comptages, contours, source, hrefOf }: CarteComptagesProps) {
  const counts = new Map(comptages.map(({ code, n }) => [code, n]));
  return (
    <MapChart
      titre="Nombre de structures par département"
      source={source}
      valeurs={{ libelle: "Structures", unite: "", decimales: 0 }}
      zones={contours.map(({ code, libelle, contour }) => ({
        code,
        libelle,
        contour,
        valeur: counts.get(code) ?? null,
        href: hrefOf(code),
      }))}
    />
  );
}

export interface TableComptagesProps {
  comptages: readonly ComptageDepartement[];
  hrefOf: (departement: string) => string;
}

/** The same in figures, whether contours are known or not. */
export function TableComptages({ comptages, hrefOf }: TableComptagesProps) {
  return (
    <table className="anc-references anc-references--etroit">
      <caption>Structures par département</caption>
      <thead>
        <tr>
          <th scope="col">Département</th>
          <th scope="col" className="anc-nombre">
            Structures
          </th>
        </tr>
      </thead>
      <tbody>
        {comptages.map(({ code, nom, n }) => (
          <tr key={code}>
            <th scope="row">
              <a href={hrefOf(code)}>{`${nom} (${code})`}</a>
            </th>
            <td className="anc-nombre">{formatNombre(n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
