import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { poserQuestion, repondreQuestion } from "#app/ciblage/questions/commands.server.ts";
import { getQuestion } from "#app/ciblage/questions/queries.server.ts";
import { oublierListe } from "#tests/candidatures.ts";
import { LIEUX, person } from "#tests/cast.ts";
import {
  createTestDatabase,
  TEST_NOW,
  type TestContext,
  type TestDatabase,
  testContext,
} from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import { type GenreTache, tachesOf } from "../rules.ts";
import { listSignauxCiblage } from "./queries.server.ts";

let database: TestDatabase;
let context: TestContext;
let campagne: string;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  await oublierListe(database);
  context = testContext(database, { newId: randomUUID });
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from campagne_ciblage where etat = 'ouverte' limit 1",
  );
  campagne = rows[0]?.id ?? "";
  await database.pool.query(
    "update campagne_ciblage set nom = 'Essai', familles = array['colleges'], population = $2, analyse_le = null, instances_le = null, decision_le = null, publication_le = null where id = $1",
    [campagne, JSON.stringify({})],
  );
  for (const table of ["question_ciblage", "volontariat", "candidature_argument"])
    await database.pool.query(`delete from ${table}`);
});
afterAll(() => database.drop());

async function tachesDe(fonction: Fonction): Promise<(readonly [GenreTache, string, string])[]> {
  const signaux = await listSignauxCiblage(context, await actorOf(context, fonction));
  return tachesOf(signaux, "2026-11-22").map(
    ({ genre, titre, href }) => [genre, titre.replaceAll("\u00a0", " "), href] as const,
  );
}
const genresDe = async (fonction: Fonction) => (await tachesDe(fonction)).map(([genre]) => genre);

async function entrer(uai: string, etat: string): Promise<void> {
  await database.pool.query(
    `insert into candidature (id, campagne_id, uai, etat, origine, proactive, version, cree_le, modifiee_le)
     values (gen_random_uuid(), $1, $2, $3, 'ajout', false, 1, $4, $4)
     on conflict (campagne_id, uai) do update set etat = excluded.etat`,
    [campagne, uai, etat, TEST_NOW],
  );
}

describe("a head of an open campaign", () => {
  test("is told that volunteers may come forward, examined or not: nothing else is revealed", async () => {
    const appel = [
      "volontariat_ciblage",
      "Une campagne reçoit les structures volontaires : Essai",
      "/ciblage/volontariat",
    ];
    expect(await tachesDe("chef_etablissement")).toEqual([appel]);
    expect(await genresDe("directeur_ecole")).toEqual([]);
    for (const etat of ["repere", "presente", "retenu", "non_retenu"]) {
      await entrer(LIEUX.college, etat);
      expect(await tachesDe("chef_etablissement"), etat).toEqual([appel]);
    }
    await database.pool.query("update campagne_ciblage set etat = 'preparation' where id = $1", [campagne]);
    await database.pool.query("delete from candidature where campagne_id = $1", [campagne]);
    expect(await genresDe("chef_etablissement")).toEqual([]);
    await database.pool.query("update campagne_ciblage set etat = 'ouverte' where id = $1", [campagne]);
  });

  test("hears that the answer to their question came, until they read it", async () => {
    const id = randomUUID();
    await poserQuestion(
      context,
      await actorOf(context, "chef_etablissement"),
      { campagneId: campagne, id },
      "Pourquoi ?",
    );
    for (const who of ["pilote_academique", "recteur", "dasen"] as const)
      expect(await tachesDe(who)).toContainEqual([
        "questions_ciblage",
        "1 question des équipes à traiter : Essai",
        `/ciblage/${campagne}/questions`,
      ]);
    expect(await genresDe("ssa")).toEqual([]);
    const { vue } = await getQuestion(database.db, { campagneId: campagne, id });
    const reponse = { question: "Pourquoi ?", reponse: "Parce que.", publier: true, vue };
    await repondreQuestion(
      context,
      await actorOf(context, "pilote_academique"),
      { campagneId: campagne, id },
      reponse,
    );
    expect(await genresDe("pilote_academique")).toEqual([]);
    expect(await genresDe("chef_etablissement")).toContain("reponse_ciblage");
    expect(await genresDe("ien")).toEqual([]);
    await database.pool.query("update notification set lue_le = now()");
    expect(await genresDe("chef_etablissement")).not.toContain("reponse_ciblage");
  });
});

