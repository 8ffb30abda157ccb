import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import type { FonctionExercee } from "./fonctions/rules.ts";

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
            origine: "demonstration",
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
