import type { Commune } from "./communes.ts";
import { listCommunes, listDepartements, STRUCTURES_MAX } from "./communes.ts";
import type { Nature, TypeStructure } from "./natures.ts";
import {
  COLLEGE,
  ECOLE_ELEMENTAIRE,
  ECOLE_PRIMAIRE,
  LYCEE_GENERAL_TECHNOLOGIQUE,
  LYCEE_POLYVALENT,
  LYCEE_PROFESSIONNEL,
  MATERNELLE,
  SEGPA,
} from "./natures.ts";
import { PATRONYMES, PATRONYMES_PRIVES } from "./noms-fictifs.ts";
import type { Quartier } from "./territoire-fictif.ts";
import { QUARTIERS } from "./territoire-fictif.ts";
import type { Tirage } from "./tirage.ts";
import { drawAmong, drawBetween, drawInteger, drawWeighted, makeTirage, round, shuffle } from "./tirage.ts";

type Contrat = "public" | "sous_contrat" | "hors_contrat";

export interface Structure {
  uai: string;
  type: TypeStructure;
  nature: Nature;
  contrat: Contrat;
  // A structure « à ouvrir » has an address line and nothing else yet.
  aOuvrir: boolean;
  commune: Commune;
  quartier: Quartier | undefined;
  patronyme: string;
  latitude: number;
  longitude: number;
  hasSegpa: boolean;
}

interface Esquisse extends Omit<Structure, "uai" | "commune" | "quartier" | "latitude" | "longitude"> {
  // A SEGPA unit stands where its collège stands.
  mere?: Structure;
}

const CLES_UAI = "ABCDEFGHJKLMNPRSTUVWXYZ";

/** Seven digits and their check letter. Source: donnees.md §5 (no I, O, Q). */
function makeUai(departement: string, sequence: number): string {
  const chiffres = departement + String(sequence).padStart(4, "0");
  return chiffres + CLES_UAI.charAt(Number(chiffres) % 23);
}

/** 24 % of collèges, 11 % of lycées, 2 % of SEGPA units; the rest are écoles. */
function countByType(structures: number): Record<TypeStructure, number> {
  const college = Math.round(structures * 0.24);
  const lycee = Math.round(structures * 0.11);
  const segpa = Math.round(structures * 0.02);
  return { ecole: structures - college - lycee - segpa, college, lycee, segpa };
}

const POIDS_COMMUNE: Record<"ecole" | "college" | "lycee", Record<Commune["taille"], number>> = {
  ecole: { ville: 14, bourg: 3, rural: 1.2 },
  college: { ville: 24, bourg: 3, rural: 0.35 },
  lycee: { ville: 8, bourg: 2.5, rural: 0 },
};

function findContrat(type: TypeStructure, rang: number): Contrat {
  // One in five is private; among private ones, one in eight (écoles, collèges) has no contract.
  if (rang % 5 !== 3) return "public";
  return type !== "lycee" && Math.floor(rang / 5) % 8 === 5 ? "hors_contrat" : "sous_contrat";
}

function findNature(type: "ecole" | "college" | "lycee", contrat: Contrat, rang: number): Nature {
  if (type === "college") return COLLEGE;
  if (type === "lycee") {
    const natures = [LYCEE_GENERAL_TECHNOLOGIQUE, LYCEE_POLYVALENT, LYCEE_PROFESSIONNEL];
    return natures[rang % 3] ?? LYCEE_POLYVALENT;
  }
  if (contrat !== "public") return ECOLE_PRIMAIRE;
  return [MATERNELLE, ECOLE_ELEMENTAIRE, ECOLE_PRIMAIRE, ECOLE_PRIMAIRE][rang % 4] ?? ECOLE_PRIMAIRE;
}

function listEsquisses(tirage: Tirage, type: "ecole" | "college" | "lycee", nombre: number): Esquisse[] {
  // Names repeat beyond the lists, as in reality: nothing may be joined on a name.
  const publics = shuffle(tirage, PATRONYMES);
  const prives = shuffle(tirage, PATRONYMES_PRIVES);
  return Array.from({ length: nombre }, (_, rang) => {
    const contrat = findContrat(type, rang);
    const noms = contrat === "public" ? publics : prives;
    const tour = contrat === "public" ? rang : Math.floor(rang / 5);
    return {
      type,
      nature: findNature(type, contrat, rang),
      contrat,
      aOuvrir: type === "college" && rang === nombre - 1 - (nombre % 5 === 4 ? 1 : 0),
      patronyme: noms[tour % noms.length] ?? "",
      hasSegpa: false,
    };
  });
}

