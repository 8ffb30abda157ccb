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
      /Les académies participantes .*Lille : .*expérimentale depuis le 1er septembre 2021/,
    );
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
    const id = /<button[^>]* value="([0-9a-f-]{36})"/.exec(body)?.[1] as string;
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
    const before = await app.anonymous().get("/mentions-legales");
    expect(before.text).toContain("À compléter par la personne qui administre le service.");
    const admin = await app.as("administrateur");
    const { body } = await admin.get("/textes");
    const version = /name="version" value="(\d+)"/.exec(body)?.[1] as string;
    const textes = {
      contact_courriel: "cla@port-amarre.exemple",
      editeur: "Académie de Port-Amarre",
      delegue_protection: "dpd@port-amarre.exemple",
    };
    expect((await admin.post("/textes", { ...textes, version })).status).toBe(303);
    expect((await app.anonymous().get("/mentions-legales")).text).toContain("Académie de Port-Amarre");
    expect((await app.anonymous().get("/vie-privee")).text).toContain("dpd@port-amarre.exemple");
    expect((await app.anonymous().get("/aide")).text).toContain("cla@port-amarre.exemple");
    const late = await admin.post("/textes", { ...textes, editeur: "Autre", version });
    expect(late.status).toBe(409);
    expect(late.body).toContain("Autre");
  });

  test("refuse an address that is none", async () => {
    const admin = await app.as("administrateur");
    const { status, text } = await admin.post("/textes", { contact_courriel: "personne", version: "1" });
    expect(status).toBe(422);
    expect(text).toContain("Donnez une adresse comme service@ac-exemple.fr");
  });
});

describe("the help", () => {
  test("beside a page leads to the guide of that page, and lists the guides otherwise", async () => {
    const { location, status } = await app.anonymous().get("/aide?page=/imports/depot");
    expect([status, location]).toEqual([303, "/aide/importer"]);
    const index = await app.anonymous().get("/aide?page=/nulle-part");
    expect(index.text).toContain("Premiers pas");
  });

  test("prints each guide with its pictures and links that lead somewhere", async () => {
    const index = await app.anonymous().get("/aide");
    const guides = [...index.body.matchAll(/href="\/aide\/([a-z-]+)"/g)].map(([, guide]) => guide);
    expect(guides.length).toBeGreaterThan(4);
    for (const guide of guides) {
      const { status, body } = await app.anonymous().get(`/aide/${guide}`);
      expect(status, guide).toBe(200);
      expect(body, guide).not.toContain('src="image:');
      expect(body, guide).not.toContain('src=""');
      for (const [, href] of body.matchAll(/<a href="(\/aide\/[a-z-]+)/g))
        expect((await app.anonymous().get(href as string)).status, `${guide} → ${href}`).toBe(200);
    }
    expect((await app.anonymous().get("/aide/absent")).status).toBe(404);
  });

  test("tells what is new", async () => {
    expect((await app.anonymous().get("/nouveautes")).text).toContain("0.2.0, le 22 novembre 2026");
  });
});
