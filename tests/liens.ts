import { createTaskList } from "#app/jobs.server.ts";
import { type Client, createTestApp, type TestApp } from "./app.ts";
import type { TestDatabase } from "./database.ts";

/** Requests of links by e-mail, and what the worker does of them, without the worker. */
export interface Liens {
  /** The application on a day of its own: the brakes of one test must not be those of another. */
  appOf(): TestApp;
  /** What the worker does of the requests that wait; returns how many there were. */
  work(app: TestApp): Promise<number>;
  /** The path of the latest link sent to an address, "" when none was. */
  linkFor(courriel: string): Promise<string>;
}

export function createLiens({ db, pool, ...database }: TestDatabase): Liens {
  let day = 1;
  return {
    appOf() {
      const app = createTestApp({ db, pool, ...database });
      app.context.clock.set(`2026-12-${String(day++).padStart(2, "0")}T09:00:00Z`);
      return app;
    },
    async work(app) {
      const { rows } = await pool.query<{ payload: unknown }>(
        `delete from graphile_worker._private_jobs as jobs using graphile_worker._private_tasks as tasks
         where tasks.id = jobs.task_id and tasks.identifier = 'preparer_lien' returning jobs.payload`,
      );
      const task = createTaskList(app.context).preparer_lien;
      for (const { payload } of rows) await task?.(payload, {} as never);
      return rows.length;
    },
    async linkFor(courriel) {
      const sent = await db
        .selectFrom("courriel")
        .select("texte")
        .where("destinataire", "=", courriel)
        .where("gabarit", "=", "acces.lien")
        .orderBy("cree_le", "desc")
        .orderBy("id", "desc")
        .executeTakeFirst();
      return /\/connexion\/lien\/[\w-]{43}/.exec(sent?.texte ?? "")?.[0] ?? "";
    },
  };
}

/** Sends the form that asks for a link. */
export const askLink = (client: Client, courriel: string, suite = "/") =>
  client.post("/connexion/lien", { courriel, suite });
