import type { Context } from "#app/platform/context.ts";
import { hashJeton } from "../sessions/queries.server.ts";
import { isJeton } from "./schema.ts";

/** Whom a link of entry lets in, while it holds; undefined for any other word. */
export async function findLienByJeton(
  context: Context,
  jeton: string,
): Promise<{ readonly agentId: string; readonly nomComplet: string } | undefined> {
  if (!isJeton(jeton)) return undefined;
  const row = await context.db
    .selectFrom("lien_connexion as l")
    .innerJoin("agent as a", "a.id", "l.agent_id")
    .select(["a.id", "a.prenom", "a.nom"])
    .where("l.empreinte", "=", hashJeton(jeton))
    .where("l.utilise_le", "is", null)
    .where("l.expire_le", ">", context.now())
    .where("a.ferme_le", "is", null)
    .executeTakeFirst();
  return row && { agentId: row.id, nomComplet: `${row.prenom} ${row.nom}` };
}
