import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routes as amorce } from "./amorce/routes.ts";
import { routes as assistance } from "./assistance/routes.ts";
import { routes as compte } from "./compte/routes.ts";
import { routes as delegations } from "./delegations/routes.ts";
import { routes as demandes } from "./demandes/routes.ts";
import type { Permission } from "./droits/rules.ts";
import { routes as jetons } from "./jetons/routes.ts";
import { routes as liens } from "./liens/routes.ts";
import { routes as listes } from "./listes/routes.ts";
import { routes as passations } from "./passations/routes.ts";
import { routes as personnes } from "./personnes/routes.ts";
import { routes as proconnect } from "./proconnect/routes.ts";
import { routes as secondFacteur } from "./second-facteur/routes.ts";
import { routes as sessions } from "./sessions/routes.ts";

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
    avantSecondFacteur: true,
  },
  { id: "acces.droits", path: "droits", file: "acces/pages/droits.tsx", permission: "connecte" },
  {
    id: "acces.droits.export",
    path: "droits/export",
    file: "acces/pages/droits-export.tsx",
    permission: "connecte",
  },
  ...liens,
  ...amorce,
  ...secondFacteur,
  ...compte,
  ...sessions,
  ...jetons,
  ...personnes,
  ...listes,
  ...demandes,
  ...proconnect,
  ...delegations,
  ...passations,
  ...assistance,
];
