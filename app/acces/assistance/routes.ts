import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "acces.assistance.liste",
    path: "assistance",
    file: "acces/assistance/pages/liste.tsx",
    permission: "assistance.demander",
  },
  {
    id: "acces.assistance.demande",
    path: "assistance/nouvelle",
    file: "acces/assistance/pages/nouvelle.tsx",
    permission: "assistance.demander",
    audit: "assistance.demander",
    renforce: true,
  },
  {
    id: "acces.assistance.fin",
    path: "assistance/fin",
    file: "acces/assistance/pages/fin.tsx",
    permission: "connecte",
    audit: "assistance.terminer",
  },
  {
    id: "acces.assistance.page",
    path: "assistance/:assistance",
    file: "acces/assistance/pages/assistance.tsx",
    permission: "connecte",
    audit: "assistance.consentir",
    objet: "assistance",
  },
  {
    id: "acces.assistance.vue",
    path: "assistance/:assistance/vue",
    file: "acces/assistance/pages/vue.tsx",
    permission: "assistance.demander",
    audit: "assistance.voir",
    renforce: true,
    objet: "assistance",
  },
];
