import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { consignerDialogue, entrer } from "#tests/candidatures.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { formOf } from "#tests/forms.ts";

let database: TestDatabase;
let app: TestApp;
let campagne: string;
let calcul: string;
let base: string;
let pilote: Client;
let recteur: Client;
let dasen: Client;

const une = async (where: string) => {
  const { rows } = await database.pool.query<{ uai: string; nom: string }>(
    `select uai, nom from structure where academie_code = $1 and etat = 'ouvert' and ${where}
       and not exists (select from candidature c where c.uai = structure.uai) order by uai desc limit 1`,
    [LIEUX.academie],
  );
  return { uai: rows[0]?.uai ?? "", nom: rows[0]?.nom ?? "" };
};
const etatDe = async (id: string) =>
  (await database.pool.query<{ etat: string }>("select etat from candidature where id = $1", [id])).rows[0]
    ?.etat;
const acte = (lignes: string | readonly string[], name: string, motif = "") =>
  formOf({ lignes, acte: name, motif });
const page = (id: string) => `/ciblage/candidatures/${id}`;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  ({ campagne, calcul } = await calculerDemonstration(database, app.context));
  base = `/ciblage/${campagne}/candidatures`;
  [pilote, recteur, dasen] = (await Promise.all(
    (["pilote_academique", "recteur", "dasen"] as const).map((fonction) => app.as(fonction)),
  )) as [Client, Client, Client];
});
afterAll(() => database.drop());

describe("from a run to a list that is examined", () => {
  test("an empty campaign says how structures enter, and a run brings them in", async () => {
    const vide = await pilote.get(base);
    expect([vide.status, vide.h1]).toEqual([200, "Structures examinées : CLA, rentrée 2027"]);
    expect(vide.text).toContain("par un calcul, une liste reçue, un volontariat ou un ajout motivé");
    const choix = await pilote.get(`${base}/reperage`);
    expect(choix.text).toMatch(/structures? gardées?/);
    expect(choix.text).toContain("entrent dans la campagne");
    const sans = await pilote.post(`${base}/reperage`, formOf({}));
    expect([sans.status, sans.text.includes("Choisissez un calcul de la liste.")]).toEqual([422, true]);
    const fait = await pilote.post(`${base}/reperage`, formOf({ calcul }));
    expect([fait.status, fait.text.includes("Repérage enregistré")]).toEqual([200, true]);
    const encore = await pilote.post(`${base}/reperage`, formOf({ calcul }));
    expect(encore.text).toContain("y sont déjà, avec ce calcul");
  });

  test("the list filters, sorts, counts, and leaves as a file with what it shows", async () => {
    const liste = await pilote.get(base);
    const { rows } = await database.pool.query<{ n: number; d: string }>(
      `select count(*)::int as n, min(departement_code) as d from candidature join structure using (uai) where campagne_id = $1`,
      [campagne],
    );
    const total = rows[0]?.n ?? 0;
    expect(liste.text).toContain(`${total} structures`);
    expect(liste.text).toContain("Comptes par département et par état");
    expect(liste.body).toContain('form="lot"');
    expect((await pilote.get(`${base}?etat=retenu`)).text).toContain("Aucune structure de votre périmètre");
    const un = await pilote.get(
      `${base}?departement=${rows[0]?.d}&etat=repere&origine=calcul&tri=-etat&motif=aucun`,
    );
    expect(un.body).toContain("/ciblage/candidatures/");
    for (const filtre of [
      "constance=departager",
      "constance=constante",
      "dispositif=avec",
      "dispositif=sans",
      "motif=proximite_ep",
    ])
      expect((await pilote.get(`${base}?${filtre}`)).status).toBe(200);
    const fichier = await pilote.get(`${base}/export?format=csv`);
    expect(fichier.headers.get("content-type")).toContain("text/csv");
    expect(fichier.body.trim().split("\n")).toHaveLength(total + 1);
    for (const format of ["xlsx", "ods"])
      expect((await pilote.get(`${base}/export?format=${format}`)).status).toBe(200);
  });
});

