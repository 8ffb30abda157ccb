import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { deposerCourriel } from "#app/platform/mail/outbox.server.ts";
import { demand, NotFound } from "#app/platform/refusal.ts";
import { getIdentite, getPersonneAGerer } from "../../personnes/queries.server.ts";
import { type Actor, scopeOf } from "../../rules.ts";
import { hashJeton } from "../../sessions/queries.server.ts";
import { courrielRattachement } from "../documents/rattachement.ts";
import { getRattachement, getRattachementByJeton, type RattachementLu } from "../queries.server.ts";
import { canDeciderRattachement, canTenirIdentites, RATTACHEMENT_MS, RELANCE_MS } from "../rules.ts";

/**
 * Asks the mailbox of an agent whether an identity that carries its address is theirs. Coming back within a quarter of
 * an hour asks nothing more; later, the former link stops and another leaves.
 */
export async function proposerRattachement(
  tx: Tx,
  context: Context,
  { identiteId, agentId }: { readonly identiteId: string; readonly agentId: string },
): Promise<void> {
  const now = context.now();
  const pending = await tx
    .selectFrom("rattachement")
    .select("id")
    .where("identite_id", "=", identiteId)
    .where("agent_id", "=", agentId)
    .where("accepte", "is", null)
    .where("propose_le", ">", new Date(now.getTime() - RELANCE_MS))
    .executeTakeFirst();
  if (pending) return;
  await tx
    .updateTable("rattachement")
    .set({ expire_le: now })
    .where("identite_id", "=", identiteId)
    .where("accepte", "is", null)
    .where("expire_le", ">", now)
    .execute();
  const jeton = randomBytes(32).toString("base64url");
  const id = context.newId();
  const empreinte = hashJeton(jeton);
  const expireLe = new Date(now.getTime() + RATTACHEMENT_MS);
  await tx
    .insertInto("rattachement")
    .values({
      id,
      identite_id: identiteId,
      agent_id: agentId,
      empreinte,
      propose_le: now,
      expire_le: expireLe,
    })
    .execute();
  const agent = await tx
    .selectFrom("agent")
    .select("courriel")
    .where("id", "=", agentId)
    .executeTakeFirstOrThrow();
  const { transmis } = await getRattachement(tx, { id, agentId });
  if (agent.courriel)
    await deposerCourriel(
      tx,
      context,
      courrielRattachement({ id, agentId, courriel: agent.courriel, transmis, jeton, expireLe }),
    );
  await recordAudit(tx, context, {
    evenement: "identite.proposer",
    objetType: "agent",
    objetId: agentId,
    agentId: null,
    faits: { identite: identiteId, rattachement: id },
  });
}

/** The person answers from their mailbox, which the link proves. Answering twice the same changes nothing. */
export async function repondreRattachement(
  context: Context,
  { jeton, accepte }: { readonly jeton: string; readonly accepte: boolean },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { id, agentId } = await getRattachementByJeton(tx, jeton);
    const propose = await verrouiller(tx, { id, agentId });
    await decider(tx, context, propose, { par: agentId, accepte, voie: "boite" });
  });
}

interface ActeHabilite {
  readonly actor: Actor;
  readonly agentId: string;
}

/** Whoever holds the rights of the person answers in their place. */
export async function deciderRattachement(
  context: Context,
  { actor, agentId, rattachementId, accepte }: ActeHabilite & { rattachementId: string; accepte: boolean },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await exigerHabilitation(tx, context, { actor, agentId });
    const propose = await verrouiller(tx, { id: rattachementId, agentId });
    await decider(tx, context, propose, { par: actor.agentId, accepte, voie: "habilite" });
  });
}

/** The identity opens nothing any more: its sessions close at once. Entering again by it asks the mailbox. */
export async function detacherIdentite(
  context: Context,
  { actor, agentId, identiteId }: ActeHabilite & { identiteId: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await exigerHabilitation(tx, context, { actor, agentId });
    const identite = await tx
      .selectFrom("identite")
      .select("agent_id")
      .where("id", "=", identiteId)
      .forUpdate()
      .executeTakeFirst();
    if (!identite) throw new NotFound();
    // The same form sent twice: done already.
    if (identite.agent_id !== agentId) return;
    await tx
      .updateTable("identite")
      .set({ agent_id: null, rattachee_le: null })
      .where("id", "=", identiteId)
      .execute();
    const closed = await tx
      .updateTable("session")
      .set({ fermee_le: context.now(), fermeture: "revocation" })
      .where("identite_id", "=", identiteId)
      .where("fermee_le", "is", null)
      .returning("id")
      .execute();
    await recordAudit(tx, context, {
      evenement: "identite.detacher",
      objetType: "agent",
      objetId: agentId,
      agentId: actor.agentId,
      faits: { identite: identiteId, sessions: closed.length },
    });
  });
}

async function exigerHabilitation(tx: Tx, context: Context, { actor, agentId }: ActeHabilite): Promise<void> {
  await getIdentite(tx, scopeOf(actor, "agent.gerer"), agentId);
  demand(canTenirIdentites(actor, await getPersonneAGerer(context, tx, agentId)));
}

/** The proposal as it is once nobody else can answer it. */
async function verrouiller(
  tx: Tx,
  { id, agentId }: { readonly id: string; readonly agentId: string },
): Promise<RattachementLu> {
  const { identiteId } = await getRattachement(tx, { id, agentId });
  await tx.selectFrom("identite").select("id").where("id", "=", identiteId).forUpdate().execute();
  await tx.selectFrom("rattachement").select("id").where("id", "=", id).forUpdate().execute();
  return getRattachement(tx, { id, agentId });
}

async function decider(
  tx: Tx,
  context: Context,
  propose: RattachementLu,
  { par, accepte, voie }: { readonly par: string; readonly accepte: boolean; readonly voie: string },
): Promise<void> {
  if (propose.accepte === accepte) return;
  demand(canDeciderRattachement(propose, context.now()));
  const { id, identiteId, agentId } = propose;
  await tx
    .updateTable("rattachement")
    .set({ accepte, decide_le: context.now(), decide_par: par })
    .where("id", "=", id)
    .execute();
  if (accepte)
    await tx
      .updateTable("identite")
      .set({ agent_id: agentId, rattachee_le: context.now() })
      .where("id", "=", identiteId)
      .execute();
  await recordAudit(tx, context, {
    evenement: accepte ? "identite.rattacher" : "identite.ecarter",
    objetType: "agent",
    objetId: agentId,
    agentId: par,
    faits: { identite: identiteId, rattachement: id, voie },
  });
}
