import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const DONNEES = "referentiel/donnees/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  { id: "donnees.liste", path: "donnees", file: `${DONNEES}/liste.tsx`, permission: "donnees.lire" },
  { id: "donnees.jeu", path: "donnees/:jeu", file: `${DONNEES}/jeu.tsx`, permission: "donnees.lire" },
  {
    id: "donnees.reference",
    path: "references",
    file: `${DONNEES}/reference.tsx`,
    permission: "indicateur.lire",
  },
  {
    id: "donnees.territoire",
    path: "territoires/:niveau/:code/valeurs/:valeur",
    file: `${DONNEES}/valeur-territoire.tsx`,
    permission: "territoire.lire",
  },
];
