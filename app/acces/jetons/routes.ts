import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "jetons.liste",
    path: "jetons",
    file: "acces/jetons/pages/jetons.tsx",
    permission: "jeton.gerer",
    audit: "jeton.creer",
  },
  {
    id: "jetons.revocation",
    path: "jetons/:jeton/revocation",
    file: "acces/jetons/pages/revocation.tsx",
    permission: "jeton.gerer",
    audit: "jeton.revoquer",
    objet: "jeton",
  },
];
