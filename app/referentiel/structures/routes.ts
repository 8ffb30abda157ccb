import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const STRUCTURES = "referentiel/structures/pages";
const CARTE = "referentiel/structures/carte/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "structures.liste",
    path: "structures",
    file: `${STRUCTURES}/liste.tsx`,
    permission: "structure.lire",
  },
  {
    id: "structures.export",
    path: "structures/export",
    file: `${STRUCTURES}/export.tsx`,
    permission: "structure.lire",
  },
  {
    id: "structures.carte",
    path: "structures/carte",
    file: `${CARTE}/carte.tsx`,
    permission: "structure.lire",
  },
  {
    id: "structures.points",
    path: "structures/carte/points.json",
    file: `${CARTE}/points.tsx`,
    permission: "structure.lire",
  },
  {
    id: "structures.page",
    path: "structures/:uai",
    file: `${STRUCTURES}/structure.tsx`,
    permission: "structure.lire",
    objet: "structure",
  },
  {
    id: "structures.fiche",
    path: "structures/:uai/fiche.pdf",
    file: `${STRUCTURES}/fiche-pdf.tsx`,
    permission: "indicateur.lire",
    objet: "structure",
  },
  {
    id: "structures.indicateur",
    path: "structures/:uai/indicateurs/:indicateur",
    file: `${STRUCTURES}/indicateur.tsx`,
    permission: "indicateur.lire",
    objet: "structure",
  },
  {
    id: "structures.valeur",
    path: "structures/:uai/valeurs/:valeur",
    file: "referentiel/indicateurs/pages/acte-de-naissance.tsx",
    permission: "indicateur.lire",
    objet: "structure",
  },
];
