import { afterAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());

const MINUTE = 60_000;

describe("somebody who is not signed in", () => {
  test("is sent to the sign-in page, which brings them back where they were going", async () => {
    const answer = await createTestApp(database).anonymous().get("/structures?type=college");
    expect(answer.status).toBe(303);
    expect(answer.location).toBe("/connexion?suite=%2Fstructures%3Ftype%3Dcollege");
  });

  test("is not told of a page to come back to from the home page, nor from a form", async () => {
    const nobody = createTestApp(database).anonymous();
    expect((await nobody.get("/")).location).toBe("/connexion");
    expect((await nobody.post("/imports/depot")).location).toBe("/connexion");
  });

  test("is nobody with a token that we never gave, or one that cannot be ours", async () => {
    const nobody = createTestApp(database).anonymous();
    for (const token of ["A".repeat(43), "x", `${"A".repeat(42)}'`, ""]) {
      expect((await nobody.send("/", { headers: { Cookie: `ancrage=${token}` } })).location).toBe(
        "/connexion",
      );
    }
  });
});

describe("a session", () => {
  test("holds while it is used at least every half hour, and ends after half an hour without", async () => {
    const app = createTestApp(database);
    const ssa = await app.as("ssa");
    for (let visit = 0; visit < 3; visit++) {
      app.context.clock.advance(29 * MINUTE);
      expect((await ssa.get("/")).status).toBe(200);
    }
    app.context.clock.advance(30 * MINUTE);
    expect((await ssa.get("/")).location).toBe("/connexion");
  });

  test("ends after ten hours, however much it is used", async () => {
    const app = createTestApp(database);
    const ssa = await app.as("ssa");
    for (let elapsed = 0; elapsed < 600 - 25; elapsed += 25) {
      app.context.clock.advance(25 * MINUTE);
      expect((await ssa.get("/")).status).toBe(200);
    }
    app.context.clock.advance(25 * MINUTE);
    expect((await ssa.get("/")).location).toBe("/connexion");
  });

  test("ends when it is closed, for every browser that copied its cookie", async () => {
    const app = createTestApp(database);
    const ssa = await app.as("ssa");
    const Cookie = `ancrage=${ssa.cookies.get("ancrage")}`;
    const left = await ssa.post("/deconnexion");
    expect(left).toMatchObject({ status: 303, location: "/connexion" });
    expect(ssa.cookies.has("ancrage")).toBe(false);
    expect((await app.anonymous().send("/", { headers: { Cookie } })).location).toBe("/connexion");
  });

  test("opens nothing on the day when the function of the person has ended, and says so in plain words", async () => {
    const app = createTestApp(database);
    const daf = await app.as("daf");
    await database.db
      .updateTable("fonction_exercee")
      .set({ fin: "2026-11-22" })
      .where("agent_id", "=", person("daf").id)
      .execute();
    app.context.clock.set("2026-11-21T22:59:00Z");
    expect((await (await app.as("daf")).get("/structures")).status).toBe(200);
    app.context.clock.set("2026-11-21T23:01:00Z");
    // Midnight is that of Paris. Signing in again would change nothing: the account holds, its rights have ended.
    for (const path of ["/structures", "/structures/export", `/structures/${LIEUX.college}`, "/imports"]) {
      expect((await daf.get(path)).status, path).toBe(403);
    }
    const home = await daf.get("/");
    expect(home.text).toContain("Votre fonction n’a pas de tâche");
    expect(home.text).not.toMatch(/\d+ structures/);
  });
});

describe("a page", () => {
  test("without a line in the route table does not exist", async () => {
    const ssa = await createTestApp(database).as("ssa");
    for (const path of ["/nulle-part", "/structures/x/y/z", "/__manifest", "/.env"]) {
      expect((await ssa.get(path)).status, path).toBe(404);
    }
  });

  test("of the function of somebody else says so, without a word on what it holds", async () => {
    const answer = await (await createTestApp(database).as("dgesco")).get("/imports");
    expect(answer.status).toBe(403);
    expect(answer.h1).toBe("Cette page n’est pas ouverte à votre fonction");
    expect(answer.text).not.toMatch(/dépôt/i);
  });

  test("for developers is served where the vitrine is open, and nowhere else", async () => {
    const closed = createTestApp(database, { settings: { vitrine: false } });
    expect((await closed.anonymous().get("/dev/vitrine")).status).toBe(404);
    const open = createTestApp(database, { settings: { vitrine: true } });
    expect((await open.anonymous().get("/dev/vitrine")).status).toBe(200);
  });
});

describe("a refused page", () => {
  test("keeps the frame of the person: their name, the strip of the demonstration, what they may open", async () => {
    const refused = await (await createTestApp(database).as("dos")).get("/imports");
    expect(refused.status).toBe(403);
    expect(refused.text).toContain("Cette page n’est pas ouverte à votre fonction");
    expect(refused.body).toContain(`${person("dos").prenom} ${person("dos").nom}`);
    expect(refused.body).toContain("Démonstration");
    expect(refused.body).toContain('href="/structures"');
    expect(refused.body).not.toContain('href="/imports"');
  });
});
