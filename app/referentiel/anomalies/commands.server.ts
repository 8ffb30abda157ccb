import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, NotFound } from "#app/platform/refusal.ts";
import { withinAnomalies } from "./queries.server.ts";
import { canJustifier, canJustifierEnNombre, type EtatAnomalie, type GenreAnomalie } from "./rules.ts";

interface Justification {
  readonly motif: string;
  readonly agentId: string;
  readonly portee: Scope;
}

/** Says why an anomaly is normal: found again by later imports, it stays explained. */
export async function justifierAnomalie(
  context: Context,
  acte: Justification & { readonly id: string; readonly version: number },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await justifier(tx, context, acte, acte.id, acte.version);
  });
}

/** The same motive for several anomalies of one kind: all, or none. */
export async function justifierAnomalies(
  context: Context,
  acte: Justification & { readonly choix: readonly { readonly id: string; readonly version: number }[] },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const genres: GenreAnomalie[] = [];
    for (const { id, version } of acte.choix) genres.push(await justifier(tx, context, acte, id, version));
    demand(canJustifierEnNombre(genres));
  });
}

async function justifier(
  tx: Tx,
  context: Context,
  { motif, agentId, portee }: Justification,
  id: string,
  version: number,
): Promise<GenreAnomalie> {
  // Reading what concerns no structure is for all who read anomalies; explaining it is a matter for the nation.
  const { rows } = await sql<{
    genre: GenreAnomalie;
    etat: EtatAnomalie;
    version: number;
    justification: string | null;
  }>`
    select a.genre, a.etat, a.version, a.justification from anomalie a left join structure on structure.uai = a.uai
    where a.id = ${id}::uuid and ${withinAnomalies(portee)} and (a.uai is not null or ${portee.nation})
    for update of a`.execute(tx);
  const anomalie = rows[0];
  if (!anomalie) throw new NotFound();
  demand(canJustifier(anomalie, version));
  await tx
    .updateTable("anomalie")
    .set({
      etat: "justifiee",
      justification: motif,
      justifiee_par: agentId,
      justifiee_le: context.now(),
      version: sql`version + 1`,
    })
    .where("id", "=", id)
    .execute();
  await recordAudit(tx, context, {
    evenement: "anomalie.justifier",
    objetType: "anomalie",
    objetId: id,
    agentId,
    faits: { genre: anomalie.genre },
    avant: { justification: anomalie.justification },
    apres: { justification: motif },
  });
  return anomalie.genre;
}
