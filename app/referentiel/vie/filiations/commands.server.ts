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
import { GENRES_FILIATION, type GenreFiliation } from "../rules.ts";
import { canRelier, type Lien, veilleOf } from "./rules.ts";

/** Links are written one after the other: two of them could close a circle that neither sees. */
const FILIATION_LOCK = 4_201_781;

export interface Filiation extends ActeSurStructure {
  readonly autreUai: string;
  /** `vers`: the other comes after this structure; `de`: the other came before. */
  readonly sens: "vers" | "de";
  readonly genre: GenreFiliation;
  readonly effetLe: string;
  readonly acte: string | null;
  /** Also notes that the structure of before is closed, from the day before. */
  readonly fermer: boolean;
}

/** Links two structures of which one comes from the other; the one of before may be closed by the same act. */
export async function relierStructures(context: Context, filiation: Filiation): Promise<void> {
  const { uai, autreUai, sens, genre, effetLe, acte } = filiation;
  const lien: Lien = sens === "vers" ? { de: uai, vers: autreUai } : { de: autreUai, vers: uai };
  await inTransaction(context.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${FILIATION_LOCK})`.execute(tx);
    const own = await verrouillerStructure(tx, filiation);
    const connus = await listLiens(tx);
    demand(canRelier(lien, connus));
    await demanderAutre(tx, autreUai);
    const same = await tx
      .selectFrom("filiation")
      .select("id")
      .where("de_uai", "=", lien.de)
      .where("vers_uai", "=", lien.vers)
      .where("retiree_le", "is", null)
      .executeTakeFirst();
    if (same)
      throw new Refusal(
        "deja_reliees",
        "Ces deux structures sont déjà reliées : retirez l’ancien lien pour le refaire.",
      );
    const id = context.newId();
    await tx
      .insertInto("filiation")
      .values({
        id,
        de_uai: lien.de,
        vers_uai: lien.vers,
        genre,
        effet_le: effetLe,
        acte,
        motif: filiation.motif,
        agent_id: filiation.agentId,
        enregistre_le: context.now(),
      })
      .execute();
    if (filiation.fermer) await fermerAncienne(tx, context, filiation, lien.de, own);
    await recordAudit(tx, context, {
      evenement: "structure.relier",
      objetType: "structure",
      objetId: uai,
      agentId: filiation.agentId,
      faits: {
        filiation: id,
        de: lien.de,
        vers: lien.vers,
        genre,
        effet: effetLe,
        fermeture: filiation.fermer,
      },
      apres: { motif: filiation.motif, acte },
    });
  });
}

/** Withdraws a link noted by mistake. A closing noted with it stays: it is a fact of its own. */
export async function retirerFiliation(
  context: Context,
  acte: ActeSurStructure & { readonly id: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await verrouillerStructure(tx, acte);
    const lien = await tx
      .updateTable("filiation")
      .set({ retiree_le: context.now() })
      .where("id", "=", acte.id)
      .where("retiree_le", "is", null)
      .where((eb) => eb.or([eb("de_uai", "=", acte.uai), eb("vers_uai", "=", acte.uai)]))
      .returning(["de_uai", "vers_uai", "genre"])
      .executeTakeFirst();
    if (!lien) throw new Refusal("deja_retire", "Ce lien est déjà retiré : il n’y a plus rien à faire.");
    const avant = `${GENRES_FILIATION[lien.genre as GenreFiliation]} : ${lien.de_uai} vers ${lien.vers_uai}`;
    await noterModification(tx, context, acte, { champ: "filiation", avant, apres: null });
    await recordAudit(tx, context, {
      evenement: "structure.retirer_fait",
      objetType: "structure",
      objetId: acte.uai,
      agentId: acte.agentId,
      faits: { nature: "filiation", id: acte.id, de: lien.de_uai, vers: lien.vers_uai },
      apres: { motif: acte.motif },
    });
  });
}

async function listLiens(tx: Tx): Promise<Lien[]> {
  const rows = await tx
    .selectFrom("filiation")
    .select(["de_uai as de", "vers_uai as vers"])
    .where("retiree_le", "is", null)
    .execute();
  return rows;
}

async function demanderAutre(tx: Tx, uai: string): Promise<void> {
  const known = await tx.selectFrom("structure").select("uai").where("uai", "=", uai).executeTakeFirst();
  if (!known)
    throw new Refusal(
      "structure_inconnue",
      "Aucune structure connue ne porte cet UAI : vérifiez-le, ou importez d’abord le fichier qui la fait connaître.",
    );
}

/** Only a structure of one's own scope is closed: a link may reach further than the right to close. */
async function fermerAncienne(
  tx: Tx,
  context: Context,
  filiation: Filiation,
  de: string,
  own: StructureVerrouillee,
): Promise<void> {
  const ancienne =
    de === own.uai ? own : await verrouillerStructure(tx, { uai: de, portee: filiation.portee });
  if (ancienne.etat === "ferme") return;
  const fermeeLe = veilleOf(filiation.effetLe);
  await tx
    .updateTable("structure")
    .set({ etat: "ferme", fermee_le: fermeeLe })
    .where("uai", "=", de)
    .execute();
  const acte = { uai: de, agentId: filiation.agentId, motif: filiation.motif };
  await noterModification(tx, context, acte, { champ: "etat", avant: ancienne.etat, apres: "ferme" });
  await noterModification(tx, context, acte, {
    champ: "fermee_le",
    avant: ancienne.fermeeLe,
    apres: fermeeLe,
  });
}
