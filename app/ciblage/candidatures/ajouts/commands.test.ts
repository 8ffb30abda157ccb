import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#app/acces/rules.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { entrer } from "#tests/candidatures.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import { deplacerCandidature } from "../deplacements/commands.server.ts";
import { ajouterArgument, retirerArgument } from "../motivations/commands.server.ts";
import { listArguments } from "../motivations/queries.server.ts";
import { findCandidature } from "../queries.server.ts";
import { ajouterCandidature } from "./commands.server.ts";

let database: TestDatabase;
let context: TestContext;
let campagne: string;
let pilote: Actor;
let dasen: Actor;

const SAISIE = { motif: "Deux classes ouvertes.", argument: "Le quartier change.", horsPopulation: "" };
const ajouter = (uai: string, changes: Partial<typeof SAISIE> = {}, actor = pilote) =>
  ajouterCandidature(context, actor, { campagneId: campagne, uai }, { ...SAISIE, ...changes });
/** A structure of the demonstration that is not in the campaign yet. */
const une = async (where: string) => {
  const { rows } = await database.pool.query<{ uai: string }>(
    `select uai from structure where academie_code = $1 and ${where}
       and not exists (select from candidature c where c.uai = structure.uai) order by uai limit 1`,
    [LIEUX.academie],
  );
  return rows[0]?.uai ?? "";
};
const DEDANS =
  "type = 'college' and etat = 'ouvert' and statut_ep is distinct from 'rep' and statut_ep is distinct from 'rep_plus'";

beforeAll(async () => {
  database = await createTestDatabase("demo");
  context = testContext(database, { newId: randomUUID });
  ({ campagne } = await calculerDemonstration(database, context));
  pilote = await actorOf(context, "pilote_academique");
  dasen = await actorOf(context, "dasen");
});
afterAll(() => database.drop());
beforeEach(() => context.clock.advance(60_000));

describe("a structure added by hand", () => {
  test("enters « proposée » with its motive, what is known of it and its author; twice is once", async () => {
    const uai = await une(DEDANS);
    const id = await ajouter(uai);
    expect(await ajouter(uai)).toBe(id);
    expect(await findCandidature(context.db, campagne, uai)).toMatchObject({
      ...{ id, etat: "propose", origine: "ajout", calculId: null, motifs: [], decision: null },
      mouvements: [{ de: null, vers: "propose", motif: SAISIE.motif, qui: pilote.nomComplet }],
      arguments: [{ genre: "argument", texte: SAISIE.argument, qui: pilote.nomComplet, preuve: null }],
    });
    await expect(ajouter(uai, { motif: "Autre motif." })).rejects.toMatchObject({ code: "deja_suivie" });
  });

  test("outside the population says why, and the reason stays with the motive", async () => {
    const uai = await une("type = 'primaire' and etat = 'ouvert'");
    await expect(ajouter(uai)).rejects.toMatchObject({ code: "raison_hors_population" });
    await ajouter(uai, { horsPopulation: "École de secteur d’un collège retenu." });
    const { mouvements } = (await findCandidature(context.db, campagne, uai)) ?? {};
    expect(mouvements?.[0]?.motif).toBe(
      "Deux classes ouvertes.\nHors de la population : École de secteur d’un collège retenu.",
    );
  });

  test("that was withdrawn comes back", async () => {
    const uai = await une(DEDANS);
    const id = await ajouter(uai);
    await deplacerCandidature(context, pilote, {
      ...{ campagneId: campagne, id, version: 1, acte: "retirer", motif: "Erreur de saisie." },
    });
    context.clock.advance(1000);
    expect(await ajouter(uai, { motif: "Elle revient." })).toBe(id);
    const { etat, mouvements } = (await findCandidature(context.db, campagne, uai)) ?? {};
    expect([etat, mouvements?.length]).toEqual(["propose", 3]);
  });

  test("is one of the académie and of what one proposes; a closed one is not", async () => {
    const { rows } = await database.pool.query<{ uai: string }>(
      "select uai from structure where academie_code <> $1 limit 1",
      [LIEUX.academie],
    );
    await expect(ajouter(rows[0]?.uai ?? "0000000A")).rejects.toMatchObject({ status: 404 });
    const ailleurs = await une(`${DEDANS} and departement_code <> '${LIEUX.departement}'`);
    await expect(ajouter(ailleurs, {}, dasen)).rejects.toMatchObject({ status: 404 });
    const fermee = await une(DEDANS);
    await database.pool.query("update structure set etat = 'ferme' where uai = $1", [fermee]);
    await expect(ajouter(fermee, { horsPopulation: "x" })).rejects.toMatchObject({
      code: "structure_fermee",
    });
  });
});

