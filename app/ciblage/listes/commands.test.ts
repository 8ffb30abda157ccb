import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scopeOf } from "#app/acces/rules.ts";
import { createTaskList } from "#app/jobs.server.ts";
import { sha256Of } from "#app/platform/files/packed-json.server.ts";
import { canonicalJson } from "#app/platform/format/canonical-json.ts";
import { changerEtat, insererCandidature, oublierListe } from "#tests/candidatures.ts";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import { type CampagneDecidee, deciderDemonstration, publier } from "#tests/listes.ts";
import { actorOf } from "#tests/personnes.ts";
import { lancerCalcul } from "../calculs/commands.server.ts";
import { STABILITE_PAR_DEFAUT } from "../scenarios/rules.ts";
import { publierListe } from "./commands.server.ts";
import { getProjet } from "./publication/queries.server.ts";
import { findListeCourante, findPublicationDe } from "./queries.server.ts";

const database = await createTestDatabase("demo");
await oublierListe(database);
afterAll(() => database.drop());

let context: TestContext;
let decidee: CampagneDecidee;
let liste: string;
beforeAll(async () => {
  context = testContext(database);
  decidee = await deciderDemonstration(database, context, [
    "retenu",
    "retenu",
    "suivi_differencie",
    "non_retenu",
    "retire",
  ]);
  liste = await publier(context, decidee.campagne);
});

const rowsOf = async (text: string, values: unknown[] = []) => (await database.pool.query(text, values)).rows;

describe("a published list", () => {
  test("holds what was decided, hashed, with the run it stood on; the campaign is published", async () => {
    const courante = await findListeCourante(context.db, decidee.campagne);
    expect(courante).toMatchObject({
      id: liste,
      numero: 1,
      motif: "",
      nomsPublics: false,
      regles: "La règle.",
    });
    expect(courante?.contenu.lignes.map(({ uai, etat }) => [uai, etat])).toEqual(
      ["retenu", "retenu", "suivi_differencie", "non_retenu"]
        .map((etat, i) => [decidee.uais[i], etat])
        .sort(),
    );
    expect(courante?.contenu.calculs).toMatchObject([{ famille: "colleges", calculId: decidee.calcul }]);
    expect(courante?.empreinte).toBe(sha256Of(canonicalJson(courante?.contenu)).toString("hex"));
    expect(await rowsOf("select etat from campagne_ciblage where id = $1", [decidee.campagne])).toEqual([
      { etat: "publiee" },
    ]);
    const audit = await rowsOf(
      "select faits from audit_event where evenement = 'liste_ciblage.publier' and objet_id = $1",
      [liste],
    );
    expect(audit).toMatchObject([{ faits: { numero: 1, retenues: 2 } }]);
  });

  test("refuses every change, by the database itself", async () => {
    for (const table of ["liste_publiee", "base_gelee", "groupe_comparaison", "appariement"])
      await expect(rowsOf(`delete from ${table}`)).rejects.toThrow(/ne se modifie pas/);
    await expect(rowsOf("update liste_publiee set regles = 'Autre'")).rejects.toThrow(/ne se modifie pas/);
  });

  test("writes once to each chosen team, with the mention and the way to its page", async () => {
    const mails = await rowsOf("select cle, objet, texte from courriel where objet_id = $1 order by cle", [
      liste,
    ]);
    expect(mails.map(({ cle }) => cle)).toEqual(
      decidee.uais
        .slice(0, 3)
        .map((uai) => `liste_ciblage:${liste}:${uai}`)
        .sort(),
    );
    for (const { texte } of mails) {
      expect(texte).toContain("traitement algorithmique");
      expect(texte).toContain("/ciblage");
      expect(texte).toContain("Bonjour.");
    }
    expect(mails.filter(({ objet }) => /suivi différencié/.test(objet))).toHaveLength(1);
  });

  test("concerns each structure of the population, on the list or not", async () => {
    const [chosen] = await findPublicationDe(context.db, decidee.uais[0] as string);
    expect(chosen).toMatchObject({
      id: liste,
      ligne: { etat: "retenu" },
      campagne: { familles: ["colleges"] },
    });
    const [other] = await findPublicationDe(context.db, decidee.uais.at(-1) as string);
    expect(other).toMatchObject({ id: liste, ligne: undefined });
    const ecoles = await rowsOf("select uai from structure where type = 'elementaire' limit 1");
    expect(await findPublicationDe(context.db, ecoles[0].uai)).toEqual([]);
  });
});

describe("a new run", () => {
  test("and candidatures that move leave the published list as it is", async () => {
    const { campagne, uais } = decidee;
    const before = await findListeCourante(context.db, campagne);
    const [{ scenario_id: scenarioId }] = await rowsOf("select scenario_id from calcul where id = $1", [
      decidee.calcul,
    ]);
    const ssa = await actorOf(context, "ssa");
    const acteur = { agentId: ssa.agentId, scope: scopeOf(ssa, "ciblage.preparer") };
    const calcul = await lancerCalcul(context, acteur, {
      ...{ campagneId: campagne, scenarioId, stabilite: { ...STABILITE_PAR_DEFAUT, tirages: 2 } },
    });
    const [{ id: tacheId }] = await rowsOf("select id from tache where objet_id = $1", [calcul]);
    await createTaskList(context)["ciblage.calculer"]?.({ tacheId }, {} as never);
    await changerEtat(database, campagne, uais[0] as string, "suivi_differencie");
    expect(await findListeCourante(context.db, campagne)).toEqual(before);
    await changerEtat(database, campagne, uais[0] as string, "retenu");
  });
});

