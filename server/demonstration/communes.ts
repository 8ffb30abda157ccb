import type { Departement } from "./territoire-fictif.ts";
import { COMMUNES_NOMMEES, DEPARTEMENTS, RADICAUX_COMMUNE, SUFFIXES_COMMUNE } from "./territoire-fictif.ts";
import { drawBetween, drawNormal, makeTirageFor, round } from "./tirage.ts";

export interface Commune {
  code: string;
  nom: string;
  codePostal: string;
  departement: Departement;
  taille: "ville" | "bourg" | "rural";
  latitude: number;
  longitude: number;
  // Points of IPS away from the mean of the académie (districts carry it in a « ville »).
  ecartSocial: number;
}

const SEUIL_TROIS_DEPARTEMENTS = 20_000;
const STRUCTURES_PAR_DEPARTEMENT = 8_000;
/** Beyond, the fictitious départements would run out of UAI. */
export const STRUCTURES_MAX = DEPARTEMENTS.length * STRUCTURES_PAR_DEPARTEMENT;

/** Three départements for a demonstration, as many as the UAI need for a load test. */
export function listDepartements(structures: number): readonly Departement[] {
  if (structures <= SEUIL_TROIS_DEPARTEMENTS) return DEPARTEMENTS.slice(0, 3);
  return DEPARTEMENTS.slice(0, Math.ceil(structures / STRUCTURES_PAR_DEPARTEMENT));
}

function listNoms(departement: Departement, nombre: number): string[] {
  const composes = (SUFFIXES_COMMUNE[departement.code] ?? []).flatMap((suffixe) =>
    RADICAUX_COMMUNE.map((radical) => `${radical}-${suffixe}`),
  );
  return [...(COMMUNES_NOMMEES[departement.code] ?? []), ...composes].slice(0, nombre);
}

function findTaille(departement: Departement, rang: number): Commune["taille"] {
  // One large city in the demonstration (Port-Amarre); each added département brings its own.
  if (rang === 0) return departement.code === "961" || departement.code === "963" ? "bourg" : "ville";
  return rang < 5 ? "bourg" : "rural";
}

/** About sixty communes for a demonstration, up to 99 per département (a code has two free digits). */
export function listCommunes(graine: number, structures: number): Commune[] {
  const departements = listDepartements(structures);
  const nombre = Math.min(99, Math.max(20, Math.ceil(structures / departements.length / 20)));
  return departements.flatMap((departement) =>
    listNoms(departement, nombre).map((nom, rang) => {
      const tirage = makeTirageFor(graine, `commune ${departement.code} ${rang}`);
      const taille = findTaille(departement, rang);
      return {
        code: `${departement.code}${String(rang + 1).padStart(2, "0")}`,
        nom,
        codePostal: `96${departement.code.slice(2)}${String((rang % 20) * 5).padStart(2, "0")}`,
        departement,
        taille,
        latitude: round(departement.latitude + drawBetween(tirage, -0.17, 0.17), 6),
        longitude: round(departement.longitude + drawBetween(tirage, -0.28, 0.28), 6),
        ecartSocial: drawNormal(tirage) * (taille === "bourg" ? 7 : 4),
      };
    }),
  );
}
