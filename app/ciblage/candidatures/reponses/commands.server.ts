import { sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { changerEtat, tenirCampagne } from "../commands.server.ts";
import { getPropositions } from "./queries.server.ts";
import { canRepondre } from "./rules.ts";
import type { ReponseSaisie } from "./schema.ts";

/** The head accepts or declines for the unit; the same answer sent twice is one. */
export async function repondreProposition(
  context: Context,
  actor: Actor,
  uai: string,
  { candidature: id, version, reponse, motif }: ReponseSaisie,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const find = async () =>
      (await getPropositions(tx, actor, uai)).propositions.find((one) => one.id === id);
    const lue = await find();
    if (!lue) throw new NotFound();
    const { rows } = await sql<{ campagne: string }>`
      select campagne_id as campagne from candidature where id = ${id}::uuid`.execute(tx);
    await tenirCampagne(tx, rows[0]?.campagne ?? "");
    await sql`select from candidature where id = ${id}::uuid for update`.execute(tx);
    const proposition = await find();
    if (!proposition) throw new NotFound();
    const faite = reponse === "accepter" ? proposition.accordLe !== null : proposition.etat === "a_decline";
    if (faite) return;
    if (proposition.version !== version)
      throw new Refusal(
        "version_perimee",
        "Quelqu’un vient d’agir sur cette proposition. Votre texte est gardé : rechargez la page avant de répondre.",
      );
    demand(canRepondre(proposition, reponse));
    await changerEtat(
      tx,
      context,
      actor,
      { id, uai, version, etat: "retenu" },
      reponse === "accepter" ? { vers: "retenu", motif, accord: true } : { vers: "a_decline", motif },
    );
  });
}
