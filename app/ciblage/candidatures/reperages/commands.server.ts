import { sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand } from "#app/platform/refusal.ts";
import { getCampagneLuePour } from "../../campagnes/queries.server.ts";
import { entrerCandidatures } from "../commands.server.ts";
import { canTravailler } from "../rules.ts";
import { countSuites, listReperage } from "./queries.server.ts";
import type { SuiteReperage } from "./rules.ts";

interface Reperage {
  readonly campagneId: string;
  readonly calculId: string;
}

/**
 * Brings into the campaign, in one act, all that a finished run keeps within what this person proposes, and lets it
 * enlighten those that are there already. Returns how many of each; a second click brings nothing more.
 */
export async function repererCandidatures(
  context: Context,
  actor: Actor,
  { campagneId, calculId }: Reperage,
): Promise<Partial<Record<SuiteReperage, number>>> {
  return inTransaction(context.db, async (tx) => {
    demand(canTravailler(await getCampagneLuePour(tx, actor, "ciblage.proposer", campagneId)));
    await sql`select from campagne_ciblage where id = ${campagneId}::uuid for update`.execute(tx);
    const lignes = await listReperage(tx, actor, { campagneId, calculId });
    const comptes = countSuites(lignes);
    await entrerCandidatures(tx, context, actor, {
      ...{ campagneId, calculId, origine: "calcul", etat: "repere", motif: "" },
      uais: lignes.flatMap(({ suite, uai }) => (suite === "entree" ? [uai] : [])),
    });
    const eclairees = lignes.flatMap(({ suite, id }) =>
      id && (suite === "mise_a_jour" || suite === "plus_gardee") ? [id] : [],
    );
    await eclairer(tx, context, calculId, eclairees);
    if (eclairees.length > 0 || comptes.entree)
      await recordAudit(tx, context, {
        ...{ evenement: "candidature.reperer", objetType: "campagne_ciblage", objetId: campagneId },
        ...{ agentId: actor.agentId, faits: { calcul: calculId, ...comptes } },
      });
    return comptes;
  });
}

/** Whoever was deciding on another run reads the page again. */
async function eclairer(tx: Tx, context: Context, calculId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update candidature set calcul_id = ${calculId}::uuid, version = version + 1, modifiee_le = ${context.now()}
    where id = any(${[...ids]}::uuid[])`.execute(tx);
}
