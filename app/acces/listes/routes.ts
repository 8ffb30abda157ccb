import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

const PAGES = "acces/listes/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "listes.depot",
    path: "personnes/liste",
    file: `${PAGES}/depot.tsx`,
    permission: "agent.gerer",
    audit: "liste_personnes.deposer",
  },
  {
    id: "listes.modele",
    path: "personnes/liste/modele",
    file: `${PAGES}/modele.tsx`,
    permission: "agent.gerer",
  },
  {
    id: "listes.liste",
    path: "personnes/liste/:liste",
    file: `${PAGES}/liste.tsx`,
    permission: "agent.gerer",
    audit: "liste_personnes.appliquer",
    objet: "liste_personnes",
    renforce: true,
  },
  {
    id: "listes.fichier",
    path: "personnes/liste/:liste/fichier",
    file: `${PAGES}/fichier.tsx`,
    permission: "agent.gerer",
    objet: "liste_personnes",
  },
];
