import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  { id: "acces.compte", path: "mon-compte", file: "acces/compte/pages/compte.tsx", permission: "connecte" },
];
