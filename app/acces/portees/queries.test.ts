import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import type { Fonction, PorteeType } from "../fonctions/rules.ts";
import { withinScope } from "../queries.server.ts";
import { type Actor, isSansLieu, isVaste, scopeOf } from "../rules.ts";
import { findChoixPortee, getLibellePortee, listPortees, withinPortees } from "./queries.server.ts";
import { type Portee, type PorteeNommee, reaches } from "./rules.ts";

type Exercee = readonly [Fonction, PorteeType, string];
const { academie, departement, commune, circonscription, college, ecole } = LIEUX;

let database: TestDatabase;
let structures: readonly PorteeNommee[];
let territoires: readonly PorteeNommee[];

beforeAll(async () => {
  database = await createTestDatabase("demo");
  // A district of the town, where files place one of its schools.
  await database.pool.query(`insert into commune (code, nom, departement_code, actuelle_code)
    select '96299', 'Port-Amarre, arrondissement', departement_code, code from commune where code = '${commune}'`);
  await database.pool.query(`update structure set commune_code = '96299' where uai = (
    select uai from structure where commune_code = '${commune}' and type = 'primaire' and secteur = 'public' and uai <> '${ecole}'
    order by uai limit 1)`);
  const named = async (query: string) => {
    const { rows } = await database.pool.query<Portee>(query);
    return [...(await listPortees(database.db, rows)).values()];
  };
  structures = await named("select 'structure' as type, uai as code from structure");
  territoires =
    await named(`select 'academie' as type, code from academie union all select 'departement', code from departement
    union all select 'commune', code from commune union all select 'circonscription', code from circonscription`);
});
afterAll(() => database.drop());

function actorOf(...fonctions: Exercee[]): Actor {
  const exercees = fonctions.map(([fonction, porteeType, porteeCode]) => ({
    ...{ fonction, porteeType, porteeCode, debut: "2024-09-01", fin: null },
  }));
  return { agentId: "a", nomComplet: "A", fonctions: exercees };
}
const scope = (...fonctions: Exercee[]) => scopeOf(actorOf(...fonctions), "structure.lire");

const reached = (fonctions: readonly Exercee[], among: readonly PorteeNommee[]) =>
  among
    .filter((one) =>
      fonctions.some(([fonction, type, code]) => reaches({ fonction, portee: { type, code } }, one)),
    )
    .map(({ code }) => code)
    .sort();

async function read(query: ReturnType<typeof sql<{ code: string }>>): Promise<string[]> {
  const { rows } = await query.execute(database.db);
  return rows.map(({ code }) => code).sort();
}

const CAEC: Exercee = ["caec", "academie", academie];
const CAEC_DEPARTEMENT: Exercee = ["caec", "departement", departement];
const MAIRIE: Exercee = ["collectivite", "commune", commune];
const CONSEIL: Exercee = ["collectivite", "departement", departement];
const REGION: Exercee = ["collectivite", "academie", academie];

