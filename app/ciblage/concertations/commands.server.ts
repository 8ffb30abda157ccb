import type { Actor } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { tenirCampagne } from "../candidatures/commands.server.ts";
import { getCampagneConsignee, getConcertation } from "./queries.server.ts";
import { canConsigner, canTenir, type PositionOrganisation } from "./rules.ts";
import type { ConcertationSaisie } from "./schema.ts";

interface Cible {
  readonly campagneId: string;
  readonly id: string;
}

/** Records a meeting that was held; the same id a second time changes nothing. */
export async function consignerConcertation(
  context: Context,
  actor: Actor,
  { campagneId, id }: Cible,
  saisie: ConcertationSaisie,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await demanderConsignation(tx, context, actor, campagneId, saisie);
    const created = await tx
      .insertInto("concertation")
      .values({
        ...{ id, campagne_id: campagneId, version: 1, agent_id: actor.agentId },
        ...colonnesOf(saisie),
        enregistree_le: context.now(),
        modifiee_le: context.now(),
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!created) {
      await getConcertation(tx, { campagneId, id });
      return;
    }
    await ecrirePositions(tx, context, id, saisie.positions);
    await recordAudit(tx, context, {
      ...{ evenement: "concertation.consigner", objetType: "concertation", objetId: id },
      agentId: actor.agentId,
      faits: { campagne: campagneId, genre: saisie.genre, positions: saisie.positions.length },
    });
  });
}

/** Corrects what was recorded of a meeting; refuses when somebody else did meanwhile. A second click changes nothing. */
export async function modifierConcertation(
  context: Context,
  actor: Actor,
  { campagneId, id }: Cible,
  saisie: ConcertationSaisie & { readonly version: number },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await demanderConsignation(tx, context, actor, campagneId, saisie);
    const before = await getConcertation(tx, { campagneId, id });
    if (before.version === saisie.version + 1 && isMemeSaisie(before, saisie)) return;
    const { numUpdatedRows } = await tx
      .updateTable("concertation")
      .set({ ...colonnesOf(saisie), modifiee_le: context.now(), version: saisie.version + 1 })
      .where("id", "=", id)
      .where("version", "=", saisie.version)
      .executeTakeFirst();
    if (numUpdatedRows === 0n)
      throw new Refusal(
        "version_perimee",
        "Quelqu’un vient de modifier ce compte rendu. Votre saisie est gardée : rechargez la page pour lire le sien avant d’enregistrer.",
      );
    await ecrirePositions(tx, context, id, saisie.positions);
    const { instance, tenueLe, participants, compteRendu, positions } = before;
    await recordAudit(tx, context, {
      ...{ evenement: "concertation.modifier", objetType: "concertation", objetId: id },
      agentId: actor.agentId,
      faits: { campagne: campagneId, genre: saisie.genre, positions: saisie.positions.length },
      avant: { instance, tenueLe, participants, compteRendu, positions },
    });
  });
}

async function demanderConsignation(
  tx: Tx,
  context: Context,
  actor: Actor,
  campagneId: string,
  { tenueLe }: Pick<ConcertationSaisie, "tenueLe">,
): Promise<void> {
  await getCampagneConsignee(tx, actor, campagneId);
  demand(canConsigner(await tenirCampagne(tx, campagneId)));
  demand(canTenir(tenueLe, civilDay(context.now())));
}

type Dite = Omit<ConcertationSaisie, "positions"> & { readonly positions: readonly PositionOrganisation[] };

function isMemeSaisie(before: Dite, saisie: Dite): boolean {
  const told = ({ positions, ...reste }: Dite) =>
    JSON.stringify([
      ...Object.values(colonnesOf(reste)),
      positions.map(({ organisation, position, texte }) => [organisation, position, texte]),
    ]);
  return told(before) === told(saisie);
}

function colonnesOf({
  genre,
  instance,
  tenueLe,
  participants,
  compteRendu,
}: Omit<ConcertationSaisie, "positions">) {
  return { genre, instance, tenue_le: tenueLe, participants, compte_rendu: compteRendu };
}

/** The positions are written again as a whole, in the order of the form. */
async function ecrirePositions(
  tx: Tx,
  context: Context,
  concertationId: string,
  positions: readonly PositionOrganisation[],
): Promise<void> {
  await tx.deleteFrom("position_organisation").where("concertation_id", "=", concertationId).execute();
  if (positions.length === 0) return;
  await tx
    .insertInto("position_organisation")
    .values(
      positions.map((position, rang) => ({
        ...{ id: context.newId(), concertation_id: concertationId, rang },
        ...position,
      })),
    )
    .execute();
}
