import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/volontariats/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "volontariats.offres",
    path: "ciblage/volontariat",
    file: `${PAGES}/offres.tsx`,
    permission: "ciblage.declarer",
  },
  {
    id: "volontariats.declaration",
    path: "ciblage/volontariat/:campagne/:uai",
    file: `${PAGES}/declaration.tsx`,
    permission: "ciblage.declarer",
    audit: "volontariat.declarer",
    objet: "volontariat",
  },
  {
    id: "volontariats.retrait",
    path: "ciblage/volontariat/:campagne/:uai/retrait",
    file: `${PAGES}/retrait.tsx`,
    permission: "ciblage.declarer",
    audit: "volontariat.retirer",
    objet: "volontariat",
  },
  {
    id: "volontariats.liste",
    path: "ciblage/:campagne/volontariats",
    file: `${PAGES}/liste.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
  {
    id: "volontariats.export",
    path: "ciblage/:campagne/volontariats/export",
    file: `${PAGES}/export.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
  {
    id: "volontariats.entree",
    path: "ciblage/:campagne/volontariats/:uai/entree",
    file: `${PAGES}/entree.tsx`,
    permission: "ciblage.proposer",
    audit: "candidature.entrer",
    objet: "volontariat",
  },
];
