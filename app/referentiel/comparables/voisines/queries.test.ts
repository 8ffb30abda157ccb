import { afterAll, describe, expect, test } from "vitest";
import { scopeOf } from "#app/acces/rules.ts";
import { createMonde, drawColleges, insertValeurs, maskValeurs, recalculer } from "#tests/comparables.ts";
import { createTestDatabase } from "#tests/database.ts";
import { type Entree, NOMS_ENTREES, REGLAGES_PAR_DEFAUT, type Reglages } from "../rules.ts";
import { findProfil, listReperes, listVoisines, type ProfilEntree } from "./queries.server.ts";

const colleges = drawColleges();
const database = await createTestDatabase();
afterAll(() => database.drop());
const context = await createMonde(database, colleges);
const { db } = database;

async function profilOf(uai: string): Promise<ProfilEntree> {
  const profil = await findProfil(db, uai);
  if (!profil) throw new Error(`no profile for ${uai}`);
  return profil;
}

/** Neighbours computed apart, from the profiles alone. */
async function bruteForce(soi: ProfilEntree, { nombre, calibre, secteur, poids }: Reglages) {
  const all = await Promise.all(colleges.map(({ uai }) => profilOf(uai)));
  const chosen = NOMS_ENTREES.filter((entree) => poids[entree] > 0 && soi[entree] !== null);
  const candidates = all.filter(
    (other) =>
      other.uai !== soi.uai &&
      Math.abs(other.ips - soi.ips) <= calibre &&
      (secteur === "tous" || other.secteur === soi.secteur),
  );
  const full = candidates.filter((other) => chosen.every((entree) => other[entree] !== null));
  const weights = chosen.reduce((sum, entree) => sum + poids[entree], 0);
  const squared = (other: ProfilEntree, entree: Entree) => ((other[entree] ?? 0) - (soi[entree] ?? 0)) ** 2;
  const proches = full
    .map((other) => ({
      uai: other.uai,
      distance: Math.sqrt(
        chosen.reduce((sum, entree) => sum + poids[entree] * squared(other, entree), 0) / weights,
      ),
    }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, nombre);
  return { proches, candidates: candidates.length, incompletes: candidates.length - full.length };
}

const REGLAGES: readonly Partial<Reglages>[] = [
  {},
  { calibre: 0.2 },
  { calibre: 2, secteur: "tous", nombre: 60 },
  { nombre: 10, poids: { ips: 2, heterogeneite: 0, effectif: 1, eloignement: 0, densite: 0 } },
  { poids: { ips: 0, heterogeneite: 2, effectif: 0, eloignement: 1, densite: 1 } },
];

describe("listVoisines", () => {
  test.each(REGLAGES)("finds what a naive computation finds, with %j", async (change) => {
    const reglages = { ...REGLAGES_PAR_DEFAUT, ...change };
    // The first knows every input, the fourth not its remoteness, the sixth not the density of its commune.
    for (const index of [0, 3, 5]) {
      const soi = await profilOf(colleges[index]?.uai ?? "");
      const expected = await bruteForce(soi, reglages);
      const found = await listVoisines(db, soi, reglages, undefined);
      expect(found.proches.map(({ uai }) => uai)).toEqual(expected.proches.map(({ uai }) => uai));
      for (const [i, { distance }] of found.proches.entries())
        expect(distance).toBeCloseTo(expected.proches[i]?.distance ?? Number.NaN, 9);
      expect(found).toMatchObject({ candidates: expected.candidates, incompletes: expected.incompletes });
    }
  });

  test("finds nothing, and counts nothing, when no input is chosen", async () => {
    const poids = { ips: 0, heterogeneite: 0, effectif: 0, eloignement: 0, densite: 0 } as const;
    const soi = await profilOf(colleges[0]?.uai ?? "");
    expect(await listVoisines(db, soi, { ...REGLAGES_PAR_DEFAUT, poids }, undefined)).toEqual({
      proches: [],
      candidates: 0,
      incompletes: 0,
    });
  });

  test("keeps to the scope it is given, and to the académie when asked", async () => {
    const soi = await profilOf(colleges[0]?.uai ?? "");
    const own = scopeOf(
      {
        agentId: "",
        nomComplet: "",
        fonctions: [
          {
            fonction: "chef_etablissement",
            porteeType: "structure",
            porteeCode: colleges[1]?.uai ?? "",
            debut: "",
            fin: null,
          },
        ],
      },
      "indicateur.lire",
    );
    const large = { ...REGLAGES_PAR_DEFAUT, calibre: 2 };
    expect((await listVoisines(db, soi, large, own)).candidates).toBeLessThanOrEqual(1);
    const academie = await listVoisines(db, soi, { ...large, academie: "meme" }, undefined);
    expect(academie.candidates).toBe((await listVoisines(db, soi, large, undefined)).candidates);
    const ailleurs = await listVoisines(
      db,
      { ...soi, academie: "17" },
      { ...large, academie: "meme" },
      undefined,
    );
    expect(ailleurs.candidates).toBe(0);
  });

  test("cannot be moved by any result", async () => {
    const uais = colleges.slice(0, 12).map(({ uai }) => uai);
    const neighbours = () =>
      Promise.all(
        uais.map(async (uai) => listVoisines(db, await profilOf(uai), REGLAGES_PAR_DEFAUT, undefined)),
      );
    const before = await neighbours();
    const { rows: results } = await database.pool.query(
      "select code, minimum, maximum from indicateur where nature = 'resultat' and objet = 'structure'",
    );
    expect(results.length).toBeGreaterThan(20);
    for (const edge of ["minimum", "maximum"]) {
      await insertValeurs(
        database,
        results.flatMap((result, r) =>
          colleges.map(
            ({ uai }, i) => [uai, result.code, 2024, (i + r) % 2 ? result[edge] : result.minimum] as const,
          ),
        ),
      );
      await recalculer(context);
      expect(await neighbours()).toEqual(before);
    }
  });
});

describe("listReperes", () => {
  const uais = colleges.slice(1, 13).map(({ uai }) => uai);
  const pairs = [
    { indicateur: "ips", annee: 2024 },
    { indicateur: "ips", annee: 2019 },
  ];

  test("gives the quartiles by linear interpolation, of the asked year only", async () => {
    const values = colleges
      .slice(1, 13)
      .map(({ ips }) => ips)
      .sort((a, b) => a - b);
    const quantile = (share: number) => {
      const at = share * (values.length - 1);
      const low = values[Math.floor(at)] ?? Number.NaN;
      return low + (at - Math.floor(at)) * ((values[Math.ceil(at)] ?? Number.NaN) - low);
    };
    const [found, ...none] = await listReperes(db, undefined, uais, pairs);
    expect(none).toEqual([]);
    expect(found).toMatchObject({ indicateur: "ips", annee: 2024, n: 12 });
    expect(found?.q1).toBeCloseTo(quantile(0.25), 9);
    expect(found?.mediane).toBeCloseTo(quantile(0.5), 9);
    expect(found?.q3).toBeCloseTo(quantile(0.75), 9);
  });

  test("lets nothing that secrecy covers into an anonymous reference", async () => {
    await maskValeurs(database, uais.slice(0, 3), "ips");
    expect(await listReperes(db, undefined, uais, pairs)).toMatchObject([{ n: 9 }]);
  });
});
