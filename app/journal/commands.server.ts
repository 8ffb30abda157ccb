import { sql } from "kysely";
import { AncresIllisibles, readAncres } from "#app/platform/audit/anchors.server.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { type SealReport, sealAudit, verifySeal } from "#app/platform/audit/seal.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { formatNombre } from "#app/platform/format/format.ts";
import { demanderTache, type ReportProgress } from "#app/platform/jobs/tache.server.ts";
import { findVerification } from "./queries.server.ts";
import { isEnCours, VERIFICATION } from "./rules.ts";

/** Any constant: two people who ask at the same instant ask for one check. */
const LOCK = 4_201_780;

/**
 * Asks for a check of the whole chain, which takes seconds on a long journal, hence in the background. While one is
 * awaited or running, asking again changes nothing.
 */
export async function demanderControle(context: Context, agentId: string): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
    if (isEnCours(await findVerification(tx))) return;
    const id = await demanderTache(tx, context, { ...VERIFICATION, demandeePar: agentId });
    await recordAudit(tx, context, {
      evenement: "journal.demander_controle",
      objetType: "journal",
      objetId: id,
      agentId,
    });
  });
}

/** The check that somebody asked for, in their name. */
export async function executerControle(
  context: Context,
  tacheId: string,
  progress: ReportProgress,
): Promise<void> {
  const asked = await context.db
    .selectFrom("tache")
    .select("demandee_par")
    .where("id", "=", tacheId)
    .executeTakeFirst();
  await controlerJournal(context, asked?.demandee_par ?? null, progress);
}

/**
 * Verifies the whole chain against the anchors and keeps what it found; a failure is told to the administrators by a
 * reaction. Returns whether the journal is intact. @param agentId nobody for the daily check.
 */
export async function controlerJournal(
  context: Context,
  agentId: string | null,
  progress: ReportProgress = async () => {},
): Promise<boolean> {
  await progress(0, "Scellement des dernières lignes");
  await sealAudit(context);
  const rapport = await verifier(context, (done, total) =>
    progress(
      (1000 * done) / Math.max(total, 1),
      `${formatNombre(done)} lignes vérifiées sur ${formatNombre(total)}`,
    ),
  );
  const id = context.newId();
  await inTransaction(context.db, async (tx) => {
    await tx
      .insertInto("controle_journal")
      .values({
        id,
        fait_le: context.now(),
        intact: rapport.ok,
        verifies: rapport.ok ? rapport.verifies : rapport.numero - 1,
        en_attente: rapport.ok ? rapport.enAttente : 0,
        tete: rapport.ok ? rapport.tete : "",
        ancre_numero: rapport.ok ? rapport.ancre : null,
        raison: rapport.ok ? null : `${rapport.raison} (maillon ${rapport.numero})`.slice(0, 500),
      })
      .execute();
    await recordAudit(tx, context, {
      evenement: "journal.controler",
      objetType: "journal",
      objetId: id,
      agentId,
      faits: { intact: rapport.ok, ...(rapport.ok ? {} : { maillon: rapport.numero }) },
    });
  });
  return rapport.ok;
}

/** A damaged file of anchors is a failure of the check, not of the program. */
async function verifier(
  { db, settings }: Context,
  progress: (done: number, total: number) => Promise<void>,
): Promise<SealReport> {
  try {
    return await verifySeal(db, await readAncres(settings.dataFolder), progress);
  } catch (error) {
    if (!(error instanceof AncresIllisibles)) throw error;
    return { ok: false, numero: 1, depuis: 1, auditEventId: null, raison: error.message };
  }
}

/** Taking the journal away is an act like another: it is journaled before the first line leaves. */
export async function exporterJournal(
  context: Context,
  acte: { readonly agentId: string; readonly format: string; readonly filtres: readonly string[] },
): Promise<void> {
  await inTransaction(context.db, (tx) =>
    recordAudit(tx, context, {
      evenement: "journal.exporter",
      objetType: "journal",
      objetId: acte.agentId,
      agentId: acte.agentId,
      faits: { format: acte.format, filtres: acte.filtres.join(" ") },
    }),
  );
}
