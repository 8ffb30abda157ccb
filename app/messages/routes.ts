import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "messages.liste",
    path: "messages",
    file: "messages/pages/liste.tsx",
    permission: "connecte",
    audit: "notification.lire",
  },
  {
    id: "messages.preferences",
    path: "messages/preferences",
    file: "messages/pages/preferences.tsx",
    permission: "connecte",
    audit: "preference.modifier",
  },
  {
    id: "messages.notification",
    path: "messages/:notification",
    file: "messages/pages/notification.tsx",
    permission: "connecte",
    objet: "notification",
  },
  {
    id: "courriels.liste",
    path: "courriels",
    file: "messages/courriels/pages/liste.tsx",
    permission: "courriel.suivre",
    audit: "courriel.reprendre",
  },
  {
    id: "courriels.export",
    path: "courriels/export",
    file: "messages/courriels/pages/export.tsx",
    permission: "courriel.suivre",
  },
  {
    id: "courriels.courriel",
    path: "courriels/:courriel",
    file: "messages/courriels/pages/courriel.tsx",
    permission: "courriel.suivre",
    audit: "courriel.reprendre",
    objet: "courriel",
  },
  {
    id: "courriels.abandon",
    path: "courriels/:courriel/abandon",
    file: "messages/courriels/pages/abandon.tsx",
    permission: "courriel.suivre",
    audit: "courriel.abandonner",
    objet: "courriel",
  },
  {
    id: "boite.liste",
    path: "dev/courriels",
    file: "messages/boite/pages/boite.tsx",
    permission: "publique",
  },
  {
    id: "boite.feuille",
    path: "dev/courriels/feuille.css",
    file: "messages/boite/pages/feuille.tsx",
    permission: "publique",
  },
  {
    id: "boite.courriel",
    path: "dev/courriels/:courriel",
    file: "messages/boite/pages/courriel.tsx",
    permission: "publique",
  },
  {
    id: "boite.html",
    path: "dev/courriels/:courriel/html",
    file: "messages/boite/pages/html.tsx",
    permission: "publique",
  },
];
