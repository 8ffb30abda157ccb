import {
  type CronItem,
  Logger,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
} from "graphile-worker";
import type pg from "pg";
import type { Logger as AppLogger } from "../log/logger.server.ts";

/** Any constant: held for life by a process that works on jobs. */
const WORKER_LOCK = 4_201_779;

/** Creates or updates the worker's own schema. */
export async function migrateWorker(pool: pg.Pool, log: AppLogger): Promise<void> {
  await runMigrations({ pgPool: pool, logger: workerLogger(log) });
}

export interface JobWorker {
  /** Waits for the running jobs, then stops. */
  stop(): Promise<void>;
}

/**
 * Starts working on jobs. Jobs left locked by a process that was killed are freed at once when no other process of
 * ours is at work (otherwise Graphile Worker frees them by itself after four hours).
 */
export async function startWorker(
  pool: pg.Pool,
  tasks: TaskList,
  cron: CronItem[],
  log: AppLogger,
): Promise<JobWorker> {
  const holder = await pool.connect();
  // A lost holder only means that a later start frees nothing: the work itself goes on through the pool.
  holder.on("error", (error) => log.warn({ err: error }, "verrou des travaux perdu"));
  const { rows } = await holder.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [
    WORKER_LOCK,
  ]);
  if (rows[0]?.alone) {
    await holder.query(
      `select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
       from graphile_worker._private_jobs where locked_by is not null having count(*) > 0`,
    );
    await holder.query(
      "update graphile_worker._private_job_queues set locked_by = null, locked_at = null where locked_by is not null",
    );
    await endAbandonedTasks(holder);
  }
  const runner: Runner = await run({
    pgPool: pool,
    taskList: tasks,
    parsedCronItems: parseCronItems(cron),
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger: workerLogger(log),
  });
  // The runner's own promise rejects when it stops badly; the stop below tells.
  runner.promise.catch((error: unknown) => log.error({ err: error }, "le service de travaux s'est arrêté"));
  return {
    async stop() {
      await runner.stop();
      holder.release(true);
    },
  };
}

/** A job that killed its process at each attempt is not taken up again: without an end, its task would block its object for ever. */
async function endAbandonedTasks(client: pg.PoolClient): Promise<void> {
  await client.query(
    `update tache t set etat = 'echouee', etape = 'Arrêté', terminee_le = now(),
       erreur = 'Ce travail a été interrompu plusieurs fois par un arrêt du service ; rien n''a été enregistré. Recommencez, ou donnez cette référence au service d''appui : ' || t.request_id || '.'
     where t.terminee_le is null and not exists (
       select from graphile_worker._private_jobs j where j.payload->>'tacheId' = t.id::text and j.attempts < j.max_attempts)`,
  );
}

function workerLogger(log: AppLogger): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === "error") log.error({ meta }, message);
    else if (level === "warning") log.warn({ meta }, message);
    else log.debug(message);
  });
}
