import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { getImport, type ImportVu, listRejets } from "#app/referentiel/imports/queries.server.ts";
import { importerFichiers } from "#server/import-files.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { ATTENDUS } from "#tests/donnees-attendues.ts";
import {
  acceptees,
  adressesSeules,
  celluleRetenue,
  cellulesAttendues,
  communesAttendues,
  groupesAttendus,
  identiteAttendue,
  lignesOf,
  mean,
  nameOf,
  numberOf,
  sorted,
  uaisOf,
  valeursTerritoireAttendues,
} from "#tests/donnees-lues.ts";
import { DONNEES, donneesPresentes, listerFichiers } from "#tests/donnees-officielles.ts";
import { comptesOf, marquer } from "#tests/imports.ts";

/** Every file of the ministère, read a second time by other code: every count, value and mean must be theirs. */
if (!donneesPresentes)
  process.stdout.write(`Skipped: no official files at ${DONNEES} (donnees-reelles.test.ts).\n`);

const IPS_2022 = "ips/fr-en-ips-colleges-ap2022.csv";
const EFFECTIFS = "effectifs/fr-en-college-effectifs-niveau-sexe-lv_2024.csv";

describe.runIf(donneesPresentes)("the official files", () => {
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });
  let database: TestDatabase;
  let vu: ImportVu;
  const attendus = Object.entries(ATTENDUS);
  beforeAll(async () => {
    database = await createTestDatabase();
    await marquer(database);
    const context = testContext(database);
    const start = performance.now();
    const paths = attendus.map(([name]) => resolve(DONNEES, name));
    const id = await importerFichiers(context, paths, "commande");
    const seconds = Math.round((performance.now() - start) / 1000);
    process.stdout.write(`${paths.length} official files imported at once in ${seconds} s.\n`);
    vu = await getImport(context.db, id);
  });
  afterAll(() => database?.drop());

  async function query<T>(text: string, parameters: unknown[] = []): Promise<T[]> {
    return (await database.pool.query(text, parameters)).rows as T[];
  }

  test("are all described here, and recognised", () => {
    expect(sorted(attendus.map(([name]) => name))).toEqual(listerFichiers());
    expect(Object.fromEntries(vu.fichiers.map(({ nom, jeu }) => [nom, jeu]))).toEqual(
      Object.fromEntries(attendus.map(([name, { jeu }]) => [nameOf(name), jeu])),
    );
  });

  test("are read to their last line, and refused where they must be", async () => {
    const { db } = testContext(database);
    for (const [name, { lu, rejete = 0, refuse }] of attendus) {
      const comptes = comptesOf(vu, nameOf(name));
      const fichier = vu.fichiers.find(({ nom }) => nom === nameOf(name));
      const rejets = await listRejets(db, fichier?.id ?? "", 20);
      const refuses = [comptes[4], rejets.length];
      expect([name, comptes[0], ...refuses], JSON.stringify(rejets)).toEqual([name, lu, rejete, rejete]);
      // Outlines are no lines, and the blank rows of a workbook are not read.
      if (/(xlsx|geojson|topojson)$/.test(name)) continue;
      const lignes = lignesOf(name);
      expect([name, lignes.length, lignes.filter((ligne) => refuse?.(ligne)).length]).toEqual([
        name,
        lu,
        rejete,
      ]);
    }
  });

  test("give every structure that they name, and no other", async () => {
    const rows = await query<{ uai: string; source: string }>(
      "select uai, source_identite as source from structure",
    );
    const annuaire = uaisOf("annuaire");
    const adresse = uaisOf("annuaire_extrait", "adresse_geolocalisation", "etablissements_fermes");
    expect(sorted(rows.map(({ uai }) => uai))).toEqual(sorted(uaisOf()));
    for (const { uai, source } of rows)
      expect(source, uai).toBe(annuaire.has(uai) ? "annuaire" : adresse.has(uai) ? "adresse" : "statistique");
  });

  test("give the identity that the register tells, cell by cell", async () => {
    const rows = await query<Record<string, string | number | null>>("select * from structure");
    const known = new Map(rows.map((row) => [row.uai, row]));
    const adresses = adressesSeules();
    expect(adresses.length).toBeGreaterThan(7_000);
    for (const ligne of adresses) {
      const row = known.get(ligne.numero_uai ?? "");
      const { nom, commune_code, academie_code, latitude, longitude, ouverte_le, type } = row ?? {};
      expect(
        { nom, commune_code, academie_code, latitude, longitude, ouverte_le, type },
        ligne.numero_uai,
      ).toEqual(identiteAttendue(ligne));
      if (ligne.adresse_uai) expect(row?.adresse, ligne.numero_uai).toBe(ligne.adresse_uai);
    }
  });

  test("close what is closed, on its day", async () => {
    const rows = await query<{ uai: string; dit: string }>(
      "select uai, etat || ' ' || fermee_le as dit from structure where fermee_le is not null",
    );
    expect(new Map(rows.map(({ uai, dit }) => [uai, dit]))).toEqual(
      new Map(
        lignesOf("annuaire/fr-en-etablissements-fermes_2021-2026.csv").map((ligne) => [
          ligne.numero_uai,
          `ferme ${ligne.date_fermeture}`,
        ]),
      ),
    );
  });

  test("give every value equal to its cell, and the missing ones as missing", async () => {
    const cells = cellulesAttendues();
    const rows = await query<{ key: string; valeur: number | null; texte: string; statut: string }>(
      "select uai || ' ' || indicateur_code || ' ' || annee as key, valeur, texte, statut from valeur_indicateur where remplace_le is null",
    );
    expect(rows).toHaveLength(cells.size);
    let contradictions = 0;
    for (const { key, valeur, texte, statut } of rows) {
      const told = cells.get(key) ?? [];
      const cell = celluleRetenue(told);
      if (new Set(told.map(numberOf).filter((read) => read !== null)).size > 1) contradictions += 1;
      if (valeur !== numberOf(cell) || texte !== cell)
        expect({ valeur, texte }, key).toEqual({ valeur: numberOf(cell), texte: cell });
      const marker = valeur === null ? (/^n\.?s\.?$/i.test(texte) ? "ns" : "manquant") : "ok";
      if (statut !== marker) expect(statut, key).toBe(marker);
    }
    expect(contradictions).toBe(0);
  });

  test("give the status of each structure and year", async () => {
    const told = new Map(
      acceptees(({ statut }) => statut).map(({ attendu, ligne, uai }) => [
        `${uai} ${attendu.annee?.(ligne)}`,
        attendu.statut?.(ligne),
      ]),
    );
    const rows = await query<{ key: string; statut: string }>(
      "select uai || ' ' || annee as key, statut from statut_ep_annuel where remplace_le is null",
    );
    expect(Object.fromEntries(rows.map(({ key, statut }) => [key, statut]))).toEqual(
      Object.fromEntries(told),
    );
  });

  test("give the pupils of France: 3 420 830, of whom REP and REP+ as published", async () => {
    const total = lignesOf(EFFECTIFS).reduce((sum, ligne) => sum + Number(ligne.nombre_eleves_total), 0);
    expect(total).toBe(3_420_830);
    expect(
      await query(
        `select e.statut, count(*)::int as n, sum(v.valeur)::int as eleves
         from valeur_indicateur v join statut_ep_annuel e using (uai, annee)
         where v.indicateur_code = 'effectif_college' and v.annee = 2024 group by 1 order by 1`,
      ),
    ).toEqual([
      { statut: "hors_ep", n: 8_389 - 732 - 367, eleves: 3_420_830 - 376_615 - 194_507 },
      { statut: "rep", n: 732, eleves: 376_615 },
      { statut: "rep_plus", n: 367, eleves: 194_507 },
    ]);
  });

  test("give means by académie, year, type and sector that a second computation finds again", async () => {
    const places = await query<{ uai: string; academie: string; type: string; secteur: string }>(
      "select uai, academie_code as academie, type, secteur from structure",
    );
    const values = [...cellulesAttendues()].flatMap(([key, told]) => {
      const value = numberOf(celluleRetenue(told));
      return value === null ? [] : [[key, value] as const];
    });
    const groups = groupesAttendus(values, new Map(places.map((place) => [place.uai, place])));
    const references = await query<{ key: string; n: number; moyenne: number }>(
      `select indicateur_code || ' ' || annee || ' ' || niveau || ' ' || territoire || ' ' || type || ' ' || secteur as key, n, moyenne
       from reference_indicateur where niveau in ('nation', 'academie') and base = 'complete'`,
    );
    expect(sorted(references.map(({ key }) => key))).toEqual(sorted(groups.keys()));
    for (const { key, n, moyenne } of references) {
      const members = groups.get(key) ?? [];
      if (n !== members.length || Math.abs(moyenne - mean(members)) > 1e-9)
        expect({ n, moyenne }, key).toEqual({ n: members.length, moyenne: mean(members) });
    }
  });

  test("weigh the IPS of 2022 by the pupils of the file", async () => {
    const [reference] = await query<{ moyenne: number; n: number }>(
      `select moyenne_ponderee as moyenne, n_ponderes as n from reference_indicateur where indicateur_code = 'ips' and annee = 2022
       and niveau = 'nation' and secteur = 'tous' and type = 'college' and base = 'complete'`,
    );
    const colleges = await query<{ uai: string }>("select uai from structure where type = 'college'");
    const known = new Set(colleges.map(({ uai }) => uai));
    // A structure that other files call a collège may stand among the lycées of this vintage: it weighs with them.
    const lycees = lignesOf("ips/fr-en-ips-lycees-ap2022.csv").map((ligne) => ({
      uai: ligne.uai,
      ips: ligne.ips_ensemble_gt_pro,
      effectifs: ligne.effectifs_ensemble_gt_pro,
    }));
    const colleges2022 = lignesOf(IPS_2022).map(({ uai, ips, effectifs }) => ({ uai, ips, effectifs }));
    const pupils = [...colleges2022, ...lycees].filter(({ uai }) => known.has(uai ?? ""));
    expect(pupils.length).toBeGreaterThan(6_960);
    const weight = pupils.reduce((sum, { effectifs }) => sum + Number(effectifs), 0);
    const weighted = pupils.reduce((sum, { ips, effectifs }) => sum + Number(ips) * Number(effectifs), 0);
    expect(reference?.n).toBe(pupils.length);
    expect(reference?.moyenne).toBeCloseTo(weighted / weight, 9);
  });

  test("agree with what is published: public IPS of 2022 by status", async () => {
    const publics = lignesOf(IPS_2022).filter(({ secteur }) => secteur === "public");
    const rows = await query<{ statut: string; n: number; moyenne: number }>(
      `select coalesce(e.statut, 'none') as statut, count(*)::int as n, round(avg(v.valeur)::numeric, 2)::float as moyenne
       from valeur_indicateur v left join statut_ep_annuel e using (uai, annee)
       where v.indicateur_code = 'ips' and v.annee = 2022 and v.uai = any($1) group by 1 order by 1`,
      [publics.map(({ uai }) => uai)],
    );
    // donnees.md §4.
    expect(rows).toEqual([
      { statut: "none", n: 4_223, moyenne: 104.73 },
      { statut: "rep", n: 731, moyenne: 85.83 },
      { statut: "rep_plus", n: 361, moyenne: 74.53 },
    ]);
  });

  test("describe territories: segregation, communes, outlines, départements", async () => {
    const rows = await query<{ key: string; valeur: number | null }>(
      "select niveau || ' ' || territoire || ' ' || annee || ' ' || indicateur_code as key, valeur from valeur_territoire where remplace_le is null",
    );
    expect(Object.fromEntries(rows.map(({ key, valeur }) => [key, valeur]))).toEqual(
      valeursTerritoireAttendues(),
    );
    const communes = await query<Record<string, string | number | null>>(
      `select code, nom, population, typologie, latitude, longitude, actuelle_code from commune where fichier_id is not null order by code`,
    );
    const wanted = communesAttendues();
    expect(wanted).toHaveLength(35_008);
    expect(new Map(communes.map((row) => [row.code, row]))).toEqual(
      new Map(wanted.map((row) => [row.code, row])),
    );
    const contours = await query(
      "select niveau || ' ' || count(*) as dit from contour group by niveau order by niveau",
    );
    expect(contours).toEqual([{ dit: "academie 30" }, { dit: "departement 101" }, { dit: "region 18" }]);
    const carte = await query<{ key: string }>("select code || ' ' || academie_code as key from departement");
    // Two islands of the Antilles stand in the reference, and under Guadeloupe in the file.
    const told = lignesOf("geo/departement_academie.csv");
    expect(new Set(carte.map(({ key }) => key))).toEqual(
      new Set([
        ...told.map((ligne) => `${ligne.code_departement_insee} ${ligne.code_academie}`),
        ...["977 32", "978 32"],
      ]),
    );
  });
});
