import { formatDate } from "#app/platform/format/format.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { FamilleAnalyse, Population, Stabilite } from "../rules.ts";

export const ETATS_CAMPAGNE = {
  preparation: "En préparation",
  ouverte: "Ouverte",
  publiee: "Liste publiée",
  close: "Close",
} as const;
export type EtatCampagne = keyof typeof ETATS_CAMPAGNE;

/** Dates of a campaign, in the order in which they come; each may be unknown yet. ISO civil days. */
export const DATES_CAMPAGNE = {
  analyseLe: "Fin des analyses",
  instancesLe: "Présentation aux instances",
  decisionLe: "Décision",
  publicationLe: "Publication de la liste",
} as const;
export type DateCampagne = keyof typeof DATES_CAMPAGNE;
export type Calendrier = Readonly<Record<DateCampagne, string | null>>;

export interface Campagne extends Calendrier {
  readonly id: string;
  readonly nom: string;
  readonly academie: string;
  readonly academieNom: string;
  readonly dispositif: string;
  readonly dispositifNom: string;
  /** School year of entry, by its first civil year. */
  readonly annee: number;
  readonly familles: readonly FamilleAnalyse[];
  readonly population: Population;
  /** What its runs start from. */
  readonly stabilite: Stabilite;
  readonly etat: EtatCampagne;
  readonly suiteDe: string | null;
  readonly version: number;
}

/** Steps follow one another: no date comes before the date of an earlier step. Source: calendar of the CLA, domaine §3.1. */
export function canDater(calendrier: Calendrier): Decision {
  const known = (Object.keys(DATES_CAMPAGNE) as DateCampagne[]).flatMap((etape) => {
    const jour = calendrier[etape];
    return jour ? [{ etape, jour }] : [];
  });
  for (const [index, { etape, jour }] of known.entries()) {
    const before = known[index - 1];
    if (before && jour < before.jour)
      return no(
        "calendrier_inverse",
        `« ${DATES_CAMPAGNE[etape]} » (${formatDate(jour)}) vient avant « ${DATES_CAMPAGNE[before.etape]} » (${formatDate(before.jour)}) : remettez ces dates dans l’ordre.`,
      );
  }
  return yes;
}

/** Settings move until the list is published: what is published stands on them. Source: issue « Ciblage », what must hold. */
export function canRegler({ etat }: Pick<Campagne, "etat">): Decision {
  if (etat === "preparation" || etat === "ouverte") return yes;
  return no(
    "campagne_figee",
    etat === "publiee"
      ? "La liste est publiée : la campagne ne se règle plus. Ouvrez une campagne qui lui fait suite."
      : "La campagne est close : elle ne se règle plus. Ouvrez une campagne qui lui fait suite.",
  );
}

/** Families with scenarios stay in the campaign, so that what was computed keeps its place. */
export function canChoisirFamilles(
  familles: readonly FamilleAnalyse[],
  utilisees: readonly FamilleAnalyse[],
): Decision {
  const lost = utilisees.filter((famille) => !familles.includes(famille));
  return lost.length === 0
    ? yes
    : no(
        "famille_utilisee",
        "Une famille qui a déjà un scénario reste dans la campagne : gardez-la, ou mettez d’abord ses scénarios de côté.",
      );
}

export function canOuvrir({ etat }: Pick<Campagne, "etat">): Decision {
  return etat === "preparation" ? yes : no("deja_ouverte", "La campagne est déjà ouverte.");
}

/** A campaign is closed at any moment; one that is closed stays so. */
export function canClore({ etat }: Pick<Campagne, "etat">): Decision {
  return etat === "close" ? no("deja_close", "La campagne est déjà close.") : yes;
}

/** Scenarios and runs are made until the end: a published campaign still computes new versions. */
export function canCalculer({ etat }: Pick<Campagne, "etat">): Decision {
  return etat === "close"
    ? no("campagne_close", "La campagne est close : ses calculs se lisent, et ne se refont plus.")
    : yes;
}

/** Steps still to come: those whose day is today or later, or not fixed yet; none once the campaign is closed. */
export function etapesAttendues(
  campagne: Calendrier & Pick<Campagne, "etat">,
  jour: string,
): { readonly date: DateCampagne; readonly quand: string | null }[] {
  if (campagne.etat === "publiee" || campagne.etat === "close") return [];
  return (Object.keys(DATES_CAMPAGNE) as DateCampagne[])
    .map((date) => ({ date, quand: campagne[date] }))
    .filter(({ quand }) => quand === null || quand >= jour);
}

/** What the journal keeps of a campaign, as its page tells it. */
export const EVENEMENTS_CAMPAGNE = {
  "campagne_ciblage.creer": "Campagne créée",
  "campagne_ciblage.regler": "Réglages modifiés",
  "campagne_ciblage.ouvrir": "Ouverte à la lecture",
  "campagne_ciblage.publier": "Liste publiée",
  "campagne_ciblage.clore": "Campagne close",
} as const;
