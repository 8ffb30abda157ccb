import type { TypeStructure } from "../rules.ts";

/** A person in charge of the life of structures signs a reason of this length at most. Source: constraints of the tables. */
export const MOTIF_MAX = 1000;

/** Kinds of filiation, told from the structure that came before to the one that came after. */
export const GENRES_FILIATION = {
  fusion: "Fusion",
  scission: "Scission",
  changement_uai: "Changement d’UAI",
  transfert: "Transfert",
} as const;
export type GenreFiliation = keyof typeof GENRES_FILIATION;

/** Kinds of local fact: a « choc conjoncturel » and the like. Source: ministère, contrats locaux d'accompagnement, 2023. */
export const GENRES_FAIT = {
  emploi: "Emploi, activité économique",
  demographie: "Démographie",
  logement: "Logement, habitat",
  transport: "Transports, accès",
  sinistre: "Sinistre, catastrophe",
  vie_scolaire: "Vie de la structure",
  autre: "Autre",
} as const;
export type GenreFait = keyof typeof GENRES_FAIT;

/**
 * Codes of the rural typology that the communes file carries, without their labels: it goes from tr1, where most of
 * the smallest communes are, to tr6, which holds the largest cities. Source: `typologie_rurale` of the Insee COG 2026
 * extract; the words are ours and say no more than the order.
 */
export const TYPOLOGIES = {
  tr1: "tr1 (le plus rural)",
  tr2: "tr2",
  tr3: "tr3",
  tr4: "tr4",
  tr5: "tr5",
  tr6: "tr6 (le plus urbain)",
} as const;
type Typologie = keyof typeof TYPOLOGIES;

export const SOURCE_TYPOLOGIE =
  "Typologie rurale du fichier des communes (Insee, COG 2026), de tr1 (le plus rural) à tr6 (le plus urbain). Le fichier ne donne que les codes : les mots « rural » et « urbain » sont ceux d’Ancrage.";

const TERRITOIRES: Readonly<Record<Typologie, string>> = {
  tr1: "très rural",
  tr2: "rural",
  tr3: "plutôt rural",
  tr4: "entre rural et urbain",
  tr5: "urbain",
  tr6: "très urbain",
};

/** Convention: from this far to education priority, a rural structure is said to be isolated. Bound included. */
export const DISTANCE_ISOLEMENT_METRES = 20_000;
/** Convention: the two codes at the rural end may be said isolated. */
const TYPOLOGIES_ISOLABLES: readonly string[] = ["tr1", "tr2"];

export interface Territoire {
  readonly typologie: string | null;
  readonly distanceEpMetres: number | null;
  readonly enEp: boolean;
}

/**
 * The territory of a structure in one sentence: « très urbain, à 1,2 km d'un collège en éducation prioritaire ».
 * Undefined when neither the typology nor the distance is known. Kilometres with one decimal below 10, whole above.
 * Source: ledger S1-05; thresholds are conventions of Ancrage.
 */
export function profilTerritoire({ typologie, distanceEpMetres, enEp }: Territoire): string | undefined {
  const isole =
    !enEp &&
    TYPOLOGIES_ISOLABLES.includes(typologie ?? "") &&
    distanceEpMetres !== null &&
    distanceEpMetres >= DISTANCE_ISOLEMENT_METRES;
  const lieu = isole ? "rural isolé" : (TERRITOIRES[typologie as Typologie] ?? undefined);
  const ep = enEp
    ? "en éducation prioritaire"
    : distanceEpMetres === null
      ? undefined
      : `à ${formatDistance(distanceEpMetres)} d’un collège en éducation prioritaire`;
  return [lieu, ep].filter(Boolean).join(", ") || undefined;
}

/** @example formatDistance(1234) // "1,2 km" */
export function formatDistance(metres: number): string {
  if (metres < 995) return `${Math.round(metres / 10) * 10} m`;
  const km =
    metres < 9_950 ? (metres / 1000).toFixed(1).replace(".", ",") : String(Math.round(metres / 1000));
  return `${km} km`;
}

export interface LieuStructure {
  readonly type: TypeStructure;
  readonly secteur: string;
  readonly communeNom: string;
  readonly departementNom: string;
  /** Typed by a person: it overrides the rule. */
  readonly saisie: string | null;
}

const ECOLES: readonly TypeStructure[] = ["maternelle", "elementaire", "primaire", "ecole_specialisee"];

/**
 * The local authority that a public structure belongs to: the commune for an école, the département for a collège and
 * its SEGPA, the région for a lycée or an EREA; what a person typed comes first. Undefined for a private structure.
 * Source: Code de l'éducation, L. 212-1 (écoles), L. 213-2 (collèges), L. 214-6 (lycées, EREA).
 */
export function collectiviteOf(lieu: LieuStructure): string | undefined {
  if (lieu.saisie) return lieu.saisie;
  if (lieu.secteur !== "public") return undefined;
  if (ECOLES.includes(lieu.type)) return lieu.communeNom ? `Commune : ${lieu.communeNom}` : "Commune";
  if (lieu.type === "college" || lieu.type === "segpa") return `Département : ${lieu.departementNom}`;
  if (["lgt", "lpo", "lp", "erea", "sep"].includes(lieu.type)) return "Région";
  return undefined;
}

export function isEcole(type: TypeStructure): boolean {
  return ECOLES.includes(type);
}
