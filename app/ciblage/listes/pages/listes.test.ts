import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { changerEtat } from "#tests/candidatures.ts";
import { createTestDatabase, type TestContext } from "#tests/database.ts";
import { type CampagneDecidee, deciderDemonstration } from "#tests/listes.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);

let context: TestContext;
let decidee: CampagneDecidee;
let publication: string;
beforeAll(async () => {
  context = app.context;
  decidee = await deciderDemonstration(database, context, [
    "retenu",
    "retenu",
    "suivi_differencie",
    "presente",
  ]);
  publication = `/ciblage/${decidee.campagne}/publication`;
});

const recteur = () => app.as("recteur", { renforcee: true });
const empreinteIn = (body: string) => /name="empreinte" value="([0-9a-f]{64})"/.exec(body)?.[1] ?? "";
const courante = async () =>
  (
    await database.pool.query(
      "select id from liste_publiee where campagne_id = $1 order by numero desc limit 1",
      [decidee.campagne],
    )
  ).rows[0]?.id as string;
const TEXTES = { regles: "- Un critère\n- Un autre", message: "Bonjour." };

describe("publishing, through the page", () => {
  test("asks who it is again, and is for the recteur alone", async () => {
    const unproven = await (await app.as("recteur")).get(publication);
    expect(unproven.location).toMatch(/^\/confirmation/);
    expect((await (await app.as("pilote_academique", { renforcee: true })).get(publication)).status).toBe(
      403,
    );
    expect((await (await app.as("ssa", { renforcee: true })).get(publication)).status).toBe(403);
  });

  test("says what is still to be done, and shows no form before it is", async () => {
    const page = await (await recteur()).get(publication);
    expect([page.status, page.h1]).toEqual([200, "Publier la liste"]);
    expect(page.text).toContain("1 structure présentée attend une décision");
    expect(page.body).not.toContain('name="empreinte"');
    await changerEtat(database, decidee.campagne, decidee.uais[3] as string, "non_retenu");
  });

  test("shows the list, the rules in words, the message and its mention, then publishes once", async () => {
    const client = await recteur();
    const page = await client.get(publication);
    expect(page.text).toContain("2 structures retenues");
    expect(page.text).toMatch(/Une structure est retenue/);
    expect(page.text).toContain("éclairée par un traitement algorithmique");
    const empreinte = empreinteIn(page.body);
    const lacking = await client.post(publication, { empreinte, message: "", regles: TEXTES.regles });
    expect(lacking.status).toBe(422);
    expect(lacking.text).toContain("Écrivez le message");
    const sent = await client.post(publication, { ...TEXTES, empreinte });
    const again = await client.post(publication, { ...TEXTES, empreinte });
    const id = await courante();
    expect([sent.status, sent.location, again.location]).toEqual([
      303,
      `/ciblage/listes/${id}`,
      `/ciblage/listes/${id}`,
    ]);
  });

  test("refuses a list that has changed since it was read, and keeps what was typed", async () => {
    const client = await recteur();
    const answer = await client.post(publication, {
      ...{ ...TEXTES, message: "Mon texte à moi.", motif: "Encore" },
      empreinte: "0".repeat(64),
    });
    expect(answer.status).toBe(409);
    expect(answer.body).toContain("Mon texte à moi.");
  });
});

