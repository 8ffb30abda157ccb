import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { isJeton } from "../liens/schema.ts";
import { hashJeton } from "../sessions/queries.server.ts";

/**
 * Whether somebody can administer the service and come back to it: they hold the function today, and have a second
 * factor or an identity. Until then the service gives itself a first person.
 */
export async function hasAdministrateur(context: Context, db: Database = context.db): Promise<boolean> {
  const today = civilDay(context.now());
  const found = await db
    .selectFrom("agent as a")
    .innerJoin("fonction_exercee as f", "f.agent_id", "a.id")
    .leftJoin("second_facteur as s", "s.agent_id", "a.id")
    .leftJoin("identite as i", "i.agent_id", "a.id")
    .select("a.id")
    .where("a.ferme_le", "is", null)
    .where("f.fonction", "=", "administrateur")
    .where("f.debut", "<=", today)
    .where((eb) => eb.or([eb("f.fin", "is", null), eb("f.fin", ">", today)]))
    .where((eb) => eb.or([eb("s.confirme_le", "is not", null), eb("i.id", "is not", null)]))
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether this word is the link of the first person, and still serves. */
export async function isAmorceValide(context: Context, jeton: string): Promise<boolean> {
  if (!isJeton(jeton)) return false;
  const found = await context.db
    .selectFrom("amorce")
    .select("unique_ligne")
    .where("empreinte", "=", hashJeton(jeton))
    .where("utilisee_le", "is", null)
    .executeTakeFirst();
  return found !== undefined;
}
