import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;
let ssa: Client;
let campagne: string;
/** Four collèges of the académie, by UAI; the second is of another département than the first. */
let colleges: { uai: string; nom: string; departement: string }[];
const ids: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  ssa = await app.as("ssa");
  const form = new FormData();
  for (const [name, value] of Object.entries({
    academie: "96",
    dispositif: "cla",
    annee: "2027",
    nom: "À comparer",
  }))
    form.append(name, value);
  form.append("familles", "colleges");
  campagne = (await ssa.post("/ciblage/nouvelle", form)).location ?? "";
  const { rows } = await database.pool.query<(typeof colleges)[number]>(
    `select distinct on (departement_code) uai, nom, departement_code as departement from structure
      where academie_code = '96' and type = 'college' and etat = 'ouvert' order by departement_code, uai`,
  );
  const { rows: others } = await database.pool.query<(typeof colleges)[number]>(
    `select uai, nom, departement_code as departement from structure where academie_code = '96' and type = 'college'
      and etat = 'ouvert' and uai <> all($1) order by uai limit 2`,
    [rows.map(({ uai }) => uai)],
  );
  colleges = [...rows.slice(0, 2), ...others];
  await addScenario("Large", [0, 1, 2]);
  await addScenario("Étroit", [0, 3]);
});
afterAll(() => database.drop());

/** A scenario with a finished run that keeps some of the four. */
async function addScenario(nom: string, kept: readonly number[]): Promise<void> {
  const created = await ssa.post(`${campagne}/scenarios/nouveau`, { nom, depart: "colleges" });
  const id = created.location?.split("/").at(-1) ?? "";
  const calcul = randomUUID();
  await database.pool.query(
    `insert into calcul (id, scenario_id, numero, definition, donnees_au, graine, moteur, entree, entree_empreinte, resultat,
      liste_empreinte, population, analysees, retenues, perturbations, lance_par, lance_le, termine_le)
      select $1, id, 1, definition, cree_le, 1, '1', 'x', sha256('x'), 'x', sha256('x'), 4, 4, $3, 0, cree_par, cree_le, cree_le
      from scenario where id = $2`,
    [calcul, id, kept.length],
  );
  for (const [i, { uai }] of colleges.entries())
    await database.pool.query(
      `insert into calcul_structure (calcul_id, uai, analysee, retenue, rang, frequence, coordonnees, cos2, contributions, criteres)
        values ($1, $2, true, $3, $4, $5, '{}', '{}', '{}', '[]')`,
      [calcul, uai, kept.includes(i), i + 1, kept.includes(i) ? 0.9 : 0.1],
    );
  ids.push(id);
}

const compare = (client: Client, rest = "") =>
  client.get(`${campagne}/scenarios/comparaison?s=${ids[0]}&s=${ids[1]}${rest}`);

test("sets two scenarios side by side: in both, only here, ranks and stability", async () => {
  expect((await ssa.get(`${campagne}/scenarios`)).text).toContain(
    "Deux à quatre scénarios de la même famille",
  );
  const page = await compare(ssa);
  expect([page.status, page.h1]).toEqual([200, "Comparer des scénarios : À comparer"]);
  expect(page.text).toContain("Retenues par tous : 1");
  expect(page.text).toMatch(/Large ?, calcul 1 : 3\sretenues, dont 2 ici seulement/);
  expect(page.text).toMatch(/Étroit ?, calcul 1 : 2\sretenues, dont 1 ici seulement/);
  expect(page.text).toMatch(/Retenue, rang 1, dans 90\s% des tirages/);
  for (const { uai } of colleges) expect(page.body).toContain(`/structures/${uai}`);
});

test.each<[string, number[]]>([
  ["toutes", [0]],
  ["partage", [1, 2, 3]],
  ["seul-1", [1, 2]],
  ["seul-2", [3]],
])("filters by who keeps them: %s", async (presence, expected) => {
  const { body } = await compare(ssa, `&presence=${presence}`);
  expect(colleges.flatMap(({ uai }, i) => (body.includes(`/structures/${uai}`) ? [i] : []))).toEqual(
    expected,
  );
});

test("exports what it shows", async () => {
  const file = await ssa.get(
    `${campagne}/scenarios/comparaison/export?s=${ids[0]}&s=${ids[1]}&presence=seul-2&format=csv`,
  );
  expect(file.status).toBe(200);
  expect(file.body).toContain("Étroit : part des tirages");
  expect(file.body).toContain(colleges[3]?.uai);
  expect(file.body).not.toContain(colleges[0]?.uai);
});

test("shows the département its own structures only", async () => {
  await ssa.post(`${campagne}/ouverture`, {});
  const dasen = await app.as("dasen");
  const { rows } = await database.pool.query<{ code: string }>(
    `select distinct f.portee_code as code from fonction_exercee f where f.fonction = 'dasen' and f.portee_type = 'departement'`,
  );
  const own = new Set(rows.map(({ code }) => code));
  const { body, status } = await compare(dasen);
  expect(status).toBe(200);
  const shown = colleges.filter(({ uai }) => body.includes(`/structures/${uai}`));
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.length).toBeLessThan(colleges.length);
  for (const { departement } of shown) expect(own).toContain(departement);
});

test("says what lacks when there is nothing to compare", async () => {
  const alone = await ssa.get(`${campagne}/scenarios/comparaison?s=${ids[0]}`);
  expect([alone.status, alone.text]).toEqual([
    200,
    expect.stringContaining("Choisissez au moins deux scénarios"),
  ]);
  const file = await ssa.get(`${campagne}/scenarios/comparaison/export?s=${ids[0]}&format=csv`);
  expect(file.body).not.toContain(colleges[0]?.uai);
  const foreign = await ssa.get(`${campagne}/scenarios/comparaison?s=${randomUUID()}&s=${randomUUID()}`);
  expect(foreign.text).toContain("Choisissez au moins deux scénarios");
});
