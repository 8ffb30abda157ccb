import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "delegations.liste",
    path: "delegations",
    file: "acces/delegations/pages/liste.tsx",
    permission: "connecte",
  },
  {
    id: "delegations.nouvelle",
    path: "delegations/nouvelle",
    file: "acces/delegations/pages/nouvelle.tsx",
    permission: "delegation.donner",
    audit: "delegation.donner",
  },
  {
    id: "delegations.perimetre",
    path: "delegations/perimetre",
    file: "acces/delegations/pages/perimetre.tsx",
    permission: "agent.lire",
  },
  {
    id: "delegations.export",
    path: "delegations/export",
    file: "acces/delegations/pages/export.tsx",
    permission: "agent.lire",
  },
  {
    id: "delegations.page",
    path: "delegations/:delegation",
    file: "acces/delegations/pages/delegation.tsx",
    permission: "connecte",
    objet: "delegation",
  },
  {
    id: "delegations.revocation",
    path: "delegations/:delegation/revocation",
    file: "acces/delegations/pages/revocation.tsx",
    permission: "connecte",
    audit: "delegation.revoquer",
    objet: "delegation",
  },
  {
    id: "delegations.renouvellement",
    path: "delegations/:delegation/renouvellement",
    file: "acces/delegations/pages/renouvellement.tsx",
    permission: "delegation.donner",
    audit: "delegation.renouveler",
    objet: "delegation",
  },
  {
    id: "delegations.acte",
    path: "delegations/:delegation/acte",
    file: "acces/delegations/pages/acte.tsx",
    permission: "connecte",
    audit: "piece.deposer",
    objet: "delegation",
  },
  {
    id: "delegations.fichier",
    path: "delegations/:delegation/acte/fichier",
    file: "acces/delegations/pages/acte-fichier.tsx",
    permission: "connecte",
    objet: "delegation",
  },
];
