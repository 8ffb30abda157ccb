import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database, Tx } from "../db/database.server.ts";
import { isRefusal, Refusal } from "../refusal.ts";

/** Graphile Worker reads a job's payload from here; the name of the task is the `genre`. */
export interface TachePayload {
  readonly tacheId: string;
}

export interface TacheRequest {
  readonly genre: string;
  readonly objetType: string;
  readonly objetId: string;
  readonly demandeePar: string | null;
  /** Jobs of one queue run one after the other. */
  readonly file: string;
}

/** Told by the work as it goes on. Throws `annulee` when the person asked to stop. */
export type ReportProgress = (milliemes: number, etape: string) => Promise<void>;

/** Not more than this between two writes of progress, so that progress never costs more than the work. */
const PROGRESS_INTERVAL_MS = 250;
/** A job whose process died is taken up again; a third death means that the job itself kills. */
const MAX_ATTEMPTS = 3;

/** Adds the task and its job row in the transaction of the act that wants them. Returns the task's id. */
export async function demanderTache(tx: Tx, context: Context, request: TacheRequest): Promise<string> {
  const id = context.newId();
  await tx
    .insertInto("tache")
    .values({
      id,
      genre: request.genre,
      objet_type: request.objetType,
      objet_id: request.objetId,
      etat: "en_attente",
      avancement: 0,
      etape: "En attente",
      demandee_par: request.demandeePar,
      demandee_le: context.now(),
      request_id: context.requestId,
    })
    .execute();
  const payload: TachePayload = { tacheId: id };
  await sql`select graphile_worker.add_job(${request.genre}, ${JSON.stringify(payload)}::json,
    queue_name => ${request.file}, max_attempts => ${MAX_ATTEMPTS})`.execute(tx);
  return id;
}

/**
 * Runs the work of a task and records how it ended. A refusal becomes the sentence that the person reads; an
 * unexpected error is logged with the task's id and becomes a plain sentence. Neither is tried again: only the death
 * of the process leaves the task to another attempt.
 */
export async function runTache(
  context: Context,
  payload: TachePayload,
  work: (objetId: string, progress: ReportProgress) => Promise<void>,
): Promise<void> {
  const { db } = context;
  const tache = await db.selectFrom("tache").selectAll().where("id", "=", payload.tacheId).executeTakeFirst();
  if (!tache || tache.terminee_le) return;
  await db
    .updateTable("tache")
    .set({ etat: "en_cours", commencee_le: context.now(), etape: "Démarrage" })
    .where("id", "=", tache.id)
    .execute();
  try {
    const progress = progressReporter(context, tache.id);
    await progress(0, "Démarrage");
    await work(tache.objet_id, progress);
    await endTache(db, tache.id, { etat: "terminee", avancement: 1000, etape: "Terminé", at: context.now() });
  } catch (error) {
    const cancelled = isRefusal(error) && error.code === "annulee";
    if (!isRefusal(error))
      context.log.error({ err: error, tache: tache.id, genre: tache.genre }, "task failed");
    await endTache(db, tache.id, {
      etat: cancelled ? "annulee" : "echouee",
      etape: cancelled ? "Annulé à votre demande" : "Arrêté",
      erreur: cancelled ? undefined : sentenceOf(error, tache.request_id),
      at: context.now(),
    });
  }
}

function sentenceOf(error: unknown, reference: string): string {
  if (isRefusal(error)) return error.message.slice(0, 2_000);
  return `Une erreur inattendue a arrêté ce travail ; rien n'a été enregistré. Recommencez, ou donnez cette référence au service d'appui : ${reference}.`;
}

function progressReporter(context: Context, tacheId: string): ReportProgress {
  let last = 0;
  return async (milliemes, etape) => {
    const now = Date.now();
    if (now - last < PROGRESS_INTERVAL_MS) return;
    last = now;
    const row = await context.db
      .updateTable("tache")
      .set({ avancement: Math.max(0, Math.min(1000, Math.round(milliemes))), etape })
      .where("id", "=", tacheId)
      .returning("annulation_demandee_le")
      .executeTakeFirst();
    if (row?.annulation_demandee_le) throw new Refusal("annulee", "Travail annulé.");
  };
}

interface TacheEnd {
  readonly etat: "terminee" | "echouee" | "annulee";
  readonly avancement?: number;
  readonly etape: string;
  readonly erreur?: string | undefined;
  readonly at: Date;
}

async function endTache(db: Database, id: string, end: TacheEnd): Promise<void> {
  await db
    .updateTable("tache")
    .set({
      etat: end.etat,
      etape: end.etape,
      erreur: end.erreur ?? null,
      terminee_le: end.at,
      ...(end.avancement === undefined ? {} : { avancement: end.avancement }),
    })
    .where("id", "=", id)
    .execute();
}

/** Asks a running or waiting task to stop; it does so at its next progress report. */
export async function annulerTache(tx: Tx, context: Context, id: string): Promise<void> {
  await tx
    .updateTable("tache")
    .set({ annulation_demandee_le: context.now() })
    .where("id", "=", id)
    .where("terminee_le", "is", null)
    .execute();
}
