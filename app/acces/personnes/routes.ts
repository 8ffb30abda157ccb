import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

const PAGES = "acces/personnes/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  { id: "personnes.liste", path: "personnes", file: `${PAGES}/liste.tsx`, permission: "agent.lire" },
  { id: "personnes.export", path: "personnes/export", file: `${PAGES}/export.tsx`, permission: "agent.lire" },
  {
    id: "personnes.invitation",
    path: "personnes/invitation",
    file: `${PAGES}/invitation.tsx`,
    permission: "agent.gerer",
    audit: "agent.creer",
  },
  {
    id: "personnes.rentree",
    path: "personnes/rentree",
    file: "acces/personnes/rentree/pages/rentree.tsx",
    permission: "agent.gerer",
    audit: "fonction.terminer",
  },
  {
    id: "personnes.personne",
    path: "personnes/:agent",
    file: `${PAGES}/personne.tsx`,
    permission: "agent.lire",
    objet: "agent",
  },
  {
    id: "personnes.ajout",
    path: "personnes/:agent/fonction",
    file: `${PAGES}/ajout.tsx`,
    permission: "agent.gerer",
    audit: "fonction.attribuer",
    objet: "agent",
  },
  {
    id: "personnes.fin",
    path: "personnes/:agent/fonctions/:fonction",
    file: `${PAGES}/fin.tsx`,
    permission: "agent.gerer",
    audit: "fonction.terminer",
    objet: "agent",
  },
  {
    id: "personnes.renvoi",
    path: "personnes/:agent/invitation",
    file: `${PAGES}/renvoi.tsx`,
    permission: "agent.gerer",
    audit: "invitation.emettre",
    objet: "agent",
  },
  {
    id: "personnes.sessions",
    path: "personnes/:agent/sessions",
    file: `${PAGES}/sessions.tsx`,
    permission: "agent.gerer",
    audit: "session.revoquer",
    objet: "agent",
    renforce: true,
  },
  {
    id: "personnes.fermeture",
    path: "personnes/:agent/fermeture",
    file: `${PAGES}/fermeture.tsx`,
    permission: "agent.gerer",
    audit: "agent.fermer",
    objet: "agent",
    renforce: true,
  },
];
