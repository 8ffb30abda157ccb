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
