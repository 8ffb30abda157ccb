import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { DROITS, type Droit } from "../droits/rules.ts";
import {
  type Fonction,
  type FonctionExercee,
  isEnExercice,
  type NatureDelegation,
} from "../fonctions/rules.ts";

/** Functions that sign: recteur, DASEN, IEN, heads and directors. Source: business matrix, row « Contract » (S). */
const SIGNATAIRES: readonly Fonction[] = ["recteur", "dasen", "ien", "chef_etablissement", "directeur_ecole"];

/** What a function may delegate: entry for those that the rights table names, signature for those that sign. */
export function naturesDelegables(fonction: Fonction): readonly NatureDelegation[] {
  const { fonctions }: Droit = DROITS["delegation.donner"];
  if (!fonctions[fonction]) return [];
  return SIGNATAIRES.includes(fonction) ? ["saisie", "signature"] : ["saisie"];
}

/** A year at most: each September, what was delegated is looked at again. Source: house rule. */
const DUREE_MAX_JOURS = 366;
/** A delegation is told about a month before it ends. Source: issue « Rights ». */
export const AVERTISSEMENT_JOURS = 30;

const DAY_MS = 86_400_000;

/** ISO day, a number of days later. @example addJours("2026-12-31", 1) // "2027-01-01" */
export function addJours(jour: string, jours: number): string {
  return new Date(Date.parse(`${jour}T00:00:00Z`) + jours * DAY_MS).toISOString().slice(0, 10);
}

/** First day of the next school year: where a delegation ends unless one says otherwise. Source: code de l'éducation, L521-1. */
export function nextRentree(jour: string): string {
  const year = Number(jour.slice(0, 4));
  return jour < `${year}-09-01` ? `${year}-09-01` : `${year + 1}-09-01`;
}

export interface DelegationADonner {
  /** Function of the person who delegates. */
  readonly exercee: FonctionExercee;
  readonly nature: NatureDelegation;
  readonly delegantId: string;
  readonly delegataireId: string;
  readonly delegataireFerme: boolean;
  readonly debut: string;
  /** First day when it no longer holds. */
  readonly fin: string;
}

/** One delegates a function of one's own that delegates, to somebody else, from today at the earliest, for a year at most, within one's own term. Source: code des relations entre le public et l'administration, L212-1; a delegation received is not delegated on. */
export function canDonner(delegation: DelegationADonner, aujourdhui: string): Decision {
  const { exercee, nature, debut, fin } = delegation;
  if (exercee.delegation)
    return no(
      "sous_delegation",
      `${exercee.delegation.delegant} vous délègue cette fonction : une délégation reçue ne se délègue pas à son tour. Demandez-lui de déléguer directement.`,
    );
  const natures = naturesDelegables(exercee.fonction);
  if (natures.length === 0)
    return no("fonction_non_delegable", "Cette fonction ne se délègue pas. Choisissez-en une autre.");
  if (!natures.includes(nature))
    return no(
      "nature_non_delegable",
      "Cette fonction ne signe pas : seule la saisie se délègue. Choisissez « saisie par délégation ».",
    );
  if (delegation.delegantId === delegation.delegataireId)
    return no("soi_meme", "Vous exercez déjà cette fonction : choisissez une autre personne.");
  if (delegation.delegataireFerme)
    return no("compte_ferme", "Le compte de cette personne est fermé. Choisissez quelqu’un d’autre.");
  return canDater({ debut, fin, exercee }, aujourdhui);
}

