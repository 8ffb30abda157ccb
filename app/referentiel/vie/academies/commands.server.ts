import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import {
  canInscrire,
  DISPOSITIF_CONNU,
  type ParticipationCourante,
  REGISTRE_CONNU,
  type StatutParticipation,
} from "./rules.ts";

export interface Inscription extends ParticipationCourante {
  readonly academie: string;
  readonly dispositif: string;
  readonly acte: string;
  readonly motif: string;
  readonly agentId: string;
}

/** Writes the status of an académie in a scheme from a date on: the status before ends that day, and stays readable. */
export async function inscrireAcademie(context: Context, inscription: Inscription): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await verrouillerAcademie(tx, inscription.academie);
    const known = await tx
      .selectFrom("dispositif")
      .select("code")
      .where("code", "=", inscription.dispositif)
      .executeTakeFirst();
    if (!known) throw new Refusal("dispositif_inconnu", "Choisissez un dispositif de la liste.");
    const derniere = await findDerniere(tx, inscription);
    demand(canInscrire(inscription, derniere));
    if (derniere?.fin === null)
      await tx
        .updateTable("participation_academie")
        .set({ fin: inscription.debut })
        .where("id", "=", derniere.id)
        .execute();
    const id = await ecrire(tx, context, inscription);
    const { academie, dispositif, statut, debut, acte, motif } = inscription;
    await recordAudit(tx, context, {
      evenement: "academie.inscrire",
      objetType: "academie",
      objetId: academie,
      agentId: inscription.agentId,
      faits: { id, dispositif, statut, debut },
      apres: { acte, motif },
    });
  });
}

/** Takes over the public facts of 2021 and 2022 for académies about which the register says nothing yet. */
export async function reprendreRegistre(
  context: Context,
  { agentId, motif }: Pick<Inscription, "agentId" | "motif">,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const reprises: string[] = [];
    for (const { academie, ...fait } of [...REGISTRE_CONNU].sort((a, b) =>
      a.academie < b.academie ? -1 : 1,
    )) {
      await verrouillerAcademie(tx, academie);
      const inscription = { academie, ...fait, dispositif: DISPOSITIF_CONNU, motif, agentId };
      if (await findDerniere(tx, inscription)) continue;
      await ecrire(tx, context, inscription);
      reprises.push(academie);
    }
    if (reprises.length === 0)
      throw new Refusal("deja_repris", "Le registre porte déjà ces académies : il n’y a rien à reprendre.");
    await recordAudit(tx, context, {
      evenement: "academie.reprendre_registre",
      objetType: "dispositif",
      objetId: DISPOSITIF_CONNU,
      agentId,
      faits: { academies: reprises.length },
      apres: { academies: reprises, motif },
    });
  });
}

async function verrouillerAcademie(tx: Tx, code: string): Promise<void> {
  const known = await tx
    .selectFrom("academie")
    .select("code")
    .where("code", "=", code)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!known) throw new Refusal("academie_inconnue", "Choisissez une académie de la liste.");
}

async function findDerniere(tx: Tx, { academie, dispositif }: Pick<Inscription, "academie" | "dispositif">) {
  const row = await tx
    .selectFrom("participation_academie")
    .select(["id", "statut", "debut", "fin"])
    .where("academie_code", "=", academie)
    .where("dispositif_code", "=", dispositif)
    .orderBy("debut", "desc")
    .executeTakeFirst();
  return row && { ...row, statut: row.statut as StatutParticipation };
}

async function ecrire(tx: Tx, context: Context, inscription: Inscription): Promise<string> {
  const id = context.newId();
  await tx
    .insertInto("participation_academie")
    .values({
      id,
      academie_code: inscription.academie,
      dispositif_code: inscription.dispositif,
      statut: inscription.statut,
      debut: inscription.debut,
      acte: inscription.acte,
      agent_id: inscription.agentId,
      enregistre_le: context.now(),
    })
    .execute();
  return id;
}
