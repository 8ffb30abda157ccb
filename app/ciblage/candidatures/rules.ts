import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { EtatCampagne } from "../campagnes/rules.ts";

/** Where the examination of a structure stands. Source: domaine §3.2 and 16. */
export const ETATS_CANDIDATURE = {
  repere: "Repérée",
  preselectionne: "Présélectionnée",
  propose: "Proposée",
  presente: "Présentée aux instances",
  retenu: "Retenue",
  suivi_differencie: "Suivi différencié",
  non_retenu: "Non retenue",
  a_decline: "A décliné",
  retire: "Retirée",
} as const;
export type EtatCandidature = keyof typeof ETATS_CANDIDATURE;

export const ORIGINES_CANDIDATURE = {
  calcul: "Règle de la campagne",
  liste_recue: "Liste reçue",
  ajout: "Ajout motivé",
  volontariat: "Volontariat",
} as const;
export type OrigineCandidature = keyof typeof ORIGINES_CANDIDATURE;

/** States that a person decided: the run that enlightened them stays the one of the decision. */
export const ETATS_DECIDES: readonly EtatCandidature[] = [
  "retenu",
  "suivi_differencie",
  "non_retenu",
  "a_decline",
];

/** What a person may do to one structure, by the permission « ciblage.… » within whose scope it stands. */
const POUVOIRS = {
  proposer: "aux personnes qui proposent : pilotage, service statistique, direction départementale",
  consigner: "aux personnes qui consignent le dialogue social : rectorat et direction départementale",
  decider: "aux personnes qui décident : le recteur ou la rectrice, l’IA-DASEN dans son département",
} as const;
type Pouvoir = keyof typeof POUVOIRS;
export type Pouvoirs = Readonly<Record<Pouvoir, boolean>>;

interface Mouvement {
  readonly libelle: string;
  readonly de: readonly EtatCandidature[];
  readonly vers: EtatCandidature;
  /** Any of them is enough. */
  readonly par: readonly Pouvoir[];
  /** `ecart`: only where the decision departs from the run, or comes back on a decision. */
  readonly motif: "libre" | "ecart" | "requis";
}

/**
 * Every move. What sets a structure aside always says why; what comes back on a decision too. A structure that declined
 * is only chosen again: nobody sets aside whoever said no. Source: domaine §3.2; issue « Ciblage », deciders.
 */
export const ACTES_CANDIDATURE = {
  preselectionner: {
    ...{ libelle: "Présélectionner", de: ["repere"], vers: "preselectionne" },
    ...{ par: ["proposer"], motif: "libre" },
  },
  proposer: {
    ...{ libelle: "Proposer", de: ["preselectionne"], vers: "propose" },
    ...{ par: ["proposer"], motif: "libre" },
  },
  presenter: {
    ...{ libelle: "Présenter aux instances", de: ["propose"], vers: "presente" },
    ...{ par: ["consigner", "proposer"], motif: "libre" },
  },
  retenir: {
    ...{ libelle: "Retenir", de: ["presente", "suivi_differencie", "non_retenu", "a_decline"] },
    ...{ vers: "retenu", par: ["decider"], motif: "ecart" },
  },
  suivre: {
    ...{ libelle: "Suivre autrement", de: ["presente", "retenu", "non_retenu"], vers: "suivi_differencie" },
    ...{ par: ["decider"], motif: "requis" },
  },
  ecarter: {
    ...{ libelle: "Ne pas retenir", de: ["presente", "retenu", "suivi_differencie"], vers: "non_retenu" },
    ...{ par: ["decider"], motif: "requis" },
  },
  decliner: {
    ...{ libelle: "Noter qu’elle décline", de: ["retenu"], vers: "a_decline" },
    ...{ par: ["proposer"], motif: "requis" },
  },
  retirer: {
    ...{ libelle: "Retirer de la campagne", vers: "retire" },
    de: [
      "repere",
      "preselectionne",
      "propose",
      "presente",
      "retenu",
      "suivi_differencie",
      "non_retenu",
      "a_decline",
    ],
    ...{ par: ["proposer", "decider"], motif: "requis" },
  },
} as const satisfies Record<string, Mouvement>;
export type ActeCandidature = keyof typeof ACTES_CANDIDATURE;

/** What a move looks at. */
export interface CandidatureADeplacer {
  readonly etat: EtatCandidature;
  readonly pouvoirs: Pouvoirs;
  /** Whether the run that enlightens it keeps it; null without one. */
  readonly garde: boolean | null;
}

