import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import {
  AGENT,
  compterEcrits,
  evenementsOf,
  inserer,
  insererValeur,
  porteeOf,
  preparer,
} from "#tests/vie.ts";
import { attribuerDispositif } from "../dispositifs/commands.server.ts";
import { calculerOrphelines, deciderOrpheline, retirerDecision } from "./commands.server.ts";
import { exportOrphelines, findMedianeEp, getEcoleADecider, listOrphelines } from "./queries.server.ts";
import type { FiltresOrphelines } from "./rules.ts";

const database = await createTestDatabase();
const context = testContext(database);
afterAll(() => database.drop());
beforeAll(() => preparer(context));
beforeEach(async () => {
  await database.pool.query(`begin; set local session_replication_role = replica;
    truncate orpheline, decision_orpheline, structure_dispositif, valeur_indicateur, statut_ep_annuel, structure_modification cascade;
    delete from structure; commit`);
});

const calculer = () => inTransaction(context.db, (tx) => calculerOrphelines(tx, context.now()));
const lues = async () =>
  (
    await database.pool.query(
      "select uai, annee, calcul, raisons, calcule_le from orpheline order by uai, annee",
    )
  ).rows;
const ligneOf = async (uai: string) => (await lues()).find((ligne) => ligne.uai === uai);

let last = 0;
/** A public primary école, outside education priority unless told otherwise, with its index of 2024. */
async function ecole(ips: number | null, change: Record<string, string | number | null> = {}, annee = 2024) {
  last += 1;
  const uai = await inserer(context, last, { type: "primaire", statut_ep: "hors_ep", ...change });
  if (ips !== null) await insererValeur(context, { uai, annee, valeur: ips });
  return uai;
}
async function college(statut: string | null, nom = "Collège du secteur") {
  last += 1;
  return inserer(context, last, { statut_ep: statut, nom });
}
/** Five écoles of education priority whose median is 90. */
async function paysage(annee = 2024, valeurs = [80, 85, 90, 95, 100]) {
  for (const valeur of valeurs) await ecole(valeur, { statut_ep: "rep" }, annee);
}

