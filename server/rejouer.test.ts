import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getContenu } from "#app/ciblage/calculs/queries.server.ts";
import { packJson } from "#app/platform/files/packed-json.server.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";

const run = promisify(execFile);
let database: TestDatabase;
let calcul: string;
beforeAll(async () => {
  database = await createTestDatabase("demo");
  const context = testContext(database, { newId: randomUUID });
  ({ calcul } = await calculerDemonstration(database, context));
});
afterAll(() => database.drop());

async function rejouer(id: string): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: database.url };
  return run(process.execPath, [join(import.meta.dirname, "rejouer.ts"), id], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      ...{ code: error.code, out: error.stdout, err: error.stderr },
    }),
  );
}

test("a stored run replays to the same bytes", async () => {
  const { rows } = await database.pool.query<{ liste: string }>(
    "select encode(liste_empreinte, 'hex') as liste from calcul where id = $1",
    [calcul],
  );
  expect(await rejouer(calcul)).toEqual({
    code: 0,
    out: `Empreinte de la liste rejouée : ${rows[0]?.liste}\nIdentique, octet pour octet.\n`,
    err: "",
  });
});

test("what was altered is shown, structure by structure", async () => {
  const { resultat } = await getContenu(database.db, calcul);
  const [first, ...others] = resultat.structures;
  if (!first) throw new Error("no structure");
  const altered = { ...resultat, structures: [{ ...first, retenue: !first.retenue }, ...others] };
  await database.pool.query("alter table calcul disable trigger calcul_immuable");
  await database.pool.query("update calcul set resultat = $2 where id = $1", [
    calcul,
    packJson(altered).bytes,
  ]);
  const { code, out } = await rejouer(calcul);
  expect(code).toBe(1);
  expect(out).toContain("Différent : 1\u00a0partie.");
  expect(out).toContain(first.uai);
});

test.each([
  ["rien", "Indiquez l'identifiant"],
  [randomUUID(), "n'existe pas ici"],
])("%s is answered by what to do", async (id, sentence) => {
  expect(await rejouer(id)).toMatchObject({ code: 2, out: "", err: expect.stringContaining(sentence) });
});
