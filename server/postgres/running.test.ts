import { once } from "node:events";
import { chmod, mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { announced, exists, isRoot, postgresBench, query, refusalOf, stay } from "#tests/postgres.ts";
import { substituteFolder } from "./place.ts";
import { findRunningPostgres } from "./running.ts";

const bench = postgresBench();

describe("finding the PostgreSQL of a live service", () => {
  test("gives an address that answers while the service lives, and nothing before, after or for its orphan", async () => {
    expect(await findRunningPostgres(bench.folder)).toBeUndefined();
    expect(await exists(bench.folder), "creates nothing").toBe(false);

    const service = bench.startElsewhere(stay);
    const { url } = await announced(service);
    expect(await findRunningPostgres(bench.folder)).toBe(url);
    expect(await query(url, "select 1 as un")).toEqual([{ un: 1 }]);

    service.kill("SIGKILL");
    await once(service, "exit");
    expect(await findRunningPostgres(bench.folder), "an orphan").toBeUndefined();

    const own = await bench.start();
    expect(await findRunningPostgres(bench.folder)).toBe(own.url);
    await own.stop();
    expect(await findRunningPostgres(bench.folder)).toBeUndefined();
  });

  test.runIf(isRoot)("finds the data that moved because nobody could not enter", async () => {
    const asked = join(bench.root, "prive", "donnees");
    await mkdir(asked, { recursive: true });
    await chmod(dirname(asked), 0o700);
    const substitute = await substituteFolder(asked);
    try {
      const server = await bench.start(asked);
      expect(await findRunningPostgres(asked)).toBe(server.url);
      await server.stop();
    } finally {
      await rm(substitute, { recursive: true, force: true });
      // The common parent goes too, unless real data live there.
      await rmdir(dirname(substitute)).catch(() => {});
    }
  });

  test.runIf(isRoot)("says which account to use to one that may not read the data", async () => {
    await bench.start();
    process.seteuid?.(12345);
    try {
      expect(await refusalOf(findRunningPostgres(bench.folder))).toContain("un autre compte");
    } finally {
      process.seteuid?.(0);
    }
  });
});
