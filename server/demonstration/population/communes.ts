import type { Tirage } from "../tirage.ts";
import { drawAmong, drawBetween, drawNormal, makeTirageFor, round } from "../tirage.ts";
import type { Point } from "./contours.ts";
import { CONTOURS, isOnLand } from "./contours.ts";
import type { Departement } from "./territoire-fictif.ts";
import {
  COMMUNES_NOMMEES,
  DEPARTEMENTS,
  RADICAUX_COMMUNE,
  SIEGES,
  SUFFIXES_COMMUNE,
} from "./territoire-fictif.ts";

export interface Commune {
  code: string;
  nom: string;
  codePostal: string;
  departement: Departement;
  taille: "ville" | "bourg" | "rural";
  population: number;
  // Insee's grid of rural France, tr1 (the most isolated) to tr6 (dense urban).
  typologie: string;
  latitude: number;
  longitude: number;
  // Points of IPS away from the mean of the académie (districts carry it in a « ville »).
  ecartSocial: number;
}

/** Beyond, the population is a load test: no life, no cast, and only the files that weigh. */
export const DEMONSTRATION_MAX = 5_000;
const SEUIL_TROIS_DEPARTEMENTS = 20_000;
const STRUCTURES_PAR_DEPARTEMENT = 8_000;
const COMMUNES_PAR_DEPARTEMENT = { min: 20, max: 99 };
/** Beyond, the fictitious départements would run out of UAI. */
export const STRUCTURES_MAX = DEPARTEMENTS.length * STRUCTURES_PAR_DEPARTEMENT;

/** Three départements for a demonstration, as many as the UAI need for a load test. */
export function listDepartements(structures: number): readonly Departement[] {
  if (structures <= SEUIL_TROIS_DEPARTEMENTS) return DEPARTEMENTS.slice(0, 3);
  return DEPARTEMENTS.slice(0, Math.ceil(structures / STRUCTURES_PAR_DEPARTEMENT));
}

function listNoms(departement: Departement, nombre: number): string[] {
  const suffixes = SUFFIXES_COMMUNE[departement.code] ?? [];
  const radicaux = RADICAUX_COMMUNE.length;
  // Neighbours in the list take turns with the suffixes; each pair comes up once.
  const composes = Array.from({ length: radicaux * suffixes.length }, (_, rang) => {
    const suffixe = suffixes[(rang + Math.floor(rang / radicaux)) % suffixes.length];
    return `${RADICAUX_COMMUNE[rang % radicaux]}-${suffixe}`;
  });
  return [...(COMMUNES_NOMMEES[departement.code] ?? []), ...new Set(composes)].slice(0, nombre);
}

function findTaille(departement: Departement, rang: number): Commune["taille"] {
  // One large city in the demonstration (Port-Amarre); each added département brings its own.
  if (rang === 0) return departement.code === "961" || departement.code === "963" ? "bourg" : "ville";
  return rang < 5 ? "bourg" : "rural";
}

function drawPopulation(tirage: Tirage, taille: Commune["taille"], rang: number): number {
  if (taille === "ville") return 186_412;
  if (taille === "bourg") return Math.round(drawBetween(tirage, 9_000, 16_000) * (rang === 0 ? 3 : 1));
  // Product of uniforms: many small villages, a few small towns, as in the real list of communes.
  return Math.round(140 + 5_600 * tirage() * tirage() * tirage());
}

function findTypologie(tirage: Tirage, taille: Commune["taille"], population: number): string {
  if (taille === "ville") return "tr6";
  if (taille === "bourg") return "tr5";
  return population < 400
    ? drawAmong(tirage, ["tr1", "tr1", "tr2", "tr3"])
    : drawAmong(tirage, ["tr2", "tr3", "tr4"]);
}

/** Somewhere on the land of the département, as far from the others as six tries allow. */
function drawPoint(tirage: Tirage, departement: Departement, places: readonly Point[]): Point {
  const etendue = CONTOURS.departements.has(departement.code) ? { x: 0.75, y: 0.5 } : { x: 0.28, y: 0.17 };
  let meilleur: Point = [departement.longitude, departement.latitude];
  let marge = -1;
  for (let essai = 0, trouves = 0; essai < 60 && trouves < 6; essai += 1) {
    const longitude = departement.longitude + drawBetween(tirage, -etendue.x, etendue.x);
    const latitude = departement.latitude + drawBetween(tirage, -etendue.y, etendue.y);
    // A village keeps a little ground around it.
    const auSec = [-0.02, 0.02].every(
      (pas) =>
        isOnLand(departement.code, longitude + pas, latitude) &&
        isOnLand(departement.code, longitude, latitude + pas),
    );
    if (!auSec) continue;
    trouves += 1;
    const proche = Math.min(
      ...places.map(([x, y]) => ((x - longitude) * 0.67) ** 2 + (y - latitude) ** 2),
      9,
    );
    if (proche > marge) [meilleur, marge] = [[longitude, latitude], proche];
  }
  return meilleur;
}

function listCommunesOf(graine: number, departement: Departement, nombre: number): Commune[] {
  const places: Point[] = [];
  return listNoms(departement, nombre).map((nom, rang) => {
    const tirage = makeTirageFor(graine, `commune ${departement.code} ${rang}`);
    const taille = findTaille(departement, rang);
    const population = drawPopulation(tirage, taille, rang);
    const siege = rang === 0 ? SIEGES[departement.code] : undefined;
    const [longitude, latitude] = siege ?? drawPoint(tirage, departement, places);
    places.push([longitude, latitude]);
    return {
      code: `${departement.code}${String(rang + 1).padStart(2, "0")}`,
      nom,
      codePostal: `96${departement.code.slice(2)}${String((rang % 20) * 5).padStart(2, "0")}`,
      departement,
      taille,
      population,
      typologie: findTypologie(tirage, taille, population),
      latitude: round(latitude, 6),
      longitude: round(longitude, 6),
      ecartSocial: drawNormal(tirage) * (taille === "bourg" ? 9 : 8),
    };
  });
}

/** Sixty communes at least, about one for four schools, up to 99 per département (a code has two free digits). */
export function listCommunes(graine: number, structures: number): Commune[] {
  const departements = listDepartements(structures);
  const nombre = Math.ceil(structures / departements.length / 4);
  const { min, max } = COMMUNES_PAR_DEPARTEMENT;
  return departements.flatMap((departement) =>
    listCommunesOf(graine, departement, Math.min(max, Math.max(min, nombre))),
  );
}
