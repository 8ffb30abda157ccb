import { EventEmitter } from "node:events";
import {
  type CronItem,
  Logger,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type WorkerEvents,
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

/** Between two looks for what an outage of the database left behind. */
const WATCH_MS = 5_000;
/** A job taken, whose news was lost on the way: nobody works on it, and it looks taken for four hours. */
const FORGOTTEN_SECONDS = 20;
/** Longest wait for a start, which looks at the schema of the worker first. */
const START_MS = 20_000;

/**
 * Starts working on jobs, and goes on through an outage of the database. Jobs left locked by a process that was killed
 * are freed at once when no other process of ours is at work (otherwise Graphile Worker frees them after four hours).
 */
export async function startWorker(
  pool: pg.Pool,
  tasks: TaskList,
  cron: CronItem[],
  log: AppLogger,
): Promise<JobWorker> {
  const hold = new Hold(pool, log);
  if (await hold.take()) await freeEverything(pool);
  const team = new Team();
  let runner: Runner | undefined;
  let stopping = false;
  const begin = async () => {
    // A start that an outage holds up is given up, and stopped should it come to its end after all.
    const starting = run(runnerOptions(pool, tasks, cron, log, team.listen()));
    const late = AbortSignal.timeout(START_MS);
    const begun = await Promise.race([
      starting,
      new Promise<never>((_settle, fail) => {
        late.addEventListener("abort", () => fail(new Error("the worker does not start")));
      }),
    ]).catch((error: unknown) => {
      void starting.then(
        (unwanted) => unwanted.stop(),
        () => {},
      );
      throw error;
    });
    runner = begun;
    // Its promise settles when it gave up, on an outage that outlived its patience.
    void begun.promise
      .catch(() => {})
      .then(() => {
        if (runner === begun) runner = undefined;
        team.active.clear();
      });
  };
  await begin();
  const watch = async () => {
    if (stopping) return;
    await hold.take();
    await freeForgotten(pool, team);
    await endAbandonedTasks(pool);
    if (runner || stopping) return;
    log.warn("le service de travaux s'était arrêté : il reprend");
    await begin();
  };
  let watching: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    watching = watching
      .then(watch)
      .catch((error: Error) => log.debug({ raison: error.message }, "travaux en attente de la base"));
  }, WATCH_MS);
  timer.unref();
  return {
    async stop() {
      stopping = true;
      clearInterval(timer);
      await watching;
      await runner?.stop();
      hold.release();
    },
  };
}

function runnerOptions(
  pool: pg.Pool,
  tasks: TaskList,
  cron: CronItem[],
  log: AppLogger,
  events: WorkerEvents,
) {
  return {
    pgPool: pool,
    taskList: tasks,
    parsedCronItems: parseCronItems(cron),
    events,
    noHandleSignals: true,
    logger: workerLogger(log),
    // Two targeting runs at most, each in its thread: messages and the seal of the journal keep their places.
    concurrency: 4,
    // A queue of jobs that wait for one another moves by one at each look: the end of a job is written after the look
    // that follows it.
    pollInterval: 250,
    // At once, but by the way that tries again: by the other, the end of a job that cannot be written during an outage
    // is a rejection that nobody hears, which ends the process (graphile-worker 0.18, worker.js and main.js).
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  };
}

/** Who works here: names under which this process locks jobs, and the jobs that it knows it is running. */
class Team {
  readonly names = new Set<string>();
  readonly active = new Set<string>();

  /** Ears of its own for each start: what a stopped one still says is not heard by the next. */
  listen(): WorkerEvents {
    const events: WorkerEvents = new EventEmitter();
    events.on("pool:create", ({ workerPool }) => this.names.add(workerPool.id));
    events.on("job:start", ({ job }) => this.active.add(job.id));
    events.on("job:complete", ({ job }) => this.active.delete(job.id));
    return events;
  }
}

/** The lock that says that a process of ours is at work; taken again when the database that held it comes back. */
class Hold {
  private holder: pg.PoolClient | undefined;
  private readonly pool: pg.Pool;
  private readonly log: AppLogger;

  constructor(pool: pg.Pool, log: AppLogger) {
    this.pool = pool;
    this.log = log;
  }

  /** True when it has just been taken, and nobody else has it. */
  async take(): Promise<boolean> {
    if (this.holder) return false;
    const client = await this.pool.connect();
    client.once("error", (error) => {
      this.log.warn({ err: error }, "verrou des travaux perdu");
      this.release();
    });
    this.holder = client;
    const { rows } = await client.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [
      WORKER_LOCK,
    ]);
    return rows[0]?.alone === true;
  }

  release(): void {
    this.holder?.release(true);
    this.holder = undefined;
  }
}

async function freeEverything(pool: pg.Pool): Promise<void> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
     from graphile_worker._private_jobs where locked_by is not null having count(*) > 0`,
  );
  await pool.query(
    "update graphile_worker._private_job_queues set locked_by = null, locked_at = null where locked_by is not null",
  );
  await endAbandonedTasks(pool);
}

/** Jobs locked in our name on which nobody of ours works, and queues held for no job. A job that had ended is idempotent. */
async function freeForgotten(pool: pg.Pool, { names, active }: Team): Promise<void> {
  const ours = [...names];
  await pool.query(
    `update graphile_worker._private_jobs set locked_by = null, locked_at = null
     where locked_by = any($1::text[]) and not (id = any($2::bigint[])) and locked_at < now() - make_interval(secs => $3)`,
    [ours, [...active], FORGOTTEN_SECONDS],
  );
  await pool.query(
    `update graphile_worker._private_job_queues q set locked_by = null, locked_at = null
     where locked_at < now() - make_interval(secs => $1)
       and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.locked_by is not null)`,
    [FORGOTTEN_SECONDS],
  );
}

/**
 * A job that was cut at each of its attempts is not taken up again: without an end, its task would block its object for
 * ever. The last attempt, while somebody works on it, is let be.
 */
async function endAbandonedTasks(pool: pg.Pool): Promise<void> {
  await pool.query(
    `update tache t set etat = 'echouee', etape = 'Arrêté', terminee_le = now(),
       erreur = 'Ce travail a été interrompu plusieurs fois par un arrêt du service ; rien n''a été enregistré. Recommencez, ou donnez cette référence au service d''appui : ' || t.request_id || '.'
     where t.terminee_le is null and not exists (
       select from graphile_worker._private_jobs j where j.payload->>'tacheId' = t.id::text
         and (j.attempts < j.max_attempts or j.locked_by is not null))`,
  );
}

function workerLogger(log: AppLogger): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === "error") log.error({ meta }, message);
    else if (level === "warning") log.warn({ meta }, message);
    else log.debug(message);
  });
}
