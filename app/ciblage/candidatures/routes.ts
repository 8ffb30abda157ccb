import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/candidatures/pages";
const LISTE = "ciblage/:campagne/candidatures";
const UNE = "ciblage/candidatures/:candidature";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    ...{ id: "candidatures.liste", path: LISTE, file: `${PAGES}/liste.tsx` },
    ...{ permission: "ciblage.lire", objet: "campagne" },
  },
  {
    ...{ id: "candidatures.export", path: `${LISTE}/export`, file: `${PAGES}/export.tsx` },
    ...{ permission: "ciblage.lire", objet: "campagne" },
  },
  {
    ...{ id: "candidatures.reperage", path: `${LISTE}/reperage`, file: `${PAGES}/reperage.tsx` },
    ...{ permission: "ciblage.proposer", audit: "candidature.reperer", objet: "campagne" },
  },
  {
    ...{ id: "candidatures.ajout", path: `${LISTE}/ajout`, file: `${PAGES}/ajout.tsx` },
    ...{ permission: "ciblage.proposer", audit: "candidature.entrer", objet: "campagne" },
  },
  {
    ...{ id: "candidatures.proposition", path: `${LISTE}/proposition`, file: `${PAGES}/proposition.tsx` },
    ...{ permission: "ciblage.proposer", audit: "candidature.deplacer", objet: "campagne" },
  },
  {
    ...{ id: "candidatures.decision", path: `${LISTE}/decision`, file: `${PAGES}/decision.tsx` },
    ...{ permission: "ciblage.decider", audit: "candidature.deplacer", objet: "campagne" },
  },
  {
    ...{ id: "candidatures.candidature", path: UNE, file: `${PAGES}/candidature.tsx` },
    ...{ permission: "ciblage.lire", objet: "candidature" },
  },
  {
    ...{ id: "candidatures.argument", path: `${UNE}/argument`, file: `${PAGES}/argument.tsx` },
    ...{ permission: "ciblage.proposer", audit: "candidature.argumenter", objet: "candidature" },
  },
  {
    ...{ id: "candidatures.retrait", path: `${UNE}/argument/retrait`, file: `${PAGES}/retrait.tsx` },
    ...{ permission: "ciblage.proposer", audit: "candidature.retirer_argument", objet: "candidature" },
  },
  {
    ...{ id: "candidatures.reponse", path: "structures/:uai/ciblage/reponse", file: `${PAGES}/reponse.tsx` },
    ...{ permission: "ciblage.declarer", audit: "candidature.deplacer", objet: "structure" },
  },
];
