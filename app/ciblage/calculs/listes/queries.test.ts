import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import type { VariableGelee } from "../rules.ts";
import { listValeursLisibles } from "./queries.server.ts";

let database: TestDatabase;
let context: TestContext;
beforeAll(async () => {
  database = await createTestDatabase("demo");
  context = testContext(database);
});
afterAll(() => database.drop());

const variable: VariableGelee = {
  ...{ cle: "effectif_college@2024", code: "effectif_college", libelle: "Effectif", unite: "", decimales: 0 },
  ...{ annee: 2024, source: "s", faiblesses: [], diffusion: "ouverte" },
};

test("a masked value of a run, or one replaced since, is read only by those from whom nothing is masked", async () => {
  const { rows } = await database.pool.query<{ id: number; uai: string }>(
    `select v.id, v.uai from valeur_indicateur v join structure s on s.uai = v.uai where v.indicateur_code = 'effectif_college'
       and v.annee = 2024 and v.remplace_le is null and s.academie_code = '96' and not exists
       (select from valeur_masquee m where m.valeur_id = v.id) order by v.uai limit 3`,
  );
  const [masquee, remplacee, autre] = rows;
  const uais = rows.map(({ uai }) => uai);
  const donneesAu = context.now().toISOString();
  const lire = async (fonction: "ssa" | "carec") => {
    const seen = await listValeursLisibles(
      context.db,
      await actorOf(context, fonction),
      { variables: [variable], donneesAu },
      uais,
    );
    return uais.filter((uai) => seen.has(`${uai}|effectif_college@2024`));
  };
  expect(await lire("carec")).toEqual(uais);
  await database.pool.query("insert into valeur_masquee (valeur_id, motif) values ($1, 'petit_effectif')", [
    masquee?.id,
  ]);
  context.clock.advance(60_000);
  await database.pool.query("update valeur_indicateur set remplace_le = $1 where id = $2", [
    context.now(),
    remplacee?.id,
  ]);
  expect(await lire("carec")).toEqual([autre?.uai]);
  expect(await lire("ssa")).toEqual(uais);
});
