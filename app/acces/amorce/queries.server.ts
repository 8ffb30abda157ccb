import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isJeton } from "../liens/schema.ts";
import { hashJeton } from "../sessions/queries.server.ts";
import type { CompteARendre } from "./rules.ts";

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

export interface AdministrationEnCours extends CompteARendre {
  readonly agentId: string;
  readonly nomComplet: string;
}

/** The person at an address, and whether they administer the service that day; the row is held until the end of the act. */
export async function findAdministrationEnCours(
  tx: Tx,
  courriel: string,
  day: string,
): Promise<AdministrationEnCours | undefined> {
  const agent = await tx
    .selectFrom("agent")
    .select(["id", "prenom", "nom", "ferme_le"])
    .where("courriel", "=", courriel)
    .forUpdate()
    .executeTakeFirst();
  if (!agent) return undefined;
  const held = await tx
    .selectFrom("fonction_exercee")
    .select("id")
    .where("agent_id", "=", agent.id)
    .where("fonction", "=", "administrateur")
    .where("debut", "<=", day)
    .where((eb) => eb.or([eb("fin", "is", null), eb("fin", ">", day)]))
    .executeTakeFirst();
  return {
    agentId: agent.id,
    nomComplet: `${agent.prenom} ${agent.nom}`,
    ferme: agent.ferme_le !== null,
    administre: held !== undefined,
  };
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
