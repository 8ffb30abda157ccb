import { afterAll, describe, expect, test } from "vitest";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { createTestApp } from "#tests/app.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);

describe("the choice of colours", () => {
  test("is printed by the server on every page once made", async () => {
    const client = app.anonymous();
    expect((await client.get("/affichage")).body).toContain('data-fr-scheme="system"');
    const answer = await client.post("/affichage", { theme: "sombre" });
    expect(answer).toMatchObject({ status: 303, location: "/affichage" });
    expect(answer.headers.getSetCookie()).toEqual([
      "affichage=sombre; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
    ]);
    const page = await client.get("/accessibilite");
    expect(page.body).toMatch(/<html lang="fr" data-fr-scheme="dark" data-fr-theme="dark"/);
  });

  test("that nobody offered is refused with a summary that leads to the field", async () => {
    const answer = await app.anonymous().post("/affichage", { theme: "rose" });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('<a href="#affichage-theme">Choisissez un des trois affichages.</a>');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});

describe("the operator's probe", () => {
  test("tells that pages can be served", async () => {
    const answer = await app.anonymous().get("/sante");
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ etat: "pret" });
  });

  test("tells that the database is away, as a 503", async () => {
    const pool = createPool("postgres://ancrage:ancrage@127.0.0.1:1/ancrage", createLogger("silent"));
    const lost = createTestApp(database, { pool, db: createDatabase(pool) });
    const answer = await lost.anonymous().get("/sante");
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body)).toEqual({ etat: "base_indisponible" });
    const page = await lost.anonymous().get("/connexion", { Accept: "text/html" });
    expect(page.status).toBe(503);
    expect(page.h1).toBe("Le service est momentanément indisponible");
    expect(page.text).toContain(page.headers.get("X-Request-Id"));
    expect(page.body).not.toMatch(/driver|kysely|postgres|at \w+ \(/i);
  });
});