describe("those who decide", () => {
  test("are told how many structures wait for them, within their scope", async () => {
    const { rows } = await database.pool.query<{ uai: string }>(
      "select uai from structure where academie_code = '96' and departement_code <> $1 and type = 'college' limit 1",
      [LIEUX.departement],
    );
    await entrer(LIEUX.college, "presente");
    await entrer(rows[0]?.uai ?? "", "presente");
    const href = `/ciblage/${campagne}/candidatures?etat=presente`;
    expect(await tachesDe("recteur")).toEqual([
      ["candidatures", "2 structures attendent votre décision : Essai", href],
    ]);
    expect(await tachesDe("dasen")).toEqual([
      ["candidatures", "1 structure attend votre décision : Essai", href],
    ]);
    for (const who of ["pilote_academique", "ssa", "chef_etablissement", "ien"] as const)
      expect(await genresDe(who)).not.toContain("candidatures");
    await database.pool.query("update campagne_ciblage set etat = 'close' where id = $1", [campagne]);
    expect(await genresDe("recteur")).toEqual([]);
    await database.pool.query("update campagne_ciblage set etat = 'ouverte' where id = $1", [campagne]);
  });
});

test.each([
  ["2026-11-21", 0],
  ["2026-11-22", 1],
  ["2026-12-06", 1],
  ["2026-12-07", 0],
])("a step of the calendar on %s makes %d line for those who prepare", async (jour, n) => {
  await database.pool.query("update campagne_ciblage set decision_le = $2 where id = $1", [campagne, jour]);
  for (const who of ["pilote_academique", "ssa"] as const)
    expect((await tachesDe(who)).filter(([, titre]) => titre.endsWith("Décision, Essai"))).toHaveLength(n);
  expect(await genresDe("dasen")).not.toContain("etape_ciblage");
  await database.pool.query("update campagne_ciblage set decision_le = null where id = $1", [campagne]);
});

test("a published list says to a head what it holds of their school, and no more", async () => {
  const publier = (lignes: readonly { uai: string; etat: string }[], numero: number, le = TEST_NOW) =>
    database.pool.query(
      `insert into liste_publiee (id, campagne_id, numero, publiee_le, publiee_par, noms_publics, regles, motif, message, contenu, empreinte)
       values (gen_random_uuid(), $1, $2, $3, $4, false, 'Règles', '', '', $5, sha256('x'))`,
      [campagne, numero, le, person("recteur").id, JSON.stringify({ calculs: [], lignes })],
    );
  await database.pool.query("update campagne_ciblage set etat = 'publiee' where id = $1", [campagne]);
  await entrer(LIEUX.college, "retenu");
  await publier([{ uai: LIEUX.college, etat: "suivi_differencie" }], 1);
  expect((await tachesDe("chef_etablissement")).map(([genre, , href]) => [genre, href])).toEqual([
    ["liste_ciblage", `/structures/${LIEUX.college}/ciblage`],
  ]);
  await publier([{ uai: LIEUX.college, etat: "retenu" }], 2);
  expect((await tachesDe("chef_etablissement")).map(([genre, , href]) => [genre, href])).toEqual([
    ["structure_retenue", `/structures/${LIEUX.college}/ciblage/reponse`],
  ]);
  await publier([], 3);
  expect(await genresDe("chef_etablissement")).toEqual([]);
  context.clock.set("2026-12-23T09:00:00Z");
  await publier([{ uai: LIEUX.college, etat: "non_retenu" }], 4);
  expect(await genresDe("chef_etablissement")).toEqual([]);
});
