import { formatDate } from "#app/platform/format/format.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { Secteur } from "#app/referentiel/rules.ts";
import type { EtatCampagne } from "../campagnes/rules.ts";

/** What is recorded before deciding. Source: S0-14 (field actors, elected officials), S0-15 (social dialogue). */
export const GENRES_CONCERTATION = {
  concertation: "Concertation avec les acteurs et les élus",
  dialogue_social: "Dialogue social",
} as const;
export type GenreConcertation = keyof typeof GENRES_CONCERTATION;

/** As the minutes of the body tell it, by organisation. Source: S3-34. */
export const POSITIONS = {
  favorable: "Favorable",
  defavorable: "Défavorable",
  abstention: "Abstention",
  reserve: "Réserve",
  sans_position: "Sans position exprimée",
} as const;
export type Position = keyof typeof POSITIONS;

export interface PositionOrganisation {
  readonly organisation: string;
  readonly position: Position;
  readonly texte: string;
}

export interface Concertation {
  readonly id: string;
  readonly campagneId: string;
  readonly genre: GenreConcertation;
  readonly instance: string;
  /** ISO civil day. */
  readonly tenueLe: string;
  readonly participants: string;
  readonly compteRendu: string;
  readonly version: number;
  readonly positions: readonly PositionOrganisation[];
}

/** Most organisations that one body seats, with room to spare. */
export const ORGANISATIONS_MAX = 20;

/** What was said is recorded while the campaign lives; once it is closed it is read. Source: issue « Ciblage ». */
export function canConsigner({ etat }: { readonly etat: EtatCampagne }): Decision {
  return etat === "close"
    ? no("campagne_close", "La campagne est close : ce qui a été consigné se lit, et ne change plus.")
    : yes;
}

/** A meeting is recorded once it is held. Both are ISO civil days; today counts. Source: S0-14, S0-15. */
export function canTenir(tenueLe: string, jour: string): Decision {
  return tenueLe <= jour
    ? yes
    : no(
        "reunion_a_venir",
        `Cette réunion est prévue le ${formatDate(tenueLe)} : consignez-la une fois tenue. La date à venir se note dans le calendrier de la campagne.`,
      );
}

const COURRIEL = /[^\s@<>]+@[^\s@<>]+\.\p{L}{2,}/u;
/** A title before a word in capitals: « Mme Le Goff », « M. Durand », never « M. le maire » nor « Madame la rectrice ». */
const CIVILITE =
  /(?<![\p{L}\p{N}'’-])(?:MM\.|M\.|M(?=[ \u00a0\u202f])|Mmes?\.?|Mlles?\.?|Monsieur|Messieurs|Madame|Mesdames)[ \u00a0\u202f]*\p{Lu}/u;

/** Whether a text seems to name somebody: an e-mail address, or a title followed by a name. Source: S3-34, « never by person ». */
export function isNominatif(texte: string): boolean {
  return COURRIEL.test(texte) || CIVILITE.test(texte);
}

export const SANS_NOM =
  "Ce texte semble nommer une personne (adresse électronique, « M. » ou « Mme » suivi d’un nom) : écrivez plutôt sa qualité, comme « une représentante du CSA » ou « le maire ».";

/** How many organisations took each position, those that nobody took left out. */
export function compterPositions(
  positions: readonly Pick<PositionOrganisation, "position">[],
): { readonly position: Position; readonly n: number }[] {
  return (Object.keys(POSITIONS) as Position[])
    .map((position) => ({ position, n: positions.filter((one) => one.position === position).length }))
    .filter(({ n }) => n > 0);
}

/** A concertation and a social dialogue are both expected before structures are presented to the bodies. Source: S0-14, S0-15, domaine §3.2. */
export function attendusOf(concertations: readonly Pick<Concertation, "genre">[]): string[] {
  const has = (genre: GenreConcertation) => concertations.some((one) => one.genre === genre);
  return [
    ...(has("dialogue_social")
      ? []
      : ["Aucun dialogue social n’est consigné : les structures ne peuvent pas encore être présentées."]),
    ...(has("concertation")
      ? []
      : ["Aucune concertation avec les acteurs de terrain et les élus n’est consignée."]),
  ];
}

/**
 * Private schools under contract have a body of their own, with the CAEC: where the population holds some, its meeting
 * is expected too. An empty list of secteurs keeps all of them. Source: domaine §4.1, « Inform social dialogue ».
 */
export function isCcmaAttendue(
  secteurs: readonly Secteur[],
  concertations: readonly Pick<Concertation, "genre" | "instance">[],
): boolean {
  const prive = secteurs.length === 0 || secteurs.includes("prive_sous_contrat");
  return (
    prive &&
    !concertations.some(({ genre, instance }) => genre === "dialogue_social" && /CCMA/i.test(instance))
  );
}

/** The kind that the address asks for; what is not one of ours reads as all of them. */
export function lireGenre(params: URLSearchParams): GenreConcertation | null {
  const genre = params.get("genre") ?? "";
  return Object.hasOwn(GENRES_CONCERTATION, genre) ? (genre as GenreConcertation) : null;
}

export const filtrerConcertations = (
  concertations: readonly Concertation[],
  genre: GenreConcertation | null,
): Concertation[] => concertations.filter((one) => genre === null || one.genre === genre);

export const TRIS_CONCERTATION = ["date", "instance"] as const;

/** By day, or by body in the French order. */
export function trierConcertations(
  concertations: readonly Concertation[],
  tri: string,
  sens: "asc" | "desc",
): Concertation[] {
  const order = new Intl.Collator("fr", { numeric: true });
  const sign = sens === "asc" ? 1 : -1;
  return [...concertations].sort((a, b) =>
    tri === "instance"
      ? sign * order.compare(a.instance, b.instance) || order.compare(a.tenueLe, b.tenueLe)
      : sign * order.compare(a.tenueLe, b.tenueLe) || order.compare(a.instance, b.instance),
  );
}
