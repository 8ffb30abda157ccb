import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { cloreAssistances } from "../commands.server.ts";
import { listAssistancesAttendues } from "../queries.server.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
beforeAll(() => database.db.deleteFrom("assistance").execute());

const MINUTE = 60_000;
const MOTIF = "Vous n’arrivez pas à lire les indicateurs";

/** A request of the help desk to the head; answered when told. */
async function ask(accord?: "accepter" | "refuser") {
  await database.pool.query("update assistance set terminee_le = now() where terminee_le is null");
  const app = createTestApp(database);
  const assistant = await app.as("assistance", { renforcee: true });
  const chef = await app.as("chef_etablissement");
  const asked = await assistant.post("/assistance/nouvelle", {
    agent: person("chef_etablissement").id,
    motif: MOTIF,
  });
  const path = asked.location ?? "";
  if (accord) await chef.post(path, { reponse: accord });
  return { app, assistant, chef, path, id: path.split("/").at(-1) ?? "" };
}

const lines = async (id: string) => {
  const rows = await database.db
    .selectFrom("audit_event")
    .select(["evenement", "agent_id", "faits"])
    .where("objet_type", "=", "assistance")
    .where("objet_id", "=", id)
    .orderBy("id")
    .execute();
  return rows.map(({ evenement, agent_id, faits }) => [
    evenement,
    agent_id,
    (faits as { page?: string }).page,
  ]);
};

describe("the help desk", () => {
  test("asks after proving who it is, and reaches nobody outside of its scope", async () => {
    const app = createTestApp(database);
    const assistant = await app.as("assistance");
    expect((await assistant.get("/assistance/nouvelle")).location).toMatch(/^\/confirmation\?/);
    const proven = await app.as("assistance", { renforcee: true });
    expect((await proven.get("/assistance/nouvelle?q=estran")).text).toContain("Nadia Estran");
    expect(
      (await proven.post("/assistance/nouvelle", { agent: person("dgesco").id, motif: MOTIF })).status,
    ).toBe(404);
    expect(
      (await proven.post("/assistance/nouvelle", { agent: person("ssa").id, motif: "court" })).status,
    ).toBe(422);
    expect((await (await app.as("ssa")).get("/assistance")).status).toBe(403);
  });

  test("sees nothing before the agreement, and nothing after a refusal", async () => {
    const { app, assistant, chef, path } = await ask();
    expect(await listAssistancesAttendues(app.context, person("chef_etablissement").id)).toHaveLength(1);
    expect((await chef.get(path)).text).toContain(MOTIF);
    expect((await assistant.post(`${path}/vue`)).text).toContain("pas encore répondu");
    expect((await (await app.as("ssa")).get(path)).status).toBe(404);
    expect((await assistant.post(path, { reponse: "accepter" })).status).toBe(422);
    expect((await chef.post(path, { reponse: "refuser" })).status).toBe(303);
    expect((await assistant.post(`${path}/vue`)).text).toContain("ne vaut plus");
    expect((await chef.post(path, { reponse: "accepter" })).text).toContain("déjà sa réponse");
  });

  test("then sees as the person, read-only, traced page by page, without what is theirs alone", async () => {
    const { assistant, chef, path, id } = await ask("accepter");
    expect((await assistant.get("/delegations/nouvelle")).status).toBe(403);
    expect(await assistant.post(`${path}/vue`)).toMatchObject({ status: 303, location: "/" });
    const home = await assistant.get("/");
    expect(home.body).toContain("Nadia Estran");
    for (let n = 0; n < 2; n++)
      expect((await assistant.get(`/structures/${LIEUX.college}`)).status).toBe(200);
    expect((await assistant.get("/imports")).status).toBe(403);
    for (const closed of [
      "/jetons",
      "/delegations",
      "/passations",
      "/mon-compte",
      "/mon-compte/sessions",
      path,
      "/messages",
    ])
      expect((await assistant.get(closed)).status, closed).toBe(403);
    for (const write of ["/delegations/nouvelle", path, "/deconnexion", "/demande-acces"]) {
      const refused = await assistant.post(write, { motif: "x" });
      expect(refused.status, write).toBe(403);
      // Leaving has no page of its own: it answers without words.
      if (write !== "/deconnexion") expect(refused.text, write).toContain("en lecture seule");
    }
    expect(await assistant.post("/assistance/fin")).toMatchObject({ status: 303, location: path });
    expect((await assistant.get("/assistance")).status).toBe(200);
    const aide = person("chef_etablissement").id;
    const assistantId = person("assistance").id;
    expect(await lines(id)).toEqual([
      ["assistance.demander", assistantId, undefined],
      ["assistance.consentir", aide, undefined],
      ["assistance.voir", assistantId, undefined],
      ["assistance.voir", assistantId, ""],
      ["assistance.voir", assistantId, "structures/:uai"],
      ["assistance.terminer", assistantId, undefined],
    ]);
    expect((await chef.get(path)).text).toMatch(/Terminée .* Pages vues .*\/structures\/:uai/);
  });

  test("stops at the next request when the person says so, and when the hour is over", async () => {
    const first = await ask("accepter");
    await first.assistant.post(`${first.path}/vue`);
    expect((await first.chef.get("/")).body).toContain("Rose Amer");
    expect((await first.chef.post("/assistance/fin")).location).toBe(first.path);
    expect((await first.assistant.get("/")).body).toContain("Rose Amer");
    expect((await first.assistant.get("/delegations")).status).toBe(200);

    const { app, assistant, path, id } = await ask("accepter");
    await assistant.post(`${path}/vue`);
    for (let quarter = 1; quarter < 4; quarter++) {
      app.context.clock.advance(15 * MINUTE);
      expect((await assistant.get("/delegations")).status).toBe(403);
    }
    app.context.clock.advance(15 * MINUTE);
    expect((await assistant.get("/delegations")).status).toBe(200);
    expect(await cloreAssistances(app.context)).toBe(1);
    expect(await cloreAssistances(app.context)).toBe(0);
    expect((await lines(id)).at(-1)).toEqual(["assistance.terminer", null, undefined]);
  });

  test("stops at the next request of an assistant whose function ends, or when the person's account closes", async () => {
    const { assistant, path } = await ask("accepter");
    await assistant.post(`${path}/vue`);
    const end = (fin: string | null) =>
      database.db
        .updateTable("fonction_exercee")
        .set({ fin })
        .where("agent_id", "=", person("assistance").id)
        .execute();
    await end("2026-11-22");
    expect((await assistant.get("/")).body).not.toContain("Nadia Estran");
    await end(null);
    expect((await assistant.get("/")).body).toContain("Nadia Estran");
    await database.db
      .updateTable("agent")
      .set({ ferme_le: new Date() })
      .where("id", "=", person("chef_etablissement").id)
      .execute();
    const after = await assistant.get("/");
    expect([after.status, after.body.includes("Nadia Estran")]).toEqual([200, false]);
    await database.db
      .updateTable("agent")
      .set({ ferme_le: null })
      .where("id", "=", person("chef_etablissement").id)
      .execute();
  });
});
