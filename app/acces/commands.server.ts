import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { demand, no, yes } from "#app/platform/refusal.ts";
import { getInstallation, hashJeton } from "./queries.server.ts";
import { type FonctionExercee, SESSION_MAX_MS } from "./rules.ts";

/** Opens a session for an account of the demonstration. Returns the token, which only the browser keeps. */
export async function ouvrirSessionDemonstration(context: Context, agentId: string): Promise<string> {
  const jeton = randomBytes(32).toString("base64url");
  await inTransaction(context.db, async (tx) => {
    const agent = await tx
      .selectFrom("agent")
      .select(["id", "demonstration"])
      .where("id", "=", agentId)
      .executeTakeFirst();
    const { demonstration } = await getInstallation(context.db);
    demand(
      demonstration && agent?.demonstration
        ? yes
        : no(
            "compte_inconnu",
            "Ce compte de démonstration n'existe pas ici. Choisissez-en un dans la liste.",
          ),
    );
    const now = context.now();
    await tx
      .insertInto("session")
      .values({
        empreinte: hashJeton(jeton),
        agent_id: agentId,
        mode: "demonstration",
        ouverte_le: now,
        vue_le: now,
        expire_le: new Date(now.getTime() + SESSION_MAX_MS),
      })
      .execute();
    await recordAudit(tx, context, {
      evenement: "session.ouvrir",
      objetType: "agent",
      objetId: agentId,
      agentId,
      faits: { mode: "demonstration" },
    });
  });
  return jeton;
}

/** Closes the session of this token; closing twice changes nothing. */
export async function fermerSession(context: Context, jeton: string): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const closed = await tx
      .updateTable("session")
      .set({ fermee_le: context.now() })
      .where("empreinte", "=", hashJeton(jeton))
      .where("fermee_le", "is", null)
      .returning("agent_id")
      .executeTakeFirst();
    if (!closed) return;
    await recordAudit(tx, context, {
      evenement: "session.fermer",
      objetType: "agent",
      objetId: closed.agent_id,
      agentId: closed.agent_id,
    });
  });
}

export interface AgentDemonstration {
  readonly id: string;
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
  readonly fonctions: readonly FonctionExercee[];
}

/** Creates the cast in a database marked as demonstration; the database itself refuses them anywhere else. */
export async function creerDistribution(
  context: Context,
  agents: readonly AgentDemonstration[],
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    for (const [index, agent] of agents.entries()) {
      // One millisecond apart: the list of accounts keeps the order of the cast.
      const createdAt = new Date(context.now().getTime() + index);
      await tx
        .insertInto("agent")
        .values({
          id: agent.id,
          prenom: agent.prenom,
          nom: agent.nom,
          courriel: agent.courriel,
          demonstration: true,
          cree_le: createdAt,
        })
        .execute();
      for (const exercee of agent.fonctions) {
        await tx
          .insertInto("fonction_exercee")
          .values({
            id: context.newId(),
            agent_id: agent.id,
            fonction: exercee.fonction,
            portee_type: exercee.porteeType,
            portee_code: exercee.porteeCode,
            debut: exercee.debut,
            fin: exercee.fin,
            cree_le: createdAt,
          })
          .execute();
      }
      await recordAudit(tx, context, {
        evenement: "agent.creer",
        objetType: "agent",
        objetId: agent.id,
        agentId: null,
        faits: { demonstration: true },
      });
    }
  });
}

/** Marks a new database for what it is. Does nothing when it is marked already. */
export async function marquerInstallation(context: Context, demonstration: boolean): Promise<void> {
  await context.db
    .insertInto("installation")
    .values({ unique_ligne: true, demonstration, creee_le: context.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
