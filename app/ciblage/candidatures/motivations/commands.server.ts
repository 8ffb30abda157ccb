import { sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { demand, NotFound } from "#app/platform/refusal.ts";
import { tenirCampagne } from "../commands.server.ts";
import { getCandidatureTenue } from "../deplacements/queries.server.ts";
import { canTravailler } from "../rules.ts";
import type { ArgumentSaisi } from "./schema.ts";

interface ArgumentEcrit extends ArgumentSaisi {
  readonly candidatureId: string;
}

/** Writes a ground or an argument about a structure; the same one sent twice by one person is one. */
export async function ajouterArgument(context: Context, actor: Actor, saisi: ArgumentEcrit): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await tenirPourEcrire(tx, actor, saisi.candidatureId);
    const { rows } =
      await sql`select from candidature_argument where candidature_id = ${saisi.candidatureId}::uuid
      and agent_id = ${actor.agentId}::uuid and genre = ${saisi.genre} and texte = ${saisi.texte}
      and preuve is not distinct from ${saisi.preuve} and retire_le is null`.execute(tx);
    if (rows.length === 0) await ecrireArgument(tx, context, actor, saisi);
  });
}

/** Part of an act that writes an argument about a structure that it holds. */
export async function ecrireArgument(
  tx: Tx,
  context: Context,
  { agentId }: { readonly agentId: string },
  { candidatureId, genre, texte, choc, chocLe, preuve }: ArgumentEcrit,
): Promise<void> {
  const id = context.newId();
  await tx
    .insertInto("candidature_argument")
    .values({
      ...{ id, candidature_id: candidatureId, genre, texte, choc, choc_le: chocLe, preuve },
      ...{ agent_id: agentId, enregistre_le: context.now() },
    })
    .execute();
  await recordAudit(tx, context, {
    ...{ evenement: "candidature.argumenter", objetType: "candidature", objetId: candidatureId, agentId },
    faits: { argument: id, genre },
    apres: { texte, choc, chocLe, preuve },
  });
}

/** Withdraws a ground or an argument: it no longer counts, and stays in the history. */
export async function retirerArgument(
  context: Context,
  actor: Actor,
  { candidatureId, argumentId }: { readonly candidatureId: string; readonly argumentId: string },
): Promise<void> {
  if (!isUuid(argumentId)) throw new NotFound();
  await inTransaction(context.db, async (tx) => {
    await tenirPourEcrire(tx, actor, candidatureId);
    const { rows } = await sql<{
      retire: boolean;
    }>`select retire_le is not null as retire from candidature_argument
      where id = ${argumentId}::uuid and candidature_id = ${candidatureId}::uuid for update`.execute(tx);
    const [argument] = rows;
    if (!argument) throw new NotFound();
    if (argument.retire) return;
    await tx
      .updateTable("candidature_argument")
      .set({ retire_le: context.now(), retire_par: actor.agentId })
      .where("id", "=", argumentId)
      .execute();
    await recordAudit(tx, context, {
      ...{ evenement: "candidature.retirer_argument", objetType: "candidature", objetId: candidatureId },
      ...{ agentId: actor.agentId, faits: { argument: argumentId } },
    });
  });
}

/** The structure, held: this person proposes it, and the campaign is at work. */
async function tenirPourEcrire(tx: Tx, actor: Actor, candidatureId: string): Promise<void> {
  const { campagneId, pouvoirs } = await getCandidatureTenue(tx, actor, candidatureId);
  if (!pouvoirs.proposer) throw new NotFound();
  demand(canTravailler(await tenirCampagne(tx, campagneId)));
  await sql`select from candidature where id = ${candidatureId}::uuid for update`.execute(tx);
}
