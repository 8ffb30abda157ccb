import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { NomRessource } from "./rules.ts";

const DESCRIPTION = "referentiel/interface/pages/description.ts";

const ressource = (nom: NomRessource, permission: Permission): RouteEntry<Permission> => ({
  id: `interface.${nom.replaceAll("-", "_")}`,
  path: `api/v1/${nom}`,
  file: "referentiel/interface/pages/ressource.ts",
  permission,
});

/** Read-only, for programs: the guard accepts a token here, and answers problems that a program can read. */
export const routes: readonly RouteEntry<Permission>[] = [
  { id: "interface.accueil", path: "api/v1", file: DESCRIPTION, permission: "publique" },
  { id: "interface.openapi", path: "api/v1/openapi.json", file: DESCRIPTION, permission: "publique" },
  ressource("structures", "structure.lire"),
  ressource("statuts-ep", "structure.lire"),
  ressource("dispositifs", "structure.lire"),
  ressource("valeurs", "indicateur.lire"),
  ressource("indicateurs", "donnees.lire"),
  ressource("references", "territoire.lire"),
  ressource("territoires", "territoire.lire"),
  ressource("valeurs-territoires", "territoire.lire"),
  {
    id: "interface.introuvable",
    path: "api/*",
    file: "referentiel/interface/pages/introuvable.ts",
    permission: "publique",
  },
];
