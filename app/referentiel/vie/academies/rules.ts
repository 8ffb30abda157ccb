import { type Decision, no, yes } from "#app/platform/refusal.ts";

export const STATUTS_PARTICIPATION = {
  experimentale: "Expérimentale",
  etendue: "Étendue",
  sortie: "Sortie",
} as const;
export type StatutParticipation = keyof typeof STATUTS_PARTICIPATION;

export interface ParticipationCourante {
  readonly statut: StatutParticipation;
  readonly debut: string;
}

/**
 * An académie enters a scheme (expérimentale or étendue), may change, and leaves; each status begins after the one
 * before. Source: domaine, contrats locaux d'accompagnement: expérimentation in 2021, extension in 2022.
 */
export function canInscrire(
  { statut, debut }: ParticipationCourante,
  derniere: ParticipationCourante | undefined,
): Decision {
  if (!derniere)
    return statut === "sortie"
      ? no("jamais_entree", "Cette académie n’est pas inscrite à ce dispositif : elle ne peut pas en sortir.")
      : yes;
  if (derniere.statut === statut)
    return no("inchange", "Cette académie a déjà ce statut pour ce dispositif : il n’y a rien à inscrire.");
  if (debut <= derniere.debut)
    return no(
      "date_anterieure",
      "Ce statut commence avant celui qui est déjà inscrit : choisissez une date postérieure.",
    );
  return yes;
}

export interface FaitConnu extends ParticipationCourante {
  readonly academie: string;
  readonly acte: string;
}

const ACTE_2021 =
  "Rentrée 2021, première expérimentation : liste prévisionnelle publiée par le ministère le 18 février 2021 (education.gouv.fr).";
const ACTE_2022 =
  "Rentrée 2022, extension à douze académies annoncée les 2 et 3 mars 2022 (Banque des territoires).";

/** Entries into the CLA that the ministry made public. Source: IGÉSR, notes d'étape 2021 and 2022; announcements quoted. */
export const REGISTRE_CONNU: readonly FaitConnu[] = [
  ...["02", "09", "17"].map((academie) => ({
    academie,
    statut: "experimentale" as const,
    debut: "2021-09-01",
    acte: ACTE_2021,
  })),
  ...["08", "10", "11", "15", "18", "19", "25", "28", "31", "32", "33", "43"].map((academie) => ({
    academie,
    statut: "etendue" as const,
    debut: "2022-09-01",
    acte: ACTE_2022,
  })),
];
export const DISPOSITIF_CONNU = "cla";