interface Semis {
  tirage: Tirage;
  communes: ReadonlyMap<string, readonly Commune[]>;
  tourDepartements: readonly string[];
  rangs: Map<string, number>;
  communesServies: Map<string, number>;
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
    pas: Math.max(1, Math.min(37, Math.floor(9_900 / (plusGrand + 10)))),
  };
}

function attributeUai(semis: Semis, departement: string): string {
  const rang = semis.rangs.get(departement) ?? 0;
  semis.rangs.set(departement, rang + 1);
  return makeUai(departement, 1 + rang * semis.pas + drawInteger(semis.tirage, 0, semis.pas - 1));
}

function drawCommune(semis: Semis, esquisse: Esquisse, rang: number): Commune {
  const departement = semis.tourDepartements[rang % semis.tourDepartements.length] ?? "";
  const communes = semis.communes.get(departement) ?? [];
  if (esquisse.type === "segpa") throw new TypeError("A SEGPA unit stands in its collège");
  // One public école in each commune first, so that the map has no empty land around the towns.
  const servies = semis.communesServies.get(departement) ?? 0;
  const suivante = communes[servies];
  if (suivante && esquisse.type === "ecole" && esquisse.contrat === "public") {
    semis.communesServies.set(departement, servies + 1);
    return suivante;
  }
  const poids = POIDS_COMMUNE[esquisse.type];
  return drawWeighted(semis.tirage, communes, ({ taille }) =>
    esquisse.contrat !== "public" && taille === "rural" ? 0 : poids[taille],
  );
}

function placeStructure(semis: Semis, esquisse: Esquisse, rang: number): Structure {
  const { mere, ...traits } = esquisse;
  if (mere) {
    const { commune, quartier, latitude, longitude } = mere;
    const uai = attributeUai(semis, commune.departement.code);
    return { ...traits, uai, commune, quartier, latitude, longitude };
  }
  const commune = drawCommune(semis, esquisse, rang);
  const enVille = commune.taille === "ville";
  // Private schools of the city stand in the better-off districts.
  const quartiers = esquisse.contrat === "public" ? QUARTIERS : QUARTIERS.slice(3);
  const etendue = enVille ? 0.035 : commune.taille === "bourg" ? 0.015 : 0.006;
  return {
    ...traits,
    uai: attributeUai(semis, commune.departement.code),
    commune,
    quartier: enVille ? drawAmong(semis.tirage, quartiers) : undefined,
    latitude: round(commune.latitude + drawBetween(semis.tirage, -etendue, etendue), 6),
    longitude: round(commune.longitude + drawBetween(semis.tirage, -etendue, etendue), 6),
  };
}

function makeSegpa(mere: Structure): Esquisse {
  mere.hasSegpa = true;
  return {
    type: "segpa",
    nature: SEGPA,
    contrat: mere.contrat,
    aOuvrir: false,
    patronyme: mere.patronyme,
    hasSegpa: false,
    mere,
  };
}

/**
 * The whole population of the fictitious académie, sorted by UAI. About 300 bytes a structure: 60 000 of them
 * stand in memory, their files do not.
 */
export function listStructures(graine: number, structures: number): Structure[] {
  if (!Number.isInteger(structures) || structures < 50 || structures > STRUCTURES_MAX) {
    throw new RangeError(`structures: an integer from 50 to ${STRUCTURES_MAX}, not ${structures}`);
  }
  const nombres = countByType(structures);
  const semis = makeSemis(graine, structures);
  const place = (type: "ecole" | "college" | "lycee") =>
    listEsquisses(semis.tirage, type, nombres[type]).map((esquisse, rang) =>
      placeStructure(semis, esquisse, rang),
    );
  const colleges = place("college");
  const meres = colleges
    .filter(({ contrat, aOuvrir, commune }) => contrat === "public" && !aOuvrir && commune.taille !== "rural")
    .filter((_, rang) => rang % 3 === 1)
    .slice(0, nombres.segpa);
  const segpas = meres.map((mere, rang) => placeStructure(semis, makeSegpa(mere), rang));
  const complement = nombres.segpa - segpas.length;
  const ecoles = listEsquisses(semis.tirage, "ecole", nombres.ecole + complement).map((esquisse, rang) =>
    placeStructure(semis, esquisse, rang),
  );
  return [...colleges, ...segpas, ...place("lycee"), ...ecoles].sort((a, b) => (a.uai < b.uai ? -1 : 1));
}
