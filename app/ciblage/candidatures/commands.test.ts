import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#app/acces/rules.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { consignerDialogue, entrer } from "#tests/candidatures.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import { deplacerCandidature, deplacerLot } from "./deplacements/commands.server.ts";
import { getCandidatureTenue } from "./deplacements/queries.server.ts";
import { findCandidature, listCandidaturesDe } from "./queries.server.ts";
import { repererCandidatures } from "./reperages/commands.server.ts";
import type { ActeCandidature } from "./rules.ts";

let database: TestDatabase;
let context: TestContext;
let campagne: string;
let calcul: string;
let pilote: Actor;
let recteur: Actor;
let dasen: Actor;
let ailleurs: string;

const bouger = async (actor: Actor, id: string, acte: ActeCandidature, motif = "", version?: number) => {
  const lue = version ?? (await getCandidatureTenue(context.db, pilote, id)).version;
  context.clock.advance(1000);
  await deplacerCandidature(context, actor, { campagneId: campagne, id, version: lue, acte, motif });
};
const journal = async (objet: string) =>
  (
    await database.pool.query<{ evenement: string; faits: Record<string, unknown> }>(
      "select evenement, faits from audit_event where objet_id = $1 and evenement like 'candidature.%' order by id",
      [objet],
    )
  ).rows;
const decidee = async (uai: string) => findCandidature(context.db, campagne, uai);
const colleges = async (n: number, departement: string | null = null) =>
  (
    await database.pool.query<{ uai: string }>(
      `select uai from structure where academie_code = $1 and type = 'college' and etat = 'ouvert'
         and ($3::text is null or departement_code = $3)
         and not exists (select from candidature c where c.uai = structure.uai) order by uai desc limit $2`,
      [LIEUX.academie, n, departement],
    )
  ).rows.map(({ uai }) => uai);

beforeAll(async () => {
  database = await createTestDatabase("demo");
  context = testContext(database, { newId: randomUUID });
  ({ campagne, calcul } = await calculerDemonstration(database, context));
  [pilote, recteur, dasen] = (await Promise.all(
    (["pilote_academique", "recteur", "dasen"] as const).map((fonction) => actorOf(context, fonction)),
  )) as [Actor, Actor, Actor];
  const { rows } = await database.pool.query<{ code: string }>(
    "select code from departement where academie_code = $1 and code <> $2 order by code limit 1",
    [LIEUX.academie, LIEUX.departement],
  );
  ailleurs = rows[0]?.code ?? "";
});
afterAll(() => database.drop());
beforeEach(() => context.clock.advance(60_000));

