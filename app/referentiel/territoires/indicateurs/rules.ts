import { SECTEURS, type Secteur, TYPES, TYPES_PLURIEL, type TypeStructure } from "../../rules.ts";

/** A reference as the base gives it to this reader. */
export interface ReferenceBrute {
  readonly n: number;
  readonly moyenne: number;
  readonly moyennePonderee: number | null;
  readonly nPonderes: number;
  readonly deciles: readonly number[];
  readonly q1: number;
  readonly q3: number;
  readonly bornes: readonly number[];
  readonly effectifs: readonly number[];
}

export interface Resume {
  readonly n: number;
  /** Mean of structures. */
  readonly moyenne: number;
  /** Mean of pupils; null when the weight of too many structures is unknown. */
  readonly ponderee: number | null;
  readonly mediane: number;
  readonly q1: number;
  readonly q3: number;
  /** D1 and D9; null when there are fewer structures than deciles would tell apart. */
  readonly d1: number | null;
  readonly d9: number | null;
  readonly bornes: readonly number[];
  readonly effectifs: readonly number[];
}

export const TROP_PEU = "Trop peu de structures pour un résumé";

/** With fewer structures than this, a decile is the value of one of them. */
const DECILES_MINIMUM = 10;
/** Share of structures of known weight from which the mean of pupils stands for the mean of structures. */
const PART_PONDEREE = 0.95;

/**
 * A reference is told from `seuil` structures on: below, it would tell the values of schools that one can name.
 * Undefined then. Source: Insee, no cell from fewer than three units; same rule as `referenceLisible`.
 */
export function resumer(reference: ReferenceBrute, seuil: number): Resume | undefined {
  if (reference.n < seuil) return undefined;
  const weighed = reference.nPonderes >= reference.n * PART_PONDEREE;
  const [d1, , , , mediane, , , , d9] = reference.deciles;
  const enough = reference.n >= DECILES_MINIMUM;
  return {
    n: reference.n,
    moyenne: reference.moyenne,
    ponderee: weighed ? reference.moyennePonderee : null,
    mediane: mediane ?? reference.moyenne,
    q1: reference.q1,
    q3: reference.q3,
    d1: enough ? (d1 ?? null) : null,
    d9: enough ? (d9 ?? null) : null,
    bornes: reference.bornes,
    effectifs: reference.effectifs,
  };
}

export type SecteurResume = Secteur | "tous";

export interface LigneSynthese {
  readonly type: TypeStructure;
  readonly secteur: SecteurResume;
  readonly n: number;
  /** Null when too few structures stand behind it. */
  readonly resume: Resume | null;
}

export interface PartieResumee {
  readonly code: string;
  readonly nom: string;
  /** Structures behind; 0 when nothing is published, or nothing that may be shown. */
  readonly n: number;
  readonly resume: Resume | null;
}

/** Why a part has no value: nothing published, or too little to be summarised. */
export function mentionDe({ n, resume }: Pick<PartieResumee, "n" | "resume">): string | undefined {
  if (resume) return undefined;
  return n === 0 ? "Non publiée ou masquée" : TROP_PEU;
}

export interface MoyenneCommune {
  /** True when every one of them is a mean of pupils. */
  readonly ponderee: boolean;
  of(resume: Resume): number;
}

/** Means that are compared are of one kind: of pupils when all of them can be, otherwise of structures. */
export function moyenneCommune(resumes: readonly (Resume | null | undefined)[]): MoyenneCommune {
  const known = resumes.filter((resume) => resume !== null && resume !== undefined);
  const ponderee = known.length > 0 && known.every((resume) => resume.ponderee !== null);
  return { ponderee, of: (resume) => (ponderee ? (resume.ponderee ?? resume.moyenne) : resume.moyenne) };
}

export const MOYENNES = {
  ponderee: "moyenne des élèves (chaque structure pèse par son effectif)",
  simple: "moyenne des structures (chacune compte pour une)",
} as const;

/** Order of schooling; within a type, all sectors first. */
export function ordonner(synthese: readonly LigneSynthese[]): LigneSynthese[] {
  const secteurs: readonly string[] = ["tous", ...Object.keys(SECTEURS)];
  const types = Object.keys(TYPES);
  return [...synthese].sort(
    (a, b) =>
      types.indexOf(a.type) - types.indexOf(b.type) ||
      secteurs.indexOf(a.secteur) - secteurs.indexOf(b.secteur),
  );
}

/** @example quiDe({ type: "college", secteur: "public" }) // "collèges, public" */
export function quiDe({
  type,
  secteur,
}: {
  readonly type: TypeStructure;
  readonly secteur: SecteurResume;
}): string {
  return secteur === "tous"
    ? TYPES_PLURIEL[type]
    : `${TYPES_PLURIEL[type]}, ${SECTEURS[secteur].toLowerCase()}`;
}
