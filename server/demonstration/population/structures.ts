import type { Tirage } from "../tirage.ts";
import { drawBetween, drawInteger, drawWeighted, makeTirage, round } from "../tirage.ts";
import type { Commune } from "./communes.ts";
import { listCommunes, listDepartements, STRUCTURES_MAX } from "./communes.ts";
import { isOnLand } from "./contours.ts";
import type { Esquisse } from "./esquisses.ts";
import { countByType, listEsquisses } from "./esquisses.ts";
import type { Nature } from "./natures.ts";
import { SEGPA } from "./natures.ts";
import type { Quartier } from "./territoire-fictif.ts";
import { QUARTIERS } from "./territoire-fictif.ts";

export interface Structure extends Esquisse {
  uai: string;
  commune: Commune;
  quartier: Quartier | undefined;
  latitude: number;
  longitude: number;
  hasSegpa: boolean;
  // The collège that a SEGPA unit belongs to.
  mere?: Structure;
  // First rentrée, for the few that opened since 2021.
  ouverture?: number;
  // Year of the 31 August that was its last day.
  fermeture?: number;
  // What it was up to a rentrée, excluded.
  naguere?: { nature: Nature; avant: number };
  // A place of the cast: popular and outside priority education, near it.
  orpheline?: boolean;
}

/** Present in the statistics of a rentrée: opened by then, not closed before it. */
export function isOpenAt({ ouverture, fermeture, aOuvrir }: Structure, rentree: number): boolean {
  return !aOuvrir && (ouverture ?? 0) <= rentree && (fermeture ?? 9999) > rentree;
}

/** Its nature at a rentrée, before its change of type if it has one. */
export function natureAt({ nature, naguere }: Structure, rentree: number): Nature {
  return naguere && rentree < naguere.avant ? naguere.nature : nature;
}

const CLES_UAI = "ABCDEFGHJKLMNPRSTUVWXYZ";
/** Beyond, the sequence of a département is kept for its circonscriptions. */
export const SEQUENCE_MAX = 9_900;
// Structures closed since 2021 use sequences too.
const MARGE_FERMEES = 20;

/** Seven digits and their check letter. Source: donnees.md §5 (no I, O, Q). */
export function makeUai(departement: string, sequence: number): string {
  const chiffres = departement + String(sequence).padStart(4, "0");
  return chiffres + CLES_UAI.charAt(Number(chiffres) % 23);
}

/** What is needed to place one more structure. */
export interface Semis {
  tirage: Tirage;
  communes: ReadonlyMap<string, readonly Commune[]>;
  tourDepartements: readonly string[];
  rangs: Map<string, number>;
  communesServies: Map<string, number>;
  quartiersServis: Map<string, number>;
  pas: number;
}

function makeSemis(graine: number, structures: number): Semis {
  const departements = listDepartements(structures);
  const communes = Map.groupBy(listCommunes(graine, structures), (commune) => commune.departement.code);
  const codes = departements.map(({ code }) => code);
  // The département of the large city has three structures in seven; a load test is spread evenly.
  const tourDepartements = codes.length === 3 ? ["962", "961", "963", "962", "961", "962", "963"] : codes;
  const plusGrand = codes.length === 3 ? (structures * 3) / 7 : structures / codes.length;
  return {
    tirage: makeTirage(graine),
    communes,
    tourDepartements,
    rangs: new Map(),
    communesServies: new Map(),
    quartiersServis: new Map(),
    pas: Math.max(1, Math.min(37, Math.floor(SEQUENCE_MAX / (plusGrand + MARGE_FERMEES)))),
  };
}

function attributeUai(semis: Semis, departement: string): string {
  const rang = semis.rangs.get(departement) ?? 0;
  semis.rangs.set(departement, rang + 1);
  return makeUai(departement, 1 + rang * semis.pas + drawInteger(semis.tirage, 0, semis.pas - 1));
}

function weighCommune({ type, contrat }: Esquisse, { taille, population }: Commune): number {
  if (type === "ecole") {
    if (taille === "ville") return contrat === "public" ? 75 : 30;
    if (taille === "bourg") return population / 1_600;
    return contrat === "public" ? 0.5 + population / 1_400 : Number(population > 700);
  }
  if (type === "college") {
    if (taille === "ville") return 44;
    if (taille === "bourg") return population / 3_000;
    return contrat === "public" ? (population > 900 ? 1.6 : 0.12) : 0;
  }
  return taille === "ville" ? 8 : taille === "bourg" ? 2.5 : 0;
}

