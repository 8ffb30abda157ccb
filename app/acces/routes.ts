import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "./droits/rules.ts";
import { routes as jetons } from "./jetons/routes.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "acces.connexion",
    path: "connexion",
    file: "acces/pages/connexion.tsx",
    permission: "publique",
    audit: "session.ouvrir",
  },
  {
    id: "acces.deconnexion",
    path: "deconnexion",
    file: "acces/pages/deconnexion.tsx",
    permission: "connecte",
    audit: "session.fermer",
  },
  { id: "acces.droits", path: "droits", file: "acces/pages/droits.tsx", permission: "connecte" },
  ...jetons,
];
