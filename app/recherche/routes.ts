import type { RouteEntry } from "../platform/http/route-entry.ts";

export const routes: readonly RouteEntry[] = [
  { id: "recherche", path: "recherche", file: "recherche/pages/recherche.tsx", permission: "connecte" },
];
