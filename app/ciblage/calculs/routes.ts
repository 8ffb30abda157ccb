import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/calculs/pages";
const DU_SCENARIO = "ciblage/:campagne/scenarios/:scenario/calculs";
const BASE = "ciblage/calculs/:calcul";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "calculs.liste",
    path: DU_SCENARIO,
    file: `${PAGES}/liste.tsx`,
    permission: "ciblage.lire",
    objet: "scenario",
  },
  {
    id: "calculs.nouveau",
    path: `${DU_SCENARIO}/nouveau`,
    file: `${PAGES}/nouveau.tsx`,
    permission: "ciblage.preparer",
    audit: "calcul.lancer",
    objet: "scenario",
  },
  {
    id: "calculs.calcul",
    path: BASE,
    file: `${PAGES}/calcul.tsx`,
    permission: "ciblage.lire",
    objet: "calcul",
  },
  {
    id: "calculs.arret",
    path: `${BASE}/arret`,
    file: `${PAGES}/arret.tsx`,
    permission: "ciblage.preparer",
    audit: "calcul.annuler",
    objet: "calcul",
  },
  {
    id: "calculs.structures",
    path: `${BASE}/liste`,
    file: `${PAGES}/structures.tsx`,
    permission: "ciblage.lire",
    objet: "calcul",
  },
  {
    id: "calculs.export",
    path: `${BASE}/liste/export`,
    file: `${PAGES}/export.tsx`,
    permission: "ciblage.lire",
    objet: "calcul",
  },
  {
    id: "calculs.stabilite",
    path: `${BASE}/stabilite`,
    file: `${PAGES}/stabilite.tsx`,
    permission: "ciblage.lire",
    objet: "calcul",
  },
  {
    id: "calculs.rejouer",
    path: `${BASE}/rejouer`,
    file: `${PAGES}/rejouer.tsx`,
    permission: "ciblage.preparer",
    audit: "calcul.demander_rejeu",
    objet: "calcul",
  },
];
