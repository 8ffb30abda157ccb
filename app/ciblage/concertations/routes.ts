import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/concertations/pages";
const BASE = "ciblage/:campagne/concertations";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "concertations.liste",
    path: BASE,
    file: `${PAGES}/liste.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
  {
    id: "concertations.export",
    path: `${BASE}/export`,
    file: `${PAGES}/export.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
  {
    id: "concertations.nouvelle",
    path: `${BASE}/nouvelle`,
    file: `${PAGES}/nouvelle.tsx`,
    permission: "ciblage.consigner",
    audit: "concertation.consigner",
    objet: "campagne",
  },
  {
    id: "concertations.concertation",
    path: `${BASE}/:concertation`,
    file: `${PAGES}/concertation.tsx`,
    permission: "ciblage.lire",
    objet: "concertation",
  },
  {
    id: "concertations.modification",
    path: `${BASE}/:concertation/modification`,
    file: `${PAGES}/modification.tsx`,
    permission: "ciblage.consigner",
    audit: "concertation.modifier",
    objet: "concertation",
  },
];
