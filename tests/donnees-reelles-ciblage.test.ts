import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Campagne } from "#app/ciblage/campagnes/rules.ts";
import { POPULATION_PAR_DEFAUT } from "#app/ciblage/rules.ts";
import { getApercu } from "#app/ciblage/scenarios/apercu/queries.server.ts";
import { MODELES } from "#app/ciblage/scenarios/modeles/rules.ts";
import { importerFichiers } from "#server/import-files.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { DONNEES, donneesPresentes } from "#tests/donnees-officielles.ts";
import { marquer } from "#tests/imports.ts";

const FICHIERS = [
  "annuaire/annuaire_academie-nantes_2026-01.csv",
  "annuaire/fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre_colleges_2024-12.csv",
  "education-prioritaire/liste-des-rep-et-rep-rentree-2022.csv",
  "ips/fr-en-ips-colleges-ap2023_nantes-bordeaux-poitiers-limoges.csv",
  "resultats/fr-en-indicateurs-valeur-ajoutee-colleges_2022-2024.csv",
];

if (!donneesPresentes) process.stdout.write(`Skipped: no official files at ${DONNEES}.\n`);

describe.runIf(donneesPresentes)("the rule of Nantes on the official files", () => {
  let database: TestDatabase;
  let context: TestContext;
  beforeAll(async () => {
    database = await createTestDatabase();
    await marquer(database);
    context = testContext(database);
    await importerFichiers(
      context,
      FICHIERS.map((name) => resolve(DONNEES, name)),
      "commande",
    );
  }, 300_000);
  afterAll(() => database?.drop());

  test("keeps the collèges of the académie that a second reading keeps", async () => {
    const campagne = {
      ...{
        academie: "17",
        annee: 2026,
        population: { ...POPULATION_PAR_DEFAUT, secteurs: ["public"] },
      },
    } as unknown as Campagne;
    const { definition } = MODELES.nantes;
    const apercu = await getApercu(context.db, campagne, { famille: "colleges", definition }, context.now());
    const { rows } = await database.pool.query<{ population: number; retenues: number }>(
      `with p as (
        select s.uai, i.valeur as ips, e.valeur as ecart, v.valeur as va from structure s
        left join valeur_indicateur i on i.uai = s.uai and i.indicateur_code = 'ips' and i.annee = $1 and i.remplace_le is null
        left join valeur_indicateur e on e.uai = s.uai and e.indicateur_code = 'ips_ecart_type' and e.annee = $2 and e.remplace_le is null
        left join valeur_indicateur v on v.uai = s.uai and v.indicateur_code = 'ivac_va_reussite_g' and v.annee = $3 and v.remplace_le is null
        where s.academie_code = '17' and s.type = 'college' and s.secteur = 'public'
          and s.statut_ep is distinct from 'rep' and s.statut_ep is distinct from 'rep_plus'
          and s.etat in ('ouvert', 'a_fermer', 'inconnu')),
      q as (select percentile_disc(0.25) within group (order by ips) as bas, percentile_disc(0.5) within group (order by ecart) as haut from p)
      select count(*)::int as population, count(*) filter (where ips <= bas and ecart >= haut and va <= 0)::int as retenues from p, q`,
      ["ips", "ips_ecart_type", "ivac_va_reussite_g"].map((code) => apercu.lexique[code]?.annee),
    );
    expect(rows[0]?.population).toBeGreaterThan(100);
    expect(rows[0]?.retenues).toBeGreaterThan(0);
    expect({ population: apercu.population, retenues: apercu.retenues }).toEqual(rows[0]);
    expect(apercu.avertissements).toEqual([]);
  });
});
