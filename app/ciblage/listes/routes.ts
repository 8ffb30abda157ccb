import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/listes/pages";
const BASE = "ciblage/listes/:version";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "listes_ciblage.publication",
    path: "ciblage/:campagne/publication",
    file: `${PAGES}/publication.tsx`,
    permission: "ciblage.publier",
    audit: "liste_ciblage.publier",
    objet: "campagne_ciblage",
    // The list commits the académie and writes to the teams.
    renforce: true,
  },
  {
    id: "listes_ciblage.liste",
    path: BASE,
    file: `${PAGES}/liste.tsx`,
    permission: "ciblage.lire",
    objet: "liste_ciblage",
  },
  {
    id: "listes_ciblage.export",
    path: `${BASE}/export`,
    file: `${PAGES}/export.tsx`,
    permission: "ciblage.lire",
    objet: "liste_ciblage",
  },
  {
    id: "listes_ciblage.ecarts",
    path: `${BASE}/ecarts`,
    file: `${PAGES}/ecarts.tsx`,
    permission: "ciblage.lire",
    objet: "liste_ciblage",
  },
  {
    id: "listes_ciblage.base",
    path: `${BASE}/base`,
    file: `${PAGES}/base.tsx`,
    permission: "ciblage.lire",
    objet: "liste_ciblage",
  },
  {
    id: "listes_ciblage.base_export",
    path: `${BASE}/base/export`,
    file: `${PAGES}/base-export.tsx`,
    permission: "ciblage.lire",
    objet: "liste_ciblage",
  },
  // Open to all readers of the campaign, so that whoever may not read it meets the same 404 as for a list that is not.
  {
    id: "listes_ciblage.comparaison",
    path: `${BASE}/comparaison`,
    file: `${PAGES}/comparaison.tsx`,
    permission: "ciblage.lire",
    objet: "liste_ciblage",
  },
  {
    id: "listes_ciblage.comparaison_export",
    path: `${BASE}/comparaison/export`,
    file: `${PAGES}/comparaison-export.tsx`,
    permission: "ciblage.lire",
    objet: "liste_ciblage",
  },
];
