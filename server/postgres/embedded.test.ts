import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { postgresBench, query, refusalOf, sharedCluster } from "#tests/postgres.ts";

const bench = postgresBench();
beforeEach(sharedCluster(bench));
describe("an embedded PostgreSQL", () => {
  test("keeps its data through a restart, speaks French and listens on the loopback only", async () => {
    const first = await bench.start();
    await query(
      first.url,
      "create table eleve (nom text); insert into eleve values ('Zoé'), ('Éloi'), ('Eva')",
    );
    await first.stop();
    const begun = performance.now();
    const second = await bench.start();
    const elapsed = performance.now() - begun;
    const rows = await query(second.url, "select nom from eleve order by nom");
    expect(rows.map((row) => row.nom)).toEqual(["Éloi", "Eva", "Zoé"]);
    await query(second.url, "create extension pg_trgm");
    const [words] = await query(second.url, "select cardinality(show_trgm('é')) as n");
    expect(words?.n).toBe(2);
    const [shown] = await query(
      second.url,
      "select current_setting('listen_addresses') as a, current_user as u",
    );
    expect(shown).toEqual({ a: "127.0.0.1", u: "ancrage" });
    const secret = join(bench.folder, "postgres", "base", "mot-de-passe");
    expect((await stat(secret)).mode & 0o777).toBe(0o600);
    await expect(query(second.url.replace(/:[^:@]*@/, ":faux@"), "select 1")).rejects.toThrow(/password/);
    expect(elapsed, "restart in milliseconds").toBeLessThan(2_000);
  });

  test("refuses a second server on the same data and names the first", async () => {
    await bench.start();
    expect(await refusalOf(bench.start())).toContain(
      `Ancrage tourne déjà sur ces données : processus ${process.pid}`,
    );
  });

  test("says when the server ends without being asked, and starts again", async () => {
    const server = await bench.start();
    process.kill(server.pid, "SIGKILL");
    await server.ended;
    await server.stop();
    const next = await bench.start();
    expect(await query(next.url, "select 1 as un")).toEqual([{ un: 1 }]);
  });

  test("uses its own copy of the binaries and replaces the copy of another version", async () => {
    await (await bench.start()).stop();
    const shelf = join(bench.folder, "postgres", "binaires");
    const [current] = await readdir(shelf);
    await rename(join(shelf, current as string), join(shelf, "17.0.0-x64"));
    await bench.start();
    expect(await readdir(shelf)).toEqual([current]);
    expect(await readdir(join(shelf, current as string, "lib"))).toContain("libicuuc.so.60");
  });

  /** Puts other content in a file of the cluster for the time of one refusal. */
  async function refusalWith(file: string, content: string): Promise<string> {
    const path = join(bench.folder, "postgres", "base", "data", file);
    const original = await readFile(path);
    await writeFile(path, content);
    try {
      return await refusalOf(bench.start());
    } finally {
      await writeFile(path, original);
    }
  }

  test("refuses data of another major version", async () => {
    expect(await refusalWith("PG_VERSION", "17\n")).toMatch(/format PostgreSQL 17 .* apporte PostgreSQL 18/);
  });

  test("gives PostgreSQL's last words when it cannot start", async () => {
    expect(await refusalWith("postgresql.conf", "reglage_inconnu = 1\n")).toMatch(
      /s'est arrêté pendant son démarrage.*reglage_inconnu/,
    );
  });
});
