import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp } from "#tests/app.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());
let pilote: Client;
beforeAll(async () => {
  pilote = await app.as("pilote_academique");
});

const SAISIE = {
  genre: "actualite",
  titre: "Réunion de lancement à l'académie",
  chapeau: "Le 3 décembre, en visioconférence.",
  contenu: "## Ordre du jour\n\n- Les *dossiers*\n- <script>alert(1)</script>\n",
  liens: "Le diaporama | https://exemple.fr/diaporama\nLes structures | /structures",
  rang: "0",
  version: "0",
};

async function createPage(fields: Partial<typeof SAISIE> = {}): Promise<string> {
  const { status, location } = await pilote.post("/publications/nouvelle", { ...SAISIE, ...fields });
  expect(status).toBe(303);
  return /^\/publications\/([0-9a-f-]{36})\/etat$/.exec(location ?? "")?.[1] as string;
}

const act = (id: string, acte: string, version: number) =>
  pilote.post(`/publications/${id}/etat`, { acte, version: String(version) });

describe("the presentation of the scheme", () => {
  test("is read without an account, with its two objectives, its reading time and its dates", async () => {
    const index = await app.anonymous().get("/presentation");
    expect(index.text).toContain("Ce qu'est un contrat local d'accompagnement");
    const page = await app.anonymous().get("/presentation/le-dispositif");
    expect(page.status).toBe(200);
    expect(page.text).toContain("territoires ruraux et périphériques");
    expect(page.text).toContain("écoles orphelines");
    expect(page.text).toMatch(/Temps de lecture : \d minute/);
    expect(page.text).toContain("Publié le 22 novembre 2026");
  });

  test("names the académies of the register", async () => {
    const { text } = await app.anonymous().get("/presentation");
    expect(text).toMatch(
      /Les académies participantes .*participation expérimentale depuis le 1er septembre 2021 Aix-Marseille, Lille, Nantes/,
    );
  });
});

describe("the news of the demonstration", () => {
  test("are two, the latest first, each with its day, and the banner leads to them", async () => {
    const { text, body } = await app.anonymous().get("/actualites");
    expect(text).toMatch(
      /En ce moment Une réunion pour les directions .* 17 novembre 2026 Les chiffres de la rentrée .* 8 novembre 2026/,
    );
    expect(body).toContain("Réunion des directions mardi 1er décembre 2026 à 14 h");
    const page = await app.anonymous().get("/actualites/une-reunion-pour-les-directions");
    expect([page.status, page.h1]).toEqual([200, "Une réunion pour les directions"]);
  });
});

