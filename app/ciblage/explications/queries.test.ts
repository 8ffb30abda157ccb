import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { deciderStructures, insererListe, type Publication } from "#tests/listes.ts";
import { actorOf } from "#tests/personnes.ts";
import { listScans } from "#tests/plans.ts";
import { getExplication } from "./queries.server.ts";
import type { ExplicationLue } from "./rules.ts";

const database = await createTestDatabase("demo");
const context = testContext(database);
afterAll(() => database.drop());
const uai = LIEUX.college;
const COMPOSITE = [
  { code: "ips", annee: "derniere", poids: 2, sens: "bas" },
  { code: "ips_ecart_type", annee: "derniere", poids: 1, sens: "haut" },
] as const;
let publication: Publication;

beforeAll(async () => {
  const { campagne, calcul } = await calculerDemonstration(database, context, {
    regle: { criteres: [], auMoins: 0, composite: COMPOSITE, nombreMax: 20 },
  });
  publication = { campagne, calcul, decidees: [{ uai, etat: "retenu", motif: "Un besoin." }] };
  await deciderStructures(database, publication);
  await insererListe(database, publication);
});

const nomDe = (fonction: Fonction) => `${person(fonction).prenom} ${person(fonction).nom}`;
const lire = async (fonction: Fonction) =>
  (
    await getExplication(database.db, await actorOf(context, fonction), {
      uai,
      campagne: publication.campagne,
    })
  ).lue as ExplicationLue;

describe("what is read of a structure", () => {
  test("comes from the frozen run: parts that add up to its weighted sum, for the académie", async () => {
    const [calcul] = (await lire("ssa")).calculs;
    const { composite, contributions } = calcul?.approfondi ?? {};
    const { rows } = await database.pool.query<{ composite: number }>(
      "select composite from calcul_structure where calcul_id = $1 and uai = $2",
      [publication.calcul, uai],
    );
    expect(composite).toBe(rows[0]?.composite);
    const sum = (contributions ?? []).reduce((total, { part }) => total + part, 0);
    expect(contributions?.length).toBe(2);
    expect(Math.abs(sum - (composite ?? 0))).toBeLessThan(1e-9);
  });

  test("holds neither sum, nor stability, nor work of the académie for its head", async () => {
    const lue = await lire("chef_etablissement");
    expect(lue.calculs[0]?.approfondi).toBeNull();
    expect([lue.etat, lue.liste?.etat, lue.comparables]).toEqual([null, "retenu", null]);
  });

  test("is the decision of its author, also when the unit has accepted before a later version", async () => {
    await database.pool.query(
      `insert into candidature_mouvement (id, candidature_id, de, vers, motif, agent_id, survenu_le)
       select $1, c.id, 'retenu', 'retenu', 'Nous acceptons.', $2, '2026-11-21T09:30:00Z'
       from candidature c where c.campagne_id = $3 and c.uai = $4`,
      [database.newId(), person("chef_etablissement").id, publication.campagne, uai],
    );
    for (const fonction of ["chef_etablissement", "ssa"] as const)
      expect((await lire(fonction)).decision).toMatchObject({ qui: nomDe("recteur"), motif: "Un besoin." });
  });

  test("is one rule by family: the one of its own decision, where the list stands on two", async () => {
    await database.pool.query("update campagne_ciblage set nom = 'La même' where id = $1", [
      publication.campagne,
    ]);
    const { calcul: premier } = await calculerDemonstration(database, context, { axes: 3 });
    const propre = publication.calcul as string;
    await database.pool.query(
      `insert into liste_publiee select (jsonb_populate_record(l, jsonb_build_object('id', $2::uuid, 'numero', 2,
         'contenu', jsonb_set(contenu, '{calculs}', $3)))).* from liste_publiee l where campagne_id = $1`,
      [
        ...[publication.campagne, database.newId()],
        JSON.stringify(
          [premier, propre].map((calculId) => ({ famille: "colleges", calculId, listeEmpreinte: "00" })),
        ),
      ],
    );
    expect((await lire("chef_etablissement")).calculs.map(({ id }) => id)).toEqual([propre]);
    const { rows } = await database.pool.query<{ uai: string }>(
      "select uai from calcul_structure where calcul_id = $1 and uai <> $2 limit 1",
      [propre, uai],
    );
    const ssa = await actorOf(context, "ssa");
    const demande = { uai: rows[0]?.uai ?? "", campagne: publication.campagne };
    const { lue } = await getExplication(database.db, ssa, demande);
    expect(lue?.calculs.map(({ id }) => id)).toEqual([premier]);
  });

  test("is the value of the day of the run, whatever is imported since", async () => {
    const before = (await lire("chef_etablissement")).calculs[0]?.variables.find(
      ({ code }) => code === "ips",
    );
    await database.pool.query(
      "update valeur_indicateur set remplace_le = $2 where uai = $1 and indicateur_code = 'ips' and remplace_le is null",
      [uai, new Date(Date.parse("2026-12-24T09:00:00Z"))],
    );
    const after = (await lire("chef_etablissement")).calculs[0]?.variables.find(({ code }) => code === "ips");
    expect(after?.valeur).toEqual(before?.valeur);
    expect(after?.valeur.valeur).not.toBeNull();
  });
});

describe("among many structures", () => {
  beforeAll(async () => {
    await database.pool.query(
      `insert into structure select (jsonb_populate_record(s, jsonb_build_object('uai', '98' || lpad(n::text, 5, '0') || 'A'))).*
       from structure s cross join generate_series(1, 11000) n where s.uai = $1`,
      [uai],
    );
    await database.pool.query("analyze");
  });

  test.each(["ssa", "chef_etablissement"] as const)(
    "what %s reads goes through an index",
    async (fonction) => {
      const actor = await actorOf(context, fonction);
      const demande = { uai, campagne: publication.campagne };
      expect(await listScans(database, (db) => getExplication(db, actor, demande))).toEqual([]);
    },
  );
});
