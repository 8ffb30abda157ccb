import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, TEST_NOW } from "#tests/database.ts";
import { pdf } from "#tests/pieces.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());

async function addBordereau(visa: string | null): Promise<string> {
  const id = database.newId();
  await sql`insert into elimination (id, numero, serie, jusqu_au, lignes, empreinte, articles, preparee_par, preparee_le,
      visa_autorite, visa_reference, visa_le)
    select ${id}, count(*) + 1, 'courriels', '2026-01-01', 1, sha256('x'), '[]', ${person("administrateur").id}, ${TEST_NOW},
      ${visa}, ${visa}, case when ${visa}::text is null then null else date '2026-11-22' end from elimination`.execute(
    database.db,
  );
  return `/archives/${id}`;
}

function scan(): FormData {
  const form = new FormData();
  form.set("piece", new File([pdf("Vu et autorise") as BlobPart], "visa.pdf"));
  return form;
}

test("the digitised visa is joined to the bordereau that it stamps, and read from it", async () => {
  const admin = await app.as("administrateur", { renforcee: true });
  const bordereau = await addBordereau("AD 96");
  expect((await admin.post(`${bordereau}/visa/fichier`, scan())).status).toBe(303);
  const { body } = await admin.get(bordereau);
  const [, piece] = /href="(\/pieces\/[0-9a-f-]{36})"/.exec(body) ?? [];
  expect((await admin.get(`${piece}/fichier`)).status).toBe(200);
});

test("there is no scan of a visa that is not recorded", async () => {
  const admin = await app.as("administrateur", { renforcee: true });
  const bordereau = await addBordereau(null);
  const page = await admin.get(`${bordereau}/visa/fichier`);
  expect(page.text).toContain("Ce bordereau n’a pas de visa");
  expect(page.body).not.toContain('type="file"');
  const { status, text } = await admin.post(`${bordereau}/visa/fichier`, scan());
  expect(status).toBe(422);
  expect(text).toContain("Ce bordereau n’a pas de visa");
});
