import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { creerDistribution } from "#app/acces/commands.server.ts";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { findActor } from "#app/acces/sessions/queries.server.ts";
import { writeAcademie } from "#server/demonstration/academie.ts";
import { DISTRIBUTION } from "#server/demonstration/distribution.ts";
import { importerFichiers } from "#server/import-files.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { adresse, appliquer, csv, marquer, uaiOf } from "#tests/imports.ts";
import { listScans } from "#tests/plans.ts";
import { findStructureTapee, searchService } from "./queries.server.ts";

const database = await createTestDatabase();
const context = testContext(database, { settings: { demonstration: true } });
afterAll(() => database.drop());

const ETANG = uaiOf("961", 9_001);
const VOISIN = uaiOf("962", 9_002);

beforeAll(async () => {
  await marquer(database, true);
  const files = await writeAcademie(`${database.folder}/academie`, { graine: 3, structures: 12_000 });
  await importerFichiers(context, files, "commande");
  await appliquer(context, {
    "etang.csv": csv([
      adresse(ETANG, { ...(await lieuOf("961")), appellation_officielle: "Collège de l'Étang-Fleuri" }),
      adresse(VOISIN, { ...(await lieuOf("962")), appellation_officielle: "Collège du Grand-Étang" }),
    ]),
  });
  await creerDistribution(context, DISTRIBUTION);
  await database.pool.query(
    `insert into circonscription (code, nom, departement_code) values ('961C1', 'Port-Amarré-Nord', '961'), ('962C1', 'Les Étangs', '962')`,
  );
  await database.pool.query("vacuum analyze");
}, 120_000);

/** A commune of the fictitious académie: a demonstration takes no other. */
async function lieuOf(departement: string): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ code: string; nom: string }>(
    "select commune_code as code, commune_nom as nom from structure where departement_code = $1 order by 1 limit 1",
    [departement],
  );
  return {
    code_commune: rows[0]?.code ?? "",
    libelle_commune: rows[0]?.nom ?? "",
    code_departement: departement,
    code_academie: "96",
  };
}

async function actorOf(fonction: Fonction) {
  const actor = await findActor(context, person(fonction).id);
  if (!actor) throw new Error(`nobody is ${fonction}`);
  return actor;
}

async function search(fonction: Fonction, q: string): Promise<Record<string, string[]>> {
  const { groupes } = await searchService(context, await actorOf(fonction), q);
  return Object.fromEntries(groupes.map(({ titre, resultats }) => [titre, resultats.map((r) => r.titre)]));
}

describe("the global search", () => {
  test("finds each kind by its name, for whoever it opens to", async () => {
    const found = await search("ssa", "étang");
    expect(found.Structures).toEqual(["Collège de l'Étang-Fleuri", "Collège du Grand-Étang"]);
    expect(found.Circonscriptions).toEqual(["Les Étangs"]);
    expect(found.Imports).toEqual(["etang.csv"]);
    expect((await search("administrateur", "goemon")).Personnes).toEqual(["Paul Goémon"]);
    expect((await search("ssa", "position sociale")).Indicateurs?.length).toBeGreaterThan(0);
    expect((await search("ssa", "anomalies"))["Pages du service"]).toContain("Les anomalies");
    expect((await search("caf", "962")).Territoires?.length).toBe(1);
  });

  test("stays in scope: a head finds neither the others’ structures, nor people, nor imports", async () => {
    expect(await search("chef_etablissement", "étang")).toEqual({});
    expect(await search("equipe", "étang")).toEqual({});
    for (const fonction of ["caf", "chef_etablissement"] as const)
      expect((await search(fonction, "goemon")).Personnes).toBeUndefined();
  });

  test("finds a commune through its structures, each once", async () => {
    const { rows } = await database.pool.query<{ nom: string }>(
      "select commune_nom as nom from structure where departement_code = '961' group by 1 having count(*) > 3 order by count(*) desc limit 1",
    );
    const nom = rows[0]?.nom ?? "";
    const territoires = (await search("caf", nom)).Territoires ?? [];
    expect(territoires.filter((titre) => titre === nom)).toHaveLength(1);
  });

  test("says how many more there are, and where", async () => {
    const { groupes } = await searchService(context, await actorOf("ssa"), "college");
    const structures = groupes.find(({ titre }) => titre === "Structures");
    expect(structures?.resultats).toHaveLength(8);
    expect(structures?.suite?.href).toBe("/structures?q=college");
    expect(structures?.suite?.texte).toMatch(/^Voir les \d/);
  });

  test.each(["ettang fleuri", "etang fleurri", "Étang  FLEURRI"])("mends « %s »", async (q) => {
    const { corrige, groupes } = await searchService(context, await actorOf("ssa"), q);
    expect(corrige).toContain("fleuri");
    expect(groupes[0]?.resultats.map(({ titre }) => titre)).toContain("Collège de l'Étang-Fleuri");
  });

  test.each(["zzzzqqqq", "%", "_", "\\", "' or 1=1 --", "a", "", "🐟"])("of %j breaks nothing", async (q) => {
    const { total, groupes } = await searchService(context, await actorOf("administrateur"), q);
    expect(total).toBe(groupes.reduce((sum, { resultats }) => sum + resultats.length, 0));
  });
});

describe("a UAI typed whole", () => {
  test("leads to its structure, spaces and case aside", async () => {
    const actor = await actorOf("ssa");
    expect(await findStructureTapee(context, actor, ` ${ETANG.toLowerCase()} `)).toBe(`/structures/${ETANG}`);
    expect(await findStructureTapee(context, actor, "9999999Z")).toBeUndefined();
  });

  test("that is out of scope leads nowhere, as one that does not exist", async () => {
    for (const fonction of ["chef_etablissement", "equipe", "caf"] as const)
      expect(await findStructureTapee(context, await actorOf(fonction), ETANG)).toBeUndefined();
  });
});

test.each([
  ["ssa", "college"],
  ["ssa", "etang fleuri"],
  ["ssa", "zzettang"],
  ["administrateur", "goemon"],
  ["ien", "ecole"],
  ["chef_etablissement", "college"],
  ["caf", "saint"],
  ["ssa", "961"],
  ["ssa", "le"],
] as const)("no large table is read whole: %s looks for « %s »", async (fonction, q) => {
  const actor = await actorOf(fonction);
  expect(await listScans(database, (db) => searchService({ ...context, db }, actor, q))).toEqual([]);
});
