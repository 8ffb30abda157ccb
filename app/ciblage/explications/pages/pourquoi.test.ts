import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatNombre } from "#app/platform/format/format.ts";
import { type Client, createTestApp } from "#tests/app.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { oublierListe } from "#tests/candidatures.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { deciderStructures, insererListe, type Publication } from "#tests/listes.ts";
import { readPdf } from "#tests/pdf.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());

const OWN = `/structures/${LIEUX.college}/ciblage`;
let [head, team, ssa, dasen]: Client[] = [];
let publication: Publication;
let autre: string;
/** The page and its paper in this campaign: the demonstration has others. */
let [ici, papier] = ["", ""];

beforeAll(async () => {
  await oublierListe(database);
  [head, team, ssa, dasen] = await Promise.all(
    (["chef_etablissement", "equipe", "ssa", "dasen"] as const).map((fonction) => app.as(fonction)),
  );
  const { campagne, calcul } = await calculerDemonstration(database, app.context);
  const { rows } = await database.pool.query<{ uai: string }>(
    "select uai from calcul_structure where calcul_id = $1 and uai <> $2 order by uai limit 1",
    [calcul, LIEUX.college],
  );
  autre = rows[0]?.uai as string;
  publication = {
    ...{ campagne, calcul },
    decidees: [
      { uai: LIEUX.college, etat: "retenu", motif: "Un besoin partagé par l’équipe." },
      { uai: autre, etat: "non_retenu", motif: "Un autre dispositif est en place." },
    ],
  };
  await deciderStructures(database, publication);
  [ici, papier] = [`${OWN}?campagne=${campagne}`, `${OWN}/pourquoi.pdf?campagne=${campagne}`];
});

const pdfOf = async (client: Client, path: string) => {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const url = new URL(path, app.context.settings.urlPublique);
  const response = await app.fetch(new Request(url, { headers: { cookie } }));
  return readPdf(new Uint8Array(await response.arrayBuffer()));
};

describe("before a list is published", () => {
  test("a unit meets the same answer as for what does not exist", async () => {
    const [own, nothing] = [await head?.get(ici), await head?.get("/structures/9619999Z/ciblage")];
    expect([own?.status, own?.text]).toEqual([404, nothing?.text]);
    expect((await head?.get(papier))?.status).toBe(404);
    const empty = await head?.get(OWN);
    expect(empty?.status).toBe(200);
    expect(empty?.text).toContain("Aucune liste publiée ne concerne cette structure");
    await database.pool.query("update campagne_ciblage set etat = 'preparation' where id = $1", [
      publication.campagne,
    ]);
    expect((await head?.get(OWN))?.text).toBe(empty?.text);
    await database.pool.query("update campagne_ciblage set etat = 'ouverte' where id = $1", [
      publication.campagne,
    ]);
  });

  test("those who read the work of the académie read how it stands", async () => {
    const page = await ssa?.get(ici);
    expect(page?.status).toBe(200);
    expect(page?.h1).toContain("Pourquoi mon collège ?");
    expect(page?.text).toContain("« Retenue »");
    expect(page?.text).toContain("Aucune liste n’est encore publiée");
    expect(page?.text).toContain("Pour l’académie seulement");
    expect((await ssa?.get(`/structures/${LIEUX.college}`))?.body).toContain(OWN);
  });
});

