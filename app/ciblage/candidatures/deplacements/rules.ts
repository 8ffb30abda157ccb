import { type Decision, no, yes } from "#app/platform/refusal.ts";
import {
  ACTES_CANDIDATURE,
  type ActeCandidature,
  type CampagneADeplacer,
  type CandidatureADeplacer,
  canDeplacer,
  type EtatCandidature,
  isActeTenu,
  isMotifRequis,
} from "../rules.ts";

/** Acts by the page on which they are done, one page for each permission. Presenting stands on both: either records it. */
export const ACTES_PAR_PAGE = {
  proposition: ["preselectionner", "proposer", "presenter", "decliner", "retirer"],
  decision: ["presenter", "retenir", "suivre", "ecarter", "retirer"],
} as const satisfies Record<string, readonly ActeCandidature[]>;
export type PageActes = keyof typeof ACTES_PAR_PAGE;

export interface ActeOffert {
  readonly acte: ActeCandidature;
  readonly libelle: string;
  readonly page: PageActes;
  readonly motifRequis: boolean;
}

/** Acts of a page that at least one of these structures is ready for; why not, for those that are not, each reason once. */
export function actesOfferts(
  page: PageActes,
  candidatures: readonly CandidatureADeplacer[],
  campagne: CampagneADeplacer,
): { readonly offerts: ActeOffert[]; readonly refus: string[] } {
  const offerts: ActeOffert[] = [];
  const refus = new Set<string>();
  for (const acte of ACTES_PAR_PAGE[page]) {
    const decisions = candidatures.map((one) => ({ one, decision: canDeplacer(acte, one, campagne) }));
    const pretes = decisions.filter(({ decision }) => decision.ok).map(({ one }) => one);
    if (pretes.length > 0)
      offerts.push({
        ...{ acte, page, libelle: ACTES_CANDIDATURE[acte].libelle },
        motifRequis: pretes.some((one) => isMotifRequis(acte, one)),
      });
    else
      for (const { one, decision } of decisions)
        if (!decision.ok && !isPasse(acte, one.etat) && isActeTenu(acte, one.pouvoirs))
          refus.add(decision.message);
  }
  return { offerts, refus: [...refus] };
}

const EXAMEN: readonly EtatCandidature[] = ["repere", "preselectionne", "propose", "presente"];

/** A step of the examination that is behind: nobody wonders why it is not done again. */
function isPasse(acte: ActeCandidature, etat: EtatCandidature): boolean {
  const { vers } = ACTES_CANDIDATURE[acte];
  if (etat === vers) return true;
  return (
    EXAMEN.includes(vers) &&
    EXAMEN.indexOf(vers) < (EXAMEN.includes(etat) ? EXAMEN.indexOf(etat) : EXAMEN.length)
  );
}

/** All that a person may do to one structure, whichever the page, and why the rest waits. */
export function actesDe(candidature: CandidatureADeplacer, campagne: CampagneADeplacer) {
  const { proposer, decider } = candidature.pouvoirs;
  const pages: PageActes[] = [
    ...(proposer ? (["proposition"] as const) : []),
    ...(decider ? (["decision"] as const) : []),
  ];
  const lus = pages.map((page) => actesOfferts(page, [candidature], campagne));
  const offerts = new Map(lus.flatMap((lu) => lu.offerts).map((offert) => [offert.acte, offert]));
  // Where both pages do it, the first one does.
  for (const { acte, page } of lus[0]?.offerts ?? []) {
    const offert = offerts.get(acte);
    if (offert) offerts.set(acte, { ...offert, page });
  }
  return { offerts: [...offerts.values()], refus: [...new Set(lus.flatMap((lu) => lu.refus))] };
}

/** A page does its own acts only: each page opens to its own permission. */
export function canActer(page: PageActes, acte: ActeCandidature): Decision {
  return (ACTES_PAR_PAGE[page] as readonly ActeCandidature[]).includes(acte)
    ? yes
    : no("acte_d_ailleurs", "Cet acte ne se fait pas ici : choisissez-en un de la liste.");
}