describe("the page of one structure", () => {
  test("shows the run beside its thresholds, and the acts of the reader only", async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      "select id from candidature where campagne_id = $1 order by uai limit 1",
      [campagne],
    );
    const id = rows[0]?.id ?? "";
    const lue = await pilote.get(page(id));
    expect(lue.h1).toContain("Examen de");
    expect(lue.text).toContain("Règle de Nantes, calcul nº 1 : la règle la garde");
    expect(lue.text).toContain("Dispositifs déjà en place");
    expect(lue.text).toContain("Présélectionner");
    expect(lue.text).toContain("Ce qui attend, et pourquoi");
    const carec = await (await app.as("carec")).get(page(id));
    expect(carec.status).toBe(200);
    expect(carec.text).not.toContain("Ce que vous pouvez faire");
    expect((await (await app.as("carec")).get(base)).body).not.toContain('form="lot"');
  });

  test("keeps grounds with proof, and withdraws them without forgetting", async () => {
    const { uai } = await une("type = 'college'");
    const [id = ""] = await entrer(app.context, campagne, [uai], "propose");
    const refus = await pilote.post(
      `${page(id)}/argument`,
      formOf({ genre: "choc_conjoncturel", texte: "L’usine ferme." }),
    );
    expect(refus.status).toBe(422);
    expect(refus.text).toContain("Dites quel choc");
    expect(refus.text).toContain("Dites ce qui l’établit");
    expect(refus.body).toContain("L’usine ferme.");
    const ecrit = await pilote.post(
      `${page(id)}/argument`,
      formOf({
        genre: "choc_conjoncturel",
        texte: "L’usine ferme.",
        choc: "Fermeture",
        chocLe: "2026-03-01",
        preuve: "Arrêté",
      }),
    );
    expect([ecrit.status, ecrit.location]).toEqual([303, `${page(id)}#motifs`]);
    const lue = await pilote.get(page(id));
    expect(lue.text).toContain("Fermeture, le 1er mars 2026");
    expect(lue.text).toContain("Établi par : Arrêté");
    const retrait = /\/argument\/retrait\?argument=[0-9a-f-]+/.exec(lue.body)?.[0] ?? "";
    expect((await pilote.get(page(id) + retrait)).text).toContain("L’usine ferme.");
    expect((await pilote.post(page(id) + retrait, formOf({}))).status).toBe(303);
    expect((await pilote.get(page(id))).text).toContain("Aucun motif ni argument n’est écrit.");
    expect((await pilote.get(page(id))).text).toContain("Retirés, gardés dans l’histoire");
  });

  test("is decided by one of two people; the other reads 409 and keeps their text", async () => {
    const { uai } = await une(`type = 'college' and departement_code = '${LIEUX.departement}'`);
    const [id = ""] = await entrer(app.context, campagne, [uai]);
    const adresse = `${base}/decision?c=${id}&acte=retenir`;
    const form = await dasen.get(adresse);
    expect(form.body).toContain(`value="${id}:1"`);
    const sans = await dasen.post(adresse, acte(`${id}:1`, "retenir"));
    expect([sans.status, sans.text.includes("Aucun calcul n’éclaire ce choix")]).toEqual([422, true]);
    const fait = await recteur.post(adresse, acte(`${id}:1`, "ecarter", "Déjà accompagnée."));
    expect([fait.status, fait.location]).toEqual([303, page(id)]);
    const tard = await dasen.post(adresse, acte(`${id}:1`, "retenir", "Le collège du port en a besoin."));
    expect(tard.status).toBe(409);
    expect(tard.text).toContain(
      "Quelqu’un vient d’agir sur cette structure : elle est maintenant « Non retenue »",
    );
    expect(tard.body).toContain("Le collège du port en a besoin.");
    expect((await dasen.post(adresse, acte(`${id}:1`, "retenir", "Encore."))).status).toBe(409);
    expect(await etatDe(id)).toBe("non_retenu");
    expect((await dasen.get(page(id))).text).toContain("Non retenue : Hélène Cabestan (Recteur ou rectrice)");
  });
});

describe("several structures", () => {
  test("move together; the one that cannot stays, and the report says why", async () => {
    const [a, b] = [await une("type = 'college'"), await une("type = 'primaire'")];
    const [idA = ""] = await entrer(app.context, campagne, [a.uai], "propose");
    const [idB = ""] = await entrer(app.context, campagne, [b.uai], "repere");
    const adresse = `${base}/proposition?c=${idA}&c=${idB}`;
    const avant = await pilote.get(adresse);
    expect(avant.text).toContain("2 structures");
    expect(avant.text).not.toContain("Présenter aux instances");
    await consignerDialogue(database, campagne);
    expect((await pilote.get(adresse)).text).toContain("Présenter aux instances");
    const report = await pilote.post(adresse, acte([`${idA}:1`, `${idB}:1`], "presenter"));
    expect(report.status).toBe(200);
    expect(report.text).toContain("1 structure enregistrée, 1 structure laissée comme avant.");
    expect(report.text).toContain(`${a.nom} : enregistrée.`);
    expect(report.text).toContain("« Présenter aux instances » se fait depuis : « Proposée »");
    expect([await etatDe(idA), await etatDe(idB)]).toEqual(["presente", "repere"]);
  });

  test("none ticked says what to do; an act of the other page is refused", async () => {
    expect((await pilote.get(`${base}/proposition`)).text).toContain("Aucune structure choisie");
    expect((await pilote.post(`${base}/proposition`, acte([], "presenter"))).status).toBe(422);
    const { uai } = await une("type = 'college'");
    const [id = ""] = await entrer(app.context, campagne, [uai]);
    const refus = await pilote.post(`${base}/proposition?c=${id}`, acte(`${id}:1`, "retenir", "x"));
    expect([refus.status, refus.text.includes("Cet acte ne se fait pas ici")]).toEqual([422, true]);
    expect((await pilote.get(`${base}/decision?c=${id}`)).status).toBe(403);
    expect((await pilote.get(`${base}/proposition?c=${randomUUID()}`)).status).toBe(404);
  });
});

describe("a structure added by hand", () => {
  test("is searched, then added with why", async () => {
    const { uai, nom } = await une("type = 'college'");
    const trouvee = await pilote.get(`${base}/ajout?q=${uai}`);
    expect(trouvee.text).toContain(nom);
    expect((await pilote.get(`${base}/ajout?q=introuvable-ici`)).text).toContain("Essayez une partie du nom");
    const adresse = `${base}/ajout?uai=${uai}`;
    const refus = await pilote.post(adresse, formOf({ motif: "Deux classes ouvertes." }));
    expect([refus.status, refus.body.includes("Deux classes ouvertes.")]).toEqual([422, true]);
    const fait = await pilote.post(
      adresse,
      formOf({
        motif: "Deux classes ouvertes.",
        argument: "Le quartier change.",
        horsPopulation: "Demande du territoire.",
      }),
    );
    expect(fait.status, fait.text).toBe(303);
    const lue = await pilote.get(fait.location ?? "");
    expect(lue.text).toContain("Entrée dans la campagne : proposée");
    expect(lue.text).toContain("Le quartier change.");
    expect((await pilote.get(adresse)).text).toContain("Ouvrir son examen");
    expect((await pilote.get(`${base}/ajout?uai=0000000A`)).status).toBe(404);
  });
});
