import type { RouteEntry } from "../platform/http/route-entry.ts";

export const routes: RouteEntry[] = [
  { id: "vitrine.vitrine", path: "dev/vitrine", file: "vitrine/pages/vitrine.tsx", permission: "publique" },
  {
    id: "vitrine.points",
    path: "dev/vitrine/points",
    file: "vitrine/pages/points.tsx",
    permission: "publique",
  },
];
