import { sql } from "kysely";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { integrerSecteurs, integrerStructures } from "./structures/commands.server.ts";
import { integrerTerritoires } from "./territoires/commands.server.ts";
import {
  integrerDispositifs,
  integrerStatutsEp,
  integrerValeurs,
  integrerValeursTerritoire,
} from "./valeurs/commands.server.ts";

/** Writes in the reference what the temporary tables `arrivee_*` hold, and notes line by line what it did. */
export async function integrerArrivees(tx: Tx, context: Context): Promise<void> {
  const now = context.now();
  for (const table of ["arrivee_structure", "arrivee_valeur", "arrivee_ep", "arrivee_commune"])
    await sql.raw(`analyze ${table}`).execute(tx);
  await integrerTerritoires(tx);
  await integrerStructures(tx, now);
  await integrerSecteurs(tx, now);
  await integrerValeurs(tx, now);
  await integrerValeursTerritoire(tx, now);
  await integrerStatutsEp(tx, now);
  await integrerDispositifs(tx, now, context.newId);
}
