import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, textOf } from "#tests/app.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
const ssa = await app.as("ssa");
const dgesco = await app.as("dgesco");
const head = await app.as("chef_etablissement");
const equipe = await app.as("equipe");

/** A second académie, of which some structures of the first are given to: two profiles to compare. */
beforeAll(async () => {
  await database.pool.query(`
    insert into academie (code, nom, nation) values ('95', 'Anse-Basse', 'demonstration');
    insert into comptage_structure (academie_code, departement_code, type, secteur, statut_ep, n)
      select '95', '963', type, secteur, statut_ep, n from comptage_structure where departement_code = '963';
    insert into reference_indicateur select indicateur_code, annee, base, 'academie', '95', type, secteur, n, moyenne, moyenne_ponderee,
      n_ponderes, deciles, q1, q3, minimum, maximum, bornes, effectifs, masquee from reference_indicateur
      where niveau = 'departement' and territoire = '963';
    insert into participation_academie (id, academie_code, dispositif_code, statut, debut, fin, acte, enregistre_le) values
      (gen_random_uuid(), '95', 'cla', 'experimentale', '2021-09-01', '2022-09-01', 'Essai', now()),
      (gen_random_uuid(), '95', 'cla', 'etendue', '2022-09-01', null, 'Essai', now())`);
});

const rows = (body: string) =>
  [...(/<table>(.*?)<\/table>/s.exec(body)?.[1] ?? "").matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => textOf(cell) ?? ""),
  );

describe("académies beside one another", () => {
  test("stand by name with their profile, and the figures of the references", async () => {
    for (const client of [ssa, dgesco, head]) {
      const answer = await client.get("/nation?indicateur=ips&type=college&annee=2025");
      expect(answer.status).toBe(200);
      const [header = [], ...lines] = rows(answer.body);
      expect(lines.map(([nom]) => nom)).toEqual(["Anse-Basse", "Port-Amarre"]);
      const { rows: expected } = await database.pool.query(
        `select n, moyenne from reference_indicateur where indicateur_code = 'ips' and annee = 2025 and type = 'college' and secteur = 'tous'
          and niveau = 'academie' and base = 'complete' order by territoire`,
      );
      const of = (line: string[] = [], title: string) => line[header.indexOf(title)];
      expect(lines.map((line) => of(line, "Publiées"))).toEqual(expected.map(({ n }) => String(n)));
      expect(lines.map((line) => of(line, "Moyenne"))).toEqual(
        expected.map(({ moyenne }) => moyenne.toFixed(1).replace(".", ",")),
      );
      expect(of(lines[0], "Dispositifs")).toBe("Contrat local d'accompagnement (CLA) : étendue");
      expect(answer.body).not.toContain("aria-sort");
    }
  });

  test("are crossed by two indicators, each with its name on the cloud", async () => {
    const answer = await ssa.get("/nation?avec=effectif_college");
    const figure = [...answer.body.matchAll(/<figure.*?<\/figure>/gs)].find(([one]) =>
      one.includes("moyennes par académie"),
    )?.[0];
    expect(textOf(figure)).toContain("Anse-Basse");
    expect(textOf(figure)).toContain("Port-Amarre");
    expect((await ssa.get("/nation?avec=chateau&type=tour")).status).toBe(200);
  });

  test("are drawn with a hatch where nothing is known", async () => {
    const answer = await ssa.get("/nation?type=college");
    expect(answer.text).toContain("1 territoire sur 1");
    expect(answer.text).toContain("par académie");
  });

  test("may be taken away", async () => {
    const file = (await ssa.get("/nation/export?avec=effectif_college")).body.trimEnd().split("\r\n");
    expect(file).toHaveLength(3);
    expect(file[1]).toMatch(/^95;Anse-Basse;/);
    expect(file[0]).toContain("Effectif total : moyenne");
  });

  test("are for who reads territories", async () => {
    expect((await equipe.get("/nation")).status).toBe(403);
    expect((await equipe.get("/territoires")).status).toBe(403);
  });
});