describe("a published list", () => {
  test("is read, counted, filtered and exported by the readers of the campaign, each in their scope", async () => {
    const base = `/ciblage/listes/${await courante()}`;
    const ssa = await app.as("ssa");
    const page = await ssa.get(base);
    expect([page.status, page.h1]).toEqual([200, "Liste publiée"]);
    for (const said of ["2 structures retenues", "Second degré", "Version 1", "Un critère"])
      expect(page.text).toContain(said);
    expect(page.body).toMatch(/[0-9a-f]{64}/);
    expect((await ssa.get(`${base}?etat=suivi_differencie`)).text).toContain("1 structure");
    const csv = await ssa.get(`${base}/export?format=csv`);
    expect(csv.body.trim().split("\n")).toHaveLength(5);
    expect((await ssa.get(`${base}/export?format=ods`)).headers.get("content-type")).toContain(
      "opendocument",
    );
    for (const fonction of ["chef_etablissement", "ien"] as const)
      expect((await (await app.as(fonction)).get(base)).status).toBe(403);
    expect((await ssa.get("/ciblage/listes/00000000-0000-4000-8000-000000000000")).status).toBe(404);
  });

  test("hides its comparison group from all but the statistical service, as if there were none", async () => {
    const base = `/ciblage/listes/${await courante()}`;
    const ssa = await app.as("ssa");
    const page = await ssa.get(`${base}/comparaison`);
    expect([page.status, page.h1]).toEqual([200, "Groupe de comparaison"]);
    for (const said of ["Équilibre", "Mahalanobis", "un résultat", "Distance"])
      expect(page.text).toContain(said);
    const csv = await ssa.get(`${base}/comparaison/export?format=csv`);
    const [pair] = (
      await database.pool.query("select comparable_uai from appariement where not comparable_uai = any($1)", [
        decidee.uais.slice(0, 4),
      ])
    ).rows;
    expect(csv.body).toContain(pair.comparable_uai);
    for (const fonction of ["recteur", "pilote_academique", "depp", "dasen"] as const) {
      const client = await app.as(fonction);
      expect((await client.get(`${base}/comparaison`)).status).toBe(404);
      expect((await client.get(`${base}/comparaison/export`)).status).toBe(404);
      const pages = await Promise.all(
        ["", "/base", "/ecarts", "/export"].map((view) => client.get(base + view)),
      );
      for (const { status, body, text } of pages) {
        expect(status).toBe(200);
        expect(text).not.toContain("omparaison");
        expect(body).not.toContain(pair.comparable_uai);
      }
    }
  });

  test("shows the frozen values, those of staff to the entitled alone", async () => {
    const id = await courante();
    const [uai] = decidee.uais;
    await database.pool.query(
      `insert into indicateur (code, libelle, libelle_court, definition, lecture, unite, decimales, famille, ordre, minimum,
         maximum, seuil_reference, source, objet, diffusion, nature, compte, population, bruit, biais, comparaisons, academie_code)
       select 'essai_rh', 'Ancienneté des équipes', 'RH', definition, lecture, 'ans', 1, famille, 9999, 0, 40, 3, source, objet, 'rh',
         'entree', false, '', '', '', '', (select academie_code from campagne_ciblage where id = $1) from indicateur where code = 'ips'`,
      [decidee.campagne],
    );
    await database.pool.query(
      `insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
       select uai, 'essai_rh', 2024, 7.7, 'ok', '7,7', fichier_id, 1, 'x', enregistre_le from valeur_indicateur where uai = $1 limit 1`,
      [uai],
    );
    await changerEtat(database, decidee.campagne, decidee.uais[2] as string, "non_retenu");
    const client = await recteur();
    const page = await client.get(publication);
    await client.post(publication, { ...TEXTES, motif: "Relue.", empreinte: empreinteIn(page.body) });
    const base = `/ciblage/listes/${await courante()}`;
    expect(await courante()).not.toBe(id);
    const read = async (fonction: "ssa" | "carec") =>
      (await (await app.as(fonction)).get(`${base}/base?structure=${uai}&indicateur=essai_rh`)).text;
    expect(await read("ssa")).toContain("7,7 ans");
    const without = await read("carec");
    expect(without).toContain("Point de départ gelé");
    expect(without).toContain("Aucune valeur");
    expect(without).not.toContain("7,7 ans");
    expect(without).not.toContain("Ancienneté des équipes");
    const [{ id: valeur }] = (
      await database.pool.query(
        "select id from valeur_indicateur where uai = $1 and indicateur_code = 'ips' and remplace_le is null order by annee desc limit 1",
        [uai],
      )
    ).rows;
    await database.pool.query("insert into valeur_masquee (valeur_id, motif) values ($1, 'petit_effectif')", [
      valeur,
    ]);
    const masked = async (fonction: "ssa" | "carec") =>
      (await (await app.as(fonction)).get(`${base}/base?structure=${uai}&indicateur=ips`)).text;
    expect(await masked("carec")).toContain("Masquée (secret statistique)");
    expect(await masked("ssa")).not.toContain("Masquée (secret statistique)");
    const csv = await (await app.as("carec")).get(`${base}/base/export?structure=${uai}`);
    expect(csv.body).toContain("ips");
    expect(csv.body).not.toContain("essai_rh");
  });

  test("tells what its new version changes, and why", async () => {
    const base = `/ciblage/listes/${await courante()}`;
    const page = await (await app.as("pilote_academique")).get(`${base}/ecarts`);
    expect(page.h1).toBe("Écarts avec la version précédente");
    for (const said of ["Relue.", "Change autrement : 1 structure", "suivi différencié → non retenue"])
      expect(page.text).toContain(said);
  });
});
