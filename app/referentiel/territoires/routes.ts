import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const TERRITOIRES = "referentiel/territoires/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "territoires.entree",
    path: "territoires",
    file: `${TERRITOIRES}/territoires.tsx`,
    permission: "territoire.lire",
  },
  {
    id: "territoires.page",
    path: "territoires/:niveau/:territoire",
    file: `${TERRITOIRES}/territoire.tsx`,
    permission: "territoire.lire",
    objet: "territoire",
  },
  {
    id: "territoires.export",
    path: "territoires/:niveau/:territoire/export",
    file: `${TERRITOIRES}/export.tsx`,
    permission: "territoire.lire",
    objet: "territoire",
  },
  {
    id: "territoires.nation",
    path: "nation",
    file: "referentiel/territoires/nation/pages/nation.tsx",
    permission: "territoire.lire",
  },
  {
    id: "territoires.nation_export",
    path: "nation/export",
    file: "referentiel/territoires/nation/pages/export.tsx",
    permission: "territoire.lire",
  },
];
