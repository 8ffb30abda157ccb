import { once } from "node:events";
import { chmod, chown, mkdir, readFile, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { announced, daemon, isRoot, postgresBench, query, refusalOf, untilGone } from "#tests/postgres.ts";
import { substituteFolder } from "./place.ts";

const bench = postgresBench();
describe("accounts", () => {
  test.runIf(isRoot)("runs as nobody when the service runs as root", async () => {
    const { pid, notice } = await bench.start();
    expect((await stat(`/proc/${pid}`)).uid).toBe(65534);
    expect(await readFile(`/proc/${pid}/status`, "utf8")).toMatch(/^Groups:\s*$/m);
    expect(notice).toBeUndefined();
  });

  test.runIf(isRoot)(
    "runs as the ordinary account that starts it, and as that account when root comes later",
    async () => {
      await mkdir(bench.folder);
      await chown(bench.folder, daemon.uid, daemon.gid);
      const service = bench.startElsewhere("await server.stop();", daemon);
      const { pid, notice } = await announced(service);
      expect(notice).toBeUndefined();
      await once(service, "exit");
      await untilGone(pid);
      const later = await bench.start();
      expect((await stat(`/proc/${later.pid}`)).uid).toBe(daemon.uid);
    },
  );

  test.runIf(isRoot)(
    "moves elsewhere, says where and keeps the data there when nobody cannot enter",
    async () => {
      const home = join(bench.root, "prive");
      await mkdir(join(home, "donnees"), { recursive: true });
      await chmod(home, 0o700);
      const asked = join(home, "donnees");
      const substitute = await substituteFolder(asked);
      try {
        const first = await bench.start(asked);
        expect(first.notice).toContain(`les données sont dans ${substitute}`);
        await query(first.url, "create table note (n int)");
        await first.stop();
        // Opening the parents later must not present an empty database.
        await chmod(home, 0o711);
        const second = await bench.start(asked);
        expect(second.notice).toContain(substitute);
        await query(second.url, "select * from note");
        await second.stop();
      } finally {
        await rm(substitute, { recursive: true, force: true });
        // The common parent goes too, unless real data live there.
        await rmdir(dirname(substitute)).catch(() => {});
      }
    },
  );

  test.runIf(isRoot)(
    "refuses rather than open an empty base when existing data became unreachable",
    async () => {
      await (await bench.start()).stop();
      await chmod(bench.root, 0o700);
      expect(await refusalOf(bench.start())).toContain("chmod o+x");
    },
  );
});
