import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;
let campagne: string;
let pilote: Client;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  pilote = await app.as("pilote_academique");
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from campagne_ciblage where etat = 'ouverte' limit 1",
  );
  campagne = rows[0]?.id ?? "";
  await database.pool.query("delete from question_ciblage");
  await database.pool.query("delete from position_organisation");
  await database.pool.query("delete from concertation");
});
afterAll(() => database.drop());

/** Two collèges of the département of the DASEN, and one of another, in this state. */
async function examiner(etat: string): Promise<void> {
  const { rows } = await database.pool.query<{ uai: string }>(
    `(select uai from structure where departement_code = $1 and type = 'college' order by uai limit 2)
     union all (select uai from structure where academie_code = '96' and departement_code <> $1 and type = 'college' order by uai limit 1)`,
    [LIEUX.departement],
  );
  expect(rows).toHaveLength(3);
  for (const { uai } of rows)
    await database.pool.query(
      `insert into candidature (id, campagne_id, uai, etat, origine, proactive, version, cree_le, modifiee_le)
       values (gen_random_uuid(), $1, $2, $3, 'ajout', false, 1, '2026-11-10T09:00:00Z', '2026-11-10T09:00:00Z')
       on conflict (campagne_id, uai) do update set etat = excluded.etat`,
      [campagne, uai, etat],
    );
}
const page = async (client: Client) => {
  const answer = await client.get(`/ciblage/${campagne}`);
  expect(answer.status).toBe(200);
  return answer;
};
const main = ({ body }: { body: string }) => /<main.*<\/main>/s.exec(body)?.[0] ?? "";

describe("the page of a campaign", () => {
  test("says to each person their next step, and what blocks it", async () => {
    await examiner("propose");
    const before = await page(pilote);
    expect(before.text).toContain("Votre prochaine étape Consigner le dialogue social");
    expect(before.text).toContain(
      "Aucun dialogue social n’est consigné : les structures ne peuvent pas encore être présentées.",
    );
    expect(before.text).toContain("Proposée : 3");
    const ssa = await page(await app.as("ssa"));
    expect(ssa.text).toContain("Ce que la campagne attend Consigner le dialogue social. Entre les mains de");
    expect(main(ssa)).not.toContain("/concertations/nouvelle");
    await database.pool.query(
      `insert into concertation (id, campagne_id, genre, instance, tenue_le, participants, compte_rendu, version, agent_id, enregistree_le, modifiee_le)
       values (gen_random_uuid(), $1, 'dialogue_social', 'CSA', '2026-11-20', '', '', 1, $2, now(), now())`,
      [campagne, person("pilote_academique").id],
    );
    const after = await page(pilote);
    expect(after.text).not.toContain("Aucun dialogue social");
    expect(after.text).toContain("Votre prochaine étape Présenter aux instances : 3 structures");
    expect(after.text).toContain("1 réunion de dialogue social");
  });

  test("counts for a département its own structures only", async () => {
    await examiner("presente");
    const dasen = await page(await app.as("dasen"));
    expect(dasen.text).toContain("Votre prochaine étape Décider : 2 structures");
    const recteur = await page(await app.as("recteur"));
    expect(recteur.text).toContain("Votre prochaine étape Décider : 3 structures");
    expect(main(recteur)).toContain(`/ciblage/${campagne}/candidatures?etat=presente`);
  });

  test("leads nobody to a page that does not open to them", async () => {
    for (const who of ["pilote_academique", "ssa", "dasen", "recteur", "igesr"] as const) {
      const client = await app.as(who);
      const links = [...main(await page(client)).matchAll(/<a [^>]*href="(\/[^"]+)"/g)].map(([, href]) =>
        (href ?? "").replaceAll("&amp;", "&"),
      );
      expect(links).toContain(`/ciblage/${campagne}/concertations`);
      expect(links.includes(`/ciblage/${campagne}/questions`)).toBe(who !== "ssa" && who !== "igesr");
      const closed: string[] = [];
      for (const href of new Set(links))
        if ((await client.get(href)).status >= 400) closed.push(`${who} ${href}`);
      expect(closed).toEqual([]);
    }
  });
});