function drawCommune(semis: Semis, esquisse: Esquisse, rang: number): Commune {
  const departement = semis.tourDepartements[rang % semis.tourDepartements.length] ?? "";
  const communes = semis.communes.get(departement) ?? [];
  // One public école in each commune first, so that the map has no empty land around the towns.
  const servies = semis.communesServies.get(departement) ?? 0;
  const suivante = communes[servies];
  if (suivante && esquisse.type === "ecole" && esquisse.contrat === "public") {
    semis.communesServies.set(departement, servies + 1);
    return suivante;
  }
  return drawWeighted(semis.tirage, communes, (commune) => weighCommune(esquisse, commune));
}

/** Each district in its turn; private schools of a city stand in the better-off ones. */
function findQuartier(semis: Semis, { type, contrat }: Esquisse, commune: Commune): Quartier | undefined {
  if (commune.taille !== "ville") return undefined;
  const cle = `${commune.code} ${type} ${contrat}`;
  const tour = semis.quartiersServis.get(cle) ?? 0;
  semis.quartiersServis.set(cle, tour + 1);
  const quartiers = contrat === "public" ? QUARTIERS : QUARTIERS.slice(3);
  return quartiers[(tour * 3 + 1) % quartiers.length];
}

function drawPlace(
  tirage: Tirage,
  { departement, taille, latitude, longitude }: Commune,
  quartier: Quartier | undefined,
): { latitude: number; longitude: number } {
  const etendue = quartier ? 0.012 : taille === "bourg" ? 0.02 : 0.008;
  const centre = {
    latitude: latitude + (quartier?.decalage.latitude ?? 0),
    longitude: longitude + (quartier?.decalage.longitude ?? 0),
  };
  for (let essai = 0; essai < 8; essai += 1) {
    const place = {
      latitude: round(centre.latitude + drawBetween(tirage, -etendue, etendue), 6),
      longitude: round(centre.longitude + drawBetween(tirage, -etendue, etendue), 6),
    };
    if (isOnLand(departement.code, place.longitude, place.latitude)) return place;
  }
  return { latitude, longitude };
}

export function placeStructure(semis: Semis, esquisse: Esquisse, rang: number, commune?: Commune): Structure {
  const choisie = commune ?? drawCommune(semis, esquisse, rang);
  const quartier = findQuartier(semis, esquisse, choisie);
  return {
    ...esquisse,
    uai: attributeUai(semis, choisie.departement.code),
    commune: choisie,
    quartier,
    ...drawPlace(semis.tirage, choisie, quartier),
    hasSegpa: false,
  };
}

/** A SEGPA unit stands where its collège stands. */
function placeSegpa(semis: Semis, mere: Structure): Structure {
  mere.hasSegpa = true;
  const uai = attributeUai(semis, mere.commune.departement.code);
  return { ...mere, uai, type: "segpa", nature: SEGPA, hasSegpa: false, mere };
}

const parUai = (a: Structure, b: Structure) => (a.uai < b.uai ? -1 : 1);

/**
 * The whole population of the fictitious académie, sorted by UAI, and the means to add the closed ones. About 300
 * bytes a structure: 60 000 of them stand in memory, their files do not.
 */
export function listStructures(
  graine: number,
  structures: number,
): { structures: Structure[]; semis: Semis } {
  if (!Number.isInteger(structures) || structures < 50 || structures > STRUCTURES_MAX) {
    throw new RangeError(`structures: an integer from 50 to ${STRUCTURES_MAX}, not ${structures}`);
  }
  const nombres = countByType(structures);
  const semis = makeSemis(graine, structures);
  const place = (type: "ecole" | "college" | "lycee" | "erea", nombre: number) =>
    listEsquisses(graine, type, nombre).map((esquisse, rang) => placeStructure(semis, esquisse, rang));
  const colleges = place("college", nombres.college);
  const segpas = colleges
    .filter(({ contrat, aOuvrir, commune }) => contrat === "public" && !aOuvrir && commune.taille !== "rural")
    .filter((_, rang) => rang % 4 !== 1)
    .slice(0, nombres.segpa)
    .map((mere) => placeSegpa(semis, mere));
  const complement = nombres.segpa - segpas.length;
  const lycees = place("lycee", nombres.lycee);
  const ereas = place("erea", nombres.erea);
  const ecoles = place("ecole", nombres.ecole + complement);
  return { structures: [...colleges, ...segpas, ...lycees, ...ereas, ...ecoles].sort(parUai), semis };
}
