import { sql } from "kysely";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { getCampagne } from "../campagnes/queries.server.ts";
import { entrerCandidatures, tenirCampagne } from "../candidatures/commands.server.ts";
import { getOffre, getVolontaire, hashDeclaration, type OffreVolontariat } from "./queries.server.ts";
import { canDeclarer, canFaireEntrer, canRetirer } from "./rules.ts";

interface ActeSurOffre {
  readonly actor: Actor;
  readonly campagneId: string;
  readonly uai: string;
}

/** Declares a structure volunteer for a campaign, or changes what it says. Refuses when somebody else did meanwhile. */
export async function declarerVolontariat(
  context: Context,
  acte: ActeSurOffre,
  { texte, lue }: { readonly texte: string; readonly lue: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const offre = await tenirOffre(tx, acte);
    demand(canDeclarer(offre.etat, offre.concernee));
    const standing = offre.declaration?.retireLe === null ? offre.declaration : null;
    if (standing?.texte === texte) return;
    if (hashDeclaration(standing) !== lue)
      throw new Refusal(
        "version_perimee",
        "Quelqu’un vient de modifier cette déclaration. Votre texte est gardé : rechargez la page pour lire le sien.",
      );
    const id = offre.declaration?.id ?? context.newId();
    const said = { texte, agent_id: acte.actor.agentId };
    const renewed = standing ? said : { ...said, declare_le: context.now(), retire_le: null };
    await tx
      .insertInto("volontariat")
      .values({ ...{ id, campagne_id: acte.campagneId, uai: acte.uai, ...said }, declare_le: context.now() })
      .onConflict((conflict) => conflict.constraint("volontariat_unique").doUpdateSet(renewed))
      .execute();
    await noterProactives(tx, acte.campagneId, [acte.uai]);
    await consigner(tx, context, "volontariat.declarer", acte, {
      ...{ id, apres: { texte }, ...(standing && { avant: { texte: standing.texte } }) },
    });
  });
}

/** Takes the declaration of a structure back: it stays in the history of the campaign. */
export async function retirerVolontariat(context: Context, acte: ActeSurOffre): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { etat, declaration } = await tenirOffre(tx, acte);
    if (declaration?.retireLe) return;
    demand(canRetirer(etat, declaration !== null));
    const id = declaration?.id ?? "";
    await tx.updateTable("volontariat").set({ retire_le: context.now() }).where("id", "=", id).execute();
    await noterProactives(tx, acte.campagneId, [acte.uai]);
    await consigner(tx, context, "volontariat.retirer", acte, { id });
  });
}

/** Brings a volunteer into the campaign, « repérée », with the motive of the person who proposes it. */
export async function entrerVolontaire(
  context: Context,
  { actor, campagneId, uai }: ActeSurOffre,
  motif: string,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await tenirCampagne(tx, campagneId);
    const scope = scopeOf(actor, "ciblage.proposer");
    const campagne = await getCampagne(tx, scope, campagneId);
    const { retireLe, candidature } = await getVolontaire(tx, campagne, scope, uai);
    demand(canFaireEntrer(retireLe === null, candidature));
    await entrerCandidatures(
      tx,
      context,
      { agentId: actor.agentId },
      { campagneId, uais: [uai], origine: "volontariat", etat: "repere", motif },
    );
  });
}

/** Part of an act: the candidatures of some structures say whether they came forward, as their declarations stand. */
export async function noterProactives(tx: Tx, campagneId: string, uais: readonly string[]): Promise<void> {
  await sql`update candidature c set proactive = said.proactive
    from (select uai, origine = 'volontariat' or exists (select from volontariat v where v.campagne_id = candidature.campagne_id
        and v.uai = candidature.uai and v.retire_le is null) as proactive
      from candidature where campagne_id = ${campagneId}::uuid and uai = any(${[...uais]}::text[])) said
    where c.campagne_id = ${campagneId}::uuid and c.uai = said.uai and c.proactive <> said.proactive`.execute(
    tx,
  );
}

/** The campaign and the declaration, held until the end of the transaction. */
async function tenirOffre(tx: Tx, { actor, campagneId, uai }: ActeSurOffre): Promise<OffreVolontariat> {
  await getOffre(tx, actor, campagneId, uai);
  await tenirCampagne(tx, campagneId);
  await sql`select from structure where uai = ${uai} for no key update`.execute(tx);
  return getOffre(tx, actor, campagneId, uai);
}

async function consigner(
  tx: Tx,
  context: Context,
  evenement: string,
  { actor, campagneId, uai }: ActeSurOffre,
  { id, ...reste }: { readonly id: string; readonly avant?: unknown; readonly apres?: unknown },
): Promise<void> {
  await recordAudit(tx, context, {
    ...{ evenement, objetType: "volontariat", objetId: id, agentId: actor.agentId },
    faits: { campagne: campagneId, uai },
    ...reste,
  });
}
