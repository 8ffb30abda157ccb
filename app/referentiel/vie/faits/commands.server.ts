import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { type ActeSurStructure, noterModification, verrouillerStructure } from "../commands.server.ts";
import { GENRES_FAIT, type GenreFait } from "../rules.ts";

export interface FaitLocal extends Omit<ActeSurStructure, "motif"> {
  /** The fact touches the whole commune of the structure. */
  readonly commune: boolean;
  readonly genre: GenreFait;
  readonly survenuLe: string;
  readonly description: string;
  /** What proves it: an article, an act, a figure and its source. */
  readonly preuve: string;
}

/** Notes a fact that shakes a structure or its commune, with its date and what proves it. */
export async function consignerFait(context: Context, fait: FaitLocal): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const structure = await verrouillerStructure(tx, fait);
    if (fait.commune && structure.communeCode === null)
      throw new Refusal(
        "sans_commune",
        "La commune de cette structure n’est pas connue : notez le fait pour la structure seule.",
      );
    const id = context.newId();
    await tx
      .insertInto("fait_local")
      .values({
        id,
        uai: fait.commune ? null : fait.uai,
        commune_code: fait.commune ? structure.communeCode : null,
        genre: fait.genre,
        survenu_le: fait.survenuLe,
        description: fait.description,
        preuve: fait.preuve,
        agent_id: fait.agentId,
        enregistre_le: context.now(),
      })
      .execute();
    await recordAudit(tx, context, {
      evenement: "structure.consigner_fait",
      objetType: "structure",
      objetId: fait.uai,
      agentId: fait.agentId,
      faits: { id, genre: fait.genre, commune: fait.commune, survenu: fait.survenuLe },
    });
  });
}

/** Withdraws a local fact: it is no longer shown, and its withdrawal is. */
export async function retirerFait(
  context: Context,
  acte: ActeSurStructure & { readonly id: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const structure = await verrouillerStructure(tx, acte);
    const retire = await tx
      .updateTable("fait_local")
      .set({ retire_le: context.now() })
      .where("id", "=", acte.id)
      .where("retire_le", "is", null)
      .where((eb) => eb.or([eb("uai", "=", acte.uai), eb("commune_code", "=", structure.communeCode)]))
      .returning(["genre", "survenu_le"])
      .executeTakeFirst();
    if (!retire) throw new Refusal("deja_retire", "Ce fait est déjà retiré : il n’y a plus rien à faire.");
    const avant = `${GENRES_FAIT[retire.genre as GenreFait]}, ${retire.survenu_le}`;
    await noterModification(tx, context, acte, { champ: "fait_local", avant, apres: null });
    await recordAudit(tx, context, {
      evenement: "structure.retirer_fait",
      objetType: "structure",
      objetId: acte.uai,
      agentId: acte.agentId,
      faits: { nature: "fait_local", id: acte.id },
      apres: { motif: acte.motif },
    });
  });
}
