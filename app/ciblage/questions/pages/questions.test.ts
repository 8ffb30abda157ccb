import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { oublierListe } from "#tests/candidatures.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;
let chef: Client;
let pilote: Client;
let campagne: string;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  await oublierListe(database);
  app = createTestApp(database, { newId: randomUUID });
  [chef, pilote] = await Promise.all([app.as("chef_etablissement"), app.as("pilote_academique")]);
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from campagne_ciblage where etat = 'ouverte' limit 1",
  );
  campagne = rows[0]?.id ?? "";
});
afterAll(() => database.drop());

type Fields = Record<string, string>;
const base = () => `/ciblage/${campagne}/questions`;

async function poser(question: string): Promise<string> {
  const id = randomUUID();
  const answer = await chef.post("/ciblage/questions/nouvelle", { id, campagne, question });
  expect([answer.status, answer.location], answer.text).toEqual([303, "/ciblage/questions"]);
  return id;
}
/** What the form shows, with what is written over it. */
async function saisie(id: string, changes: Fields = {}): Promise<Fields> {
  const { body } = await pilote.get(`${base()}/${id}`);
  const vue = /name="vue" value="([^"]+)"/.exec(body)?.[1] ?? "";
  return {
    question: "Quels critères comptent ?",
    reponse: "La règle publiée.",
    suite: "publier",
    vue,
    ...changes,
  };
}
async function repondre(id: string, changes: Fields = {}) {
  return pilote.post(`${base()}/${id}`, await saisie(id, changes));
}
const evenements = async (id: string) =>
  (
    await database.pool.query<{ evenement: string }>(
      "select evenement from audit_event where objet_type = 'question_ciblage' and objet_id = $1 order by id",
      [id],
    )
  ).rows.map(({ evenement }) => evenement);
const notifications = async (id: string) =>
  (
    await database.pool.query<{ agent_id: string; titre: string; texte: string; href: string }>(
      "select agent_id, titre, texte, href from notification where objet_type = 'question_ciblage' and objet_id = $1",
      [id],
    )
  ).rows;

