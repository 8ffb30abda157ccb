import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const COMPARABLES = "referentiel/comparables";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "comparables.page",
    path: "structures/:uai/comparables",
    file: `${COMPARABLES}/pages/comparables.tsx`,
    permission: "indicateur.lire",
    objet: "structure",
  },
  {
    id: "comparables.reperes",
    path: "structures/:uai/comparables/reperes",
    file: `${COMPARABLES}/pages/export-reperes.tsx`,
    permission: "indicateur.lire",
    objet: "structure",
  },
  {
    id: "comparables.voisines",
    path: "structures/:uai/comparables/voisines",
    file: `${COMPARABLES}/pages/export-voisines.tsx`,
    permission: "indicateur.comparer",
    objet: "structure",
  },
  {
    id: "comparables.attendu",
    path: "structures/:uai/attendu/:indicateur/:annee",
    file: `${COMPARABLES}/attendu/pages/attendu.tsx`,
    permission: "indicateur.comparer",
    objet: "structure",
  },
  {
    id: "comparables.cote_a_cote",
    path: "comparer",
    file: `${COMPARABLES}/cote-a-cote/pages/comparer.tsx`,
    permission: "indicateur.lire",
  },
  {
    id: "comparables.cote_a_cote_export",
    path: "comparer/export",
    file: `${COMPARABLES}/cote-a-cote/pages/export.tsx`,
    permission: "indicateur.comparer",
  },
];
