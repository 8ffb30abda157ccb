import type { JobHelpers } from "graphile-worker";
import { afterAll, describe, expect, test } from "vitest";
import { CRON, createTaskList } from "#app/jobs.server.ts";
import { readAncres } from "#app/platform/audit/anchors.server.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { untilOthersEnd } from "#tests/journal-scelle.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());
const context = testContext(database);
const tasks = createTaskList(context);
const run = async (name: string) => tasks[name]?.({}, {} as JobHelpers);

describe("by the clock", () => {
  test("nothing is asked of a task that does not exist", () => {
    expect(CRON.map(({ task }) => task).filter((task) => !tasks[task])).toEqual([]);
  });

  test.each(["ancrer_journal", "controler_journal", "executer_purges"])("%s runs", (task) => {
    expect(CRON.map((item) => item.task)).toContain(task);
  });

  test("the journal is anchored, then checked against its anchor", async () => {
    await inTransaction(database.db, (tx) =>
      recordAudit(tx, context, {
        evenement: "essai.ecrire",
        objetType: "essai",
        objetId: "1",
        agentId: null,
      }),
    );
    await untilOthersEnd(database.db);
    await run("ancrer_journal");
    expect(await readAncres(context.settings.dataFolder)).toMatchObject([{ numero: 1 }]);
    await run("controler_journal");
    const { rows } = await database.pool.query("select intact, ancre_numero from controle_journal");
    expect(rows).toEqual([{ intact: true, ancre_numero: 1 }]);
  });

  test("and what is over is erased, without anybody asking", async () => {
    await database.pool.query(
      "insert into tentative (genre, cle, survenue_le) values ('lien', 'x', '2026-11-01'), ('lien', 'x', $1)",
      [context.now()],
    );
    await run("executer_purges");
    const { rows } = await database.pool.query("select count(*)::int as n from tentative");
    expect(rows[0].n).toBe(1);
  });
});
