import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeAcademie } from "#server/demonstration/academie.ts";
import { importerFichiers } from "#server/import-files.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { adresse, appliquer, csv, ips, marquer, uaiOf } from "#tests/imports.ts";
import { getLecteur } from "./lecture/queries.server.ts";
import { listFichesIndicateurs } from "./queries.server.ts";

const database = await createTestDatabase();
const context = testContext(database);
afterAll(() => database.drop());

const few = [90, 100, 110, 120].map((value, n) => [uaiOf("072", n + 1), value] as const);
beforeAll(async () => {
  await marquer(database);
  const files = await writeAcademie(`${database.folder}/academie`, { graine: 7, structures: 600 });
  await importerFichiers(context, files, "commande");
  await appliquer(context, {
    // Two collèges in Sarthe, one in Mayenne, one lycée: thresholds and types.
    "a.csv": csv([
      adresse(few[0]?.[0] ?? ""),
      adresse(few[1]?.[0] ?? ""),
      adresse(few[2]?.[0] ?? "", { code_departement: "053", code_commune: "53130" }),
      adresse(few[3]?.[0] ?? "", { nature_uai: "320" }),
    ]),
    "i.csv": csv(few.map(([uai, value]) => ips(uai, { ips: String(value) }))),
  });
});

interface Mesure {
  code: string;
  annee: number;
  type: string;
  secteur: string;
  departement: string;
  academie: string;
  circonscription: string | null;
  bassin: string | null;
  nation: string;
  valeur: number;
}
interface ReferenceRow {
  n: number;
  moyenne: number;
  deciles: number[];
  q1: number;
  q3: number;
  minimum: number;
  maximum: number;
  bornes: number[];
  effectifs: number[];
}

/** Quantile of type 7 (R's default): linear interpolation between the order statistics. */
function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const [low = 0, high = 0] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** Every reference, computed anew from the values of the structures. */
async function expected(): Promise<Map<string, number[]>> {
  const { rows } = await sql<Mesure>`
    select v.indicateur_code as code, v.annee, s.type, s.secteur, s.departement_code as departement,
      s.academie_code as academie, s.circonscription_code as circonscription, s.bassin_code as bassin, a.nation, v.valeur
    from valeur_indicateur v join structure s using (uai) join academie a on a.code = s.academie_code
    where v.remplace_le is null and v.statut = 'ok'`.execute(context.db);
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const territories = [
      `nation ${row.nation}`,
      `academie ${row.academie}`,
      `departement ${row.departement}`,
      ...(row.circonscription ? [`circonscription ${row.circonscription}`] : []),
      ...(row.bassin ? [`bassin ${row.bassin}`] : []),
    ];
    for (const territory of territories)
      for (const secteur of ["tous", row.secteur]) {
        const key = `${row.code} ${row.annee} ${territory} ${row.type} ${secteur}`;
        groups.set(key, [...(groups.get(key) ?? []), row.valeur]);
      }
  }
  for (const values of groups.values()) values.sort((a, b) => a - b);
  return groups;
}

/** The complete ones; those without masked values are attacked in secret/queries.test.ts. */
async function references(): Promise<Map<string, ReferenceRow>> {
  const { rows } = await sql<ReferenceRow & { key: string }>`
    select indicateur_code || ' ' || annee || ' ' || niveau || ' ' || territoire || ' ' || type || ' ' || secteur as key, r.*
    from reference_indicateur r where base = 'complete'`.execute(context.db);
  return new Map(rows.map((row) => [row.key, row]));
}

function near(found: number, wanted: number): boolean {
  return Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
}

describe("references", () => {
  test("are those of an independent computation, for every territory, type and sector, and no other exists", async () => {
    const [found, wanted] = [await references(), await expected()];
    expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
    expect(found.size).toBeGreaterThan(100);
    for (const [key, values] of wanted) {
      const row = found.get(key) as ReferenceRow;
      expect(row.n, key).toBe(values.length);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const deciles = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((p) => quantile(values, p));
      const pairs = [
        [row.moyenne, mean],
        [row.q1, quantile(values, 0.25)],
        [row.q3, quantile(values, 0.75)],
        [row.minimum, values[0] ?? 0],
        [row.maximum, values.at(-1) ?? 0],
        ...deciles.map((decile, n) => [row.deciles[n] ?? Number.NaN, decile] as const),
      ] as const;
      for (const [mine, theirs] of pairs) expect(near(mine, theirs), `${key}: ${mine} ${theirs}`).toBe(true);
    }
  });

  test("spread every structure in one class, low edge included, high edge excluded but the last", async () => {
    const wanted = await expected();
    for (const [key, { bornes, effectifs, n }] of await references()) {
      expect(
        effectifs.reduce((sum, count) => sum + count, 0),
        key,
      ).toBe(n);
      const values = wanted.get(key) ?? [];
      const last = effectifs.length - 1;
      const counts = effectifs.map(
        (_, at) =>
          values.filter(
            (v) =>
              v >= (bornes[at] ?? 0) && (v < (bornes[at + 1] ?? 0) || (at === last && v === bornes[at + 1])),
          ).length,
      );
      expect(effectifs, key).toEqual(counts);
      expect(
        [...bornes].sort((a, b) => a - b),
        key,
      ).toEqual(bornes);
      expect(new Set(bornes).size, key).toBe(bornes.length);
    }
  });

  test("have the same classes in all the territories of one type, so that they compare by eye", async () => {
    const { rows } = await sql<{ n: number }>`
      select count(distinct r.bornes)::int as n from reference_indicateur r
      join lateral (select a.nation from academie a where r.niveau = 'academie' and a.code = r.territoire
        union all select a.nation from departement d join academie a on a.code = d.academie_code
          where r.niveau = 'departement' and d.code = r.territoire
        union all select r.territoire where r.niveau = 'nation') t on true
      group by r.indicateur_code, r.annee, r.type, t.nation`.execute(context.db);
    expect(new Set(rows.map(({ n }) => n))).toEqual(new Set([1]));
  });

  test("never mix types nor the fictitious académie with France", async () => {
    const found = await references();
    expect(found.get("ips 2023 nation france college tous")).toMatchObject({
      n: 3,
      moyenne: 100,
      minimum: 90,
      maximum: 110,
    });
    expect(found.get("ips 2023 nation france lp tous")).toMatchObject({ n: 1, moyenne: 120 });
  });
});

describe("the cards of a structure", () => {
  const lecteur = getLecteur({
    agentId: "",
    nomComplet: "",
    fonctions: [
      { fonction: "ssa", porteeType: "nation", porteeCode: "france", debut: "2020-01-01", fin: null },
    ],
  });

  test("show a reference from three structures on, and nothing of it below", async () => {
    const [card] = (
      await listFichesIndicateurs(context.db, lecteur, {
        uai: few[0]?.[0] ?? "",
        annee: 2023,
        niveau: "departement",
        pairs: {
          type: "college",
          secteur: "tous",
          territoires: { nation: "france", academie: "17", departement: "72" },
        },
      })
    ).filter(({ code }) => code === "ips");
    expect(card?.references).toEqual([
      { niveau: "nation", n: 3, moyenne: 100, ponderee: false, mediane: 100 },
      { niveau: "academie", n: 3, moyenne: 100, ponderee: false, mediane: 100 },
      { niveau: "departement", n: 2, moyenne: null, ponderee: false, mediane: null },
    ]);
    expect(card?.repartition).toBeUndefined();
    expect(card?.valeur).toMatchObject({ valeur: 90, statut: "ok" });
  });
});
