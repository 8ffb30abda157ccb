import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Scope, scopeOf } from "#app/acces/rules.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import { POPULATION_PAR_DEFAUT, type Population } from "../rules.ts";
import { countPopulation, listPopulation } from "./queries.server.ts";
import type { RaisonExclusion } from "./rules.ts";

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase("demo");
  scope = scopeOf(await actorOf(testContext(database), "ssa"), "ciblage.lire");
});
afterAll(() => database.drop());

const campagne = (changes: Partial<Population>) => ({
  academie: LIEUX.academie,
  population: { ...POPULATION_PAR_DEFAUT, statutsEp: [], secteurs: [], ...changes },
});
const COLLEGES = `structure s left join commune c on c.code = s.commune_code
  where s.academie_code = '${LIEUX.academie}' and s.type = 'college' and s.etat not in ('ferme', 'a_ouvrir')`;
const countIn = async (condition: string) =>
  (await database.pool.query<{ n: number }>(`select count(*)::int as n from ${COLLEGES} and ${condition}`))
    .rows[0]?.n;
const page = { tri: "nom", sens: "asc", limit: 5_000, offset: 0 } as const;

describe("the population of a campaign", () => {
  test.each<[string, Partial<Population>, string, RaisonExclusion]>([
    ["secteurs", { secteurs: ["public"] }, "s.secteur = 'public'", "secteur"],
    ["statuts EP", { statutsEp: ["hors_ep"] }, "s.statut_ep = 'hors_ep'", "statut_ep"],
    [
      "départements",
      { departements: [LIEUX.departement] },
      `s.departement_code = '${LIEUX.departement}'`,
      "territoire",
    ],
    ["rural communes", { ruralites: ["rural"] }, "c.typologie in ('tr1', 'tr2', 'tr3')", "ruralite"],
    [
      "a number of pupils",
      { effectifMinimal: 400 },
      `coalesce((select v.valeur from valeur_indicateur v where v.uai = s.uai and v.indicateur_code = 'effectif_college'
        and v.remplace_le is null and v.statut = 'ok' order by v.annee desc limit 1), 400) >= 400`,
      "effectif",
    ],
  ])(
    "keeps by %s what a direct count keeps, and tells why the others are out",
    async (_by, changes, condition, raison) => {
      const definie = campagne(changes);
      const [inside, all] = [await countIn(condition), await countIn("true")];
      expect(inside).toBeGreaterThan(0);
      expect(inside).toBeLessThan(all ?? 0);
      const comptage = await countPopulation(database.db, definie, "colleges", scope);
      expect(comptage.dedans).toBe(inside);
      expect(comptage.dehors[raison]).toBe((all ?? 0) - (inside ?? 0));
      const dedans = await listPopulation(database.db, definie, "colleges", scope, {
        ...page,
        presence: "dedans",
      });
      const dehors = await listPopulation(database.db, definie, "colleges", scope, {
        ...page,
        presence: raison,
      });
      expect([dedans.total, dehors.total]).toEqual([inside, (all ?? 0) - (inside ?? 0)]);
      expect(new Set(dehors.lignes.map((ligne) => ligne.raison))).toEqual(new Set([raison]));
    },
  );

  test("counts each structure once, in or out, and its kinds add up", async () => {
    const definie = campagne({ statutsEp: ["hors_ep"], secteurs: ["public"] });
    const { dedans, dehors, types, secteurs, departements, ruralites } = await countPopulation(
      database.db,
      definie,
      "ecoles",
      scope,
    );
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*)::int as n from structure where academie_code = '${LIEUX.academie}' and type in ('maternelle', 'elementaire', 'primaire')`,
    );
    const sum = (counts: Readonly<Record<string, number>>) =>
      Object.values(counts).reduce((a, b) => a + b, 0);
    expect(dedans + sum(dehors)).toBe(rows[0]?.n);
    for (const counts of [types, secteurs, departements, ruralites]) expect(sum(counts)).toBe(dedans);
  });

  test("takes who no list of éducation prioritaire names as outside, once the list is known", async () => {
    const definie = campagne({ statutsEp: ["hors_ep"] });
    const before = await countPopulation(database.db, definie, "colleges", scope);
    await database.pool.query(
      `update structure set statut_ep = null, statut_ep_annee = null where type = 'college' and statut_ep = 'hors_ep'`,
    );
    expect(await countPopulation(database.db, definie, "colleges", scope)).toEqual(before);
    await database.pool.query(
      `update structure set statut_ep = null, statut_ep_annee = null where type = 'college'`,
    );
    const unknown = await countPopulation(database.db, definie, "colleges", scope);
    expect(unknown.dedans).toBe(0);
    expect(unknown.dehors.statut_ep_inconnu).toBe(await countIn("true"));
  });

  test("looks at no structure out of the reader's scope", async () => {
    const dasen = scopeOf(await actorOf(testContext(database), "dasen"), "ciblage.lire");
    const { departements } = await countPopulation(database.db, campagne({}), "ecoles", dasen);
    expect(Object.keys(departements)).toHaveLength(1);
  });
});
