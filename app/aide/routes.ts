import type { RouteEntry } from "#app/platform/http/route-entry.ts";

export const routes: readonly RouteEntry[] = [
  { id: "aide.sommaire", path: "aide", file: "aide/pages/sommaire.tsx", permission: "publique" },
  {
    id: "aide.guide",
    path: "aide/:guide",
    file: "aide/pages/guide.tsx",
    permission: "publique",
  },
  { id: "aide.nouveautes", path: "nouveautes", file: "aide/pages/nouveautes.tsx", permission: "publique" },
];
