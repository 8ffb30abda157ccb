import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { addJours, nextRentree } from "../delegations/rules.ts";
import type { Fonction } from "../fonctions/rules.ts";

/** Functions that are handed over: those that hold tasks, a signature or an entry. Source: idea 24, business matrix. */
export const FONCTIONS_TRANSMISES: readonly Fonction[] = [
  ...(["administrateur", "recteur", "pilote_academique", "dasen", "dsden", "carec", "doyen"] as const),
  ...([
    "ien",
    "ien_et_eg",
    "ia_ipr",
    "chef_etablissement",
    "directeur_ecole",
    "secretariat",
    "adjoint",
  ] as const),
  ...(["ssa", "dos", "daf", "drh", "caec", "coordonnateur_clas"] as const),
];

/** A handover opens a term before the departure: who leaves in summer writes in June. Source: house rule. */
export const OUVERTURE_JOURS = 90;
/** A departure learnt after the day is still handed over for two months. Source: house rule. */
export const RATTRAPAGE_JOURS = 60;
/** Whoever took the same function up to a term before the departure is the successor: a tuilage is one. Source: house rule. */
export const TUILAGE_JOURS = 92;
/** Who leaves may still complete the word for a month. Source: house rule. */
const MOT_APRES_JOURS = 30;
/** Kept short so that the summary holds on two pages. */
export const MOT_MAX = 1_500;

export const ETATS_PASSATION = {
  a_preparer: "À préparer",
  sans_successeur: "Attend un successeur",
  a_lire: "À lire par le successeur",
  lue: "Lue",
  close: "Close",
} as const;
export type EtatPassation = keyof typeof ETATS_PASSATION;

export interface DatesPassation {
  /** First day when who leaves no longer exercises. */
  readonly depart: string;
  readonly entrantId: string | null;
  readonly lue: boolean;
  readonly close: boolean;
}

/** A handover is prepared until the departure, then read by the successor, who closes it. Source: idea 24. */
export function etatPassation(
  { depart, entrantId, lue, close }: DatesPassation,
  jour: string,
): EtatPassation {
  if (close) return "close";
  if (lue) return "lue";
  if (jour < depart && entrantId === null) return "a_preparer";
  return entrantId === null ? "sans_successeur" : "a_lire";
}

/** Who leaves writes until the handover is closed, a month after the departure at most. Source: house rule. */
export function canEcrireMot(
  passation: { readonly etat: EtatPassation; readonly depart: string },
  qui: { readonly sortant: boolean },
  jour: string,
): Decision {
  if (!qui.sortant) return no("pas_le_sien", "Seule la personne qui part écrit ce mot.");
  if (passation.etat === "close")
    return no("deja_close", "Votre successeur a clos cette passation : elle ne change plus.");
  if (jour > addJours(passation.depart, MOT_APRES_JOURS))
    return no(
      "trop_tard",
      "Le mot s’écrit jusqu’à un mois après le départ. Joignez votre successeur directement.",
    );
  return yes;
}

/** The successor closes a handover once read. Source: house rule. */
export function canClore(etat: EtatPassation, qui: { readonly entrant: boolean }): Decision {
  if (!qui.entrant) return no("pas_la_sienne", "Seule la personne qui arrive clôt la passation.");
  if (etat === "close") return no("deja_close", "Cette passation est déjà close.");
  if (etat !== "lue") return no("pas_lue", "Lisez d’abord cette passation.");
  return yes;
}

/** A delegation taken up runs from today to the end that was foreseen, or to the next rentrée when that is near, within the successor's own term. Source: idea 24. */
export function periodeReprise(
  foreseen: string,
  { fonctionFin, jour }: { readonly fonctionFin: string | null; readonly jour: string },
): { readonly debut: string; readonly fin: string } {
  const wanted = foreseen > addJours(jour, 30) ? foreseen : nextRentree(jour);
  const bounds = [wanted, addJours(jour, 366), ...(fonctionFin === null ? [] : [fonctionFin])];
  return { debut: jour, fin: bounds.reduce((a, b) => (a < b ? a : b)) };
}
