import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { getCalculOf } from "../../calculs/queries.server.ts";
import { canCalculer } from "../../campagnes/rules.ts";
import { findTypologie } from "./queries.server.ts";
import { canNommer, isMemeTypologie } from "./rules.ts";
import type { SaisieTypologie } from "./schema.ts";

interface Acteur {
  readonly agentId: string;
  /** Scope of « ciblage.preparer ». */
  readonly scope: Scope;
}

/** Names and describes the classes of a finished run; refuses when somebody else did meanwhile. A second click changes nothing. */
export async function enregistrerTypologie(
  context: Context,
  { agentId, scope }: Acteur,
  calculId: string,
  saisie: SaisieTypologie,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { calcul, campagne } = await getCalculOf(tx, scope, calculId);
    if (!calcul.termineLe) throw new NotFound();
    // The run, which exists, is held rather than the typology, which may not.
    await sql`select from calcul where id = ${calculId}::uuid for update`.execute(tx);
    demand(canCalculer(campagne));
    demand(canNommer(saisie.classes));
    const stored = await findTypologie(tx, calculId);
    if (stored && isMemeTypologie(stored, saisie)) return;
    if ((stored?.version ?? 0) !== saisie.version)
      throw new Refusal(
        "version_perimee",
        "Quelqu’un vient d’enregistrer cette typologie. Votre saisie est gardée : rechargez la page pour voir la sienne avant d’enregistrer.",
      );
    const version = saisie.version + 1;
    const content = {
      ...{ nom: saisie.nom, classes: JSON.stringify(saisie.classes), version },
      ...{ agent_id: agentId, modifiee_le: context.now() },
    };
    await tx
      .insertInto("typologie")
      .values({ id: context.newId(), calcul_id: calculId, enregistree_le: context.now(), ...content })
      .onConflict((conflict) => conflict.column("calcul_id").doUpdateSet(content))
      .execute();
    await recordAudit(tx, context, {
      ...{ evenement: "typologie.enregistrer", objetType: "calcul", objetId: calculId, agentId },
      faits: { version, classes: saisie.classes.filter(({ nom }) => nom !== "").length },
      ...(stored ? { avant: { nom: stored.nom, classes: stored.classes } } : {}),
      apres: { nom: saisie.nom, classes: saisie.classes },
    });
  });
}
