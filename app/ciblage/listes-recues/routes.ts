import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/listes-recues/pages";
const BASE = "ciblage/:campagne/listes-recues";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "listes_recues.liste",
    path: BASE,
    file: `${PAGES}/liste.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
  {
    id: "listes_recues.nouvelle",
    path: `${BASE}/nouvelle`,
    file: `${PAGES}/nouvelle.tsx`,
    permission: "ciblage.proposer",
    audit: "liste_recue.deposer",
    objet: "campagne",
  },
  {
    id: "listes_recues.recue",
    path: `${BASE}/:recue`,
    file: `${PAGES}/recue.tsx`,
    permission: "ciblage.lire",
    objet: "liste_recue",
  },
  {
    id: "listes_recues.ajustement",
    path: `${BASE}/:recue/ajustement`,
    file: `${PAGES}/ajustement.tsx`,
    permission: "ciblage.proposer",
    audit: "liste_recue.ajuster",
    objet: "liste_recue",
  },
  {
    id: "listes_recues.application",
    path: `${BASE}/:recue/application`,
    file: `${PAGES}/application.tsx`,
    permission: "ciblage.proposer",
    audit: "liste_recue.appliquer",
    objet: "liste_recue",
  },
  {
    id: "listes_recues.abandon",
    path: `${BASE}/:recue/abandon`,
    file: `${PAGES}/abandon.tsx`,
    permission: "ciblage.proposer",
    audit: "liste_recue.abandonner",
    objet: "liste_recue",
  },
  {
    id: "listes_recues.export",
    path: `${BASE}/:recue/export`,
    file: `${PAGES}/export.tsx`,
    permission: "ciblage.lire",
    objet: "liste_recue",
  },
];
