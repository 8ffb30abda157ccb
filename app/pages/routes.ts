import type { RouteEntry } from "../platform/http/route-entry.ts";

/** Pages of the product as a whole, which belong to no feature. */
export const routes: readonly RouteEntry[] = [
  {
    id: "affichage",
    path: "affichage",
    file: "pages/affichage.tsx",
    permission: "publique",
    audit: "affichage.choisir",
  },
  { id: "accessibilite", path: "accessibilite", file: "pages/accessibilite.tsx", permission: "publique" },
  { id: "plan_du_site", path: "plan-du-site", file: "pages/plan-du-site.tsx", permission: "publique" },
  { id: "sante", path: "sante", file: "pages/sante.tsx", permission: "publique" },
  // Unknown addresses have a page of their own, so that the guard and the layout apply to them too.
  { id: "introuvable", path: "*", file: "pages/introuvable.tsx", permission: "publique" },
];
