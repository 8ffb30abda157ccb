import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import { type CampagneDecidee, deciderDemonstration, publier } from "#tests/listes.ts";
import { actorOf } from "#tests/personnes.ts";
import { POPULATION_PAR_DEFAUT } from "../../rules.ts";
import { listComparables } from "../queries.server.ts";
import { getDonneesComparaison } from "./queries.server.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());

let context: TestContext;
let decidee: CampagneDecidee;
let liste: string;
beforeAll(async () => {
  context = testContext(database);
  decidee = await deciderDemonstration(database, context, ["retenu", "retenu", "suivi_differencie"]);
  liste = await publier(context, decidee.campagne);
});

const rowsOf = async (text: string, values: unknown[] = []) => (await database.pool.query(text, values)).rows;

describe("the baseline and the comparison group", () => {
  test("freeze the values of that day, whatever is imported later", async () => {
    const [uai] = decidee.uais;
    const [frozen] = await rowsOf("select role, valeurs from base_gelee where liste_id = $1 and uai = $2", [
      liste,
      uai,
    ]);
    const current = await rowsOf(
      "select id, indicateur_code as code, annee, valeur, statut from valeur_indicateur where uai = $1 and remplace_le is null",
      [uai],
    );
    expect(frozen.role).toBe("choisie");
    const sorted = (all: { id: number }[]) => [...all].sort((a, b) => a.id - b.id);
    expect(sorted(frozen.valeurs)).toEqual(sorted(current));
    expect(frozen.valeurs.length).toBeGreaterThan(5);
    await rowsOf("update valeur_indicateur set remplace_le = $2 where uai = $1 and remplace_le is null", [
      uai,
      context.now(),
    ]);
    const [after] = await rowsOf("select valeurs from base_gelee where liste_id = $1 and uai = $2", [
      liste,
      uai,
    ]);
    expect(after.valeurs).toEqual(frozen.valeurs);
  });

  test("compare with structures of the same type and sector that nothing accompanies, on inputs only", async () => {
    const pairs = await rowsOf(
      `select a.*, s.type, s.secteur, c.type as autre_type, c.secteur as autre_secteur from appariement a
       join structure s on s.uai = a.uai join structure c on c.uai = a.comparable_uai where liste_id = $1`,
      [liste],
    );
    expect(pairs.length).toBeGreaterThan(0);
    const listed = decidee.uais.slice(0, 3);
    for (const pair of pairs) {
      expect([pair.type, pair.secteur]).toEqual([pair.autre_type, pair.autre_secteur]);
      expect(listed).not.toContain(pair.comparable_uai);
    }
    const [{ methode, equilibre }] = await rowsOf("select * from groupe_comparaison where liste_id = $1", [
      liste,
    ]);
    const codes = methode.variables.map(({ code }: { code: string }) => code);
    const natures = await rowsOf("select distinct nature from indicateur where code = any($1)", [codes]);
    expect(natures).toEqual([{ nature: "entree" }]);
    expect(equilibre).toHaveLength(codes.length);
    expect(methode.ecartees).toContainEqual(expect.objectContaining({ raison: "resultat" }));
    const roles = await rowsOf(
      "select distinct uai from base_gelee where liste_id = $1 and role = 'comparaison'",
      [liste],
    );
    expect(roles).toHaveLength(new Set(pairs.map((pair) => pair.comparable_uai)).size);
  });

  test("are read by the statistical service alone", async () => {
    const [pair] = await rowsOf("select uai from appariement where liste_id = $1 limit 1", [liste]);
    const read = async (fonction: "ssa" | "recteur" | "depp") =>
      (await listComparables(context.db, await actorOf(context, fonction), liste, pair.uai)).length;
    expect(await read("ssa")).toBeGreaterThan(0);
    expect([await read("recteur"), await read("depp")]).toEqual([0, 0]);
  });
});

describe("a structure that may be compared with", () => {
  const read = async () => {
    const [choisie] = decidee.uais;
    const { structures } = await inTransaction(context.db, (tx) =>
      getDonneesComparaison(tx, {
        campagne: { academie: LIEUX.academie, population: POPULATION_PAR_DEFAUT },
        ...{ famille: "colleges", choisies: [choisie as string], exclues: [choisie as string] },
        ...{ calculs: [], jour: "2026-11-22" },
      }),
    );
    return new Set(structures.map(({ uai }) => uai));
  };
  const accompany = (uai: string, dispositif: string, debut: string, fin: string | null) =>
    rowsOf(
      `insert into structure_dispositif (id, uai, dispositif_code, debut, fin, source, agent_id, enregistre_le)
       values (gen_random_uuid(), $1, $2, $3, $4, 'Essai', $5, $6)`,
      [uai, dispositif, debut, fin, person("ssa").id, context.now()],
    );

  test.each([
    ["a contract that runs", "college_en_progres", "2025-09-01", null, false],
    ["a territorial scheme that runs", "ter", "2025-09-01", "2027-09-01", false],
    ["a contract that ended", "college_en_progres", "2022-09-01", "2025-09-01", true],
    ["a contract still to come", "college_en_progres", "2027-09-01", null, true],
    ["a label", "nefle", "2024-09-01", null, true],
  ] as const)("with %s", async (_name, dispositif, debut, fin, kept) => {
    const before = await read();
    const alone = await rowsOf(
      "select uai from structure where not uai in (select uai from structure_dispositif)",
    );
    const uai = alone
      .map((row) => row.uai as string)
      .find((one) => before.has(one) && one !== decidee.uais[0]);
    await accompany(uai as string, dispositif, debut, fin);
    expect((await read()).has(uai as string)).toBe(kept);
  });
});
