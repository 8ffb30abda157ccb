import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusalOf } from "#tests/postgres.ts";
import { openDataFolder } from "./data-folder.ts";

const isRoot = process.geteuid?.() === 0;
const moduleFile = fileURLToPath(new URL("./data-folder.ts", import.meta.url));

let root: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ancrage-dossier-"));
  await chmod(root, 0o711);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(root, { recursive: true, force: true });
});

/** Another process that opens the folder, says "tenu" or its refusal, and stays. */
function startHolder(folder: string, account: { uid?: number; gid?: number } = {}): ChildProcess {
  const script = `
    import { openDataFolder } from ${JSON.stringify(moduleFile)};
    try { await openDataFolder(${JSON.stringify(folder)}); console.log("tenu"); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.brand ?? "autre", error.message); }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    ...account,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

async function firstWords(child: ChildProcess): Promise<string> {
  const [text] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  return text.toString().trim();
}

describe("the hold on the data folder", () => {
  test("refuses a second start and names the first, with its address once announced", async () => {
    const folder = join(root, "donnees");
    const first = await openDataFolder(folder);
    expect(await refusalOf(openDataFolder(folder))).toMatch(
      new RegExp(
        `^Ancrage tourne déjà sur ces données : processus ${process.pid}, depuis \\d\\d:\\d\\d\\. Arrêtez-le, ou choisissez un autre dossier avec ANCRAGE_DONNEES\\.$`,
      ),
    );
    await first.announce("http://127.0.0.1:3000");
    expect(await firstWords(startHolder(folder))).toContain(
      `processus ${process.pid}, http://127.0.0.1:3000, depuis `,
    );
    // The refused attempts, in this process and in another, have not loosened the hold.
    expect(await firstWords(startHolder(folder))).toContain("StartRefusal");
    await first.release();
    await (await openDataFolder(folder)).release();
  });

  test("is free at once after kill -9 of its holder", async () => {
    const folder = join(root, "donnees");
    const holder = startHolder(folder);
    expect(await firstWords(holder)).toBe("tenu");
    expect(await refusalOf(openDataFolder(folder))).toContain(`processus ${holder.pid}`);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    await (await openDataFolder(folder)).release();
  });

  test("does not mistake a living process for the dead holder whose pid it took", async () => {
    const folder = join(root, "donnees");
    await mkdir(folder);
    const card = { pid: process.ppid, machine: "x", since: "2026-01-01T00:00:00Z" };
    await writeFile(join(folder, "tenue.json"), JSON.stringify(card));
    await (await openDataFolder(folder)).release();
  });

  test("lets exactly one of several simultaneous starts through", async () => {
    const folder = join(root, "donnees");
    const words = await Promise.all(Array.from({ length: 8 }, () => firstWords(startHolder(folder))));
    expect(words.filter((word) => word === "tenu")).toHaveLength(1);
    expect(words.filter((word) => /^StartRefusal .*processus \d+/.test(word))).toHaveLength(7);
  });
});

describe("the folder itself", () => {
  test("is refused with a way out when a file stands in its place", async () => {
    await writeFile(join(root, "fichier"), "");
    expect(await refusalOf(openDataFolder(join(root, "fichier")))).toContain("ANCRAGE_DONNEES");
    expect(await refusalOf(openDataFolder(join(root, "fichier", "donnees")))).toContain("ANCRAGE_DONNEES");
  });

  test.runIf(isRoot)(
    "lets nobody pass when root creates it, and leaves the mode of a folder in use",
    async () => {
      const umask = process.umask(0o077);
      try {
        await (await openDataFolder(join(root, "a", "b"))).release();
      } finally {
        process.umask(umask);
      }
      expect((await stat(join(root, "a"))).mode & 0o777).toBe(0o711);
      expect((await stat(join(root, "a", "b"))).mode & 0o777).toBe(0o711);

      await mkdir(join(root, "maison"));
      await writeFile(join(root, "maison", "lettre"), "");
      await chmod(join(root, "maison"), 0o700);
      await (await openDataFolder(join(root, "maison"))).release();
      expect((await stat(join(root, "maison"))).mode & 0o777).toBe(0o700);
    },
  );

  test.runIf(isRoot)("is refused in one sentence to an account that cannot write there", async () => {
    const words = await firstWords(startHolder(join(root, "donnees"), { uid: 12345, gid: 12345 }));
    expect(words).toMatch(
      /^StartRefusal Le compte qui lance Ancrage ne peut pas écrire dans .*ANCRAGE_DONNEES\.$/,
    );
  });
});
