import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { postgresBench, refusalOf } from "#tests/postgres.ts";

const bench = postgresBench();
// Mounting needs a privilege that containers and ordinary accounts lack.
const canMount = (() => {
  const place = mkdtempSync(join(tmpdir(), "ancrage-montage-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "tmpfs", place], { stdio: "ignore" });
    execFileSync("umount", [place]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(place);
  }
})();

describe("a disk that cannot take the data", () => {
  async function refusalOnDisk(options: string): Promise<string> {
    await mkdir(bench.folder, { mode: 0o711 });
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", bench.folder]);
    try {
      const refusal = await refusalOf(bench.start());
      const left = await readdir(join(bench.folder, "postgres")).catch((): string[] => []);
      expect(left.filter((name) => name.startsWith("base"))).toEqual([]);
      const copies = await readdir(join(bench.folder, "postgres", "binaires")).catch((): string[] => []);
      expect(copies.filter((name) => name.includes("en-cours"))).toEqual([]);
      return refusal;
    } finally {
      execFileSync("umount", [bench.folder]);
    }
  }

  test.runIf(canMount)("is told in one sentence when it fills while the binaries are copied", async () => {
    expect(await refusalOnDisk("size=20m,mode=711")).toMatch(/^Le disque de .* est plein : libérez/);
  });

  test.runIf(canMount)("is told in one sentence when it fills while the data are created", async () => {
    expect(await refusalOnDisk("size=80m,mode=711")).toMatch(/^Le disque de .* est plein : libérez/);
  });

  test.runIf(canMount)("is told in one sentence when it is read-only", async () => {
    expect(await refusalOnDisk("ro,mode=711")).toMatch(/lecture seule : choisissez un autre dossier/);
  });

  test.runIf(canMount)("is told in one sentence when it forbids running programs", async () => {
    expect(await refusalOnDisk("noexec,mode=711")).toMatch(/interdit d'exécuter.*ANCRAGE_DONNEES/);
  });
});
