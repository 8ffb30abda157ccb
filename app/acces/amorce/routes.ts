import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "acces.amorce",
    path: "amorce/:jeton",
    file: "acces/amorce/pages/amorce.tsx",
    permission: "publique",
    audit: "amorce.utiliser",
  },
];
