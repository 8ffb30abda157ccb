import type { Secteur, TypeStructure } from "#app/referentiel/rules.ts";
import type { Ruralite } from "../../rules.ts";
import {
  type CritereApplique,
  type EntreeCalcul,
  isADepartager,
  type ResultatCalcul,
  type StructureCalculee,
  type StructureGelee,
} from "../rules.ts";

/** A structure of a run, as its list shows it. */
export interface LigneListe {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly commune: string;
  readonly departement: string;
  readonly ruralite: Ruralite | null;
  readonly retenue: boolean;
  readonly aDepartager: boolean;
  readonly frequence: number | null;
  readonly rang: number | null;
  readonly rangBas: number | null;
  readonly rangMedian: number | null;
  readonly rangHaut: number | null;
  readonly composite: number | null;
  readonly classe: number | null;
  readonly analysee: boolean;
  readonly criteres: readonly CritereApplique[];
  readonly imputees: readonly string[];
}

/** Structures of a run that a person reads, as the run froze them. */
export function listerLignes(
  { structures, stabilite }: Pick<EntreeCalcul, "structures" | "stabilite">,
  resultat: Pick<ResultatCalcul, "structures">,
  lisibles: ReadonlySet<string>,
): LigneListe[] {
  return structures.flatMap((structure, i) => {
    const calculee = resultat.structures[i];
    return calculee && lisibles.has(structure.uai)
      ? [toLigne(structure, calculee, stabilite.seuilDepartage)]
      : [];
  });
}

function toLigne(structure: StructureGelee, calculee: StructureCalculee, seuil: number): LigneListe {
  const { uai, nom, type, secteur, commune, departement, ruralite } = structure;
  const { retenue, frequence, rang, rangBas, rangMedian, rangHaut, composite, classe, criteres, analysee } =
    calculee;
  return {
    ...{ uai, nom, type, secteur, commune, departement, ruralite },
    ...{ retenue, frequence, rang, rangBas, rangMedian, rangHaut, composite, classe, criteres, analysee },
    imputees: calculee.imputees,
    aDepartager: isADepartager(calculee, seuil),
  };
}

/** A line as it leaves the server: its numbers are not for every reader, and are said apart, as far as they are read. */
export type LigneMontree = Omit<LigneListe, "criteres" | "imputees" | "composite">;

export function montrerLigne({
  criteres: _,
  imputees: __,
  composite: ___,
  ...ligne
}: LigneListe): LigneMontree {
  return ligne;
}

export const SITUATIONS = {
  retenues: "Retenues",
  departager: "À départager",
  proches: "Non retenues, à départager",
  non_retenues: "Non retenues",
  toutes: "Toute la population",
} as const;
export type Situation = keyof typeof SITUATIONS;

const IN: Readonly<Record<Situation, (ligne: LigneListe) => boolean>> = {
  retenues: ({ retenue }) => retenue,
  departager: ({ aDepartager }) => aDepartager,
  proches: ({ aDepartager, retenue }) => aDepartager && !retenue,
  non_retenues: ({ retenue }) => !retenue,
  toutes: () => true,
};

export interface FiltresListe {
  readonly situation: Situation;
  readonly type: string;
  readonly secteur: string;
  readonly departement: string;
  readonly ruralite: string;
}

/** What the address asks for; what is not one of ours reads as absent. */
export function lireFiltres(params: URLSearchParams): FiltresListe {
  const situation = params.get("situation") ?? "";
  return {
    situation: Object.hasOwn(SITUATIONS, situation) ? (situation as Situation) : "retenues",
    type: params.get("type") ?? "",
    secteur: params.get("secteur") ?? "",
    departement: params.get("departement") ?? "",
    ruralite: params.get("ruralite") ?? "",
  };
}

export function filtrerLignes(lignes: readonly LigneListe[], filtres: FiltresListe): LigneListe[] {
  const holds = (asked: string, own: string | null) => asked === "" || asked === own;
  return lignes.filter(
    (ligne) =>
      IN[filtres.situation](ligne) &&
      holds(filtres.type, ligne.type) &&
      holds(filtres.secteur, ligne.secteur) &&
      holds(filtres.departement, ligne.departement) &&
      holds(filtres.ruralite, ligne.ruralite),
  );
}

/** `limite`: the nearest to one run out of two first, which is where a person has most to decide. */
export const TRIS_LISTE = ["limite", "nom", "commune", "departement", "type", "frequence", "rang"] as const;
export type TriListe = (typeof TRIS_LISTE)[number];

export function trierLignes(
  lignes: readonly LigneListe[],
  tri: TriListe,
  sens: "asc" | "desc" = "asc",
): LigneListe[] {
  const order = new Intl.Collator("fr", { numeric: true });
  const unknown = Number.POSITIVE_INFINITY;
  const keys: Record<TriListe, (ligne: LigneListe) => number | string> = {
    limite: ({ frequence }) => (frequence === null ? unknown : Math.abs(frequence - 0.5)),
    nom: ({ nom }) => nom,
    commune: ({ commune }) => commune,
    departement: ({ departement }) => departement,
    type: ({ type }) => type,
    frequence: ({ frequence }) => frequence ?? -1,
    rang: ({ rang }) => rang ?? unknown,
  };
  const key = keys[tri];
  const direction = sens === "desc" ? -1 : 1;
  const compare = (a: number | string, b: number | string) =>
    typeof a === "number" && typeof b === "number"
      ? a === b
        ? 0
        : a - b
      : order.compare(String(a), String(b));
  return [...lignes].sort(
    (a, b) => direction * compare(key(a), key(b)) || order.compare(a.nom, b.nom) || (a.uai < b.uai ? -1 : 1),
  );
}

/** By which the list is counted, and its rates compared. */
export const DIMENSIONS = {
  type: "Types",
  departement: "Départements",
  ruralite: "Typologie de la commune",
  secteur: "Secteurs",
} as const;
export type Dimension = keyof typeof DIMENSIONS;

export interface TauxSelection {
  readonly valeur: string;
  readonly population: number;
  readonly retenues: number;
  readonly taux: number;
  /** Bounds of the 95 % interval. */
  readonly bas: number;
  readonly haut: number;
}

/** Selection rates by a dimension, the largest groups first; « inconnue » where it is not known. */
export function tauxParDimension(lignes: readonly LigneListe[], dimension: Dimension): TauxSelection[] {
  const groups = new Map<string, { population: number; retenues: number }>();
  for (const ligne of lignes) {
    const valeur = ligne[dimension] ?? "inconnue";
    const group = groups.get(valeur) ?? { population: 0, retenues: 0 };
    group.population += 1;
    group.retenues += ligne.retenue ? 1 : 0;
    groups.set(valeur, group);
  }
  return [...groups]
    .map(([valeur, group]) => ({ valeur, ...group, ...intervalleWilson(group.retenues, group.population) }))
    .sort((a, b) => b.population - a.population || (a.valeur < b.valeur ? -1 : 1));
}

/** 97.5 % point of the normal law. */
const Z = 1.959963984540054;

/**
 * A share with its 95 % interval, which stays within 0 and 1 and means something for small numbers.
 * Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
 */
export function intervalleWilson(
  k: number,
  n: number,
): { readonly taux: number; readonly bas: number; readonly haut: number } {
  if (n === 0) return { taux: 0, bas: 0, haut: 1 };
  const share = k / n;
  const middle = (share + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z / (1 + (Z * Z) / n)) * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  return { taux: share, bas: Math.max(0, middle - half), haut: Math.min(1, middle + half) };
}
