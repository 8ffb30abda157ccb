import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  { id: "journal.liste", path: "journal", file: "journal/pages/liste.tsx", permission: "journal.lire" },
  {
    id: "journal.export",
    path: "journal/export",
    file: "journal/pages/export.tsx",
    permission: "journal.lire",
  },
  {
    id: "journal.controles",
    path: "journal/controles",
    file: "journal/pages/controles.tsx",
    permission: "journal.verifier",
    audit: "journal.demander_controle",
  },
  {
    id: "journal.ligne",
    path: "journal/:evenement",
    file: "journal/pages/ligne.tsx",
    permission: "journal.lire",
    objet: "evenement",
  },
];
