import type { RouteEntry } from "../platform/http/route-entry.ts";

export const routes: RouteEntry[] = [
  { id: "vitrine.vitrine", path: "dev/vitrine", file: "vitrine/pages/vitrine.tsx", permission: "publique" },
  {
    id: "vitrine.points",
    path: "dev/vitrine/points",
    file: "vitrine/pages/points.tsx",
    permission: "publique",
  },
  {
    id: "vitrine.courriels",
    path: "dev/vitrine/courriels",
    file: "vitrine/pages/courriels.tsx",
    permission: "publique",
  },
  {
    id: "vitrine.courriel",
    path: "dev/vitrine/courriels/:rang",
    file: "vitrine/pages/courriel.tsx",
    permission: "publique",
  },
];
