import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { settings: { vitrine: true } });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query("truncate courriel");
});

const SECRET = "http://127.0.0.1:3000/connexion/lien/secret-du-lien";
async function insert(etat: string, own: { erreur?: string; destinataire?: string } = {}): Promise<string> {
  const { rows } = await database.pool.query(
    `insert into courriel (id, gabarit, destinataire, copies, objet, texte, html, objet_type, objet_id, etat, essais,
       prochain_essai_le, erreur, cree_le, request_id, remis)
     values (gen_random_uuid(), 'acces.lien', $2, '{}', 'Votre lien', $3, $4, 'agent', '1', $1, 1, $5, $6, $5, 'r', '{}')
     returning id`,
    [
      etat,
      own.destinataire ?? "p.goemon@ac-exemple.fr",
      etat === "envoye" ? null : `Suivez ce lien :\n${SECRET}\net https://ailleurs.fr/x\n`,
      etat === "envoye"
        ? null
        : `<!doctype html><html lang="fr"><head><style>p { color: red }</style></head><body><a href="${SECRET}">Entrer</a></body></html>`,
      app.context.now(),
      own.erreur ?? null,
    ],
  );
  return rows[0].id;
}
const etatOf = async (id: string) =>
  (await database.pool.query("select etat, essais, motif from courriel where id = $1", [id])).rows[0];

describe("the outbox", () => {
  test("shows each message and what became of it, in French, and never its text", async () => {
    const failed = await insert("echoue", { erreur: "EENVELOPE 550 5.1.1 User unknown" });
    await insert("envoye");
    const admin = await app.as("administrateur");
    const page = await admin.get("/courriels");
    expect(page.h1).toBe("Courriels du service");
    expect(page.text).toContain("1 courriel n’a pas pu partir");
    expect(page.text).toContain("Cette adresse n’existe pas");
    const one = await admin.get(`/courriels/${failed}`);
    expect(one.text).toContain("Réponse du serveur : EENVELOPE 550 5.1.1 User unknown");
    for (const { body } of [page, one]) expect(body).not.toContain("secret-du-lien");
    expect((await admin.get("/courriels/export?format=csv")).body).toContain("p.goemon@ac-exemple.fr");
    expect((await admin.get("/courriels/export?format=csv")).body).not.toContain("secret-du-lien");
  });

  test("is filtered, and says so when nothing answers", async () => {
    await insert("echoue", { destinataire: "a@un.fr" });
    await insert("envoye", { destinataire: "b@deux.fr" });
    const admin = await app.as("administrateur");
    const page = await admin.get("/courriels?etat=envoye&domaine=DEUX.fr");
    expect(page.text).toContain("b@deux.fr");
    expect(page.text).not.toContain("a@un.fr");
    expect((await admin.get("/courriels?domaine=trois.fr")).text).toContain(
      "Aucun courriel ne répond à ces filtres",
    );
  });

  test("sends one again, then all of them; a second click changes nothing more", async () => {
    const [one, other] = [await insert("echoue"), await insert("echoue")];
    const admin = await app.as("administrateur");
    const done = await admin.post(`/courriels/${one}`);
    expect([done.status, done.location]).toEqual([303, `/courriels/${one}?repris`]);
    expect(await etatOf(one)).toMatchObject({ etat: "en_attente", essais: 0 });
    expect((await admin.get(`/courriels/${one}?repris`)).text).toContain("présenté à nouveau dans la minute");
    expect((await admin.post("/courriels")).location).toBe("/courriels?etat=en_attente&repris=1");
    expect((await admin.post("/courriels")).location).toBe("/courriels?etat=en_attente&repris=0");
    expect(await etatOf(other)).toMatchObject({ etat: "en_attente" });
  });

  test("refuses to send again what has left, with the reason", async () => {
    const admin = await app.as("administrateur");
    const refused = await admin.post(`/courriels/${await insert("envoye")}`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Ce message est déjà parti");
  });

  test("gives one up with a reason, which stays with it", async () => {
    const id = await insert("echoue");
    const admin = await app.as("administrateur");
    const form = `/courriels/${id}/abandon`;
    expect((await admin.get(form)).h1).toBe("Abandonner ce courriel");
    expect((await admin.post(form, { motif: "" })).status).toBe(422);
    expect((await admin.post(form, { motif: "Adresse fermée." })).location).toBe(`/courriels/${id}`);
    expect(await etatOf(id)).toMatchObject({ etat: "abandonne", motif: "Adresse fermée." });
    expect((await admin.get(`/courriels/${id}`)).text).toContain("Adresse fermée.");
    expect((await admin.post(form, { motif: "Encore une fois." })).status).toBe(422);
  });

  test("is for whoever follows it; what does not exist is not found", async () => {
    const id = await insert("echoue");
    for (const path of ["/courriels", `/courriels/${id}`, "/courriels/export", `/courriels/${id}/abandon`])
      expect((await (await app.as("pilote_academique")).get(path)).status).toBe(403);
    const admin = await app.as("administrateur");
    for (const absent of ["n-importe", "00000000-0000-4000-8000-ffffffffffff"])
      expect((await admin.get(`/courriels/${absent}`)).status).toBe(404);
  });
});

describe("the mailbox of a demonstration", () => {
  test("shows what was kept, with links of ours that work and no other", async () => {
    const id = await insert("retenu");
    const nobody = app.anonymous();
    expect((await nobody.get("/dev/courriels")).text).toContain("Votre lien Pour p.goemon@ac-exemple.fr");
    const page = await nobody.get(`/dev/courriels/${id}`);
    expect(page.h1).toBe("Courriel de démonstration");
    expect(page.body).toContain('<a href="/connexion/lien/secret-du-lien">');
    expect(page.body).not.toContain('href="https://ailleurs.fr');
  });

  test("shows it as its reader would, under the policy of every page", async () => {
    const id = await insert("retenu");
    const page = await app.anonymous().get(`/dev/courriels/${id}/html`);
    expect(page.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(page.body).not.toContain("<style");
    expect(page.body).toContain('<link rel="stylesheet" href="/dev/courriels/feuille.css">');
    const sheet = await app.anonymous().get("/dev/courriels/feuille.css");
    expect(sheet.headers.get("Content-Type")).toBe("text/css; charset=utf-8");
  });

  test("shows nothing of a message that leaves: a pending login link is a key", async () => {
    for (const etat of ["en_attente", "echoue", "envoye"]) {
      const id = await insert(etat);
      for (const path of [`/dev/courriels/${id}`, `/dev/courriels/${id}/html`])
        expect((await app.anonymous().get(path)).status).toBe(404);
    }
    expect((await app.anonymous().get("/dev/courriels")).text).toContain("Aucun courriel pour l’instant");
  });

  test("does not exist where the pages for developers do not", async () => {
    const id = await insert("retenu");
    const closed = createTestApp(database, { settings: { vitrine: false } }).anonymous();
    for (const path of ["/dev/courriels", `/dev/courriels/${id}`, `/dev/courriels/${id}/html`])
      expect((await closed.get(path)).status).toBe(404);
  });
});
