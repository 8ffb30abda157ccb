import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

const PAGES = "acces/demandes/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "demandes.mienne",
    path: "demande-acces",
    file: `${PAGES}/mienne.tsx`,
    permission: "connecte",
    audit: "demande_acces.deposer",
  },
  { id: "demandes.liste", path: "demandes-acces", file: `${PAGES}/liste.tsx`, permission: "agent.gerer" },
  {
    id: "demandes.demande",
    path: "demandes-acces/:demande",
    file: `${PAGES}/demande.tsx`,
    permission: "agent.gerer",
    audit: "demande_acces.decider",
    objet: "demande_acces",
  },
];
