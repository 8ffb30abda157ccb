import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/campagnes/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  { id: "campagnes.liste", path: "ciblage", file: `${PAGES}/liste.tsx`, permission: "ciblage.lire" },
  {
    id: "campagnes.nouvelle",
    path: "ciblage/nouvelle",
    file: `${PAGES}/nouvelle.tsx`,
    permission: "ciblage.preparer",
    audit: "campagne_ciblage.creer",
  },
  {
    id: "campagnes.campagne",
    path: "ciblage/:campagne",
    file: `${PAGES}/campagne.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
  {
    id: "campagnes.reglages",
    path: "ciblage/:campagne/reglages",
    file: `${PAGES}/reglages.tsx`,
    permission: "ciblage.preparer",
    audit: "campagne_ciblage.regler",
    objet: "campagne",
  },
  {
    id: "campagnes.ouverture",
    path: "ciblage/:campagne/ouverture",
    file: `${PAGES}/ouverture.tsx`,
    permission: "ciblage.preparer",
    audit: "campagne_ciblage.ouvrir",
    objet: "campagne",
  },
  {
    id: "campagnes.cloture",
    path: "ciblage/:campagne/cloture",
    file: `${PAGES}/cloture.tsx`,
    permission: "ciblage.preparer",
    audit: "campagne_ciblage.clore",
    objet: "campagne",
  },
];
