import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "acces.second_facteur",
    path: "second-facteur",
    file: "acces/second-facteur/pages/second-facteur.tsx",
    permission: "connecte",
    audit: "facteur.creer",
    avantSecondFacteur: true,
  },
  {
    id: "acces.second_facteur.code",
    path: "connexion/second-facteur",
    file: "acces/second-facteur/pages/code.tsx",
    permission: "connecte",
    audit: "session.renforcer",
    avantSecondFacteur: true,
  },
  {
    id: "acces.confirmation",
    path: "confirmation",
    file: "acces/second-facteur/pages/confirmation.tsx",
    permission: "connecte",
    audit: "session.renforcer",
  },
];
