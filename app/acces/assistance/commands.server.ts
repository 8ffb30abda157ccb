import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { isDansLePerimetre } from "../delegations/queries.server.ts";
import { type Actor, scopeOf } from "../rules.ts";
import {
  type AssistanceLue,
  findAssistanceEnCours,
  getAssistance,
  listAssistancesATerme,
} from "./queries.server.ts";
import { canRepondre, canVoir, REPONSE_MS, VUE_MS } from "./rules.ts";

/** Asks a person for their agreement to see the service as they see it. Asking again while it waits changes nothing. Returns its id. */
export async function demanderAssistance(
  context: Context,
  { actor, agentId, motif }: { readonly actor: Actor; readonly agentId: string; readonly motif: string },
): Promise<string> {
  return inTransaction(context.db, async (tx) => {
    const within = { ...context, db: tx };
    if (agentId === actor.agentId)
      throw new Refusal("soi_meme", "Vous voyez déjà le service comme vous : choisissez une autre personne.");
    if (!(await isDansLePerimetre(within, scopeOf(actor, "assistance.demander"), agentId)))
      throw new NotFound();
    // The row of the person is held, so that two requests of one click do not both pass.
    await sql`select from agent where id = ${agentId} for update`.execute(tx);
    const now = context.now();
    const waiting = await tx
      .selectFrom("assistance")
      .select("id")
      .where("agent_id", "=", agentId)
      .where("assistant_id", "=", actor.agentId)
      .where("refusee_le", "is", null)
      .where("terminee_le", "is", null)
      .where("expire_le", ">", now)
      .executeTakeFirst();
    if (waiting) return waiting.id;
    const id = context.newId();
    await tx
      .insertInto("assistance")
      .values({
        id,
        agent_id: agentId,
        assistant_id: actor.agentId,
        motif,
        demandee_le: now,
        expire_le: new Date(now.getTime() + REPONSE_MS),
      })
      .execute();
    await recordAudit(tx, context, {
      evenement: "assistance.demander",
      objetType: "assistance",
      objetId: id,
      agentId: actor.agentId,
      faits: { agent: agentId },
      apres: { motif },
    });
    return id;
  });
}

/** The person agrees, for an hour at most, or refuses. */
export async function repondreAssistance(
  context: Context,
  { agentId, id, accord }: { readonly agentId: string; readonly id: string; readonly accord: boolean },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const assistance = await verrouiller(tx, context, { agentId, id });
    demand(canRepondre(assistance.etat, { aide: assistance.agentId === agentId }));
    const now = context.now();
    await tx
      .updateTable("assistance")
      .set(accord ? { consentie_le: now, expire_le: new Date(now.getTime() + VUE_MS) } : { refusee_le: now })
      .where("id", "=", id)
      .execute();
    await recordAudit(tx, context, {
      evenement: accord ? "assistance.consentir" : "assistance.refuser",
      objetType: "assistance",
      objetId: id,
      agentId,
      faits: { assistant: assistance.assistantId },
    });
  });
}

/** The assistant's session begins to see as the person; it stays theirs, and returns to them when the view ends. */
export async function ouvrirVue(
  context: Context,
  { actor, id }: { readonly actor: Actor; readonly id: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const assistance = await verrouiller(tx, context, { agentId: actor.agentId, id });
    demand(canVoir(assistance.etat, { assistant: assistance.assistantId === actor.agentId }));
    if (!actor.session) throw new NotFound();
    const begun = await tx
      .updateTable("session")
      .set({ assistance_id: id })
      .where("id", "=", actor.session.id)
      .where("agent_id", "=", actor.agentId)
      .where(sql<boolean>`assistance_id is distinct from ${id}`)
      .returning("id")
      .executeTakeFirst();
    if (begun) await tracer(tx, context, assistance, {});
  });
}

/** Ends the view, by whichever of the two asks; when nothing goes on, nothing changes. Returns the id of what was ended. */
export async function terminerAssistance(context: Context, actor: Actor): Promise<string | undefined> {
  return inTransaction(context.db, async (tx) => {
    const within = { ...context, db: tx };
    const id = actor.assistePar?.assistanceId ?? (await findAssistanceEnCours(within, actor.agentId))?.id;
    if (id === undefined) return undefined;
    const agentId = actor.assistePar?.agentId ?? actor.agentId;
    const assistance = await verrouiller(tx, context, { agentId, id });
    if (assistance.etat === "accepte") await clore(tx, context, assistance, agentId);
    return id;
  });
}

/** Writes the end of what time has ended: unanswered requests, views whose hour is over. Returns how many. */
export async function cloreAssistances(context: Context): Promise<number> {
  return inTransaction(context.db, async (tx) => {
    const assistances = await listAssistancesATerme({ ...context, db: tx });
    for (const assistance of assistances) await clore(tx, context, assistance, null);
    return assistances.length;
  });
}

/**
 * One line for each page seen, once in a view, hence at most once an hour: written as it is seen, so that a stop of
 * the service loses nothing, and few enough to be read. Which object was on the page is not kept: the agreement is
 * about seeing, and the journal of a person is not a film.
 */
export async function tracerVue(
  context: Context,
  { actor, page }: { readonly actor: Actor; readonly page: string },
): Promise<void> {
  const { assistePar } = actor;
  if (!assistePar) return;
  await inTransaction(context.db, async (tx) => {
    const seen =
      await sql`select from audit_event where objet_type = 'assistance' and objet_id = ${assistePar.assistanceId}
      and evenement = 'assistance.voir' and faits->>'page' = ${page} limit 1`.execute(tx);
    if (seen.rows.length > 0) return;
    const { assistanceId: id, agentId: assistantId } = assistePar;
    await tracer(tx, context, { id, assistantId, agentId: actor.agentId }, { page });
  });
}

async function tracer(
  tx: Tx,
  context: Context,
  { id, assistantId, agentId }: Pick<AssistanceLue, "id" | "assistantId" | "agentId">,
  faits: Readonly<Record<string, string>>,
): Promise<void> {
  await recordAudit(tx, context, {
    evenement: "assistance.voir",
    objetType: "assistance",
    objetId: id,
    agentId: assistantId,
    faits: { agent: agentId, ...faits },
  });
}

async function clore(
  tx: Tx,
  context: Context,
  { id, ...assistance }: AssistanceLue,
  par: string | null,
): Promise<void> {
  await tx.updateTable("assistance").set({ terminee_le: context.now() }).where("id", "=", id).execute();
  await tx.updateTable("session").set({ assistance_id: null }).where("assistance_id", "=", id).execute();
  await recordAudit(tx, context, {
    evenement: "assistance.terminer",
    objetType: "assistance",
    objetId: id,
    agentId: par,
    faits: {
      agent: assistance.agentId,
      assistant: assistance.assistantId,
      consentie: assistance.consentieLe !== null,
    },
  });
}

async function verrouiller(
  tx: Tx,
  context: Context,
  { agentId, id }: { readonly agentId: string; readonly id: string },
): Promise<AssistanceLue> {
  const within = { ...context, db: tx };
  await getAssistance(within, agentId, id);
  await sql`select from assistance where id = ${id} for update`.execute(tx);
  return getAssistance(within, agentId, id);
}
