import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import {
  type ActeSurStructure,
  noterModification,
  type StructureVerrouillee,
  verrouillerStructure,
} from "../commands.server.ts";
import { CHAMPS_UAI, type ChampSaisi, canSaisir } from "./rules.ts";

export interface SaisieFait extends ActeSurStructure {
  readonly champ: ChampSaisi;
  readonly valeur: string;
  /** What the person was reading; null when the field was empty. */
  readonly vue: string | null;
}

/** Types a fact that the files do not tell, or tell wrong: it holds at once, and later imports leave it alone. */
export async function saisirFait(context: Context, saisie: SaisieFait): Promise<void> {
  const { uai, champ, valeur } = saisie;
  await inTransaction(context.db, async (tx) => {
    const structure = await verrouillerStructure(tx, saisie);
    const actuelle = await readChamp(tx, uai, champ);
    if (actuelle !== saisie.vue)
      throw new Refusal(
        "version_perimee",
        `Quelqu’un d’autre vient de modifier ce fait, qui vaut maintenant « ${actuelle ?? "vide"} ». Votre texte est gardé : vérifiez-le avant d’enregistrer.`,
      );
    demand(canSaisir(champ, valeur, { uai, actuelle }));
    await demanderTerritoireConnu(tx, champ, valeur, structure);
    await retirerCourante(tx, context, uai, champ);
    await tx
      .insertInto("structure_saisie")
      .values({
        id: context.newId(),
        uai,
        champ,
        valeur,
        motif: saisie.motif,
        agent_id: saisie.agentId,
        saisie_le: context.now(),
      })
      .execute();
    await ecrireChamp(tx, uai, champ, valeur);
    await noterModification(tx, context, saisie, { champ, avant: actuelle, apres: valeur });
    await recordAudit(tx, context, {
      evenement: "structure.saisir_fait",
      objetType: "structure",
      objetId: uai,
      agentId: saisie.agentId,
      faits: { champ },
      avant: { valeur: actuelle },
      apres: { valeur, motif: saisie.motif },
    });
  });
}

/** Withdraws a typed fact: the value of the last file that told it comes back, and files speak again. */
export async function retirerSaisie(
  context: Context,
  acte: ActeSurStructure & { readonly id: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await verrouillerStructure(tx, acte);
    const saisie = await tx
      .selectFrom("structure_saisie")
      .select(["champ", "valeur"])
      .where("id", "=", acte.id)
      .where("uai", "=", acte.uai)
      .where("retiree_le", "is", null)
      .executeTakeFirst();
    if (!saisie)
      throw new Refusal("deja_retire", "Cette saisie est déjà retirée : il n’y a plus rien à faire.");
    const champ = saisie.champ as ChampSaisi;
    const apres = await readValeurDesFichiers(tx, acte.uai, champ);
    await retirerCourante(tx, context, acte.uai, champ);
    await ecrireChamp(tx, acte.uai, champ, apres);
    await noterModification(tx, context, acte, { champ, avant: saisie.valeur, apres });
    await recordAudit(tx, context, {
      evenement: "structure.retirer_fait",
      objetType: "structure",
      objetId: acte.uai,
      agentId: acte.agentId,
      faits: { nature: "saisie", champ, id: acte.id },
      avant: { valeur: saisie.valeur },
      apres: { valeur: apres, motif: acte.motif },
    });
  });
}

async function readChamp(tx: Tx, uai: string, champ: ChampSaisi): Promise<string | null> {
  const row = await tx.selectFrom("structure").select(champ).where("uai", "=", uai).executeTakeFirstOrThrow();
  return row[champ];
}

async function ecrireChamp(tx: Tx, uai: string, champ: ChampSaisi, valeur: string | null): Promise<void> {
  await tx
    .updateTable("structure")
    .set({ [champ]: valeur })
    .where("uai", "=", uai)
    .execute();
}

async function retirerCourante(tx: Tx, context: Context, uai: string, champ: ChampSaisi): Promise<void> {
  await tx
    .updateTable("structure_saisie")
    .set({ retiree_le: context.now() })
    .where("uai", "=", uai)
    .where("champ", "=", champ)
    .where("retiree_le", "is", null)
    .execute();
}

/** What the last file that spoke of the field said; before any, what stood there when it was first typed. */
async function readValeurDesFichiers(tx: Tx, uai: string, champ: ChampSaisi): Promise<string | null> {
  const { rows } = await sql<{ valeur: string | null }>`
    (select apres as valeur, 1 as rang from structure_modification
      where uai = ${uai} and champ = ${champ} and fichier_id is not null order by id desc limit 1)
    union all
    (select avant, 2 from structure_modification where uai = ${uai} and champ = ${champ} order by id limit 1)
    order by rang limit 1`.execute(tx);
  return rows[0]?.valeur ?? null;
}

/** A circonscription of the département, a bassin of the académie, a collège that is one: nothing points into the void. */
async function demanderTerritoireConnu(
  tx: Tx,
  champ: ChampSaisi,
  valeur: string,
  { departementCode, academieCode }: StructureVerrouillee,
): Promise<void> {
  if (champ === "circonscription_code") {
    const known = await tx
      .selectFrom("circonscription")
      .select("code")
      .where("code", "=", valeur)
      .where("departement_code", "=", departementCode)
      .executeTakeFirst();
    if (!known)
      throw new Refusal(
        "circonscription_inconnue",
        "Choisissez une circonscription du département de la structure.",
      );
  }
  if (champ === "bassin_code") {
    const known = await tx
      .selectFrom("bassin")
      .select("code")
      .where("code", "=", valeur)
      .where("academie_code", "=", academieCode)
      .executeTakeFirst();
    if (!known) throw new Refusal("bassin_inconnu", "Choisissez un bassin de l’académie de la structure.");
  }
  if (!CHAMPS_UAI.includes(champ)) return;
  const cible = await tx.selectFrom("structure").select("type").where("uai", "=", valeur).executeTakeFirst();
  if (!cible)
    throw new Refusal(
      "structure_inconnue",
      "Aucune structure connue ne porte cet UAI : vérifiez-le dans l’annuaire.",
    );
  if (champ !== "mere_uai" && cible.type !== "college")
    throw new Refusal("pas_un_college", "Cet UAI n’est pas celui d’un collège : donnez celui du collège.");
}
