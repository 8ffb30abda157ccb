import { afterAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());

const app = createTestApp(database);

describe("leaving", () => {
  test("is an act: a link does not do it", async () => {
    const client = await app.as("ssa");
    expect(await client.get("/deconnexion")).toMatchObject({ status: 303, location: "/" });
    expect((await client.get("/")).status).toBe(200);
  });

  test("takes away the session, and what the browser kept of the pages, with and without JavaScript", async () => {
    for (const path of ["/deconnexion", "/deconnexion.data"]) {
      const client = await app.as("dgesco");
      const left = await client.post(path);
      expect(left.headers.get("Clear-Site-Data"), path).toBe('"cache", "storage"');
      expect(client.cookies.has("ancrage"), path).toBe(false);
      expect((await client.get("/mon-compte")).location, path).toMatch(/^\/connexion/);
    }
    // Elsewhere nothing is taken away: the page that follows would be read again for nothing.
    expect((await app.anonymous().get("/connexion")).headers.has("Clear-Site-Data")).toBe(false);
  });

  test("is written in the journal once, even when the form is sent twice", async () => {
    const client = await app.as("recteur");
    const token = client.cookies.get("ancrage") ?? "";
    await client.post("/deconnexion");
    client.cookies.set("ancrage", token);
    expect((await client.post("/deconnexion")).location).toBe("/connexion");
    const { rows } = await database.pool.query(
      "select count(*)::int as n from audit_event where evenement = 'session.fermer' and agent_id = $1",
      [person("recteur").id],
    );
    expect(rows[0].n).toBe(1);
  });
});