describe("grounds and arguments", () => {
  const choc = {
    ...{ genre: "choc_conjoncturel" as const, texte: "L’usine ferme.", choc: "Fermeture d’une entreprise" },
    ...{ chocLe: "2026-03-01", preuve: "Arrêté du 2 mars 2026" },
  };

  test("several for one school, each with its author; the same one sent twice is one", async () => {
    const uai = await une(DEDANS);
    const [candidatureId = ""] = await entrer(context, campagne, [uai], "propose");
    await ajouterArgument(context, pilote, { ...choc, candidatureId });
    await ajouterArgument(context, pilote, { ...choc, candidatureId });
    const besoins = {
      ...choc,
      genre: "besoins_identifies" as const,
      choc: null,
      chocLe: null,
      candidatureId,
    };
    await ajouterArgument(context, pilote, besoins);
    const { motifs, arguments: ecrits } = (await findCandidature(context.db, campagne, uai)) ?? {};
    expect(motifs).toEqual(["choc_conjoncturel", "besoins_identifies"]);
    expect(ecrits).toHaveLength(2);
    expect(ecrits).toContainEqual(expect.objectContaining({ ...choc, qui: pilote.nomComplet }));
  });

  test("withdrawn, no longer count and stay in the history with who withdrew them", async () => {
    const uai = await une(DEDANS);
    const [candidatureId = ""] = await entrer(context, campagne, [uai], "propose");
    await ajouterArgument(context, pilote, { ...choc, candidatureId });
    const [argument] = await listArguments(context.db, candidatureId);
    const cible = { candidatureId, argumentId: argument?.id ?? "" };
    await retirerArgument(context, pilote, cible);
    await retirerArgument(context, pilote, cible);
    expect(await findCandidature(context.db, campagne, uai)).toMatchObject({ motifs: [], arguments: [] });
    expect(await listArguments(context.db, candidatureId)).toMatchObject([
      { texte: choc.texte, retirePar: pilote.nomComplet },
    ]);
    const { rows } = await database.pool.query(
      "select evenement from audit_event where objet_id = $1 order by id",
      [candidatureId],
    );
    expect(rows.map(({ evenement }) => evenement)).toEqual([
      ...["candidature.argumenter", "candidature.retirer_argument"],
    ]);
  });

  test("are written by those who propose, within what they reach", async () => {
    const [ici, la] = [
      await une(`${DEDANS} and departement_code = '${LIEUX.departement}'`),
      await une(`${DEDANS} and departement_code <> '${LIEUX.departement}'`),
    ];
    const [idIci = "", idLa = ""] = await entrer(context, campagne, [ici, la], "propose");
    await ajouterArgument(context, dasen, { ...choc, candidatureId: idIci });
    await expect(ajouterArgument(context, dasen, { ...choc, candidatureId: idLa })).rejects.toMatchObject({
      status: 404,
    });
    const recteur = await actorOf(context, "recteur");
    await expect(ajouterArgument(context, recteur, { ...choc, candidatureId: idIci })).rejects.toMatchObject({
      status: 404,
    });
  });
});
