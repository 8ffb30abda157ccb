import { formatDate, pluriel } from "#app/platform/format/format.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { Campagne } from "../campagnes/rules.ts";
import type { Sens } from "../regles/rules.ts";

export const LIGNES_MAX = 5_000;
export const FICHIER_MAX = 5 * 1024 * 1024;

export const ETATS_LISTE_RECUE = {
  deposee: "À confronter",
  appliquee: "Entrée dans la campagne",
  abandonnee: "Abandonnée",
} as const;
export type EtatListeRecue = keyof typeof ETATS_LISTE_RECUE;

/** What the sender says that its structures have in common, as data. */
export interface CritereAnnonce {
  readonly code: string;
  readonly sens: Sens;
  readonly seuil: number;
}

/** One line of a received list, as it was read, and what a person decided of it. */
export interface LigneRecue {
  /** As the spreadsheet numbers it. */
  readonly ligne: number;
  /** Where a workbook has several sheets of data; empty elsewhere. */
  readonly feuille: string;
  readonly uai: string;
  readonly nom: string;
  readonly ajustement?: Ajustement;
  /** Once the list has entered: whether the line did, and what it was found to be that day. */
  readonly suite?: { readonly entree: boolean; readonly situation: string; readonly raison: string };
}

/** « ligne 12 », « LP, ligne 12 ». */
export function direLigne({ feuille, ligne }: Pick<LigneRecue, "feuille" | "ligne">): string {
  return feuille ? `${feuille}, ligne ${ligne}` : `ligne ${ligne}`;
}

export const SENS_AJUSTEMENT = {
  entrer: "Les faire entrer",
  laisser: "Les laisser de côté",
  proposition: "Revenir à la proposition",
} as const;
export type SensAjustement = keyof typeof SENS_AJUSTEMENT;

export interface Ajustement {
  readonly sens: "entrer" | "laisser";
  readonly motif: string;
}

type Tenue = Pick<Campagne, "etat">;

/** A list is received until the campaign is closed. */
export function canRecevoir({ etat }: Tenue): Decision {
  return etat === "close"
    ? no(
        "campagne_close",
        "La campagne est close : elle ne reçoit plus de liste. Ouvrez-en une qui lui fait suite.",
      )
    : yes;
}

/** A list bears the day of its sender, which is not to come. */
export function canDaterListe(jour: string, aujourdhui: string): Decision {
  return jour <= aujourdhui
    ? yes
    : no(
        "date_a_venir",
        `Cette liste serait du ${formatDate(jour)}, qui est à venir : donnez sa vraie date.`,
      );
}

/** Lines are adjusted, and the list given up, as long as it has not entered the campaign. */
export function canModifier(etat: EtatListeRecue): Decision {
  if (etat === "deposee") return yes;
  return etat === "appliquee"
    ? no(
        "deja_appliquee",
        "Cette liste est déjà entrée dans la campagne : la suite se décide sur chaque candidature.",
      )
    : no("abandonnee", "Cette liste est abandonnée : déposez-la à nouveau pour la reprendre.");
}

/** A list is given up by somebody who reaches all of it: a département does not put away what the académie received. */
export function canAbandonner(etat: EtatListeRecue, horsPerimetre: number): Decision {
  const open = canModifier(etat);
  if (!open.ok || horsPerimetre === 0) return open;
  return no(
    "hors_perimetre",
    `Cette liste a ${pluriel(horsPerimetre, "ligne")} d’autres départements que le vôtre : le pilote académique décide de son abandon.`,
  );
}

export interface AAppliquer {
  readonly etat: EtatListeRecue;
  readonly campagne: Tenue;
  readonly entrent: number;
  /** Lines of structures that the person does not reach. */
  readonly horsPerimetre: number;
}

/**
 * A list enters whole, by somebody who reaches all of it, in a campaign that is read. Source: domaine §3.2 (the
 * académie adjusts a list received from the ministry); issue « Ciblage ».
 */
export function canAppliquer({ etat, campagne, entrent, horsPerimetre }: AAppliquer): Decision {
  const open = canModifier(etat);
  if (!open.ok) return open;
  if (campagne.etat === "preparation")
    return no(
      "campagne_en_preparation",
      "La campagne est en préparation : ouvrez-la à la lecture, puis faites entrer la liste.",
    );
  const received = canRecevoir(campagne);
  if (!received.ok) return received;
  if (horsPerimetre > 0)
    return no(
      "hors_perimetre",
      `La liste entre en entier, et elle a ${pluriel(horsPerimetre, "ligne")} d’autres départements que le vôtre : demandez au pilote académique de la faire entrer.`,
    );
  if (entrent === 0)
    return no(
      "rien_a_faire",
      "Aucune ligne ne ferait entrer de structure : faites entrer celles qui le méritent, avec leur motif, ou abandonnez la liste.",
    );
  return yes;
}
