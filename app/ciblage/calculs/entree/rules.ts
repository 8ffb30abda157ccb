import {
  SECTEURS,
  type Secteur,
  serieComparable,
  TYPES,
  type TypeStructure,
} from "#app/referentiel/rules.ts";
import { TYPOLOGIES } from "#app/referentiel/vie/rules.ts";
import type { Critere, Marque, Terme } from "../../regles/rules.ts";
import { RURALITES, ruraliteOf } from "../../rules.ts";
import type { DefinitionScenario, Qualitative, VariableChoisie } from "../../scenarios/rules.ts";

/** A variable of a year, as runs name it. @example cleOf("ips", 2023) // "ips@2023" */
export function cleOf(code: string, annee: number): string {
  return `${code}@${annee}`;
}

/** How many structures of the population have a number, by year. */
export interface Couverture {
  readonly annee: number;
  readonly connues: number;
}

/**
 * The year that stands for « the latest »: the latest one known for at least half of the population, among the years
 * that compare with the latest known of all; where none reaches half, the best known of them. Never a year from before
 * a break of the series while values from after it exist. Source: issue « Ciblage », year of each variable; notices of
 * the dictionary.
 */
export function choisirDerniereAnnee(
  couvertures: readonly Couverture[],
  population: number,
  ruptures: readonly number[],
): number | undefined {
  const known = couvertures.filter(({ connues }) => connues > 0).sort((a, b) => b.annee - a.annee);
  const [latest] = known;
  if (!latest) return undefined;
  const { de } = serieComparable(latest.annee, ruptures);
  const comparable = known.filter(({ annee }) => annee >= de);
  const half = comparable.find(({ connues }) => connues * 2 >= population);
  if (half) return half.annee;
  return comparable.reduce((best, one) => (one.connues > best.connues ? one : best)).annee;
}

/** Every indicator that a scenario reads, in its order: active, supplementary, then those of the rule. */
export function listVariables(
  definition: DefinitionScenario,
): readonly { readonly code: string; readonly annee: number | "derniere" }[] {
  const { actives, supplementaires, regle, poids } = definition;
  const criteres = regle.criteres.filter((critere) => critere.genre === "indicateur");
  return [
    ...actives,
    ...supplementaires,
    ...criteres,
    ...(regle.composite ?? []),
    ...(poids === "egaux" ? [] : [{ code: poids.code, annee: "derniere" as const }]),
  ].map(({ code, annee }) => ({ code, annee }));
}

/** The definition with each « latest year » replaced by the year that it was settled to. */
export function fixerAnnees(
  definition: DefinitionScenario,
  anneeOf: (code: string) => number,
): DefinitionScenario {
  const settle = <T extends VariableChoisie | Terme>(one: T): T =>
    one.annee === "derniere" ? { ...one, annee: anneeOf(one.code) } : one;
  const settleCritere = (critere: Critere): Critere =>
    critere.genre === "indicateur" && critere.annee === "derniere"
      ? { ...critere, annee: anneeOf(critere.code) }
      : critere;
  return {
    ...definition,
    actives: definition.actives.map(settle),
    supplementaires: definition.supplementaires.map(settle),
    regle: {
      ...definition.regle,
      criteres: definition.regle.criteres.map(settleCritere),
      composite: definition.regle.composite?.map(settle) ?? null,
    },
  };
}

/** What the database tells of a structure beside its identity. */
export interface Attributs {
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly departementNom: string;
  readonly typologie: string | null;
  readonly offre: readonly string[] | null;
  /** The decision of a person, or else what the data tell; null where neither does. */
  readonly orpheline: boolean | null;
  readonly sortieEp: boolean;
}

/** Parts of an offer that tell structures apart; the others (canteen, boarding, sections) would make a class of each. */
const OFFRE_DISTINCTIVE = [
  ...["Voie générale", "Voie technologique", "Voie professionnelle", "SEGPA", "ULIS"],
] as const;

/** The category of a structure in each qualitative variable of the scenario; null where it is not known. */
export function qualitativesOf(
  attributs: Attributs,
  choisies: readonly Qualitative[],
): Partial<Record<Qualitative, string | null>> {
  const { typologie, offre, orpheline } = attributs;
  const ruralite = ruraliteOf(typologie);
  const parts = offre && OFFRE_DISTINCTIVE.filter((part) => offre.includes(part));
  const all: Record<Qualitative, string | null> = {
    type: TYPES[attributs.type],
    secteur: SECTEURS[attributs.secteur],
    departement: attributs.departementNom,
    ruralite: ruralite && RURALITES[ruralite].libelle,
    typologie: (typologie !== null && TYPOLOGIES[typologie as keyof typeof TYPOLOGIES]) || null,
    offre: parts && (parts.join(", ") || "Aucune de ces formations"),
    orpheline: orpheline === null ? null : orpheline ? "École orpheline" : "Non orpheline",
    sortie_ep: attributs.sortieEp ? "Sortie en 2015" : "Non",
  };
  return Object.fromEntries(choisies.map((qualitative) => [qualitative, all[qualitative]]));
}

export function marquesOf({ orpheline, sortieEp, typologie }: Attributs): Marque[] {
  return [
    ...(orpheline ? (["orpheline"] as const) : []),
    ...(sortieEp ? (["sortie_ep_2015"] as const) : []),
    ...(ruraliteOf(typologie) === "rural" ? (["rural"] as const) : []),
  ];
}