describe.each<[string, readonly Exercee[], { readonly some: boolean }]>([
  ["the CAEC of an académie", [CAEC], { some: true }],
  ["the direction diocésaine of a département", [CAEC_DEPARTEMENT], { some: true }],
  ["the CAEC of another académie", [["caec", "academie", "01"]], { some: false }],
  ["a mairie", [MAIRIE], { some: true }],
  ["the mairie of a district", [["collectivite", "commune", "96299"]], { some: true }],
  ["a conseil départemental", [CONSEIL], { some: true }],
  ["a région", [REGION], { some: true }],
  ["a syndicat named for one school", [["collectivite", "structure", college]], { some: true }],
  ["the CAEC who also inspects", [CAEC, ["ien", "circonscription", circonscription]], { some: true }],
  [
    "the CAEC who also heads a public collège",
    [CAEC, ["chef_etablissement", "structure", college]],
    { some: true },
  ],
  ["a mairie that also sits for the département", [MAIRIE, CONSEIL], { some: true }],
  ["a CLAS territory", [["coordonnateur_clas", "territoire_clas", commune]], { some: false }],
  [
    "a CLAS territory that bears the code of a school",
    [["association", "territoire_clas", ecole]],
    { some: false },
  ],
  ["nobody", [], { some: false }],
])("%s", (_who, fonctions, { some }) => {
  test("reaches in SQL the structures that the rule says, and no other", async () => {
    const found = await read(
      sql`select uai as code from structure where ${withinScope(scope(...fonctions))}`,
    );
    expect(found).toEqual(reached(fonctions, structures));
    expect(found.length > 0).toBe(some);
    expect(found.length).toBeLessThan(structures.length);
  });

  test("reaches what stands on these structures, and no territory as a whole but its own circonscription", async () => {
    const within = (type: string, table: string, key: string) =>
      read(sql`select t.code from (select ${sql.lit(type)} as type, ${sql.ref(key)} as code from ${sql.table(table)}) t
        where ${withinPortees(scope(...fonctions), "t.type", "t.code")}`);
    expect(await within("structure", "structure", "uai")).toEqual(reached(fonctions, structures));
    for (const type of ["academie", "departement", "commune", "circonscription"] as const)
      expect(await within(type, type, "code"), type).toEqual(
        reached(
          fonctions,
          territoires.filter((one) => one.type === type),
        ),
      );
    expect(await within("territoire_clas", "structure", "uai")).toEqual([]);
  });
});

test("the sector opens nothing that is not said to be under contract, and the union of two functions only adds", async () => {
  const secteurs = await read(
    sql`select distinct secteur as code from structure where ${withinScope(scope(CAEC))}`,
  );
  expect(secteurs).toEqual(["prive_sous_contrat"]);
  const [alone, both] = await Promise.all(
    [scope(CAEC), scope(CAEC, ["chef_etablissement", "structure", college])].map((one) =>
      read(sql`select uai as code from structure where ${withinScope(one)}`),
    ),
  );
  expect(alone).not.toContain(college);
  expect(both).toEqual([...(alone ?? []), college].sort());
});

test("a mairie reads the schools that files place in a part of its commune", async () => {
  const codes = await read(
    sql`select distinct commune_code as code from structure where ${withinScope(scope(MAIRIE))}`,
  );
  expect(codes).toEqual([commune, "96299"]);
});

test.each<[string, boolean, boolean, readonly Exercee[]]>([
  ["the CAEC", true, true, [CAEC]],
  ["a mairie", false, false, [MAIRIE]],
  ["both", true, false, [CAEC, MAIRIE]],
  ["nobody", false, true, []],
  ["the nation", true, true, [["dgesco", "nation", "france"]]],
])("%s reaches further than places: %s, without naming any: %s", (_who, vaste, sansLieu, fonctions) => {
  expect([isVaste(scope(...fonctions)), isSansLieu(scope(...fonctions))]).toEqual([vaste, sansLieu]);
});

describe("the name of a scope", () => {
  test.each<[PorteeType, string, string]>([
    ["commune", commune, "Port-Amarre (commune, 962)"],
    ["structure", college, "Collège des Salicornes (Merlande-la-Haute)"],
    ["territoire_clas", "est", "Territoire CLAS « est » (aucune structure rattachée)"],
    ["commune", "00000", "00000"],
  ])("%s %s is « %s »", async (type, code, expected) => {
    expect(await getLibellePortee(database.db, type, code)).toBe(expected);
  });

  test("is found by the words of a form, among the kinds that a function takes", async () => {
    const asked = { cle: "", q: "port-amarre", types: ["commune"] as const };
    const { choix } = await findChoixPortee(database.db, asked);
    expect(choix[0]).toMatchObject({ type: "commune", code: commune });
    expect(choix.map(({ code }) => code)).toContain("96299");
    const byCode = await findChoixPortee(database.db, { ...asked, q: commune });
    expect(byCode.choisie).toMatchObject({
      type: "commune",
      code: commune,
      dans: { departement: "962", academie },
    });
    const others = await findChoixPortee(database.db, { ...asked, types: ["departement"] });
    expect(others.choix.filter(({ type }) => type === "commune")).toEqual([]);
  });
});
