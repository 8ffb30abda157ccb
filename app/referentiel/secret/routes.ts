import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "secret.reglages",
    path: "reglages",
    file: "referentiel/secret/pages/reglages.tsx",
    permission: "reglage.gerer",
    audit: "reglage.relever",
  },
];
