import { formatNombre, pluriel } from "../format/format.ts";
import type { ChartTable } from "./chart-table.ts";
import { titled, valeurLue, withUnit } from "./chart-text.ts";
import { type Carte, type PointCarte, positionOf } from "./map.ts";
import { least } from "./map-classes.ts";

/** Lines that a table shows before the list of points goes to the CSV alone. */
const MOST_LINES = 100;

export function summarizeMap({ zones = [], valeurs, categories = [], misEnAvant }: Carte): string {
  const parts: string[] = [];
  const values = zones.flatMap(({ valeur = null }) => (valeur === null ? [] : [valeur]));
  if (valeurs) {
    const range =
      values.length === 0
        ? "aucune valeur publiée"
        : `de ${withUnit(least(values), valeurs)} à ${withUnit(-least(values.map((value) => -value)), valeurs)}`;
    parts.push(
      `${valeurs.libelle}\u00a0: ${range}, ${pluriel(values.length, "territoire")} sur ${formatNombre(zones.length)}`,
    );
  }
  const points = categories.flatMap((categorie) => categorie.points);
  const placed = points.filter((point) => positionOf(point));
  if (categories.length > 0) {
    parts.push(pluriel(placed.length, "point placé", "points placés"));
    const lost = points.length - placed.length;
    if (lost > 0) parts.push(`${formatNombre(lost)} sans coordonnées`);
  }
  if (misEnAvant) parts.push(`mis en évidence\u00a0: ${misEnAvant.libelle}`);
  return `${parts.join("\u00a0; ") || pluriel(zones.length, "territoire")}.`;
}

/** Areas and their values; else points, all of them for the CSV, their counts when a page cannot list them. */
export function tabulateMap(carte: Carte, whole: boolean): ChartTable {
  const { zones = [], valeurs, categories = [] } = carte;
  const linked = ({ libelle, href }: { libelle: string; href?: string }) =>
    href === undefined || whole ? libelle : { texte: libelle, href };
  if (valeurs || categories.length === 0) {
    const { unite = "", decimales = 0, libelle = "Valeur" } = valeurs ?? {};
    return {
      colonnes: [
        { libelle: "Code" },
        { libelle: "Territoire" },
        ...(valeurs ? [{ libelle: titled(libelle, unite), nombre: true }] : []),
      ],
      lignes: zones.map((zone) => [
        zone.code,
        linked(zone),
        ...(valeurs ? [valeurLue(zone, { unite: "", decimales })] : []),
      ]),
    };
  }
  const count = categories.reduce((sum, { points }) => sum + points.length, 0);
  return whole || count <= MOST_LINES ? listPoints(carte, linked) : countPoints(carte);
}

function listPoints(
  { categories = [] }: Carte,
  linked: (point: PointCarte) => string | { texte: string; href: string },
): ChartTable {
  const degrees = (value: number | null) => (value === null ? "" : formatNombre(value, 5));
  return {
    colonnes: [
      { libelle: "Nom" },
      { libelle: "Catégorie" },
      { libelle: "Longitude", nombre: true },
      { libelle: "Latitude", nombre: true },
    ],
    lignes: categories.flatMap(({ libelle, points }) =>
      points.map((point) => [linked(point), libelle, degrees(point.lon), degrees(point.lat)]),
    ),
  };
}

function countPoints({ categories = [] }: Carte): ChartTable {
  return {
    colonnes: [
      { libelle: "Catégorie" },
      { libelle: "Points placés", nombre: true },
      { libelle: "Sans coordonnées", nombre: true },
    ],
    lignes: categories.map(({ libelle, points }) => {
      const placed = points.filter((point) => positionOf(point)).length;
      return [libelle, formatNombre(placed), formatNombre(points.length - placed)];
    }),
  };
}
