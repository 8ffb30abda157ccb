import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const DICTIONNAIRE = "referentiel/indicateurs/dictionnaire/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "indicateurs.dictionnaire",
    path: "indicateurs",
    file: `${DICTIONNAIRE}/dictionnaire.tsx`,
    permission: "donnees.lire",
  },
  {
    id: "indicateurs.export",
    path: "indicateurs/export",
    file: `${DICTIONNAIRE}/export.tsx`,
    permission: "donnees.lire",
  },
  {
    id: "indicateurs.creation",
    path: "indicateurs/creation",
    file: `${DICTIONNAIRE}/creation.tsx`,
    permission: "indicateur.gerer",
    audit: "indicateur.creer",
  },
  {
    id: "indicateurs.notice",
    path: "indicateurs/:indicateur",
    file: `${DICTIONNAIRE}/notice.tsx`,
    permission: "donnees.lire",
    objet: "indicateur",
  },
  {
    id: "indicateurs.modification",
    path: "indicateurs/:indicateur/modification",
    file: `${DICTIONNAIRE}/modification.tsx`,
    permission: "indicateur.gerer",
    audit: "indicateur.modifier",
    objet: "indicateur",
  },
  {
    id: "indicateurs.relecture",
    path: "indicateurs/:indicateur/relecture",
    file: `${DICTIONNAIRE}/decision.tsx`,
    permission: "indicateur.gerer",
    audit: "indicateur.relire",
    objet: "indicateur",
  },
  {
    id: "indicateurs.retrait",
    path: "indicateurs/:indicateur/retrait",
    file: `${DICTIONNAIRE}/decision.tsx`,
    permission: "indicateur.gerer",
    audit: "indicateur.retirer",
    objet: "indicateur",
  },
];
