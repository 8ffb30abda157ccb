import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "acces.sessions",
    path: "mon-compte/sessions",
    file: "acces/sessions/pages/sessions.tsx",
    permission: "connecte",
    audit: "session.fermer",
  },
  {
    id: "acces.session",
    path: "mon-compte/sessions/:session",
    file: "acces/sessions/pages/session.tsx",
    permission: "connecte",
    audit: "session.fermer",
    objet: "session",
  },
];