describe("once a list is published", () => {
  beforeAll(async () => {
    await insererListe(database, publication);
  });

  test("the unit reads the decision, its author and reason, each criterion, the law, and the way to answer", async () => {
    const page = await head?.get(ici);
    expect(page?.status).toBe(200);
    for (const said of [
      "Cette structure est retenue.",
      "Cabestan",
      "Un besoin partagé par l’équipe.",
      "rempli",
      "Parmi les structures comparables",
      "Décision éclairée par un traitement algorithmique",
      "L. 311-3-1",
      "Licence Ouverte 2.0",
    ])
      expect(page?.text).toContain(said);
    expect(page?.body).toContain(`/structures/${LIEUX.college}/ciblage/reponse`);
    expect(page?.body).toContain("/ciblage/questions");
    expect((await head?.get(`/structures/${LIEUX.college}`))?.body).toContain(OWN);
  });

  test("the unit reads neither stability, nor nearest change, nor another structure, nor a place", async () => {
    const { rows } = await database.pool.query<{ nom: string }>("select nom from structure where uai = $1", [
      autre,
    ]);
    for (const client of [head, team]) {
      const page = await client?.get(ici);
      expect(page?.status).toBe(200);
      expect(page?.text).not.toMatch(/Pour l’académie|plus proche qui|refaits en changeant|\brang\b/i);
      expect(page?.body).not.toContain(rows[0]?.nom);
      expect(page?.body).not.toContain("frequence");
    }
  });

  test("another unit does not exist, published or not", async () => {
    expect((await head?.get(`/structures/${autre}/ciblage`))?.status).toBe(404);
    expect((await head?.get(`/structures/${LIEUX.ecole}/ciblage`))?.status).toBe(404);
    expect((await head?.get(`${OWN}?campagne=00000000-0000-4000-8000-ffffffffffff`))?.status).toBe(404);
    expect((await app.anonymous().get(ici)).status).toBe(303);
  });

  test("those of the académie read stability and the nearest change, and only their département", async () => {
    const page = await ssa?.get(ici);
    expect(page?.text).toMatch(/Elle reste retenue dans \d+ % de 20 calculs/);
    expect(page?.text).toContain("Liste publiée le 21 novembre 2026, version 1.");
    const { rows } = await database.pool.query<{ uai: string }>(
      `select s.uai from calcul_structure c join structure s using (uai)
       where c.calcul_id = $1 and s.departement_code <> $2 limit 1`,
      [publication.calcul, LIEUX.departement],
    );
    expect((await dasen?.get(`/structures/${rows[0]?.uai}/ciblage`))?.status).toBe(404);
  });

  test("a structure of the population that the list does not name has its page too", async () => {
    const { rows } = await database.pool.query<{ uai: string }>(
      "select uai from calcul_structure where calcul_id = $1 and uai <> all($2) limit 1",
      [publication.calcul, [LIEUX.college, autre]],
    );
    const page = await ssa?.get(`/structures/${rows[0]?.uai}/ciblage?campagne=${publication.campagne}`);
    expect(page?.text).toContain("la liste publiée ne la nomme pas");
  });

  test("the work that goes on after the list is not the unit’s to read", async () => {
    await database.pool.query("update candidature set etat = 'suivi_differencie' where uai = $1", [
      LIEUX.college,
    ]);
    expect((await head?.get(ici))?.text).not.toContain("Suivi différencié");
    expect((await head?.get(ici))?.text).toContain("Cette structure est retenue.");
    expect((await ssa?.get(ici))?.text).toContain(
      "Depuis, dans le travail de l’académie : « Suivi différencié »",
    );
    await database.pool.query("update candidature set etat = 'retenu' where uai = $1", [LIEUX.college]);
  });

  test("holds on one tagged page of paper", async () => {
    const { pages, uaPart, lang } = await pdfOf(head as Client, papier);
    expect([pages.length, uaPart, lang]).toEqual([1, "1", "fr-FR"]);
    expect(pages[0]).toContain("Un besoin partagé par l’équipe.");
    expect((await pdfOf(ssa as Client, papier)).pages.length).toBe(1);
  });

  test("a member of the team reads criteria, met or not, without the numbers", async () => {
    const page = await team?.get(ici);
    expect(page?.text).toContain("valeur non affichée (réservée à la direction et à l’académie) : rempli");
    expect(page?.text).not.toMatch(/90,2|secret statistique/);
  });

  test("an indicator of staff is read by the direction, not by inspection, nor guessed from the outcome", async () => {
    const inspector = await app.as("ia_ipr");
    const { rows } = await database.pool.query<{ valeur: number }>(
      "select valeur from valeur_indicateur where uai = $1 and indicateur_code = 'ips' and annee = 2025 and remplace_le is null",
      [LIEUX.college],
    );
    const value = formatNombre(rows[0]?.valeur as number, 1);
    expect((await inspector.get(ici)).text).toContain(value);
    await database.pool.query(
      "update indicateur set diffusion = 'rh', academie_code = '96' where code = 'ips'",
    );
    expect((await head?.get(ici))?.text).toContain(value);
    for (const path of [ici, ici.replace("?", ".data?")])
      expect((await inspector.get(path)).body).not.toContain(value);
    const seen = await inspector.get(ici);
    expect(seen.text).toContain("réservé aux personnes habilitées");
    expect(seen.text).not.toMatch(/La règle (ne )?la retient/);
    const paper = await pdfOf(inspector, papier);
    expect(paper.pages.join(" ")).not.toContain(value);
    await database.pool.query(
      "update indicateur set diffusion = 'ouverte', academie_code = null where code = 'ips'",
    );
  });

  test("structures of comparison are told to the statistical service alone, and never on paper", async () => {
    const { rows } = await database.pool.query<{ nom: string }>(
      `insert into appariement (liste_id, uai, comparable_uai, rang, distance)
       select l.id, $2, $3, 1, 0.5 from liste_publiee l where l.campagne_id = $1
       returning (select nom from structure where uai = $3) as nom`,
      [publication.campagne, LIEUX.college, autre],
    );
    const nom = rows[0]?.nom as string;
    expect((await ssa?.get(ici))?.text).toContain(nom);
    for (const client of [dasen, head, team]) {
      const page = await client?.get(ici);
      expect([page?.status, page?.body.includes(nom)]).toEqual([200, false]);
    }
    const paper = await pdfOf(ssa as Client, papier);
    expect(paper.pages.join(" ")).not.toContain(nom);
  });
});
