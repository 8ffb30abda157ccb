import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { withinLecture } from "../indicateurs/lecture/queries.server.ts";
import { getCorrection, type PorteeCorrection } from "./queries.server.ts";
import { canProposer, canRemplacer, type IndicateurCorrige } from "./rules.ts";

interface Acte extends PorteeCorrection {
  readonly uai: string;
  readonly motif: string;
  readonly agentId: string;
}

export interface Proposition extends Acte {
  readonly indicateur: string;
  readonly annee: number;
  readonly valeur: number;
  readonly piece: string;
  /** Local value that the author was reading; null when there was none. */
  readonly vue: string | null;
}

/** Proposes a value beside the official one: it never replaces it, and no reference counts it. */
export async function proposerValeur(context: Context, acte: Proposition): Promise<void> {
  const { uai, annee, valeur } = acte;
  await inTransaction(context.db, async (tx) => {
    const indicateur = await verrouiller(tx, acte);
    if (annee > Number(civilDay(context.now()).slice(0, 4)))
      throw new Refusal("annee_future", "Cette année scolaire n’a pas commencé : choisissez-en une autre.");
    demand(canProposer(indicateur, valeur));
    const actuelle = await findActuelle(tx, acte);
    demand(canRemplacer(actuelle, acte.vue));
    if (actuelle)
      await retirer(tx, context, actuelle.id, acte.agentId, "Remplacée par une autre valeur locale.");
    const id = context.newId();
    await tx
      .insertInto("correction_locale")
      .values({
        id,
        uai,
        indicateur_code: acte.indicateur,
        annee,
        valeur,
        motif: acte.motif,
        piece: acte.piece,
        agent_id: acte.agentId,
        enregistre_le: context.now(),
      })
      .execute();
    await recordAudit(tx, context, {
      evenement: "correction.proposer",
      objetType: "structure",
      objetId: uai,
      agentId: acte.agentId,
      faits: { id, indicateur: acte.indicateur, annee },
      avant: { valeur: actuelle?.valeur ?? null },
      apres: { valeur, motif: acte.motif, piece: acte.piece },
    });
  });
}

/** Withdraws a local value; it stays in the history, with why. */
export async function retirerCorrection(
  context: Context,
  acte: Acte & { readonly id: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await sql`select from correction_locale where id = ${acte.id}::uuid for update`.execute(tx);
    const { indicateur, annee, retireeLe, valeur } = await getCorrection(tx, acte, acte);
    if (retireeLe)
      throw new Refusal("deja_retiree", "Cette valeur locale est déjà retirée : il n’y a plus rien à faire.");
    await retirer(tx, context, acte.id, acte.agentId, acte.motif);
    await recordAudit(tx, context, {
      evenement: "correction.retirer",
      objetType: "structure",
      objetId: acte.uai,
      agentId: acte.agentId,
      faits: { id: acte.id, indicateur, annee },
      avant: { valeur },
      apres: { motif: acte.motif },
    });
  });
}

/** Locks the structure, so that two people propose one after the other; gives the indicator if both are within reach. */
async function verrouiller(
  tx: Tx,
  { uai, indicateur, scope, lecteur }: Proposition,
): Promise<IndicateurCorrige> {
  const { rows } = await sql<IndicateurCorrige>`
    select indicateur.libelle, indicateur.unite, indicateur.decimales, indicateur.minimum, indicateur.maximum, indicateur.compte
    from structure cross join indicateur
    where structure.uai = ${uai} and indicateur.code = ${indicateur} and indicateur.objet = 'structure'
      and (indicateur.academie_code is null or indicateur.academie_code = structure.academie_code)
      and ${withinScope(scope)} and ${withinLecture(lecteur)}
    for update of structure`.execute(tx);
  const found = rows[0];
  if (!found) throw new NotFound();
  return found;
}

async function findActuelle(tx: Tx, { uai, indicateur, annee }: Proposition) {
  return tx
    .selectFrom("correction_locale as c")
    .innerJoin("agent as g", "g.id", "c.agent_id")
    .select(["c.id", "c.valeur", sql<string>`g.prenom || ' ' || g.nom`.as("auteur")])
    .where("c.uai", "=", uai)
    .where("c.indicateur_code", "=", indicateur)
    .where("c.annee", "=", annee)
    .where("c.retiree_le", "is", null)
    .executeTakeFirst();
}

async function retirer(tx: Tx, context: Context, id: string, agentId: string, motif: string): Promise<void> {
  await tx
    .updateTable("correction_locale")
    .set({ retiree_le: context.now(), retiree_par: agentId, retrait_motif: motif })
    .where("id", "=", id)
    .execute();
}
