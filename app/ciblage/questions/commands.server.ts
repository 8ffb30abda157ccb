import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { tenirCampagne } from "../candidatures/commands.server.ts";
import { getCampagneConsignee } from "../concertations/queries.server.ts";
import { countEnAttente, getQuestion, listCampagnesDites } from "./queries.server.ts";
import { canEcarter, canPoser, canPublier, type Question } from "./rules.ts";

interface Cible {
  readonly campagneId: string;
  readonly id: string;
}

/** Asks about the criteria or the future of the scheme; the same id a second time changes nothing. */
export async function poserQuestion(
  context: Context,
  actor: Actor,
  { campagneId, id }: Cible,
  question: string,
): Promise<void> {
  const { agentId } = actor;
  await inTransaction(context.db, async (tx) => {
    const dites = await listCampagnesDites(tx, scopeOf(actor, "ciblage.questionner"));
    const campagne = dites.find((one) => one.id === campagneId);
    if (!campagne) throw new NotFound();
    if (await isPosee(tx, id)) return;
    demand(canPoser(await tenirCampagne(tx, campagne.id), await countEnAttente(tx, { campagneId, agentId })));
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto("question_ciblage")
      .values({ id, campagne_id: campagneId, question, posee_par: agentId, posee_le: context.now() })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .executeTakeFirst();
    // The other click came first.
    if (numInsertedOrUpdatedRows === 0n) return;
    await recordAudit(tx, context, {
      ...{ evenement: "question_ciblage.poser", objetType: "question_ciblage", objetId: id, agentId },
      faits: { campagne: campagneId },
    });
  });
}

async function isPosee(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.selectFrom("question_ciblage").select("id").where("id", "=", id).executeTakeFirst();
  return row !== undefined;
}

export interface ReponseEcrite {
  readonly question: string;
  readonly reponse: string;
  readonly publier: boolean;
  readonly vue: string;
}

/** Answers, with the question reworded if need be, and publishes both when asked to; refuses when somebody else wrote meanwhile. */
export async function repondreQuestion(
  context: Context,
  actor: Actor,
  cible: Cible,
  { question, reponse, publier, vue }: ReponseEcrite,
): Promise<void> {
  const { agentId } = actor;
  await inTransaction(context.db, async (tx) => {
    const before = await verrouiller(tx, actor, cible);
    const done = before.etat === (publier ? "publiee" : "repondue");
    if (done && before.question === question && before.reponse === reponse) return;
    demanderVue(before, vue);
    demand(canPublier(before.etat, publier));
    const now = context.now();
    await tx
      .updateTable("question_ciblage")
      .set({
        ...{ question, reponse, repondue_par: agentId, repondue_le: now, ecartee_le: null },
        ...(publier && before.publieeLe === null && { publiee_le: now }),
      })
      .where("id", "=", cible.id)
      .execute();
    const { id, campagneId } = cible;
    const acte = { objetType: "question_ciblage", objetId: id, agentId, faits: { campagne: campagneId } };
    await recordAudit(tx, context, {
      ...{ ...acte, evenement: "question_ciblage.repondre" },
      avant: { question: before.question, reponse: before.reponse },
    });
    if (publier) await recordAudit(tx, context, { ...acte, evenement: "question_ciblage.publier" });
  });
}

/** Sets a question aside, with the reason that its author will read. */
export async function ecarterQuestion(
  context: Context,
  actor: Actor,
  cible: Cible,
  { motif, vue }: { readonly motif: string; readonly vue: string },
): Promise<void> {
  const { agentId } = actor;
  await inTransaction(context.db, async (tx) => {
    const before = await verrouiller(tx, actor, cible);
    if (before.etat === "ecartee" && before.reponse === motif) return;
    demanderVue(before, vue);
    demand(canEcarter(before.etat));
    const now = context.now();
    await tx
      .updateTable("question_ciblage")
      .set({ reponse: motif, repondue_par: agentId, repondue_le: now, ecartee_le: now })
      .where("id", "=", cible.id)
      .execute();
    await recordAudit(tx, context, {
      ...{ evenement: "question_ciblage.ecarter", objetType: "question_ciblage", objetId: cible.id, agentId },
      faits: { campagne: cible.campagneId },
      avant: { reponse: before.reponse },
    });
  });
}

/** The question, held until the end of the transaction, within the scope of who answers. */
async function verrouiller(tx: Tx, actor: Actor, { campagneId, id }: Cible): Promise<Question> {
  const campagne = await getCampagneConsignee(tx, actor, campagneId);
  await getQuestion(tx, { campagneId: campagne.id, id });
  await tx.selectFrom("question_ciblage").select("id").where("id", "=", id).forUpdate().execute();
  return getQuestion(tx, { campagneId: campagne.id, id });
}

function demanderVue(question: Question, vue: string): void {
  if (question.vue !== vue)
    throw new Refusal(
      "version_perimee",
      "Quelqu’un vient d’écrire sur cette question. Votre texte est gardé : rechargez la page pour lire le sien avant d’enregistrer.",
    );
}
