import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
});
afterAll(() => database.drop());

const fiche = {
  ...{ prenom: "Zoé", nom: "Le Goff", courriel: "zoe@port-amarre.exemple", fonction: "equipe" },
  ...{ recherche: "", portee: "", debut: "2026-11-22", fin: "", acte: "", message: "" },
};
const idOf = async (courriel: string): Promise<string> =>
  (await database.pool.query("select id from agent where courriel = $1", [courriel])).rows[0]?.id;

describe("inviting without a script", () => {
  test("searches a scope, keeps what was typed, and asks to choose among several", async () => {
    const pilote = await app.as("pilote_academique");
    const found = await pilote.post("/personnes/invitation", {
      ...fiche,
      recherche: "college",
      intention: "chercher",
    });
    expect(found.status).toBe(200);
    expect(found.body).toContain('value="Le Goff"');
    expect(found.body).toContain(`value="structure:${LIEUX.college}"`.slice(0, 16));
    const undecided = await pilote.post("/personnes/invitation", { ...fiche, recherche: "college" });
    expect([undecided.status, undecided.text]).toEqual([
      422,
      expect.stringContaining("Cherchez le périmètre, puis choisissez-le."),
    ]);
    const nothing = await pilote.post("/personnes/invitation", {
      ...fiche,
      recherche: "zzzz",
      intention: "chercher",
    });
    expect(nothing.text).toContain("ne répond à « zzzz »");
    expect(await idOf(fiche.courriel)).toBeUndefined();
  });

  test("says every error by field, and keeps the scope that was chosen", async () => {
    const pilote = await app.as("pilote_academique");
    const wrong = await pilote.post("/personnes/invitation", {
      ...fiche,
      nom: "",
      courriel: "zoe",
      fin: "2026-01-01",
      portee: `structure:${LIEUX.college}`,
    });
    expect(wrong.status).toBe(422);
    for (const sentence of ["Donnez le nom.", "Donnez une adresse électronique"])
      expect(wrong.text).toContain(sentence);
    expect(wrong.body).toContain(`value="structure:${LIEUX.college}"`);
    const late = await pilote.post("/personnes/invitation", {
      ...fiche,
      fin: "2026-01-01",
      portee: `structure:${LIEUX.college}`,
    });
    expect(late.text).toContain("La fin vient après le premier jour.");
  });

  test("with a code UAI goes straight on, and a head needs no search at all", async () => {
    const chef = await app.as("chef_etablissement");
    const done = await chef.post("/personnes/invitation", fiche);
    const id = await idOf(fiche.courriel);
    expect([done.status, done.location]).toEqual([303, `/personnes/${id}`]);
    const page = await chef.get(`/personnes/${id}`);
    expect([page.h1, page.status]).toEqual(["Zoé Le Goff", 200]);
    expect(page.text).toContain("envoyée, en attente");
    expect((await chef.get("/personnes?etat=invitee")).text).toContain("Zoé Le Goff");
  });

  test("of an address that is known proposes that person instead of refusing", async () => {
    const pilote = await app.as("pilote_academique");
    const ecole = { ...fiche, fonction: "directeur_ecole", recherche: LIEUX.ecole };
    const known = await pilote.post("/personnes/invitation", ecole);
    expect([known.status, known.text]).toEqual([
      422,
      expect.stringContaining("Cette adresse est celle de Zoé Le Goff"),
    ]);
    const id = await idOf(fiche.courriel);
    const added = await pilote.post("/personnes/invitation", { ...ecole, existant: id });
    expect([added.status, added.location]).toEqual([303, `/personnes/${id}`]);
    expect((await pilote.get(`/personnes/${id}`)).text).toContain("Directeur ou directrice d’école");
    const chef = await app.as("chef_etablissement");
    expect((await chef.get(`/personnes/${id}`)).text).not.toContain("Directeur ou directrice d’école");
  });

  test("on a whole académie asks first to confirm who one is, and keeps the form", async () => {
    const wide = {
      ...fiche,
      courriel: "dos@ailleurs.exemple",
      fonction: "dos",
      portee: `academie:${LIEUX.academie}`,
    };
    const unproven = await (await app.as("pilote_academique")).post("/personnes/invitation", wide);
    expect([unproven.status, unproven.text]).toEqual([
      422,
      expect.stringContaining("confirmer que c’est bien vous"),
    ]);
    expect(unproven.body).toContain("/confirmation?suite=%2Fpersonnes%2Finvitation");
    const proven = await (await app.as("pilote_academique", { renforcee: true })).post(
      "/personnes/invitation",
      wide,
    );
    expect(proven.status).toBe(303);
  });
});

describe("a function that ends", () => {
  test("in mid-session closes the next page to its person, kindly, and stays in the history", async () => {
    const chef = await app.as("chef_etablissement");
    const equipe = await app.as("equipe");
    const lu = person("secretariat").id;
    const secretariat = await app.as("secretariat");
    expect((await secretariat.get("/structures")).status).toBe(200);
    const { rows } = await database.pool.query("select id from fonction_exercee where agent_id = $1", [lu]);
    const page = `/personnes/${lu}/fonctions/${rows[0].id}`;
    expect((await chef.get(page)).h1).toBe("Mettre fin à une fonction");
    expect((await chef.post(page, { fin: "2026-11-22", motif: "", vue: "" })).text).toContain(
      "Dites en une phrase pourquoi.",
    );
    const ended = await chef.post(page, { fin: "2026-11-22", motif: "Mutation", vue: "" });
    expect([ended.status, ended.location]).toEqual([303, `/personnes/${lu}`]);
    const refused = await secretariat.get("/structures");
    expect(refused.status).toBe(403);
    expect((await secretariat.get("/demande-acces")).text).toContain(
      "Vos droits viendront de votre fonction",
    );
    expect((await chef.get(`/personnes/${lu}`)).text).toContain("Fin : Mutation");
    expect((await equipe.get(page)).status).toBe(403);
  });
});

