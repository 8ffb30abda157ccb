import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/populations/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "populations.liste",
    path: "ciblage/:campagne/population",
    file: `${PAGES}/population.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
  {
    id: "populations.export",
    path: "ciblage/:campagne/population/export",
    file: `${PAGES}/export.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
];
