import type { Actor } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import type { PageLignes } from "./lecture/queries.server.ts";
import type { NomRessource } from "./rules.ts";
import type { Parametres } from "./schema.ts";
import { listDispositifsLus, listStatutsEpLus, listStructuresLues } from "./structures/queries.server.ts";
import {
  listReferencesLues,
  listTerritoiresLus,
  listValeursTerritoiresLues,
} from "./territoires/queries.server.ts";
import { listIndicateursLus, listValeursLues } from "./valeurs/queries.server.ts";

type ListPage = (
  context: Pick<Context, "db" | "now">,
  actor: Actor,
  parametres: Parametres,
) => Promise<PageLignes>;

/** How each resource is read, within what the person may read at this moment. */
export const listPage: Readonly<Record<NomRessource, ListPage>> = {
  structures: listStructuresLues,
  "statuts-ep": listStatutsEpLus,
  dispositifs: listDispositifsLus,
  valeurs: listValeursLues,
  indicateurs: listIndicateursLus,
  references: listReferencesLues,
  territoires: listTerritoiresLus,
  "valeurs-territoires": listValeursTerritoiresLues,
};
