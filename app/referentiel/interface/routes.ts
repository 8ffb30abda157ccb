import type { Permission } from "#app/acces/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const RESSOURCE = "referentiel/interface/pages/ressource.ts";
const DESCRIPTION = "referentiel/interface/pages/description.ts";

/** Read-only, for programs: the guard accepts a token here, and answers in JSON. */
export const routes: readonly RouteEntry<Permission>[] = [
  { id: "interface.accueil", path: "api/v1", file: DESCRIPTION, permission: "publique" },
  { id: "interface.openapi", path: "api/v1/openapi.json", file: DESCRIPTION, permission: "publique" },
  { id: "interface.structures", path: "api/v1/structures", file: RESSOURCE, permission: "structure.lire" },
  { id: "interface.valeurs", path: "api/v1/valeurs", file: RESSOURCE, permission: "indicateur.lire" },
  { id: "interface.indicateurs", path: "api/v1/indicateurs", file: RESSOURCE, permission: "donnees.lire" },
  { id: "interface.references", path: "api/v1/references", file: RESSOURCE, permission: "territoire.lire" },
  { id: "interface.territoires", path: "api/v1/territoires", file: RESSOURCE, permission: "territoire.lire" },
];
