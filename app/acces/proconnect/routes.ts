import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

const PAGES = "acces/proconnect/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "acces.proconnect",
    path: "connexion/proconnect",
    file: `${PAGES}/connexion.tsx`,
    permission: "publique",
  },
  {
    id: "acces.proconnect.retour",
    path: "connexion/proconnect/retour",
    file: `${PAGES}/retour.tsx`,
    permission: "publique",
  },
  {
    id: "acces.proconnect.attente",
    path: "connexion/proconnect/attente",
    file: `${PAGES}/attente.tsx`,
    permission: "publique",
  },
  {
    id: "acces.proconnect.depart",
    path: "connexion/proconnect/depart",
    file: `${PAGES}/depart.tsx`,
    permission: "publique",
  },
  {
    id: "acces.proconnect.sortie",
    path: "connexion/proconnect/sortie",
    file: `${PAGES}/sortie.tsx`,
    permission: "publique",
  },
  {
    id: "acces.rattachement",
    path: "rattachement/:jeton",
    file: `${PAGES}/rattachement.tsx`,
    permission: "publique",
    audit: "identite.rattacher",
  },
  {
    id: "acces.identites",
    path: "personnes/:agent/identites",
    file: `${PAGES}/identites.tsx`,
    permission: "agent.gerer",
    audit: "identite.rattacher",
    objet: "agent",
    renforce: true,
  },
];
