import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { getImport, type ImportVu, listRejets } from "#app/referentiel/imports/queries.server.ts";
import { importerFichiers } from "#server/import-files.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { comptesOf, marquer } from "#tests/imports.ts";

/**
 * The official files of the ministère, read a second time here by another parser and a few lines of code: every count
 * and every value in the database must be theirs. They are not committed (shared/donnees.md §6).
 */
const DONNEES = resolve("../shared/donnees");
const present = existsSync(DONNEES);
if (!present) process.stdout.write(`Skipped: no official files at ${DONNEES} (donnees-reelles.test.ts).\n`);

const ADRESSES =
  "annuaire/fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre_colleges_2024-12.csv";
const IPS = {
  "ips/fr-en-ips_colleges_2021-22.csv": 6_967,
  "ips/fr-en-ips-colleges-ap2022.csv": 6_973,
  "ips/fr-en-ips-colleges-ap2023_idf_2024-25.json": 1_153,
  "ips/fr-en-ips-colleges-ap2023_nantes-bordeaux-poitiers-limoges.csv": 1_017,
};
const EFFECTIFS = "effectifs/fr-en-college-effectifs-niveau-sexe-lv_2024.csv";
/** Neighbours with nearly the same columns, which must not be taken. */
const AUTRES = [
  "ips/fr-en-ips-ecoles-ap2022_versailles-paris_2024-25.csv",
  "ips/fr-en-ips-lycees-ap2022.csv",
  "resultats/fr-en-indicateurs-valeur-ajoutee-colleges_2022-2024.csv",
  "effectifs/fr-en-ecoles-effectifs-nb_classes_53-72-85-19-23-87_2024.csv",
  "annuaire/fr-en-etablissements-fermes_2021-2026.csv",
  "education-prioritaire/college-qpv-proche.csv",
];

type Ligne = Readonly<Record<string, string>>;

function read(name: string): Ligne[] {
  const text = readFileSync(resolve(DONNEES, name), "utf8");
  if (name.endsWith(".json")) return JSON.parse(text) as Ligne[];
  const first = text.slice(0, text.indexOf("\n"));
  return parse(text, { bom: true, columns: true, delimiter: first.includes(";") ? ";" : "," }) as Ligne[];
}

const number = (cell: string | undefined | null): number | null =>
  cell === undefined || cell === null || ["", "NS", "NA"].includes(cell) ? null : Number(cell);
const nameOf = (path: string) => path.split("/").at(-1) ?? "";
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