describe("the calculation", () => {
  test.each([
    [89.9, "oui"],
    [90, "oui"],
    [90.1, "non"],
    [78, "oui"],
    [104, "non"],
  ])("an index of %s beside a median of 90: %s", async (ips, calcul) => {
    await paysage();
    const uai = await ecole(ips, { secteur_college_uai: await college("hors_ep") });
    await calculer();
    expect(await ligneOf(uai)).toMatchObject({ annee: 2024, calcul });
  });

  test("says why, in sentences with the figures used", async () => {
    await paysage();
    const uai = await ecole(84.55, { secteur_college_uai: await college("hors_ep", "Collège Pasteur") });
    await calculer();
    expect((await ligneOf(uai))?.raisons).toEqual([
      "L’école est hors éducation prioritaire.",
      "Son IPS 2024-2025 est de 84,6 : il ne dépasse pas la médiane des écoles en éducation prioritaire (90,0).",
      "Son collège de secteur, Collège Pasteur, est hors éducation prioritaire.",
    ]);
  });

  test.each([
    ["index", null, "hors_ep", "indetermine", "L’IPS de l’école n’est pas publié"],
    ["status of the collège", 85, null, "indetermine", "n’est pas publié"],
    ["collège in education priority", 85, "rep", "non", "est en éducation prioritaire"],
  ])("tells the missing datum: %s", async (_, ips, statut, calcul, raison) => {
    await paysage();
    const uai = await ecole(ips, { secteur_college_uai: await college(statut) });
    await calculer();
    const ligne = await ligneOf(uai);
    expect(ligne?.calcul).toBe(calcul);
    expect(ligne?.raisons.join(" ")).toContain(raison);
  });

  test("does not know without a secteur, unless the index settles it", async () => {
    await paysage();
    const [basse, haute] = [await ecole(85), await ecole(110)];
    await calculer();
    expect(await ligneOf(basse)).toMatchObject({ calcul: "indetermine" });
    expect((await ligneOf(basse))?.raisons[2]).toBe("Son collège de secteur n’est pas connu.");
    expect(await ligneOf(haute)).toMatchObject({ calcul: "non" });
  });

  test("never looks across the break of 2022", async () => {
    await paysage(2021, [60, 65, 70, 75, 80]);
    await paysage(2023);
    const college1 = await college("hors_ep");
    const ancienne = await ecole(60, { secteur_college_uai: college1 }, 2021);
    const nouvelle = await ecole(85, { secteur_college_uai: college1 }, 2023);
    await calculer();
    expect(await ligneOf(ancienne)).toMatchObject({ annee: 2023, calcul: "indetermine" });
    expect(await ligneOf(nouvelle)).toMatchObject({ annee: 2023, calcul: "oui" });
  });

  test("compares a value with the median of its own year", async () => {
    await paysage(2023, [70, 70, 70, 70, 70]);
    await paysage(2024);
    const uai = await ecole(85, { secteur_college_uai: await college("hors_ep") }, 2023);
    await calculer();
    expect(await ligneOf(uai)).toMatchObject({ annee: 2024, calcul: "non" });
    expect((await ligneOf(uai))?.raisons[1]).toContain("2023-2024 est de 85,0 : il dépasse");
  });

  test("leaves out private, closed, specialised and education-priority écoles", async () => {
    await paysage();
    const secteur_college_uai = await college("hors_ep");
    for (const change of [
      { secteur: "prive_sous_contrat" },
      { etat: "ferme" },
      { type: "ecole_specialisee" },
      { statut_ep: "rep" },
    ])
      await ecole(70, { secteur_college_uai, ...change });
    await calculer();
    expect(await lues()).toEqual([]);
  });

  test("has no median with too few écoles, nor without any", async () => {
    await paysage(2024, [80, 85, 90, 95]);
    const uai = await ecole(70, { secteur_college_uai: await college("hors_ep") });
    await calculer();
    expect(await ligneOf(uai)).toMatchObject({ calcul: "indetermine" });
    expect((await ligneOf(uai))?.raisons[1]).toContain("trop peu d’écoles");
  });

  test("run again on the same data writes nothing; on other data, what changed only", async () => {
    await paysage();
    const secteur_college_uai = await college("hors_ep");
    const [stable, mobile] = [
      await ecole(85, { secteur_college_uai }),
      await ecole(86, { secteur_college_uai }),
    ];
    await calculer();
    const before = await lues();
    context.clock.advance(60_000);
    await calculer();
    expect(await lues()).toEqual(before);
    await database.pool.query("update structure set secteur_college_uai = null where uai = $1", [mobile]);
    await calculer();
    expect(await ligneOf(stable)).toEqual(before.find(({ uai }) => uai === stable));
    expect(await ligneOf(mobile)).toMatchObject({ calcul: "indetermine" });
    await database.pool.query("update structure set etat = 'ferme' where uai = $1", [mobile]);
    await calculer();
    expect(await ligneOf(mobile)).toBeUndefined();
  });

  test("agrees with a model written otherwise, whatever the landscape", async () => {
    const statut = fc.constantFrom("hors_ep", "rep", "rep_plus", null);
    const ecoles = fc.record({
      ips: fc.option(
        fc.integer({ min: 600, max: 1300 }).map((tenths) => tenths / 10),
        { freq: 4 },
      ),
      statut,
      secteur: fc.constantFrom("public", "public", "prive_sous_contrat"),
      college: fc.option(statut, { nil: undefined, freq: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(ecoles, { minLength: 8, maxLength: 25 }), async (paysageTire) => {
        await database.pool.query("delete from orpheline");
        await database.pool.query(
          "begin; set local session_replication_role = replica; truncate valeur_indicateur cascade; delete from structure; commit",
        );
        const tirees = [];
        for (const tiree of paysageTire) {
          const secteur_college_uai = tiree.college === undefined ? null : await college(tiree.college);
          const change = { statut_ep: tiree.statut, secteur: tiree.secteur, secteur_college_uai };
          tirees.push({ ...tiree, uai: await ecole(tiree.ips, change) });
        }
        await calculer();
        const enEp = (s: string | null | undefined) => s === "rep" || s === "rep_plus";
        const publiques = tirees.filter(({ secteur }) => secteur === "public");
        const anyIps = publiques.some(({ ips }) => ips !== null);
        const ep = publiques
          .flatMap(({ ips, statut: s }) => (enEp(s) && ips !== null ? [ips] : []))
          .sort((a, b) => a - b);
        const half = (ep.length - 1) / 2;
        const mediane =
          ep.length < 5
            ? undefined
            : ((ep[Math.floor(half)] as number) + (ep[Math.ceil(half)] as number)) / 2;
        const expected = publiques
          .filter(({ statut: s }) => anyIps && !enEp(s))
          .map(({ uai, ips, statut: s, college: c }) => {
            const proche = ips === null || mediane === undefined ? undefined : ips <= mediane + 1e-9;
            if (proche === false || enEp(c)) return { uai, calcul: "non" };
            return { uai, calcul: s === "hors_ep" && proche && c === "hors_ep" ? "oui" : "indetermine" };
          })
          .sort((a, b) => (a.uai < b.uai ? -1 : 1));
        expect((await lues()).map(({ uai, calcul }) => ({ uai, calcul }))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});

describe("the decision of a person", () => {
  const portee = porteeOf("orpheline.decider", "72", "dasen");
  const acte = (uai: string, vue: string | null = null) => ({
    uai,
    annee: 2024,
    vue,
    motif: "Vu en comité",
    agentId: AGENT,
    portee,
  });
  const decisionsOf = async (uai: string) =>
    (await getEcoleADecider(context.db, uai, "2026-11-22")).decisions;

  test("comes before the calculation, is replaced and withdrawn, and every one stays readable", async () => {
    const uai = await ecole(85);
    await deciderOrpheline(context, { ...acte(uai), orpheline: true });
    const [premiere] = await decisionsOf(uai);
    context.clock.advance(1000);
    await deciderOrpheline(context, { ...acte(uai, premiere?.id ?? ""), orpheline: false });
    const [seconde] = await decisionsOf(uai);
    await retirerDecision(context, acte(uai, seconde?.id ?? ""));
    expect(
      (await decisionsOf(uai)).map(({ orpheline, retireeLe }) => [orpheline, retireeLe !== null]),
    ).toEqual([
      [false, true],
      [true, true],
    ]);
    expect(await evenementsOf(context, uai)).toEqual([
      "orpheline.decider",
      "orpheline.decider",
      "orpheline.retirer_decision",
    ]);
  });

  test("is refused, and writes nothing, when it cannot be", async () => {
    const uai = await ecole(85);
    const cases = [
      [await college("hors_ep"), null, "pas_une_ecole"],
      [await ecole(85, { secteur: "prive_sous_contrat" }), null, "pas_publique"],
      [await ecole(85, { statut_ep: "rep" }), null, "en_ep"],
      [await ecole(85, { departement_code: "44" }), null, 404],
      [uai, "00000000-0000-4000-8000-ffffffffffff", "version_perimee"],
    ] as const;
    const before = await compterEcrits(context);
    for (const [cible, vue, expected] of cases) {
      const error = await deciderOrpheline(context, { ...acte(cible, vue), orpheline: true }).catch(
        (thrown) => thrown,
      );
      expect(error.code ?? error.status).toBe(expected);
    }
    await expect(retirerDecision(context, acte(uai))).rejects.toMatchObject({ code: "sans_decision" });
    expect(await compterEcrits(context)).toEqual(before);
  });

  test("is written once when two people decide at the same time", async () => {
    const uai = await ecole(85);
    const both = await Promise.allSettled(
      [true, false].map((orpheline) => deciderOrpheline(context, { ...acte(uai), orpheline })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("the list", () => {
  const lire = async (filtres: FiltresOrphelines, departement = "72") => {
    const scope = porteeOf("indicateur.lire", departement, "ien");
    const recherche = { filtres, jour: "2026-11-22" };
    const page = { tri: "nom", sens: "asc", limit: 50, offset: 0 } as const;
    const { lignes, total } = await listOrphelines(context.db, scope, recherche, page);
    const exported: string[] = [];
    for await (const { uai } of exportOrphelines(context.db, scope, recherche)) exported.push(uai);
    expect(exported.sort()).toEqual(lignes.map(({ uai }) => uai).sort());
    expect(total).toBe(lignes.length);
    return lignes.map(({ uai }) => uai);
  };

  test("follows the state, the territory and the lack of support, within scope", async () => {
    await paysage();
    const secteur_college_uai = await college("hors_ep");
    const calculee = await ecole(85, { secteur_college_uai });
    const refusee = await ecole(86, { secteur_college_uai });
    const reconnue = await ecole(120, { secteur_college_uai });
    const sansSecteur = await ecole(87);
    await calculer();
    const decision = {
      annee: 2024,
      vue: null,
      motif: "Vu en comité",
      agentId: AGENT,
      portee: porteeOf("orpheline.decider", "72", "dasen"),
    };
    await deciderOrpheline(context, { ...decision, uai: refusee, orpheline: false });
    await deciderOrpheline(context, { ...decision, uai: reconnue, orpheline: true });
    expect(await lire({ etat: "reconnues" })).toEqual([calculee, reconnue]);
    expect(await lire({ etat: "oui" })).toEqual([calculee, refusee]);
    expect(await lire({ etat: "indetermine" })).toEqual([sansSecteur]);
    expect(await lire({ etat: "decidees" })).toEqual([reconnue]);
    expect(await lire({ etat: "refusees" })).toEqual([refusee]);
    expect(await lire({ etat: "toutes" })).toEqual([calculee, refusee, reconnue, sansSecteur]);
    expect(await lire({ etat: "toutes", departement: "44" })).toEqual([]);
    expect(await lire({ etat: "toutes" }, "44")).toEqual([]);
    const gere = {
      agentId: AGENT,
      portee: porteeOf("structure.gerer"),
      motif: "Liste 2024",
      precision: null,
      source: "Préfecture",
    };
    await attribuerDispositif(context, {
      ...gere,
      uai: calculee,
      dispositif: "cite_educative",
      debut: "2022-09-01",
      fin: null,
    });
    await attribuerDispositif(context, {
      ...gere,
      uai: reconnue,
      dispositif: "sortie_ep_2015",
      debut: "2015-09-01",
      fin: null,
    });
    expect(await lire({ etat: "reconnues", sans: true })).toEqual([reconnue]);
  });

  test("tells the figures that the rule used", async () => {
    await paysage();
    await ecole(85);
    await calculer();
    expect(await findMedianeEp(context.db, "france")).toEqual({ annee: 2024, mediane: 90, ecoles: 5 });
    expect(await findMedianeEp(context.db, "demonstration")).toBeUndefined();
  });
});
