import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { within } from "#server/installations/service.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { Banc } from "./banc.ts";
import { listPertes } from "./bilan.ts";
import { Ecrivains } from "./ecrivains.ts";
import { createHasard } from "./hasard.ts";

/** `npm run epreuves` plays the long form. */
const ROUNDS = process.env.ANCRAGE_EPREUVES === "oui" ? 60 : 10;
const SEED = Number(process.env.ANCRAGE_GRAINE ?? 20_261_122);
const BLOWS = ["application", "postgres", "both", "backend"] as const;
type Blow = (typeof BLOWS)[number];

vi.setConfig({ testTimeout: 900_000, hookTimeout: 240_000 });
const place = await mkdtemp(join(tmpdir(), "ancrage-tuer-"));
await chmod(place, 0o711);
let banc: Banc;
let uais: string[];

/** The drill by the commands themselves: a demonstration saved, restored embedded, started, and entered. */
beforeAll(async () => {
  const source = await createTestDatabase("demo");
  const { rows } = await source.pool.query<{ uai: string }>(
    "select uai from structure where academie_code = '96' and etat = 'ouvert' and uai <> $1 order by uai limit 2",
    [LIEUX.college],
  );
  uais = [LIEUX.college, ...rows.map(({ uai }) => uai)];
  const archive = join(place, "sauvegarde.tar.gz");
  const from = await Banc.create({ DATABASE_URL: source.url, ANCRAGE_DONNEES: source.folder });
  const saved = await from.command("server/sauvegarder.ts", archive);
  expect(saved.stderr).toBe("");
  expect(saved.code).toBe(0);
  await from.remove();
  await source.drop();
  banc = await Banc.create();
  const restored = await banc.command("server/restaurer.ts", archive, "--dans", banc.folder);
  expect(restored.stderr).toBe("");
  expect(restored.stdout).toContain("base de démonstration");
  process.stdout.write(`drill: ${saved.stdout.split(" : ")[0]}. ${restored.stdout.split(" dans ")[0]}.\n`);
  await banc.start();
});
afterAll(async () => {
  await banc?.remove();
  await rm(place, { recursive: true, force: true });
});

async function strike(blow: Blow): Promise<void> {
  const postmaster = await banc.postmaster();
  if (blow === "backend") {
    const [victim] = await banc.query<{ pid: number }>(
      "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by state, pid limit 1",
    );
    if (victim) process.kill(victim.pid, "SIGKILL");
    return;
  }
  if (blow !== "application") process.kill(postmaster, "SIGKILL");
  if (blow !== "postgres") banc.signal("SIGKILL");
}

/** After a blow to one connection PostgreSQL recovers by itself and the service with it; otherwise it is started again. */
async function recover(blow: Blow): Promise<void> {
  if (blow === "backend") {
    await within(untilHealthy(), 30_000, () => "the service does not recover by itself");
    return;
  }
  const status = await within(banc.ended, 40_000, () => "the service does not end");
  if (blow === "postgres") expect(status).toBe(1);
  await banc.start();
}

async function untilHealthy(): Promise<void> {
  while ((await banc.get("/sante").catch(() => undefined))?.status !== 200) await delay(50);
}

async function losses(writers: Ecrivains): Promise<string[]> {
  const pool = createPool(await banc.databaseUrl(), createLogger("silent"), 2);
  return listPertes({ pool, db: createDatabase(pool), folder: banc.folder }, writers.acquis).finally(() =>
    pool.end(),
  );
}

describe(`killed ${ROUNDS} times while people write (seed ${SEED})`, () => {
  test("the service loses nothing it has acknowledged, writes nothing by halves, and forgets no work", async () => {
    const random = createHasard(SEED);
    const writers = new Ecrivains(banc, await banc.signIn(person("ssa").id), uais);
    const struck: Record<string, number> = {};
    for (let round = 1; round <= ROUNDS; round++) {
      const blow = BLOWS[Math.floor(random() * BLOWS.length)] as Blow;
      struck[blow] = (struck[blow] ?? 0) + 1;
      let over = false;
      const writing = writers.write(() => over);
      await delay(100 + random() * 700);
      await strike(blow);
      await delay(30);
      over = true;
      await writing;
      await recover(blow);
      expect(await losses(writers), `round ${round}, ${blow}`).toEqual([]);
    }
    await untilWorkIsDone();
    const ended = await banc.query<{ etat: string }>(
      "select distinct etat from tache where genre = 'import.previsualiser' order by 1",
    );
    expect(ended.map(({ etat }) => etat).filter((etat) => etat !== "terminee" && etat !== "echouee")).toEqual(
      [],
    );
    expect(writers.acquis.filter(({ genre }) => genre === "fait").length).toBeGreaterThan(ROUNDS);
    expect(writers.acquis.filter(({ genre }) => genre === "import").length).toBeGreaterThan(ROUNDS / 2);
    expect(Object.keys(struck).length).toBeGreaterThan(2);
    expect(await banc.stop()).toBe(0);
    process.stdout.write(
      `kill loop: ${ROUNDS} rounds ${JSON.stringify(struck)}, ${writers.acquis.length} acknowledged writes, ${writers.sansReponse} without an answer, 0 lost\n`,
    );
  });
});

/** What is left, for whoever reads the failure. */
async function tellWork(): Promise<string> {
  const rows = await banc.query(
    `select t.etat, t.etape, j.attempts, j.max_attempts, j.locked_by, j.locked_at, j.run_at, now() as now, j.last_error,
       q.locked_by as queue_locked_by
     from tache t left join graphile_worker._private_jobs j on j.payload->>'tacheId' = t.id::text
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id where t.terminee_le is null`,
  );
  const jobs = await banc.query(
    `select k.identifier, j.locked_by, j.locked_at, j.attempts, j.run_at, now() as now, j.last_error
     from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id where j.locked_by is not null`,
  );
  const activity = await banc.query(
    `select pid, state, wait_event_type, wait_event, now() - query_start as age, left(query, 90) as query
     from pg_stat_activity where backend_type = 'client backend'`,
  );
  return `${JSON.stringify({ rows: rows.length, jobs, activity })} ${banc.said.slice(-2_000)}`;
}

/** Sixty rounds leave hundreds of previews behind them, done one after the other: what must not happen is a standstill. */
async function untilWorkIsDone(): Promise<void> {
  const left = async () => (await banc.query("select 1 from tache where terminee_le is null")).length;
  for (let before = await left(); before > 0; before = await left())
    await within(untilFewerThan(before, left), 30_000, () => "some work is never done").catch(
      async (error: Error) => {
        throw new Error(`${error.message}: ${await tellWork()}`);
      },
    );
}

async function untilFewerThan(before: number, left: () => Promise<number>): Promise<void> {
  while ((await left()) >= before) await delay(100);
}
