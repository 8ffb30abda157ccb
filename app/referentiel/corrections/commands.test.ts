import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { appliquer, csv, effectifs, marquer, uaiOf } from "#tests/imports.ts";
import { getLecteur } from "../indicateurs/lecture/queries.server.ts";
import { type Proposition, proposerValeur, retirerCorrection } from "./commands.server.ts";
import { listCorrections, listHistorique, listToutesCorrections } from "./queries.server.ts";
import { canProposer } from "./rules.ts";

let database: TestDatabase;
let context: ReturnType<typeof testContext>;
const agentId = "00000000-0000-4000-8000-0000000000aa";
const A = uaiOf("072", 1);

const acteur = (fonction: "ssa" | "dos", academie: string): Actor => ({
  agentId,
  nomComplet: "Essai",
  fonctions: [{ fonction, porteeType: "academie", porteeCode: academie, debut: "2020-01-01", fin: null }],
});
const ssa = acteur("ssa", "17");
const dos = acteur("dos", "01");

const proposition = (change: Partial<Proposition> = {}): Proposition => ({
  uai: A,
  indicateur: "effectif_college",
  annee: 2024,
  valeur: 412,
  motif: "Comptage de rentrée.",
  piece: "Constat de rentrée du 20 septembre.",
  vue: null,
  agentId,
  scope: scopeOf(ssa, "valeur.corriger"),
  lecteur: getLecteur(ssa),
  ...change,
});

beforeAll(async () => {
  database = await createTestDatabase();
  await marquer(database);
  context = testContext(database);
  await database.pool.query(
    "insert into agent values ($1, 'Essai', 'Nom', 'e@exemple.fr', false, default, now())",
    [agentId],
  );
  await appliquer(context, { "effectifs.csv": csv([effectifs(A, { "Nombre d'élèves total ULIS": "3" })]) });
});
afterAll(() => database.drop());

describe("a local value", () => {
  test("stands beside the official one, enters no reference, and is written in the journal", async () => {
    const references = async () =>
      (
        await database.pool.query(
          "select md5(string_agg(r::text, '' order by r::text)) as m from reference_indicateur r",
        )
      ).rows;
    const before = await references();
    await proposerValeur(context, proposition());
    const [lue] = await listCorrections(database.db, getLecteur(ssa), A);
    expect([lue?.valeur, lue?.officielle, lue?.motif, lue?.auteur]).toEqual([
      412,
      400,
      "Comptage de rentrée.",
      "Nom Essai",
    ]);
    expect(await references()).toEqual(before);
    const { rows } = await database.pool.query(
      "select faits from audit_event where evenement = 'correction.proposer'",
    );
    expect(rows).toMatchObject([{ faits: { indicateur: "effectif_college", annee: 2024 } }]);
  });

  test("is not replaced by somebody who did not read it, and nothing is written", async () => {
    await expect(proposerValeur(context, proposition({ valeur: 415 }))).rejects.toMatchObject({
      code: "version_perimee",
      message: expect.stringContaining("412"),
    });
    const [actuelle] = await listCorrections(database.db, getLecteur(ssa), A);
    expect(actuelle?.valeur).toBe(412);
    await proposerValeur(context, proposition({ valeur: 415, vue: actuelle?.id ?? null }));
    const historique = await listHistorique(database.db, getLecteur(ssa), {
      uai: A,
      indicateur: "effectif_college",
      annee: 2024,
    });
    expect(historique.map(({ valeur, retireeLe }) => [valeur, retireeLe !== null]).sort()).toEqual([
      [412, true],
      [415, false],
    ]);
  });

  test("does not exist out of scope", async () => {
    const ailleurs = {
      scope: scopeOf(acteur("ssa", "01"), "valeur.corriger"),
      lecteur: getLecteur(acteur("ssa", "01")),
    };
    await expect(proposerValeur(context, proposition(ailleurs))).rejects.toMatchObject({ status: 404 });
  });

  test("of a small count is hidden, with its motive and its document, from who may not read the official one", async () => {
    await proposerValeur(
      context,
      proposition({ indicateur: "effectif_ulis", valeur: 4, motif: "Ils sont quatre." }),
    );
    const read = async (actor: Actor) =>
      (
        await listToutesCorrections(database.db, getLecteur(actor), { retirees: false, limit: 50, offset: 0 })
      ).lignes
        .filter(({ indicateur }) => indicateur === "effectif_ulis")
        .map(({ valeur, motif, piece, officielle }) => [valeur, motif, piece, officielle]);
    expect(await read(ssa)).toEqual([[4, "Ils sont quatre.", "Constat de rentrée du 20 septembre.", 3]]);
    expect(await read(dos)).toEqual([[null, null, null, null]]);
  });

  test("is withdrawn with a motive, once", async () => {
    const [actuelle] = await listCorrections(database.db, getLecteur(ssa), A);
    const acte = { ...proposition(), id: actuelle?.id ?? "", motif: "Erreur de lecture." };
    await retirerCorrection(context, acte);
    await expect(retirerCorrection(context, acte)).rejects.toMatchObject({ code: "deja_retiree" });
    const left = await listCorrections(database.db, getLecteur(ssa), A);
    expect(left.map(({ indicateur }) => indicateur)).toEqual(["effectif_ulis"]);
  });
});

describe("plausible bounds", () => {
  const indicateur = {
    libelle: "Effectif",
    unite: "élèves",
    decimales: 0,
    minimum: 0,
    maximum: 3000,
    compte: true,
  };
  test.each([
    [-1, "hors_bornes"],
    [0, undefined],
    [3000, undefined],
    [3001, "hors_bornes"],
    [12.5, "pas_entier"],
  ])("of a count: %d", (valeur, code) => {
    const decision = canProposer(indicateur, valeur);
    expect(decision.ok ? undefined : decision.code).toBe(code);
  });
});