describe("an account", () => {
  test("is closed, and its sessions with it, by whoever has just proven who they are", async () => {
    const id = person("adjoint").id;
    const adjoint = await app.as("adjoint");
    const asked = await (await app.as("chef_etablissement")).get(`/personnes/${id}/fermeture`);
    expect(asked.location).toContain("/confirmation");
    const chef = await app.as("chef_etablissement", { renforcee: true });
    const closed = await chef.post(`/personnes/${id}/fermeture`, { intention: "fermer", motif: "Départ" });
    expect(closed.status).toBe(303);
    expect((await adjoint.get("/structures")).location).toContain("/connexion");
    expect((await chef.get(`/personnes/${id}`)).text).toContain("Compte fermé");
  });

  test("keeps its functions when only its sessions are closed", async () => {
    const chef = await app.as("chef_etablissement", { renforcee: true });
    const id = person("equipe").id;
    const equipe = await app.as("equipe");
    const done = await chef.post(`/personnes/${id}/sessions`, {
      intention: "sessions",
      motif: "Poste perdu",
    });
    expect(done.status).toBe(303);
    expect((await equipe.get("/")).location).toContain("/connexion");
    expect((await chef.get(`/personnes/${id}`)).text).toContain("en exercice");
  });
});

describe("out of scope", () => {
  test.each([
    "",
    "/fonction",
    "/sessions",
    "/fermeture",
    "/invitation",
    "/fonctions/00000000-0000-4000-8000-00000000abcd",
  ])("a person does not exist: %s", async (page) => {
    const directeur = await app.as("directeur_ecole", { renforcee: true });
    for (const id of [person("equipe").id, "00000000-0000-4000-8000-00000000abcd", "x"]) {
      expect((await directeur.get(`/personnes/${id}${page}`)).status).toBe(404);
      if (page !== "") expect((await directeur.post(`/personnes/${id}${page}`, {})).status).toBe(404);
    }
  });

  test("the export holds what the list holds", async () => {
    const directeur = await app.as("directeur_ecole");
    const file = await directeur.get("/personnes/export?format=csv");
    expect(file.body).toContain("Goémon");
    expect(file.body).not.toContain("Ressac");
  });
});

describe("the change of September", () => {
  test("is read over before it is applied: one leaves, another arrives, and is invited", async () => {
    const pilote = await app.as("pilote_academique");
    const page = `/personnes/rentree?perimetre=structure:${LIEUX.ecole}&fonction=directeur_ecole`;
    const { rows } = await database.pool.query(
      "select id from fonction_exercee where agent_id = $1 and fonction = 'directeur_ecole'",
      [person("directeur_ecole").id],
    );
    const id = rows[0].id;
    expect((await pilote.get(page)).text).toContain("Paul Goémon part");
    const half = await pilote.post(page, { intention: "apercu", part: id, [`prenom-${id}`]: "Maël" });
    expect([half.status, half.text]).toEqual([422, expect.stringContaining("Donnez le nom de qui arrive.")]);
    expect((await pilote.post(page, { intention: "appliquer" })).text).toContain("Cochez au moins un départ");
    const arrivee = {
      [`prenom-${id}`]: "Maël",
      [`nom-${id}`]: "Rade",
      [`courriel-${id}`]: "mael@port-amarre.exemple",
    };
    const apercu = await pilote.post(page, { intention: "apercu", part: id, ...arrivee });
    expect(apercu.text).toContain("Paul Goémon part ; Maël Rade (mael@port-amarre.exemple) arrive");
    expect(await idOf("mael@port-amarre.exemple")).toBeUndefined();
    expect((await pilote.post(page, { intention: "appliquer", part: id, ...arrivee })).status).toBe(303);
    const { rows: after } = await database.pool.query(
      `select f.debut, f.fin from fonction_exercee f join agent a on a.id = f.agent_id
       where f.fonction = 'directeur_ecole' and f.portee_code = $1 and a.courriel in ($2, 'mael@port-amarre.exemple') order by f.debut`,
      [LIEUX.ecole, person("directeur_ecole").courriel],
    );
    expect(after).toEqual([
      { debut: "2024-09-01", fin: "2027-09-01" },
      { debut: "2027-09-01", fin: null },
    ]);
    const again = await pilote.post(page, { intention: "appliquer", part: id, ...arrivee });
    expect(again.status).toBe(303);
    const { rowCount } = await database.pool.query(
      "select from fonction_exercee f join agent a on a.id = f.agent_id where a.courriel = 'mael@port-amarre.exemple'",
    );
    expect(rowCount).toBe(1);
  });

  test("is not for a place out of one's scope", async () => {
    const dsden = await app.as("directeur_ecole");
    const page = await dsden.get(`/personnes/rentree?perimetre=structure:${LIEUX.college}`);
    expect(page.text).not.toContain("Nadia Estran");
  });
});
