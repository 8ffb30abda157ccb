import { afterAll, beforeAll, expect, test } from "vitest";
import { getLecteur } from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { POPULATION_PAR_DEFAUT } from "../../rules.ts";
import { listIndicateursOfferts } from "./queries.server.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase("demo");
});
afterAll(() => database.drop());

const campagne = { academie: "96", annee: 2027, population: POPULATION_PAR_DEFAUT } as Campagne;
const offered = async () => {
  const actor = await actorOf(testContext(database), "ssa");
  return listIndicateursOfferts(database.db, getLecteur(actor), campagne, "colleges", 80);
};

test("offers what is known of the population, counted year by year, with the year that « the latest » stands for", async () => {
  const ips = (await offered()).find(({ code }) => code === "ips");
  const { rows } = await database.pool.query<{ annee: number; connues: number }>(
    `select v.annee, count(*)::int as connues from structure s join valeur_indicateur v on v.uai = s.uai
      where s.academie_code = '96' and s.type = 'college' and s.statut_ep = 'hors_ep' and s.etat in ('ouvert', 'a_fermer')
        and s.secteur in ('public', 'prive_sous_contrat') and v.indicateur_code = 'ips' and v.remplace_le is null
        and v.statut = 'ok' and v.annee >= 2019 group by v.annee order by v.annee desc`,
  );
  expect(rows.length).toBeGreaterThan(1);
  expect(ips?.couvertures).toEqual(rows);
  expect(ips?.annee).toBe(rows[0]?.annee);
  expect(ips?.ruptures.length).toBeGreaterThan(0);
});

test("does not offer what is withdrawn, nor what the person does not read", async () => {
  expect((await offered()).map(({ code }) => code)).toContain("ivac_ecrit_g");
  await database.pool.query("update indicateur set retire_le = now() where code = 'ivac_ecrit_g'");
  expect((await offered()).map(({ code }) => code)).not.toContain("ivac_ecrit_g");
  await database.pool.query(
    "update indicateur set diffusion = 'rh', academie_code = '96' where code = 'effectif_college'",
  );
  const actor = await actorOf(testContext(database), "ssa");
  const without = {
    ...getLecteur(actor),
    rh: { ...getLecteur(actor).rh, nation: false, academies: [], departements: [] },
  };
  const blind = await listIndicateursOfferts(database.db, without, campagne, "colleges", 80);
  expect(blind.map(({ code }) => code)).not.toContain("effectif_college");
  await database.pool.query("update indicateur set academie_code = '17' where code = 'effectif_college'");
  expect((await offered()).map(({ code }) => code)).not.toContain("effectif_college");
});
