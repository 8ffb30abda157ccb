import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { creerDistribution } from "#app/acces/commands.server.ts";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { findActor } from "#app/acces/sessions/queries.server.ts";
import { listStructures } from "#app/referentiel/structures/queries.server.ts";
import { getPortees } from "#app/referentiel/structures/recherche/queries.server.ts";
import { listOrphelines } from "#app/referentiel/vie/orphelines/queries.server.ts";
import { writeAcademie } from "#server/demonstration/academie.ts";
import { DISTRIBUTION } from "#server/demonstration/distribution.ts";
import { importerFichiers } from "#server/import-files.ts";
import { FONCTIONS_JOUEES, LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { marquer } from "#tests/imports.ts";
import { listScans } from "#tests/plans.ts";
import { getAccueil } from "./queries.server.ts";
import type { GenreTache, Tache } from "./taches/rules.ts";

const database = await createTestDatabase();
const context = testContext(database, { settings: { demonstration: true } });
const { db } = context;
afterAll(() => database.drop());

beforeAll(async () => {
  await marquer(database, true);
  const files = await writeAcademie(`${database.folder}/academie`, { graine: 3, structures: 12_000 });
  await importerFichiers(context, files, "commande");
  await creerDistribution(context, DISTRIBUTION);
  for (const statement of [
    `insert into orpheline (uai, annee, calcul, raisons, calcule_le)
      select uai, 2099, case when abs(hashtext(uai)) % 9 = 0 then 'oui' else 'non' end, '{}', now() from structure
      where type = 'primaire' on conflict do nothing`,
    `insert into decision_orpheline (id, uai, annee, orpheline, motif, agent_id, decidee_le)
      select gen_random_uuid(), uai, 2099, true, 'essai', '${person("pilote_academique").id}', now() from orpheline
      where calcul = 'oui' and annee = 2099 and abs(hashtext(uai)) % 2 = 0`,
    `update structure set courriel = case when abs(hashtext(uai)) % 50 = 0 then null else 'ce.' || lower(uai) || '@exemple.fr' end`,
    "insert into structure_modification (uai, champ, avant, apres, fichier_id, ligne, enregistre_le) select uai, 'nom', 'avant', nom, fichier_id, ligne, '2026-11-20T08:00:00Z' from structure",
  ])
    await database.pool.query(statement);
  await database.pool.query("vacuum analyze");
}, 120_000);

async function actorOf(fonction: Fonction): Promise<Actor> {
  const actor = await findActor(context, person(fonction).id);
  if (!actor) throw new Error(`nobody is ${fonction}`);
  return actor;
}

async function tacheOf(fonction: Fonction, genre: GenreTache): Promise<Tache | undefined> {
  const { taches } = await getAccueil(context, await actorOf(fonction));
  return taches.find((tache) => tache.genre === genre);
}

const numberOf = (tache: Tache | undefined) =>
  Number(/^[\d\s]+/.exec(tache?.titre ?? "")?.[0].replace(/\s/g, ""));

describe("a count on the home page", () => {
  test("of écoles to decide about is that of the list it leads to", async () => {
    const tache = await tacheOf("dasen", "orphelines");
    expect(tache?.href).toBe("/orphelines?etat=a_decider");
    const actor = await actorOf("dasen");
    const { total } = await listOrphelines(
      db,
      scopeOf(actor, "orpheline.decider"),
      { filtres: { etat: "a_decider" }, jour: "2026-11-22" },
      { tri: "nom", sens: "asc", limit: 1, offset: 0 },
    );
    expect(total).toBeGreaterThan(10);
    expect(numberOf(tache)).toBe(total);
  });

  test("of structures without a mailbox is that of the list it leads to", async () => {
    const tache = await tacheOf("dsden", "sans_courriel");
    expect(tache?.href).toBe("/structures?etat=sans_courriel");
    const actor = await actorOf("dsden");
    const departement = actor.fonctions[0]?.porteeCode;
    const { total } = await listStructures(
      db,
      getPortees(actor),
      { etat: "sans_courriel", departement },
      undefined,
      { tri: "nom", sens: "asc", limit: 1, offset: 0 },
    );
    expect(total).toBeGreaterThan(10);
    expect(numberOf(tache)).toBe(total);
  });

  test("is nobody’s whose function does not decide", async () => {
    for (const fonction of ["chef_etablissement", "equipe", "caf", "ia_ipr"] as const) {
      const { taches } = await getAccueil(context, await actorOf(fonction));
      expect(taches).toEqual([]);
    }
  });
});

describe("latest changes", () => {
  test("are those of one’s own scope, five at most", async () => {
    const ssa = await getAccueil(context, await actorOf("ssa"));
    expect(ssa.changements).toHaveLength(5);
    const dasen = await getAccueil(context, await actorOf("dasen"));
    for (const { uai } of dasen.changements) {
      const { rows } = await database.pool.query("select departement_code from structure where uai = $1", [
        uai,
      ]);
      expect(rows[0].departement_code).toBe(LIEUX.departement);
    }
    expect((await getAccueil(context, await actorOf("caf"))).changements).toEqual([]);
  });
});

test.each(FONCTIONS_JOUEES)("no large table is read whole for the home of %s", async (fonction) => {
  const actor = await actorOf(fonction);
  const scans = await listScans(database, (noted) => getAccueil({ ...context, db: noted }, actor));
  // Écoles to decide about are counted among those of the scope: a third of these structures stand in one département,
  // where reading the table is right; in France the largest académie holds less than a tenth of them.
  expect(scans.filter((scan) => !/ orpheline x /.test(scan))).toEqual([]);
});