describe("a new version", () => {
  test("is refused while nothing changed, then wants a motive, and leaves the former one as it was", async () => {
    const { campagne, uais } = decidee;
    const before = await findListeCourante(context.db, campagne);
    await expect(publier(context, campagne, "Encore")).rejects.toMatchObject({ code: "liste_inchangee" });
    await changerEtat(database, campagne, uais[0] as string, "a_decline");
    await insererCandidature(database, context, {
      campagne,
      calcul: null,
      uai: uais.at(-1) as string,
      etat: "retenu",
    });
    await expect(publier(context, campagne)).rejects.toMatchObject({ code: "motif_absent" });
    const second = await publier(context, campagne, "Une structure a décliné.");
    const [first] = await rowsOf("select contenu from liste_publiee where id = $1", [liste]);
    expect(first.contenu).toEqual(before?.contenu);
    expect(await findListeCourante(context.db, campagne)).toMatchObject({ id: second, numero: 2 });
    const told = await rowsOf("select cle from courriel where objet_id = $1", [second]);
    expect(told).toEqual([{ cle: `liste_ciblage:${second}:${uais.at(-1)}` }]);
  });

  test("is made once by a form sent twice; another person is told", async () => {
    const { campagne, uais } = decidee;
    await changerEtat(database, campagne, uais[1] as string, "non_retenu");
    const { empreinte } = await getProjet(context.db, { id: campagne, etat: "publiee" });
    const actor = await actorOf(context, "recteur");
    const scope = scopeOf(actor, "ciblage.publier");
    const saisie = { ...{ regles: "R", motif: "M", message: "B", nomsPublics: true }, empreinte };
    const send = (agentId: string) => publierListe(context, { agentId, scope }, campagne, saisie);
    const other = (await actorOf(context, "dasen")).agentId;
    const [one, two] = await Promise.all([send(actor.agentId), send(actor.agentId)]);
    expect(one).toBe(two);
    await expect(send(other)).rejects.toMatchObject({ code: "version_perimee" });
    expect(await findListeCourante(context.db, campagne)).toMatchObject({ numero: 3, nomsPublics: true });
  });

  test("of two publishers at once, one wins and the other is told to read again", async () => {
    const { campagne, uais } = decidee;
    await changerEtat(database, campagne, uais[1] as string, "retenu");
    const { empreinte } = await getProjet(context.db, { id: campagne, etat: "publiee" });
    const [recteur, dasen] = [await actorOf(context, "recteur"), await actorOf(context, "dasen")];
    const scope = scopeOf(recteur, "ciblage.publier");
    const saisie = { ...{ regles: "R", motif: "M", message: "B", nomsPublics: true }, empreinte };
    const outcomes = await Promise.allSettled(
      [recteur, dasen].map(({ agentId }) => publierListe(context, { agentId, scope }, campagne, saisie)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "version_perimee" });
    expect(
      await rowsOf("select max(numero)::int as n from liste_publiee where campagne_id = $1", [campagne]),
    ).toEqual([{ n: 4 }]);
  });
});

describe("publishing is refused", () => {
  test("outside the scope, as for what does not exist", async () => {
    const actor = await actorOf(context, "ssa");
    const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.publier") };
    const saisie = {
      ...{ regles: "R", message: "B", nomsPublics: false },
      empreinte: "0".repeat(64),
      motif: "",
    };
    await expect(publierListe(context, acteur, decidee.campagne, saisie)).rejects.toMatchObject({
      status: 404,
    });
  });

  test("when what was read is no longer what stands, and leaves nothing behind", async () => {
    const { campagne, uais } = decidee;
    const actor = await actorOf(context, "recteur");
    const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.publier") };
    await changerEtat(database, campagne, uais[1] as string, "non_retenu");
    const { empreinte } = await getProjet(context.db, { id: campagne, etat: "publiee" });
    await changerEtat(database, campagne, uais[1] as string, "presente");
    const saisie = { ...{ regles: "R", motif: "M", message: "B", nomsPublics: false }, empreinte };
    await expect(publierListe(context, acteur, campagne, saisie)).rejects.toMatchObject({
      code: "version_perimee",
    });
    await expect(publier(context, campagne, "M")).rejects.toMatchObject({ code: "candidatures_a_decider" });
    await database.pool.query("delete from concertation where campagne_id = $1", [campagne]);
    await expect(publier(context, campagne, "M")).rejects.toMatchObject({ code: "dialogue_social_absent" });
    expect((await findListeCourante(context.db, campagne))?.numero).toBe(4);
  });
});