function canDater(
  { debut, fin, exercee }: Pick<DelegationADonner, "debut" | "fin" | "exercee">,
  aujourdhui: string,
): Decision {
  if (debut < aujourdhui)
    return no("debut_passe", "Une délégation commence au plus tôt aujourd’hui : changez le premier jour.");
  if (fin <= debut)
    return no("fin_avant_debut", "Le dernier jour vient avant le premier : changez l’un des deux.");
  if (addJours(debut, DUREE_MAX_JOURS) < fin)
    return no("trop_longue", "Une délégation dure un an au plus : vous pourrez la renouveler à son terme.");
  if (!isEnExercice(exercee, debut))
    return no(
      "hors_fonction",
      "Vous n’exercerez pas cette fonction le premier jour demandé : choisissez une date où vous l’exercez.",
    );
  if (exercee.fin !== null && fin > exercee.fin)
    return no(
      "au_dela_de_la_fonction",
      "Votre fonction prend fin avant : une délégation tombe avec elle. Choisissez un dernier jour plus proche.",
    );
  return yes;
}

export const ETATS_DELEGATION = {
  a_venir: "À venir",
  en_cours: "En cours",
  a_terme: "En cours, bientôt à son terme",
  echu: "Arrivée à son terme",
  revoque: "Révoquée",
  tombe: "Tombée avec la fonction",
} as const;
export type EtatDelegation = keyof typeof ETATS_DELEGATION;

export interface DatesDelegation {
  readonly debut: string;
  readonly fin: string;
  readonly revoquee: boolean;
  /** Last days of who delegates: end of the function, null while it holds. */
  readonly fonctionFin: string | null;
  readonly delegantFerme: boolean;
}

/** A delegation holds between its dates while nobody revoked it and who delegates still exercises the function. Source: jurisprudence constante: a delegation of signature falls with whoever gave it. */
export function etatDelegation(dates: DatesDelegation, jour: string): EtatDelegation {
  if (dates.revoquee) return "revoque";
  if (dates.fin <= jour) return "echu";
  if (dates.delegantFerme || (dates.fonctionFin !== null && dates.fonctionFin <= jour)) return "tombe";
  if (jour < dates.debut) return "a_venir";
  return dates.fin <= addJours(jour, AVERTISSEMENT_JOURS) ? "a_terme" : "en_cours";
}

/** Whoever gave it, whoever received it, and those who keep the rights of the périmètre may end a delegation that holds or will. Source: house rule. */
export function canRevoquer(
  etat: EtatDelegation,
  qui: { readonly delegant: boolean; readonly delegataire: boolean; readonly gere: boolean },
): Decision {
  if (!qui.delegant && !qui.delegataire && !qui.gere)
    return no("pas_la_sienne", "Seules les personnes concernées et qui tient les droits y mettent fin.");
  if (etat === "a_venir" || etat === "en_cours" || etat === "a_terme") return yes;
  return no("deja_finie", "Cette délégation ne vaut déjà plus : il n’y a plus rien à faire.");
}

/** Whoever gave it and those who keep the rights of the périmètre join its decree, and replace it: a delegation is proven by its act. Source: house rule. */
export function canJoindre(qui: { readonly delegant: boolean; readonly gere: boolean }): Decision {
  return qui.delegant || qui.gere
    ? yes
    : no(
        "pas_la_sienne",
        "Seules la personne qui délègue et celles qui tiennent les droits joignent l’acte.",
      );
}

/** Who gave a delegation renews it once, from its last two months to two months after it ended. Source: house rule. */
export function canRenouveler(
  delegation: { readonly etat: EtatDelegation; readonly fin: string; readonly renouvelee: boolean },
  qui: { readonly delegant: boolean },
  jour: string,
): Decision {
  if (!qui.delegant) return no("pas_la_sienne", "Seule la personne qui délègue renouvelle.");
  if (delegation.renouvelee) return no("deja_renouvelee", "Cette délégation est déjà renouvelée.");
  if (delegation.etat === "revoque" || delegation.etat === "tombe")
    return no("ne_vaut_plus", "Cette délégation ne vaut plus : donnez-en une nouvelle.");
  if (delegation.fin > addJours(jour, 60))
    return no("trop_tot", "Une délégation se renouvelle dans ses deux derniers mois.");
  if (delegation.fin < addJours(jour, -60))
    return no("trop_tard", "Elle a pris fin il y a plus de deux mois : donnez-en une nouvelle.");
  return yes;
}