describe("a page", () => {
  test("is a draft that nobody else reads, then published, archived, brought back, withdrawn", async () => {
    const id = await createPage({ titre: "Cycle de vie" });
    const lue = () => app.anonymous().get("/actualites/cycle-de-vie");
    expect((await lue()).status).toBe(404);
    expect((await act(id, "publier", 1)).status).toBe(303);
    expect((await lue()).h1).toBe("Cycle de vie");
    expect((await act(id, "archiver", 2)).status).toBe(303);
    const archive = await lue();
    expect(archive.h1).toBe("[ARCHIVE] Cycle de vie");
    expect(archive.text).toContain("n’est plus d’actualité depuis le 22 novembre 2026");
    expect((await act(id, "desarchiver", 3)).status).toBe(303);
    expect((await act(id, "retirer", 4)).status).toBe(303);
    expect((await lue()).status).toBe(404);
  });

  test("prints no script of its author, and its links only where they may lead", async () => {
    const id = await createPage({ titre: "Sans script" });
    await act(id, "publier", 1);
    const { body, text } = await app.anonymous().get("/actualites/sans-script");
    expect(body).not.toContain("<script>alert(1)");
    expect(text).toContain("<script>alert(1)</script>");
    expect(body).toContain('<a href="https://exemple.fr/diaporama" rel="noopener">');
  });

  test("tells the day of its update, unless only the form changed", async () => {
    const id = await createPage({ titre: "Datée" });
    await act(id, "publier", 1);
    const autre = createTestApp(database, { now: () => new Date("2026-12-05T10:00:00Z") });
    const plus = await autre.as("pilote_academique");
    const modify = (fields: object) =>
      plus.post(`/publications/${id}`, { ...SAISIE, titre: "Datée", ...fields });
    await modify({ contenu: "Mieux écrit.", forme: "on", version: "2" });
    expect((await app.anonymous().get("/actualites/datee")).text).not.toContain("Mise à jour");
    await modify({ contenu: "Autre chose.", version: "3" });
    expect((await app.anonymous().get("/actualites/datee")).text).toContain("Mise à jour le 5 décembre 2026");
  });

  test("edited by two people keeps the text of the second and says so", async () => {
    const id = await createPage({ titre: "À deux" });
    expect(
      (await pilote.post(`/publications/${id}`, { ...SAISIE, titre: "À deux", version: "1" })).status,
    ).toBe(303);
    const late = await pilote.post(`/publications/${id}`, {
      ...SAISIE,
      titre: "À deux",
      contenu: "Mon texte à moi",
      version: "1",
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain("Quelqu’un a enregistré cette page");
    expect(late.body).toContain("Mon texte à moi");
  });

  test("is shown before it is saved, and what was typed stays", async () => {
    const { status, text, body } = await pilote.post("/publications/nouvelle", {
      ...SAISIE,
      titre: "Aperçue",
      intention: "apercevoir",
    });
    expect(status).toBe(200);
    expect(text).toContain("Aperçu (rien n’est encore enregistré) Ordre du jour");
    expect(body).toContain('value="Aperçue"');
    expect((await pilote.get("/publications")).text).not.toContain("Aperçue");
  });

  test.each([
    [{ titre: "" }, "Donnez un titre."],
    [{ titre: "???" }, "Donnez la fin de l’adresse : le titre n’en fournit pas."],
    [{ adresse: "Été" }, "La fin de l’adresse s’écrit en minuscules"],
    [{ liens: "Sans adresse" }, "Ligne 1 : écrivez l’intitulé"],
    [{ liens: "Bon | /aide\nMauvais | javascript:alert(1)" }, "Ligne 2 : écrivez l’intitulé"],
    [{ rang: "-1" }, "0"],
    [{ genre: "autre" }, "Choisissez entre présentation et actualité."],
  ])("with %j is given back with « %s »", async (fields, sentence) => {
    const { status, text } = await pilote.post("/publications/nouvelle", { ...SAISIE, ...fields });
    expect(status).toBe(422);
    expect(text).toContain(sentence);
  });

  test("has an address of its own", async () => {
    await createPage({ titre: "Même adresse" });
    const { status, text } = await pilote.post("/publications/nouvelle", {
      ...SAISIE,
      titre: "Même adresse",
    });
    expect(status).toBe(422);
    expect(text).toContain("Une autre page a déjà cette adresse");
  });

  test("is written by those who are entitled only", async () => {
    const head = await app.as("chef_etablissement");
    expect((await head.get("/publications")).status).toBe(403);
    expect((await head.post("/publications/nouvelle", SAISIE)).status).toBe(403);
    expect((await pilote.get("/publications/00000000-0000-4000-8000-ffffffffffff")).status).toBe(404);
  });
});

describe("the banner", () => {
  const BANDEAU = {
    texte: "Maintenance ce soir.",
    ton: "attention",
    debut: "2026-11-22T08:00",
    fin: "2026-11-23T08:00",
  };

  test("is announced, listed and taken away", async () => {
    const admin = await app.as("administrateur");
    expect((await admin.post("/bandeau", BANDEAU)).status).toBe(303);
    const { text, body } = await admin.get("/bandeau");
    expect(text).toContain("Maintenance ce soir. Affiché");
    const id = /Maintenance ce soir\.<!-- --> [\s\S]*? value="([0-9a-f-]{36})"/.exec(body)?.[1] as string;
    expect((await admin.post("/bandeau", { bandeau: id })).status).toBe(303);
    expect((await admin.post("/bandeau", { bandeau: id })).status).toBe(303);
    expect((await admin.get("/bandeau")).text).toContain("Maintenance ce soir. Terminé");
  });

  test.each([
    [{ fin: "2026-11-21T08:00" }, "La fin vient avant le début"],
    [{ debut: "2026-11-01T08:00", fin: "2026-11-02T08:00" }, "déjà passée"],
    [{ debut: "demain" }, "Donnez un jour et une heure"],
    [{ debut: "2027-03-28T02:30", fin: "2027-03-29T02:30" }, "Donnez un jour et une heure"],
    [{ texte: " " }, "Écrivez la phrase à afficher."],
  ])("with %j is given back with « %s »", async (fields, sentence) => {
    const admin = await app.as("administrateur");
    const { status, text } = await admin.post("/bandeau", { ...BANDEAU, ...fields });
    expect(status).toBe(422);
    expect(text).toContain(sentence);
  });
});

describe("the texts of the service", () => {
  test("are said to be missing, then printed on the legal pages", async () => {
    const bare = await createTestDatabase();
    const before = await createTestApp(bare).anonymous().get("/mentions-legales");
    await bare.drop();
    expect(before.text).toContain("À compléter par la personne qui administre le service.");
    expect((await app.anonymous().get("/mentions-legales")).text).not.toContain("À compléter");
    const admin = await app.as("administrateur");
    const { body } = await admin.get("/textes");
    const version = /name="version" value="(\d+)"/.exec(body)?.[1] as string;
    const textes = {
      contact_courriel: "service@port-amarre.exemple",
      editeur: "Rectorat de Port-Amarre",
      delegue_protection: "delegue@port-amarre.exemple",
    };
    expect((await admin.post("/textes", { ...textes, version })).status).toBe(303);
    expect((await app.anonymous().get("/mentions-legales")).text).toContain("Rectorat de Port-Amarre");
    expect((await app.anonymous().get("/vie-privee")).text).toContain("delegue@port-amarre.exemple");
    expect((await app.anonymous().get("/aide")).text).toContain("service@port-amarre.exemple");
    const late = await admin.post("/textes", { ...textes, editeur: "Autre", version });
    expect(late.status).toBe(409);
    expect(late.body).toContain("Autre");
  });

  test("hold the legal words about targeting, ready to be confirmed", async () => {
    const admin = await app.as("administrateur");
    const { text, body } = await admin.get("/textes");
    for (const libelle of [
      "Mention du traitement algorithmique",
      "Textes sur les traitements algorithmiques",
    ])
      expect(text).toContain(libelle);
    expect(text).toContain("Demande d'explication et recours");
    for (const name of ["mention_algorithme", "textes_algorithme", "recours_algorithme"])
      expect(body).toContain(`name="${name}"`);
  });

  test("refuse an address that is none", async () => {
    const admin = await app.as("administrateur");
    const { status, text } = await admin.post("/textes", { contact_courriel: "personne", version: "1" });
    expect(status).toBe(422);
    expect(text).toContain("Donnez une adresse comme service@ac-exemple.fr");
  });
});
