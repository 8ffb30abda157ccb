import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { listChoixCampagne } from "../campagnes/queries.server.ts";
import { canEtendre } from "./rules.ts";
import type { Extension } from "./schema.ts";

/** Opens a scheme to an académie, with the evidence it stands on. The same decision sent twice is one decision. */
export async function etendreDispositif(
  context: Context,
  actor: Actor,
  { dispositif, academie, annee, preuves }: Extension,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { academies, dispositifs } = await listChoixCampagne(tx, scopeOf(actor, "ciblage.etendre"));
    if (
      !academies.some(({ code }) => code === academie) ||
      !dispositifs.some(({ code }) => code === dispositif)
    )
      throw new Refusal("choix_inconnu", "Choisissez un dispositif et une académie de la liste.");
    const known = await tx
      .selectFrom("extension_dispositif")
      .select(["annee", "preuves", "agent_id"])
      .where("dispositif_code", "=", dispositif)
      .where("academie_code", "=", academie)
      .executeTakeFirst();
    if (known?.annee === annee && known.preuves === preuves && known.agent_id === actor.agentId) return;
    demand(canEtendre(known !== undefined));
    const id = context.newId();
    await tx
      .insertInto("extension_dispositif")
      .values({
        ...{ id, dispositif_code: dispositif, academie_code: academie, annee, preuves },
        ...{ agent_id: actor.agentId, decidee_le: context.now() },
      })
      .execute();
    await recordAudit(tx, context, {
      ...{ evenement: "extension_dispositif.decider", objetType: "extension_dispositif", objetId: id },
      ...{ agentId: actor.agentId, faits: { dispositif, academie, annee }, apres: { preuves } },
    });
  });
}
