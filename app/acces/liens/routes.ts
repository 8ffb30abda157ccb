import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "acces.lien.demande",
    path: "connexion/lien",
    file: "acces/liens/pages/demande.tsx",
    permission: "publique",
    audit: "lien.demander",
  },
  {
    id: "acces.lien",
    path: "connexion/lien/:jeton",
    file: "acces/liens/pages/lien.tsx",
    permission: "publique",
    audit: "lien.utiliser",
  },
  {
    id: "acces.invitation",
    path: "invitation/:jeton",
    file: "acces/liens/pages/invitation.tsx",
    permission: "publique",
    audit: "invitation.accepter",
  },
];
