import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#app/acces/rules.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import { listerLignes } from "../../calculs/listes/rules.ts";
import { getContenu } from "../../calculs/queries.server.ts";
import { entrerCandidatures } from "../commands.server.ts";
import { repererCandidatures } from "../reperages/commands.server.ts";
import { countCandidatures, listCandidatures } from "./queries.server.ts";
import { lireFiltres } from "./rules.ts";

let database: TestDatabase;
let context: TestContext;
let campagne: string;
let calcul: string;
let ssa: Actor;

const lire = (search = "", actor = ssa) =>
  listCandidatures(context.db, actor, campagne, {
    ...{ filtres: lireFiltres(new URLSearchParams(search)), tri: "nom", sens: "asc" },
    ...{ limit: 500, offset: 0, jour: "2026-11-22" },
  });

beforeAll(async () => {
  database = await createTestDatabase("demo");
  context = testContext(database, { newId: randomUUID });
  ({ campagne, calcul } = await calculerDemonstration(database, context));
  ssa = await actorOf(context, "ssa");
});
afterAll(() => database.drop());

describe("the structures of a campaign", () => {
  test("of a DASEN enter by their run within their département only", async () => {
    const dasen = await actorOf(context, "dasen");
    await repererCandidatures(context, dasen, { campagneId: campagne, calculId: calcul });
    const { rows } = await database.pool.query<{ n: number; ici: number }>(
      `select count(*)::int as n, count(*) filter (where departement_code = $2)::int as ici
       from calcul_structure join structure using (uai) where calcul_id = $1 and retenue`,
      [calcul, LIEUX.departement],
    );
    expect((await lire()).total).toBe(rows[0]?.ici);
    expect(rows[0]?.n).toBeGreaterThan(rows[0]?.ici ?? 0);
  });

  test("are « à départager » and kept exactly where the run says so", async () => {
    const { entree, resultat } = await getContenu(context.db, calcul);
    const uais = entree.structures.map(({ uai }) => uai);
    await inTransaction(context.db, (tx) =>
      entrerCandidatures(
        tx,
        context,
        { agentId: ssa.agentId },
        {
          ...{ campagneId: campagne, uais, origine: "calcul", calculId: calcul, etat: "repere", motif: "" },
        },
      ),
    );
    const { lignes } = await lire();
    const dites = new Map(listerLignes(entree, resultat, new Set(uais)).map((ligne) => [ligne.uai, ligne]));
    expect(lignes).toHaveLength(uais.length);
    for (const { uai, garde, aDepartager } of lignes)
      expect({ uai, garde, aDepartager }).toEqual({
        ...{ uai, garde: dites.get(uai)?.retenue, aDepartager: dites.get(uai)?.aDepartager },
      });
    const border = lignes.filter(({ aDepartager }) => aDepartager).length;
    expect(border).toBeGreaterThan(0);
    expect((await lire("constance=departager")).total).toBe(border);
    expect((await lire("constance=constante")).total).toBe(uais.length - border);
  });

  test("are found by their grounds, schemes, sector and département, and counted alike", async () => {
    const { lignes, total } = await lire();
    const [premiere] = lignes;
    await database.pool.query(
      `insert into candidature_argument (id, candidature_id, genre, texte, preuve, agent_id, enregistre_le)
       values ($1, $2, 'proximite_ep', 'Proche.', 'IPS', $3, now())`,
      [randomUUID(), premiere?.id, person("ssa").id],
    );
    expect((await lire("motif=proximite_ep")).lignes.map(({ id }) => id)).toEqual([premiere?.id]);
    expect((await lire("motif=aucun")).total).toBe(total - 1);
    const [avec, sans] = [await lire("dispositif=avec"), await lire("dispositif=sans")];
    expect(avec.total + sans.total).toBe(total);
    expect(avec.total).toBe(lignes.filter(({ dispositifs }) => dispositifs.length > 0).length);
    const comptes = await countCandidatures(context.db, ssa, campagne);
    expect(comptes.reduce((sum, { n }) => sum + n, 0)).toBe(total);
    for (const { departement, n } of comptes)
      expect((await lire(`departement=${departement}`)).total).toBe(n);
    expect((await lire("departement=';drop&etat=inconnu&secteur=toto")).total).toBe(total);
  });

  test("that came forward before they entered are told so; a withdrawn declaration is not", async () => {
    const { rows } = await database.pool.query<{ uai: string }>(
      `select uai from structure where academie_code = $1 and type = 'primaire' and etat = 'ouvert' order by uai limit 2`,
      [LIEUX.academie],
    );
    for (const [i, { uai }] of rows.entries())
      await database.pool.query(
        `insert into volontariat (id, campagne_id, uai, texte, agent_id, declare_le, retire_le)
         values ($1, $2, $3, 'Volontaires.', $4, now(), $5)`,
        [randomUUID(), campagne, uai, person("ssa").id, i === 1 ? "2026-11-22" : null],
      );
    await inTransaction(context.db, (tx) =>
      entrerCandidatures(
        tx,
        context,
        { agentId: ssa.agentId },
        {
          ...{
            campagneId: campagne,
            uais: rows.map(({ uai }) => uai),
            origine: "ajout",
            etat: "propose",
            motif: "x",
          },
        },
      ),
    );
    const { lignes } = await lire("origine=ajout");
    expect(new Map(lignes.map(({ uai, proactive }) => [uai, proactive]))).toEqual(
      new Map(rows.map(({ uai }, i) => [uai, i === 0])),
    );
  });

  test("are those that the person reads, each with what they may do to it", async () => {
    const { lignes } = await lire("", await actorOf(context, "dsden"));
    expect(new Set(lignes.map(({ departement }) => departement))).toEqual(new Set([LIEUX.departement]));
    expect(lignes[0]?.pouvoirs).toEqual({ proposer: true, consigner: true, decider: false });
    const carec = await lire("", await actorOf(context, "carec"));
    expect(carec.lignes[0]?.pouvoirs).toEqual({ proposer: false, consigner: false, decider: false });
    expect((await lire("", await actorOf(context, "chef_etablissement"))).total).toBe(0);
  });
});
