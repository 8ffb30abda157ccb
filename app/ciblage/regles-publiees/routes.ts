import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/regles-publiees/pages";

/** Anybody reads them: the rules of an algorithm that helps to decide are public. Source: CRPA, L. 312-1-3. */
export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "ciblage.regles_publiees",
    path: "regles-de-ciblage",
    file: `${PAGES}/liste.tsx`,
    permission: "publique",
  },
  {
    id: "ciblage.regle_publiee",
    path: "regles-de-ciblage/:version",
    file: `${PAGES}/regle.tsx`,
    permission: "publique",
  },
];