describe("a head", () => {
  test("asks, is told of the answer, and is named nowhere in what is published", async () => {
    const id = await poser("Pourquoi les effectifs ne comptent-ils pas ?");
    const mine = await chef.get("/ciblage/questions");
    expect(mine.text).toContain("En attente de réponse Pourquoi les effectifs");
    const asked = await pilote.get(base());
    expect(asked.text).toContain("Pourquoi les effectifs ne comptent-ils pas ?");
    const reworded = { question: "Le nombre d’élèves compte-t-il ?", reponse: "Non, par construction." };
    expect((await repondre(id, reworded)).status).toBe(303);
    const { nom, prenom } = person("chef_etablissement");
    for (const [client, path] of [
      [await app.as("equipe"), "/ciblage/questions"],
      [await app.as("ien"), "/ciblage/questions"],
      [await app.as("equipe"), "/ciblage/questions/export?format=csv"],
      [pilote, base()],
      [pilote, `${base()}/${id}`],
      [pilote, `${base()}/export?format=csv`],
    ] as const) {
      const { status, body } = await client.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(body).toContain("Le nombre d’élèves compte-t-il ?");
      expect(body).not.toContain(nom);
      expect(body).not.toContain(`${prenom} ${nom}`);
      expect(body).not.toContain(person("chef_etablissement").id);
    }
    expect(await notifications(id)).toEqual([
      {
        agent_id: person("chef_etablissement").id,
        titre: "Votre question sur le ciblage a sa réponse",
        texte: expect.stringContaining("sans votre nom"),
        href: "/ciblage/questions",
      },
    ]);
    expect(await evenements(id)).toEqual([
      "question_ciblage.poser",
      "question_ciblage.repondre",
      "question_ciblage.publier",
    ]);
  });

  test("is not heard twice by a double click", async () => {
    const fields = { id: randomUUID(), campagne, question: "Deux clics, une question ?" };
    for (const _ of [1, 2]) expect((await chef.post("/ciblage/questions/nouvelle", fields)).status).toBe(303);
    expect(await evenements(fields.id)).toEqual(["question_ciblage.poser"]);
  });

  test("reads neither an answer kept back nor the question of somebody else", async () => {
    const id = await poser("Une réponse qui attend ?");
    expect((await repondre(id, { reponse: "Pas encore pour tous.", suite: "garder" })).status).toBe(303);
    for (const who of ["chef_etablissement", "ien", "equipe"] as const) {
      const { text } = await (await app.as(who)).get("/ciblage/questions");
      expect(text).not.toContain("Pas encore pour tous.");
      if (who !== "chef_etablissement") expect(text).not.toContain("Une réponse qui attend ?");
    }
    expect(await notifications(id)).toEqual([]);
    expect((await repondre(id, { reponse: "Pour tous." })).status).toBe(303);
    expect((await (await app.as("ien")).get("/ciblage/questions")).text).toContain("Pour tous.");
  });

  test("reads why a question is set aside, and nobody else does", async () => {
    const id = await poser("Quel temps fera-t-il ?");
    const { vue = "" } = await saisie(id);
    const motif = "Elle ne porte pas sur le ciblage.";
    expect((await pilote.post(`${base()}/${id}/ecart`, { motif: "", vue })).status).toBe(422);
    for (const _ of [1, 2])
      expect((await pilote.post(`${base()}/${id}/ecart`, { motif, vue })).status).toBe(303);
    expect((await chef.get("/ciblage/questions")).text).toContain(`La raison : ${motif}`);
    expect((await (await app.as("ien")).get("/ciblage/questions")).text).not.toContain(motif);
    expect((await notifications(id)).map(({ texte }) => texte)).toEqual([expect.stringContaining(motif)]);
    expect((await repondre(id, { reponse: "Finalement, oui." })).status).toBe(303);
    expect((await (await app.as("ien")).get("/ciblage/questions")).text).toContain("Finalement, oui.");
  });

  test("asks once by two clicks at the same instant", async () => {
    const fields = { id: randomUUID(), campagne, question: "Deux clics posent-ils deux questions ?" };
    const answers = await Promise.all([1, 2, 3].map(() => chef.post("/ciblage/questions/nouvelle", fields)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await evenements(fields.id)).toEqual(["question_ciblage.poser"]);
  });

  test("is asked to name nobody, and to choose a campaign that is theirs", async () => {
    const ask = (changes: Fields) =>
      chef.post("/ciblage/questions/nouvelle", {
        id: randomUUID(),
        campagne,
        question: "Une question ?",
        ...changes,
      });
    const named = await ask({ question: "Pourquoi Mme Durand décide-t-elle ?" });
    expect([named.status, named.text]).toEqual([422, expect.stringContaining("semble nommer une personne")]);
    expect(named.body).toContain("Pourquoi Mme Durand");
    expect((await ask({ question: "" })).status).toBe(422);
    expect((await ask({ campagne: randomUUID() })).status).toBe(404);
    await database.pool.query("update campagne_ciblage set etat = 'preparation' where id = $1", [campagne]);
    expect((await ask({})).status).toBe(404);
    const { text } = await chef.get("/ciblage/questions/nouvelle");
    expect(text).toContain("Aucune campagne ne reçoit de questions");
    expect(text).not.toContain("Prochains contrats");
    expect((await chef.get("/ciblage/questions")).text).not.toContain("Prochains contrats");
    await database.pool.query("update campagne_ciblage set etat = 'close' where id = $1", [campagne]);
    const closed = await ask({});
    expect([closed.status, closed.text]).toEqual([
      422,
      expect.stringContaining("ne reçoit plus de questions"),
    ]);
    await database.pool.query("update campagne_ciblage set etat = 'ouverte' where id = $1", [campagne]);
  });
});

describe("who answers", () => {
  test("learns that somebody else wrote meanwhile, and keeps their own text", async () => {
    const id = await poser("Deux personnes répondent ?");
    const first = await saisie(id, { reponse: "La première réponse." });
    expect((await pilote.post(`${base()}/${id}`, first)).status).toBe(303);
    const late = await (await app.as("recteur")).post(`${base()}/${id}`, {
      ...first,
      reponse: "La seconde réponse.",
    });
    expect(late.status).toBe(409);
    expect(late.body).toContain("La seconde réponse.");
    expect((await pilote.post(`${base()}/${id}`, first)).status).toBe(303);
    expect(await evenements(id)).toHaveLength(3);
  });

  test("does not take back in silence what is published, but corrects it in the open", async () => {
    const id = await poser("Une réponse à corriger ?");
    expect((await repondre(id, { reponse: "Avec une erreur." })).status).toBe(303);
    const aside = await pilote.post(`${base()}/${id}/ecart`, {
      motif: "Une erreur.",
      vue: (await saisie(id)).vue ?? "",
    });
    expect([aside.status, aside.text]).toEqual([422, expect.stringContaining("corrigez-la plutôt")]);
    const back = await repondre(id, { suite: "garder" });
    expect([back.status, back.text]).toEqual([422, expect.stringContaining("déjà publiée")]);
    expect((await repondre(id, { reponse: "Corrigée." })).status).toBe(303);
    expect((await (await app.as("ien")).get("/ciblage/questions")).text).toContain("Corrigée.");
    expect(await notifications(id)).toHaveLength(1);
    expect((await repondre(id, { reponse: "M. Durand l’a dit." })).text).toContain(
      "semble nommer une personne",
    );
  });

  test("filters, sorts, and finds nothing outside their académie", async () => {
    expect((await pilote.get(`${base()}?etat=ecartee&tri=-posee`)).status).toBe(200);
    const one = await poser("Une question ailleurs ?");
    const published = await pilote.get(`/ciblage/questions?q=REGLE publiee`);
    expect(published.status).toBe(200);
    await database.pool.query(
      "update campagne_ciblage set academie_code = (select code from academie where code <> '96' order by code limit 1) where id = $1",
      [campagne],
    );
    for (const path of ["", "/export", `/${one}`, `/${one}/ecart`])
      expect((await pilote.get(`${base()}${path}`)).status).toBe(404);
    for (const who of ["chef_etablissement", "ien", "equipe", "dasen", "recteur"] as const)
      expect((await (await app.as(who)).get("/ciblage/questions")).text).toContain("Aucune réponse publiée");
    await database.pool.query("update campagne_ciblage set academie_code = '96' where id = $1", [campagne]);
  });

  test("is neither a head, nor the statistical service", async () => {
    const id = await poser("Qui répond ?");
    for (const who of ["chef_etablissement", "ssa", "ien"] as const)
      for (const path of ["", "/export", `/${id}`])
        expect((await (await app.as(who)).get(`${base()}${path}`)).status).toBe(403);
    expect((await (await app.as("equipe")).get("/ciblage/questions/nouvelle")).status).toBe(403);
  });
});
