import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import {
  announced,
  exists,
  isRoot,
  postgresBench,
  query,
  sharedCluster,
  stay,
  untilGone,
} from "#tests/postgres.ts";

const SETPRIV = "/usr/bin/setpriv";
const bench = postgresBench();
beforeEach(sharedCluster(bench));
describe("after a brutal end", () => {
  test("stops the orphan of a service killed by kill -9, then starts with its committed rows", async () => {
    const service = bench.startElsewhere(stay);
    const orphan = await announced(service);
    await query(orphan.url, "create table temoin (n int); insert into temoin values (7)");
    service.kill("SIGKILL");
    await once(service, "exit");
    expect(await query(orphan.url, "select n from temoin")).toEqual([{ n: 7 }]);
    const server = await bench.start();
    expect(bench.lines.join("\n")).toContain("Un PostgreSQL d'un démarrage précédent tourne encore");
    expect(bench.lines.join("\n")).not.toContain("automatic recovery");
    await untilGone(orphan.pid);
    expect(await query(server.url, "select n from temoin")).toEqual([{ n: 7 }]);
  });

  test.runIf(isRoot && existsSync(SETPRIV))(
    "stops the orphan also as a root who may not look into other accounts' processes, as in a container",
    async () => {
      const service = bench.startElsewhere(stay);
      const orphan = await announced(service);
      service.kill("SIGKILL");
      await once(service, "exit");
      const confined = [SETPRIV, "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"];
      const next = bench.startElsewhere("await server.stop();", {}, confined);
      expect((await announced(next)).pid).not.toBe(orphan.pid);
      await untilGone(orphan.pid);
      await once(next, "exit");
    },
  );

  test("does not leave PostgreSQL behind when the service exits without stopping it", async () => {
    const service = bench.startElsewhere("process.exit(3);");
    const { pid } = await announced(service);
    await untilGone(pid);
  });

  test("ignores a postmaster.pid whose process is someone else", async () => {
    const bystander = spawn("sleep", ["60"], isRoot ? { uid: 65534, gid: 65534 } : {});
    bench.children.push(bystander);
    const stale = [
      bystander.pid,
      join(bench.folder, "postgres/base/data"),
      1,
      5432,
      "",
      "127.0.0.1",
      "",
      "ready",
    ];
    await writeFile(
      join(bench.folder, "postgres", "base", "data", "postmaster.pid"),
      `${stale.join("\n")}\n`,
    );
    await bench.start();
    expect(bystander.exitCode).toBeNull();
    expect(bystander.signalCode).toBeNull();
  });

  test("starts afresh when the service was killed during initdb", async () => {
    bench.folder = join(bench.root, "donnees");
    const service = bench.startElsewhere(stay);
    const home = join(bench.folder, "postgres");
    const building = async () =>
      (await readdir(home).catch(() => [])).find((name) => name.startsWith("base.en-cours"));
    let draft: string | undefined;
    while (!draft || !(await exists(join(home, draft, "data", "PG_VERSION")))) {
      await delay(5);
      draft = await building();
    }
    service.kill("SIGKILL");
    await once(service, "exit");
    const server = await bench.start();
    expect(await query(server.url, "select 1 as un")).toEqual([{ un: 1 }]);
    await server.stop();
    // What the killed initdb was still writing goes at the latest with the next creation; it is never taken for data.
    expect((await readdir(home)).filter((name) => name === "base")).toEqual(["base"]);
  });
});
