import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import type { TestDatabase } from "#tests/database.ts";
import { createServiceDatabase } from "#tests/service.ts";

vi.setConfig({ testTimeout: 30_000 });
let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createServiceDatabase();
  folder = await mkdtemp(join(tmpdir(), "ancrage-amorcer-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The command as the operator runs it, on the database of a service. */
async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "amorcer.ts"), ...args], {
    env: {
      PATH: process.env.PATH,
      ANCRAGE_DONNEES: folder,
      DATABASE_URL: database.url,
      URL_PUBLIQUE: "http://127.0.0.1:3000",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [status] = (await once(child, "close")) as [number | null];
  return { status, stdout, stderr };
}

test("the operator's command prints a link that enters, and nothing of it elsewhere", async () => {
  const { status, stdout, stderr } = await run([person("administrateur").courriel]);
  expect([status, stderr]).toEqual([0, ""]);
  const link = /^http:\/\/127\.0\.0\.1:3000(\/connexion\/lien\/[\w-]{43})$/m.exec(stdout)?.[1] ?? "";
  const app = createTestApp(database, { now: () => new Date() });
  const client = app.anonymous();
  expect((await client.post(link)).status).toBe(303);
  expect((await client.get("/")).location).toMatch(/^\/second-facteur/);
});

test.each([
  [[], {}, "Indiquez l'adresse"],
  [["a@exemple.fr", "b@exemple.fr"], {}, "Indiquez l'adresse"],
  [["inconnue@ailleurs.exemple"], {}, "Personne n’a cette adresse"],
  [[person("ien").courriel], {}, "n’administre pas le service"],
  [["a@exemple.fr"], { DATABASE_URL: "" }, "Le service ne tourne pas"],
  [["a@exemple.fr"], { URL_PUBLIQUE: "" }, "donnez URL_PUBLIQUE"],
])("refuses %j with %o in one sentence, exit status 1", async (args, environment, sentence) => {
  const { status, stdout, stderr } = await run(args, environment);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain("    at ");
});
