import type { Secteur, TypeStructure } from "#app/referentiel/rules.ts";
import { type Fonction, PORTEES, type PorteeType } from "../rules.ts";

export interface KindsOfStructure {
  /** Read after « seulement ». */
  readonly libelle: string;
  readonly secteurs: readonly Secteur[];
  /** Every type when absent. */
  readonly types?: readonly TypeStructure[];
}

/**
 * The kinds of structure to which some functions are kept inside their territory. Source: code de l'éducation, L. 442-5
 * (private schools under contract), L. 212-1 and L. 212-4 (communes), L. 213-2 (départements), L. 214-6 (régions).
 */
export const RESTRICTIONS = {
  prive_sous_contrat: {
    libelle: "les structures privées sous contrat",
    secteurs: ["prive_sous_contrat"],
  },
  ecoles_publiques: {
    libelle: "les écoles publiques",
    secteurs: ["public"],
    types: ["maternelle", "elementaire", "primaire", "ecole_specialisee"],
  },
  colleges_publics: {
    libelle: "les collèges publics et leurs SEGPA",
    secteurs: ["public"],
    types: ["college", "segpa"],
  },
  lycees_publics: {
    libelle: "les lycées publics, leurs sections professionnelles et les EREA",
    secteurs: ["public"],
    types: ["lgt", "lpo", "lp", "erea", "sep"],
  },
} as const satisfies Readonly<Record<string, KindsOfStructure>>;
export type Restriction = keyof typeof RESTRICTIONS;

/** A région is an académie here; a collectivité named for one structure, whatever its kind, is that of this structure. */
const RESTRICTIONS_PAR_FONCTION: Readonly<
  Partial<Record<Fonction, Readonly<Partial<Record<PorteeType, Restriction>>>>>
> = {
  caec: { academie: "prive_sous_contrat", departement: "prive_sous_contrat" },
  collectivite: {
    academie: "lycees_publics",
    departement: "colleges_publics",
    commune: "ecoles_publiques",
  },
};

/** The kinds of structure that a function reaches on such a territory; undefined when it reaches all of them. Source: decision 0023. */
export function restrictionOf(fonction: Fonction, type: PorteeType): Restriction | undefined {
  return RESTRICTIONS_PAR_FONCTION[fonction]?.[type];
}

/** « académie, département : les structures privées sous contrat », a sentence by kind of structure; none for most functions. */
export function listPhrasesRestriction(fonction: Fonction): string[] {
  const kept = Object.entries(RESTRICTIONS_PAR_FONCTION[fonction] ?? {}) as [PorteeType, Restriction][];
  return [...new Set(kept.map(([, restriction]) => restriction))].map((restriction) => {
    const types = kept.filter(([, own]) => own === restriction).map(([type]) => PORTEES[type]);
    return `${types.join(", ")} : ${RESTRICTIONS[restriction].libelle}`;
  });
}

/** Whether a structure is of the kinds to which a function is kept. Source: decision 0023. */
export function isAdmise(
  restriction: Restriction,
  { secteur, type }: { readonly secteur: Secteur; readonly type: TypeStructure },
): boolean {
  const kinds: KindsOfStructure = RESTRICTIONS[restriction];
  return kinds.secteurs.includes(secteur) && (kinds.types?.includes(type) ?? true);
}
