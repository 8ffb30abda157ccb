import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { type ActeSurStructure, noterModification, verrouillerStructure } from "../commands.server.ts";
import { canAttribuer, type Periode } from "./rules.ts";

export interface Attribution extends ActeSurStructure, Periode {
  readonly dispositif: string;
  readonly precision: string | null;
  /** Where it is known from: an act, a list, a letter. */
  readonly source: string;
}

/** Notes that a structure is, or was, in a scheme between two dates. */
export async function attribuerDispositif(context: Context, attribution: Attribution): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await verrouillerStructure(tx, attribution);
    const id = await ecrireAttribution(tx, context, attribution);
    await recordAudit(tx, context, {
      evenement: "structure.attribuer_dispositif",
      objetType: "structure",
      objetId: attribution.uai,
      agentId: attribution.agentId,
      faits: { id, dispositif: attribution.dispositif, debut: attribution.debut, fin: attribution.fin },
      apres: { motif: attribution.motif, source: attribution.source },
    });
  });
}

export interface AttributionEnNombre extends Omit<Attribution, "uai"> {
  readonly uais: readonly string[];
}

/** The same scheme for a whole list, in one act: all of it, or nothing at all. */
export async function attribuerEnNombre(
  context: Context,
  { uais, ...commune }: AttributionEnNombre,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    // In the order of the codes: two lists that meet wait for each other instead of crossing.
    for (const uai of [...uais].sort()) {
      await verrouillerStructure(tx, { uai, portee: commune.portee });
      await ecrireAttribution(tx, context, { ...commune, uai });
    }
    await recordAudit(tx, context, {
      evenement: "structure.attribuer_en_nombre",
      objetType: "dispositif",
      objetId: commune.dispositif,
      agentId: commune.agentId,
      faits: {
        dispositif: commune.dispositif,
        debut: commune.debut,
        fin: commune.fin,
        structures: uais.length,
      },
      apres: { motif: commune.motif, source: commune.source, uais },
    });
  });
}

async function ecrireAttribution(tx: Tx, context: Context, attribution: Attribution): Promise<string> {
  const { uai, dispositif, debut, fin } = attribution;
  const known = await tx
    .selectFrom("dispositif")
    .select("libelle")
    .where("code", "=", dispositif)
    .executeTakeFirst();
  if (!known) throw new Refusal("dispositif_inconnu", "Choisissez un dispositif de la liste.");
  const connues = await tx
    .selectFrom("structure_dispositif")
    .select(["debut", "fin"])
    .where("uai", "=", uai)
    .where("dispositif_code", "=", dispositif)
    .where("retire_le", "is", null)
    .execute();
  demand(canAttribuer({ debut, fin }, connues, known.libelle));
  const id = context.newId();
  await tx
    .insertInto("structure_dispositif")
    .values({
      id,
      uai,
      dispositif_code: dispositif,
      debut,
      fin,
      precision_texte: attribution.precision,
      source: attribution.source,
      agent_id: attribution.agentId,
      enregistre_le: context.now(),
    })
    .execute();
  return id;
}

/** Withdraws a scheme noted by mistake, typed or imported; one that ended is given its end instead. */
export async function retirerDispositif(
  context: Context,
  acte: ActeSurStructure & { readonly id: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await verrouillerStructure(tx, acte);
    const retire = await tx
      .updateTable("structure_dispositif")
      .set({ retire_le: context.now() })
      .where("id", "=", acte.id)
      .where("uai", "=", acte.uai)
      .where("retire_le", "is", null)
      .returning(["dispositif_code", "debut", "fin"])
      .executeTakeFirst();
    if (!retire)
      throw new Refusal("deja_retire", "Cette mention est déjà retirée : il n’y a plus rien à faire.");
    const { libelle } = await tx
      .selectFrom("dispositif")
      .select("libelle")
      .where("code", "=", retire.dispositif_code)
      .executeTakeFirstOrThrow();
    await noterModification(tx, context, acte, {
      champ: "dispositif",
      avant: `${libelle}, ${retire.debut}`,
      apres: null,
    });
    await recordAudit(tx, context, {
      evenement: "structure.retirer_fait",
      objetType: "structure",
      objetId: acte.uai,
      agentId: acte.agentId,
      faits: { nature: "dispositif", id: acte.id, dispositif: retire.dispositif_code },
      apres: { motif: acte.motif },
    });
  });
}

/** Gives its end to a scheme that holds: the mention stays, with both dates. */
export async function terminerDispositif(
  context: Context,
  acte: ActeSurStructure & { readonly id: string; readonly fin: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await verrouillerStructure(tx, acte);
    const { rows } = await sql<{ debut: string; dispositif: string }>`
      select debut, dispositif_code as dispositif from structure_dispositif
      where id = ${acte.id} and uai = ${acte.uai} and retire_le is null and fin is null for update`.execute(
      tx,
    );
    const [enVigueur] = rows;
    if (!enVigueur)
      throw new Refusal(
        "deja_termine",
        "Ce dispositif a déjà une fin, ou n’est plus noté : il n’y a rien à terminer.",
      );
    demand(canAttribuer({ debut: enVigueur.debut, fin: acte.fin }, [], ""));
    await tx.updateTable("structure_dispositif").set({ fin: acte.fin }).where("id", "=", acte.id).execute();
    await recordAudit(tx, context, {
      evenement: "structure.terminer_dispositif",
      objetType: "structure",
      objetId: acte.uai,
      agentId: acte.agentId,
      faits: { id: acte.id, dispositif: enVigueur.dispositif, fin: acte.fin },
      apres: { motif: acte.motif },
    });
  });
}