export interface CampagneADeplacer {
  readonly etat: EtatCampagne;
  readonly dialogueSocial: boolean;
}

/** Structures move while the campaign is open or published, neither before nor after. */
export function canTravailler({ etat }: { readonly etat: EtatCampagne }): Decision {
  if (etat === "ouverte" || etat === "publiee") return yes;
  return etat === "preparation"
    ? no(
        "campagne_en_preparation",
        "La campagne est encore en préparation : ouvrez-la à la lecture, puis reprenez cet acte.",
      )
    : no(
        "campagne_close",
        "La campagne est close : ses décisions se lisent et ne changent plus. Ouvrez une campagne qui lui fait suite.",
      );
}

/** Whether an act belongs to somebody who holds these powers. */
export function isActeTenu(acte: ActeCandidature, pouvoirs: Pouvoirs): boolean {
  return ACTES_CANDIDATURE[acte].par.some((pouvoir) => pouvoirs[pouvoir]);
}

/** Whether a motive must be written: always for what sets aside, and wherever the decision departs from the run. */
export function isMotifRequis(
  acte: ActeCandidature,
  { etat, garde }: Pick<CandidatureADeplacer, "etat" | "garde">,
): boolean {
  const { motif } = ACTES_CANDIDATURE[acte];
  return motif === "requis" || (motif === "ecart" && (garde !== true || ETATS_DECIDES.includes(etat)));
}

/** Whether a structure may be moved, but for its motive: who, when, from where, and after which debate. */
export function canDeplacer(
  acte: ActeCandidature,
  { etat, pouvoirs }: CandidatureADeplacer,
  campagne: CampagneADeplacer,
): Decision {
  const { libelle, de, vers, par }: Mouvement = ACTES_CANDIDATURE[acte];
  if (!isActeTenu(acte, pouvoirs))
    return no("acte_d_autrui", `« ${libelle} » revient ${par.map((one) => POUVOIRS[one]).join(", ou ")}.`);
  const ouverte = canTravailler(campagne);
  if (!ouverte.ok) return ouverte;
  if (etat === vers)
    return no("deja_fait", `Cette structure est déjà « ${ETATS_CANDIDATURE[etat]} » : rien n’est à refaire.`);
  if (!de.includes(etat))
    return no(
      "etat_inadapte",
      `« ${libelle} » se fait depuis : ${de.map((one) => `« ${ETATS_CANDIDATURE[one]} »`).join(", ")}. Cette structure est « ${ETATS_CANDIDATURE[etat]} ».`,
    );
  if (acte === "presenter" && !campagne.dialogueSocial)
    return no(
      "sans_dialogue_social",
      "Aucun dialogue social n’est consigné dans cette campagne : consignez la réunion, puis présentez la liste.",
    );
  return yes;
}

/** The motive that the move asks for. Source: domaine §5.1, « motif de ciblage ». */
export function canMotiver(
  acte: ActeCandidature,
  candidature: Pick<CandidatureADeplacer, "etat" | "garde">,
  motif: string,
): Decision {
  if (motif !== "" || !isMotifRequis(acte, candidature)) return yes;
  if (acte !== "retenir" || ETATS_DECIDES.includes(candidature.etat))
    return no("motif_requis", "Dites pourquoi, en une ou deux phrases : le motif reste avec la décision.");
  return no(
    "motif_requis",
    candidature.garde === false
      ? "Le calcul ne garde pas cette structure : dites ce qui conduit à la retenir, le motif reste avec la décision."
      : "Aucun calcul n’éclaire ce choix : dites ce qui conduit à la retenir, le motif reste avec la décision.",
  );
}

/** Steps that still come before the decision, then the answer of the unit. */
export function etapesAttendues({
  etat,
  accordLe,
}: {
  etat: EtatCandidature;
  accordLe: string | null;
}): string[] {
  const examen: readonly EtatCandidature[] = ["repere", "preselectionne", "propose", "presente"];
  const place = examen.indexOf(etat);
  if (place >= 0) return [...examen.slice(place + 1).map((one) => ETATS_CANDIDATURE[one]), "Décision"];
  return etat === "retenu" && accordLe === null ? ["Réponse de la structure, une fois la liste publiée"] : [];
}

/** How a move is told in the life of a structure. */
export function direMouvement({ de, vers }: { de: EtatCandidature | null; vers: EtatCandidature }): string {
  if (de === null) return `Entrée dans la campagne : ${ETATS_CANDIDATURE[vers].toLowerCase()}`;
  return de === vers ? "La structure accepte d’entrer dans le dispositif" : ETATS_CANDIDATURE[vers];
}
