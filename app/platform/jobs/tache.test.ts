import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import { inTransaction } from "../db/database.server.ts";
import { createLogger } from "../log/logger.server.ts";
import { Refusal } from "../refusal.ts";
import { annulerTache, demanderTache, runTache } from "./tache.server.ts";
import { type JobWorker, startWorker } from "./worker.server.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());
let context: TestContext;
beforeEach(async () => {
  context = testContext(database, { requestId: "req-1" });
  await database.pool.query(
    "truncate graphile_worker._private_jobs, graphile_worker._private_job_queues; truncate tache",
  );
});

const demander = (objetId = "objet-1") =>
  inTransaction(context.db, (tx) =>
    demanderTache(tx, context, {
      genre: "essai.faire",
      objetType: "essai",
      objetId,
      demandeePar: null,
      file: "essais",
    }),
  );
const tacheOf = async (id: string) =>
  (await database.pool.query("select * from tache where id = $1", [id])).rows[0];

describe("a task", () => {
  test("is asked in the transaction of its act: both, or neither", async () => {
    const id = await demander();
    expect(await tacheOf(id)).toMatchObject({
      etat: "en_attente",
      avancement: 0,
      objet_id: "objet-1",
      demandee_le: context.now(),
      request_id: "req-1",
    });
    const jobs = await database.pool.query(
      "select task_identifier, max_attempts, queue_name from graphile_worker.jobs",
    );
    expect(jobs.rows).toEqual([{ task_identifier: "essai.faire", max_attempts: 3, queue_name: "essais" }]);
    await expect(
      inTransaction(context.db, async (tx) => {
        await demanderTache(tx, context, {
          genre: "essai.faire",
          objetType: "e",
          objetId: "2",
          demandeePar: null,
          file: "f",
        });
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect((await database.pool.query("select from tache")).rowCount).toBe(1);
    expect((await database.pool.query("select from graphile_worker.jobs")).rowCount).toBe(1);
  });

  test("that works shows its progress, then ends done, with its dates", async () => {
    const id = await demander();
    let seen: unknown;
    await runTache(context, { tacheId: id }, async (objetId, progress) => {
      expect(objetId).toBe("objet-1");
      expect(await tacheOf(id)).toMatchObject({ etat: "en_cours", commencee_le: context.now() });
      await expect
        .poll(async () => {
          await progress(420.4, "À mi-chemin");
          return (await tacheOf(id)).avancement;
        })
        .toBe(420);
      seen = await tacheOf(id);
      context.clock.advance(60_000);
    });
    expect(seen).toMatchObject({ etape: "À mi-chemin", avancement: 420 });
    expect(await tacheOf(id)).toMatchObject({
      etat: "terminee",
      avancement: 1000,
      terminee_le: context.now(),
      erreur: null,
    });
  });

  test("that the métier refuses ends failed, with the sentence of the refusal", async () => {
    const id = await demander();
    await runTache(context, { tacheId: id }, async () => {
      throw new Refusal("vide", "Le dépôt est vide.");
    });
    expect(await tacheOf(id)).toMatchObject({ etat: "echouee", erreur: "Le dépôt est vide." });
  });

  test("that breaks ends failed with a reference and nothing technical; the log has the error", async () => {
    const logged: unknown[] = [];
    const log = createLogger("silent");
    log.error = (...parts: unknown[]) => void logged.push(parts);
    const id = await demander();
    await runTache({ ...context, log }, { tacheId: id }, async () => {
      throw new Error("select boum");
    });
    const tache = await tacheOf(id);
    expect(tache).toMatchObject({ etat: "echouee", erreur: expect.stringMatching(/référence.* req-1\.$/) });
    expect(tache.erreur).not.toContain("boum");
    expect(logged).toMatchObject([[{ err: { message: "select boum" }, tache: id }, "task failed"]]);
  });

  test("is stopped at its next progress report when a person asks, whenever they ask", async () => {
    const id = await demander();
    await inTransaction(context.db, (tx) => annulerTache(tx, context, id));
    let worked = false;
    await runTache(context, { tacheId: id }, async () => {
      worked = true;
    });
    expect(worked).toBe(false);
    expect(await tacheOf(id)).toMatchObject({ etat: "annulee", erreur: null, terminee_le: context.now() });

    const running = await demander();
    await runTache(context, { tacheId: running }, async (_objet, progress) => {
      await inTransaction(context.db, (tx) => annulerTache(tx, context, running));
      for (;;) await progress(500, "…");
    });
    expect(await tacheOf(running)).toMatchObject({ etat: "annulee", etape: "Annulé à votre demande" });
  });

  test("that ended is neither run again nor stopped; one that nobody asked is nothing", async () => {
    const id = await demander();
    await runTache(context, { tacheId: id }, async () => {});
    await runTache(context, { tacheId: id }, async () => {
      throw new Error("run twice");
    });
    await inTransaction(context.db, (tx) => annulerTache(tx, context, id));
    expect(await tacheOf(id)).toMatchObject({ etat: "terminee", annulation_demandee_le: null });
    await runTache(context, { tacheId: context.newId() }, async () => {
      throw new Error("run");
    });
  });
});

describe("the worker", () => {
  async function work(done: string[]): Promise<JobWorker> {
    const run = async (payload: unknown) =>
      runTache(context, payload as { tacheId: string }, async (objetId) => void done.push(objetId));
    return startWorker(database.pool, { "essai.faire": run }, [], context.log);
  }

  test("runs what was asked, in the order of its queue", async () => {
    const ids = [await demander("a"), await demander("b"), await demander("c")];
    const done: string[] = [];
    const worker = await work(done);
    await expect.poll(async () => (await tacheOf(ids[2] ?? "")).etat, { timeout: 10_000 }).toBe("terminee");
    await worker.stop();
    expect(done).toEqual(["a", "b", "c"]);
  });

  test("frees at its start what a dead process had locked, job and queue", async () => {
    const id = await demander("orphelin");
    const next = await demander("suivant");
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker_mort', attempts = 1
       where payload->>'tacheId' = $1`,
      [id],
    );
    await database.pool.query(
      "update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'worker_mort'",
    );
    await database.pool.query("update tache set etat = 'en_cours' where id = $1", [id]);
    const done: string[] = [];
    const worker = await work(done);
    await expect.poll(async () => (await tacheOf(next)).etat, { timeout: 10_000 }).toBe("terminee");
    await worker.stop();
    expect([...done].sort()).toEqual(["orphelin", "suivant"]);
    expect((await tacheOf(id)).etat).toBe("terminee");
  });

  test("does not touch the locks of another process that lives", async () => {
    const id = await demander("ailleurs");
    const other = await work([]);
    await expect.poll(async () => (await tacheOf(id)).etat, { timeout: 10_000 }).toBe("terminee");
    const locked = await demander("verrouille");
    await database.pool.query(
      "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker_vivant' where payload->>'tacheId' = $1",
      [locked],
    );
    const second = await work([]);
    const { rows } = await database.pool.query(
      "select locked_by from graphile_worker._private_jobs where locked_by = 'worker_vivant'",
    );
    // Either the live worker took it before it was locked, or its lock stands: it is never taken away.
    expect(rows.length === 1 || (await tacheOf(locked)).etat !== "en_attente").toBe(true);
    await Promise.all([other.stop(), second.stop()]);
  });

  test("ends, at its start, a task whose job killed its process three times", async () => {
    const id = await demander("tueur");
    await database.pool.query(
      "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker_mort', attempts = 3",
    );
    await database.pool.query("update tache set etat = 'en_cours' where id = $1", [id]);
    const worker = await work([]);
    await worker.stop();
    expect(await tacheOf(id)).toMatchObject({
      etat: "echouee",
      erreur: expect.stringContaining("plusieurs fois"),
    });
  });

  test("ends, while it works, a task whose job was cut at its last attempt, and lets be one that is in hand", async () => {
    const worker = await work([]);
    const [cut, inHand] = await inTransaction(context.db, async (tx) => {
      const request = { genre: "essai.faire", objetType: "essai", demandeePar: null, file: "essais" };
      const ids = [
        await demanderTache(tx, context, { ...request, objetId: "coupee" }),
        await demanderTache(tx, context, { ...request, objetId: "en_main" }),
      ];
      // In the same transaction: the worker never sees them otherwise than at their last attempt.
      await sql`update graphile_worker._private_jobs set attempts = 3,
        locked_by = case when payload->>'tacheId' = ${ids[1]} then 'worker_vivant' end,
        locked_at = case when payload->>'tacheId' = ${ids[1]} then now() end`.execute(tx);
      return ids;
    });
    const etatOf = async (id = "") => (await tacheOf(id)).etat;
    await expect.poll(() => etatOf(cut), { timeout: 12_000 }).toBe("echouee");
    expect(await etatOf(inHand)).toBe("en_attente");
    await worker.stop();
  });
});
