import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query("truncate notification, preference_notification");
});

const CHEF = person("chef_etablissement").id;
let rank = 0;
async function tell(
  titre: string,
  own: { agentId?: string; genre?: string; lue?: boolean; href?: string } = {},
) {
  rank += 1;
  const id = `00000000-0000-4000-9000-${String(rank).padStart(12, "0")}`;
  const { agentId = CHEF, genre = "acces.fonction", lue = false, href = "/droits" } = own;
  const now = app.context.now();
  await database.pool.query(
    `insert into notification (id, agent_id, genre, titre, texte, href, objet_type, objet_id, cle, mode, cree_le, lue_le)
     values ($1, $2, $3, $4, 'Texte.', $5, 'essai', '1', $8, 'aucun', $6, $7)`,
    [id, agentId, genre, titre, href, new Date(now.getTime() - 60_000 + rank * 100), lue ? now : null, id],
  );
  return id;
}

describe("the messages of a person", () => {
  test("show an honest void when there are none", async () => {
    const chef = await app.as("chef_etablissement");
    const page = await chef.get("/messages");
    expect([page.status, page.h1]).toEqual([200, "Messages"]);
    expect(page.text).toContain("Aucun message Le service vous écrira ici");
    expect(page.text).not.toContain("Tout marquer");
  });

  test("come unread first, with their kind, and lead where to act", async () => {
    await tell("Ancien", { lue: true });
    const id = await tell("Une fonction vous est confiée");
    await tell("Celui d’une autre", { agentId: person("ssa").id });
    const chef = await app.as("chef_etablissement");
    const page = await chef.get("/messages");
    expect(page.text).toMatch(/2 messages, dont 1 à lire.*Une fonction vous est confiée.*Ancien/);
    expect(page.text).not.toContain("Celui d’une autre");
    const gone = await chef.get(`/messages/${id}`);
    expect([gone.status, gone.location]).toEqual([303, "/droits"]);
    expect((await chef.get("/messages?nouvelles=oui")).text).toContain("Aucun message ne répond à ce choix");
  });

  test("are marked read one by one, or all of those shown, and the filter stays", async () => {
    const id = await tell("Première");
    await tell("Seconde");
    await tell("Troisième", { genre: "acces.delegation" });
    const chef = await app.as("chef_etablissement");
    const one = await chef.post("/messages?nouvelles=oui", { notification: id });
    expect([one.status, one.location]).toEqual([303, "/messages?nouvelles=oui"]);
    expect((await chef.get("/messages")).text).toContain("3 messages, dont 2 à lire");
    const jusque = app.context.now().toISOString();
    await chef.post("/messages?genre=acces.fonction", { jusque });
    expect((await chef.get("/messages")).text).toContain("3 messages, dont 1 à lire");
    await chef.post("/messages", { jusque });
    expect((await chef.get("/messages")).text).not.toContain("à lire ");
  });

  test("of somebody else do not exist, neither to read nor to mark", async () => {
    const id = await tell("Celui d’une autre", { agentId: person("ssa").id });
    const chef = await app.as("chef_etablissement");
    expect((await chef.get(`/messages/${id}`)).status).toBe(404);
    expect((await chef.get("/messages/n-importe")).status).toBe(404);
    expect((await chef.post("/messages", { notification: id })).status).toBe(404);
    expect((await chef.post("/messages", { notification: "n-importe" })).status).toBe(422);
    expect((await chef.post("/messages", { jusque: "hier" })).status).toBe(422);
  });

  test("are paged", async () => {
    for (let n = 0; n < 25; n += 1) await tell(`Message ${n}.`);
    const chef = await app.as("chef_etablissement");
    const page = await chef.get("/messages?taille=20&page=2");
    expect(page.text.match(/Message \d+\./g)?.length).toBe(10);
    expect(page.text).toContain("Page 2 sur 2");
  });

  test("never lead to another site, even when the line was altered", async () => {
    const id = await tell("Piège", { href: "//ailleurs.fr" });
    const chef = await app.as("chef_etablissement");
    expect((await chef.get(`/messages/${id}`)).location).toBe("/messages");
  });

  test("are for those who are signed in", async () => {
    expect((await app.anonymous().get("/messages")).location).toBe("/connexion?suite=%2Fmessages");
  });
});

describe("the preferences of a person", () => {
  test("offer what concerns them, say what cannot be silenced and why", async () => {
    const chef = await app.as("equipe");
    const page = await chef.get("/messages/preferences");
    expect(page.h1).toBe("Comment recevoir vos messages");
    expect(page.text).toContain("Une délégation vous concerne");
    expect(page.text).not.toContain("Le service rencontre une difficulté");
    expect(page.text).toContain("Un accès à votre compte ne doit jamais se faire à votre insu.");
    expect(page.body).not.toContain('name="acces__securite"');
  });

  test("are kept, and shown again", async () => {
    const chef = await app.as("chef_etablissement");
    const done = await chef.post("/messages/preferences", { acces__delegation: "resume" });
    expect([done.status, done.location]).toEqual([303, "/messages/preferences?enregistre"]);
    const page = await chef.get("/messages/preferences?enregistre");
    expect(page.text).toContain("Vos choix sont enregistrés");
    expect(page.body).toMatch(
      /<input[^>]*name="acces__delegation"[^>]*checked=""[^>]*value="resume"|<input[^>]*id="preferences-acces__delegation-resume"[^>]*checked=""/,
    );
  });

  test("that would silence security are refused with the reason", async () => {
    const chef = await app.as("chef_etablissement");
    const refused = await chef.post("/messages/preferences", { acces__securite: "aucun" });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("vous parvient toujours par courriel");
    expect((await chef.post("/messages/preferences", { acces__delegation: "jamais" })).status).toBe(422);
  });
});
