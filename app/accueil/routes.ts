import type { RouteEntry } from "../platform/http/route-entry.ts";

export const routes: readonly RouteEntry[] = [
  { id: "accueil", path: "", file: "accueil/pages/accueil.tsx", permission: "connecte" },
];