describe.runIf(present)("the official files", () => {
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
  let database: TestDatabase;
  let vu: ImportVu;
  const adresses = present ? read(ADRESSES) : [];
  const ips = present ? Object.keys(IPS).flatMap((name) => read(name)) : [];
  const effectifs = present ? read(EFFECTIFS) : [];

  beforeAll(async () => {
    database = await createTestDatabase();
    await marquer(database);
    const context = testContext(database);
    const names = [ADRESSES, ...Object.keys(IPS), EFFECTIFS, ...AUTRES];
    const id = await importerFichiers(
      context,
      names.map((name) => resolve(DONNEES, name)),
      "commande",
    );
    vu = await getImport(context.db, id);
  });
  afterAll(() => database?.drop());

  async function query<T>(text: string, parameters: unknown[] = []): Promise<T[]> {
    return (await database.pool.query(text, parameters)).rows as T[];
  }

  test("are recognised, and their neighbours are left alone", () => {
    const found = Object.fromEntries(vu.fichiers.map(({ nom, jeu }) => [nom, jeu]));
    expect(found).toEqual({
      [nameOf(ADRESSES)]: "adresse_geolocalisation",
      ...Object.fromEntries(Object.keys(IPS).map((name) => [nameOf(name), "ips_colleges"])),
      [nameOf(EFFECTIFS)]: "effectifs_college",
      ...Object.fromEntries(AUTRES.map((name) => [nameOf(name), null])),
    });
  });

  test("are read to their last line, and no line is refused", async () => {
    const lines = { [ADRESSES]: 7_654, ...IPS, [EFFECTIFS]: 8_389 };
    for (const [name, lu] of Object.entries(lines)) {
      const comptes = comptesOf(vu, nameOf(name));
      const rejets = await listRejets(
        testContext(database).db,
        vu.fichiers.find(({ nom }) => nom === nameOf(name))?.id ?? "",
        5,
      );
      expect([name, comptes[0], comptes[4], rejets]).toEqual([name, lu, 0, []]);
      expect(read(name)).toHaveLength(lu);
    }
  });

  test("give every structure that they name, and no other", async () => {
    const named = new Set([
      ...adresses.map((ligne) => ligne.numero_uai),
      ...ips.map((ligne) => ligne.uai),
      ...effectifs.map((ligne) => ligne.UAI),
    ]);
    const rows = await query<{ uai: string }>("select uai from structure");
    expect(new Set(rows.map(({ uai }) => uai))).toEqual(named);
    const register = await query<Ligne>(
      "select academie_code as a, secteur as s, type as t from structure where source_identite = 'annuaire'",
    );
    expect(countBy(register, ({ a }) => a ?? "")).toEqual(
      countBy(adresses, (ligne) => ligne.code_academie ?? ""),
    );
    expect(countBy(register, ({ t }) => t ?? "")).toEqual({ college: 7_654 });
    expect(countBy(register, ({ s }) => (s === "public" ? "Public" : "Privé"))).toEqual(
      countBy(adresses, (ligne) => ligne.secteur_public_prive_libe ?? ""),
    );
  });

  test("give the identity that the register tells, cell by cell", async () => {
    const rows = await query<Record<string, string | number | null>>("select * from structure");
    const known = new Map(rows.map((row) => [row.uai, row]));
    for (const ligne of adresses) {
      const row = known.get(ligne.numero_uai ?? "");
      const wanted = [
        (
          ligne.appellation_officielle ||
          `${ligne.denomination_principale || ligne.nature_uai_libe} ${ligne.patronyme_uai}`
        )
          .trim()
          .replace(/\s+/g, " "),
        ligne.code_commune,
        ligne.code_academie,
        number(ligne.latitude),
        number(ligne.longitude),
        ligne.date_ouverture || null,
        ligne.adresse_uai,
      ];
      expect(
        [
          row?.nom,
          row?.commune_code,
          row?.academie_code,
          row?.latitude,
          row?.longitude,
          row?.ouverte_le,
          row?.adresse,
        ],
        ligne.numero_uai,
      ).toEqual(wanted);
    }
  });

  test("give every value equal to its cell, and the missing ones as missing", async () => {
    const wanted = new Map<string, { valeur: number | null; texte: string }>();
    const put = (uai: string | undefined, code: string, annee: number, cell: string | undefined | null) => {
      if (cell !== undefined)
        wanted.set(`${uai} ${code} ${annee}`, { valeur: number(cell), texte: cell ?? "" });
    };
    for (const ligne of ips) {
      const annee = Number(ligne.rentree_scolaire?.slice(0, 4));
      put(ligne.uai, "ips", annee, ligne.ips);
      put(ligne.uai, "ips_ecart_type", annee, ligne.ecart_type_de_l_ips);
      put(ligne.uai, "ips_effectif", annee, ligne.effectifs);
    }
    for (const ligne of effectifs) {
      put(ligne.UAI, "effectif_college", 2024, ligne.nombre_eleves_total);
      put(ligne.UAI, "effectif_segpa", 2024, ligne["Nombre d'élèves total Segpa"]);
      put(ligne.UAI, "effectif_ulis", 2024, ligne["Nombre d'élèves total ULIS"]);
      put(ligne.UAI, "effectif_6e", 2024, ligne["6èmes total"]);
    }
    const rows = await query<{ key: string; valeur: number | null; texte: string; statut: string }>(
      "select uai || ' ' || indicateur_code || ' ' || annee as key, valeur, texte, statut from valeur_indicateur where remplace_le is null",
    );
    expect(rows).toHaveLength(wanted.size);
    for (const { key, valeur, texte, statut } of rows) {
      expect({ valeur, texte }, key).toEqual(wanted.get(key));
      expect(statut === "ok", key).toBe(valeur !== null);
    }
    expect(rows.filter(({ valeur }) => valeur === null)).toHaveLength(
      [...wanted.values()].filter(({ valeur }) => valeur === null).length,
    );
  });

  test("give the pupils of France: 3 420 830, of whom REP and REP+ as published", async () => {
    const total = effectifs.reduce((sum, ligne) => sum + Number(ligne.nombre_eleves_total), 0);
    expect(total).toBe(3_420_830);
    expect(
      await query(
        `select coalesce(s.statut_ep, 'absent') as statut, count(*)::int as n, sum(v.valeur)::int as eleves
         from valeur_indicateur v join structure s using (uai)
         where v.indicateur_code = 'effectif_college' and v.annee = 2024 group by 1 order by 1`,
      ),
    ).toEqual([
      { statut: "hors_ep", n: 8_389 - 732 - 367, eleves: 3_420_830 - 376_615 - 194_507 },
      { statut: "rep", n: 732, eleves: 376_615 },
      { statut: "rep_plus", n: 367, eleves: 194_507 },
    ]);
  });

  test("give means of IPS by académie, year and sector that a second computation finds again", async () => {
    const rows = await query<{ uai: string; academie_code: string; secteur: string; type: string }>(
      "select uai, academie_code, secteur, type from structure",
    );
    const known = new Map(rows.map((row) => [row.uai, row]));
    const groups = new Map<string, number[]>();
    for (const ligne of ips) {
      const value = number(ligne.ips);
      const row = known.get(ligne.uai ?? "");
      if (value === null || !row) continue;
      for (const territory of ["nation france", `academie ${row.academie_code}`])
        for (const secteur of ["tous", row.secteur]) {
          const key = `${ligne.rentree_scolaire?.slice(0, 4)} ${territory} ${row.type} ${secteur}`;
          groups.set(key, [...(groups.get(key) ?? []), value]);
        }
    }
    const references = await query<{ key: string; n: number; moyenne: number }>(
      `select annee || ' ' || niveau || ' ' || territoire || ' ' || type || ' ' || secteur as key, n, moyenne
       from reference_indicateur where indicateur_code = 'ips' and niveau <> 'departement'`,
    );
    expect(references.map(({ key }) => key).sort()).toEqual([...groups.keys()].sort());
    for (const { key, n, moyenne } of references) {
      const values = groups.get(key) ?? [];
      expect(n, key).toBe(values.length);
      expect(moyenne, key).toBeCloseTo(mean(values), 9);
    }
  });

  test("agree with what is published: public IPS of 2022 by status, and the official means as an order of magnitude", async () => {
    const rep = read("education-prioritaire/liste-des-rep-et-rep-rentree-2022.csv");
    const status = new Map(rep.map((ligne) => [ligne.NUMERO, ligne.EP]));
    const rows = await query<{ uai: string; valeur: number }>(
      `select v.uai, v.valeur from valeur_indicateur v join import_fichier f on f.id = v.fichier_id
       where v.indicateur_code = 'ips' and v.annee = 2022 and v.valeur is not null`,
    );
    const publics = new Set(
      read("ips/fr-en-ips-colleges-ap2022.csv")
        .filter(({ secteur }) => secteur === "public")
        .map(({ uai }) => uai),
    );
    const groups = Object.groupBy(
      rows.filter(({ uai }) => publics.has(uai)),
      ({ uai }) => status.get(uai) ?? "none",
    );
    const summary = Object.entries(groups).map(([ep, list]) => [
      ep,
      list?.length,
      Number(mean((list ?? []).map(({ valeur }) => valeur)).toFixed(2)),
    ]);
    // donnees.md §4.
    expect(summary.sort()).toEqual([
      ["REP+", 361, 74.53],
      ["REP", 731, 85.83],
      ["none", 4_223, 104.73],
    ]);
    // The official means weigh each collège by its pupils, ours count each collège once: they only stay close.
    const official = read("ips/fr-en-ips-colleges-ap2023_idf_2024-25.json");
    for (const [code, name] of [
      ["01", "PARIS"],
      ["24", "CRETEIL"],
      ["25", "VERSAILLES"],
    ] as const) {
      const printed = Number(official.find((ligne) => ligne.academie === name)?.ips_academique);
      const [own] = await query<{ moyenne: number }>(
        "select moyenne from reference_indicateur where indicateur_code = 'ips' and annee = 2024 and niveau = 'academie' and territoire = $1 and type = 'college' and secteur = 'tous'",
        [code],
      );
      expect(Math.abs((own?.moyenne ?? 0) - printed), name).toBeLessThan(5);
    }
  });
});