describe("a run chosen as the start", () => {
  test("brings in, in one act, all that it keeps; a second click brings nothing more", async () => {
    const comptes = await repererCandidatures(context, pilote, { campagneId: campagne, calculId: calcul });
    const { rows } = await database.pool.query<{ uai: string }>(
      "select uai from calcul_structure where calcul_id = $1 and retenue order by uai",
      [calcul],
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(comptes).toEqual({ entree: rows.length });
    const entrees = await listCandidaturesDe(context.db, campagne);
    expect(entrees.map(({ uai }) => uai)).toEqual(rows.map(({ uai }) => uai));
    expect(entrees[0]).toMatchObject({
      ...{
        etat: "repere",
        origine: "calcul",
        calculId: calcul,
        famille: "colleges",
        decision: null,
        motifs: [],
      },
    });
    const [entree, repere] = await journal(campagne);
    expect(entree).toMatchObject({ evenement: "candidature.entrer", faits: { n: rows.length, calcul } });
    expect(repere).toMatchObject({ evenement: "candidature.reperer", faits: { entree: rows.length } });
    expect(await repererCandidatures(context, pilote, { campagneId: campagne, calculId: calcul })).toEqual({
      inchangee: rows.length,
    });
    expect(await journal(campagne)).toHaveLength(2);
  });

  test("enlightens what had been added by hand, leaves what was withdrawn, and says both", async () => {
    const [premiere, seconde] = await listCandidaturesDe(context.db, campagne);
    await bouger(pilote, premiere?.id ?? "", "retirer", "Structure fusionnée.");
    await database.pool.query("update candidature set calcul_id = null, origine = 'ajout' where id = $1", [
      seconde?.id,
    ]);
    const comptes = await repererCandidatures(context, pilote, { campagneId: campagne, calculId: calcul });
    expect(comptes).toMatchObject({ retiree: 1, mise_a_jour: 1 });
    expect(await decidee(premiere?.uai ?? "")).toMatchObject({ etat: "retire" });
    expect(await decidee(seconde?.uai ?? "")).toMatchObject({
      calculId: calcul,
      origine: "ajout",
      etat: "repere",
    });
  });

  test("is one of this campaign, and of what one proposes", async () => {
    await expect(
      repererCandidatures(context, pilote, { campagneId: campagne, calculId: randomUUID() }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      repererCandidatures(context, recteur, { campagneId: campagne, calculId: calcul }),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe("one structure", () => {
  test("goes from the run to the decision, each move with its author, and the journal tells it", async () => {
    const { id, uai } =
      (await listCandidaturesDe(context.db, campagne)).find(({ etat }) => etat === "repere") ?? {};
    await bouger(pilote, id ?? "", "preselectionner");
    await bouger(pilote, id ?? "", "proposer");
    await expect(bouger(recteur, id ?? "", "presenter")).rejects.toMatchObject({
      code: "sans_dialogue_social",
    });
    await consignerDialogue(database, campagne);
    await bouger(recteur, id ?? "", "presenter");
    await bouger(recteur, id ?? "", "retenir");
    expect(await decidee(uai ?? "")).toMatchObject({
      etat: "retenu",
      decision: { qui: recteur.nomComplet, fonction: "Recteur ou rectrice", motif: "" },
      mouvements: ["repere", "preselectionne", "propose", "presente", "retenu"].map((vers) => ({ vers })),
    });
    expect((await journal(id ?? "")).map(({ faits }) => faits.vers)).toEqual([
      ...["preselectionne", "propose", "presente", "retenu"],
    ]);
  });

  test("that the run does not keep is chosen with a motive, and set aside with one", async () => {
    const [uai = ""] = await colleges(1);
    const [id = ""] = await entrer(context, campagne, [uai]);
    await expect(bouger(recteur, id, "retenir")).rejects.toMatchObject({ code: "motif_requis" });
    await bouger(recteur, id, "retenir", "Fermeture annoncée du premier employeur.");
    await expect(bouger(recteur, id, "ecarter")).rejects.toMatchObject({ code: "motif_requis" });
    await bouger(recteur, id, "suivre", "Un suivi suffit.");
    expect(await decidee(uai)).toMatchObject({
      etat: "suivi_differencie",
      decision: { motif: "Un suivi suffit." },
    });
  });

  test("moved twice by one click is moved once", async () => {
    const [id = ""] = await entrer(context, campagne, await colleges(1));
    await bouger(recteur, id, "retenir", "Oui.", 1);
    await bouger(recteur, id, "retenir", "Oui.", 1);
    expect(await journal(id)).toHaveLength(1);
  });

  test("decided by two people at once is decided by one; the other is told, and nothing of theirs is written", async () => {
    const [uai = ""] = await colleges(1, LIEUX.departement);
    const [id = ""] = await entrer(context, campagne, [uai]);
    const acts = await Promise.allSettled([
      bouger(recteur, id, "retenir", "Un besoin identifié.", 1),
      bouger(dasen, id, "ecarter", "Déjà accompagnée.", 1),
    ]);
    expect(acts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = acts.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: "version_perimee" });
    const { mouvements } = (await decidee(uai)) ?? {};
    expect(mouvements).toHaveLength(2);
    expect(await journal(id)).toHaveLength(1);
  });

  test("of another département does not exist for a DASEN, who proposes and decides in theirs", async () => {
    const [ici = "", la = ""] = [(await colleges(1, LIEUX.departement))[0], (await colleges(1, ailleurs))[0]];
    const [idIci = "", idLa = ""] = await entrer(context, campagne, [ici, la]);
    await bouger(dasen, idIci, "retenir", "Connue de tous.");
    await expect(bouger(dasen, idLa, "retenir", "Aussi.")).rejects.toMatchObject({ status: 404 });
    expect(await decidee(la)).toMatchObject({ etat: "presente" });
  });

  test("moves only in its campaign, by somebody whose act it is", async () => {
    const [id = ""] = await entrer(context, campagne, await colleges(1));
    await expect(
      deplacerCandidature(context, recteur, {
        ...{ campagneId: randomUUID(), id, version: 1, acte: "retenir", motif: "x" },
      }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(bouger(pilote, id, "retenir", "x")).rejects.toMatchObject({ code: "acte_d_autrui" });
    await expect(bouger(await actorOf(context, "carec"), id, "retirer", "x")).rejects.toMatchObject({
      code: "acte_d_autrui",
    });
  });
});

describe("several structures at once", () => {
  test("one that is refused leaves the others done, and says why", async () => {
    const uais = await colleges(3);
    const [a = "", b = "", c = ""] = await entrer(context, campagne, uais);
    await bouger(recteur, b, "ecarter", "Déjà accompagnée.");
    const suites = await deplacerLot(context, recteur, campagne, {
      ...{ acte: "ecarter", motif: "Pas cette année." },
      lignes: [
        { id: a, version: 1 },
        { id: b, version: 1 },
        { id: c, version: 1 },
        { id: randomUUID(), version: 1 },
      ],
    });
    expect(suites.map(({ fait }) => fait)).toEqual([true, false, true, false]);
    expect(suites[1]?.raison).toContain("Quelqu’un vient d’agir");
    expect(suites[3]?.raison).toContain("périmètre");
    const etats = (await listCandidaturesDe(context.db, campagne)).filter(({ uai }) => uais.includes(uai));
    expect(etats.map(({ etat }) => etat)).toEqual(["non_retenu", "non_retenu", "non_retenu"]);
    expect(etats.map(({ decision }) => decision?.motif).sort()).toEqual([
      ...["Déjà accompagnée.", "Pas cette année.", "Pas cette année."],
    ]);
  });
});

describe("a closed campaign", () => {
  test("moves no more, and lets nobody in", async () => {
    const [id = ""] = await entrer(context, campagne, await colleges(1));
    const uais = await colleges(1);
    await database.pool.query("update campagne_ciblage set etat = 'close' where id = $1", [campagne]);
    await expect(bouger(recteur, id, "ecarter", "x")).rejects.toMatchObject({ code: "campagne_close" });
    await expect(entrer(context, campagne, uais)).rejects.toMatchObject({ code: "campagne_close" });
    await expect(
      repererCandidatures(context, pilote, { campagneId: campagne, calculId: calcul }),
    ).rejects.toMatchObject({ code: "campagne_close" });
  });
});
