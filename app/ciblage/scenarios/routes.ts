import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/scenarios/pages";
const SCENARIOS = "ciblage/:campagne/scenarios";

const acte = (page: string, path: string, audit: string): RouteEntry<Permission> => ({
  id: `scenarios.${page}`,
  path: `${SCENARIOS}/:scenario/${path}`,
  file: `${PAGES}/${page}.tsx`,
  permission: "ciblage.preparer",
  audit,
  objet: "scenario",
});

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "scenarios.liste",
    path: SCENARIOS,
    file: `${PAGES}/liste.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
  {
    id: "scenarios.nouveau",
    path: `${SCENARIOS}/nouveau`,
    file: `${PAGES}/nouveau.tsx`,
    permission: "ciblage.preparer",
    audit: "scenario.creer",
    objet: "campagne",
  },
  {
    id: "scenarios.comparaison",
    path: `${SCENARIOS}/comparaison`,
    file: `${PAGES}/comparaison.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
  {
    id: "scenarios.comparaison_export",
    path: `${SCENARIOS}/comparaison/export`,
    file: `${PAGES}/comparaison-export.tsx`,
    permission: "ciblage.lire",
    objet: "campagne",
  },
  {
    id: "scenarios.scenario",
    path: `${SCENARIOS}/:scenario`,
    file: `${PAGES}/scenario.tsx`,
    permission: "ciblage.lire",
    objet: "scenario",
  },
  {
    id: "scenarios.essai",
    path: `${SCENARIOS}/:scenario/essai`,
    file: `${PAGES}/essai.tsx`,
    permission: "ciblage.preparer",
    objet: "scenario",
  },
  acte("variables", "variables", "scenario.modifier"),
  acte("regle", "regle", "scenario.modifier"),
  acte("critere", "regle/critere", "scenario.modifier"),
  acte("retrait", "regle/retrait", "scenario.modifier"),
  acte("copie", "copie", "scenario.copier"),
  acte("archivage", "archivage", "scenario.archiver"),
];
