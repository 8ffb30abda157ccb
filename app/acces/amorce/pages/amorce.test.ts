import { afterAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { createTestDatabase } from "#tests/database.ts";
import { readCle, readCode } from "#tests/totp.ts";
import { preparerAmorce } from "../commands.server.ts";

const database = await createTestDatabase();
await database.pool.query("insert into installation values (true, false, now())");
afterAll(() => database.drop());

const app = createTestApp(database);
const PERSONNE = { prenom: "Alix", nom: "Timonier", courriel: "Alix.Timonier@ac-exemple.fr" };

const linkOf = async () => {
  const jeton = await preparerAmorce(app.context);
  return jeton && `/amorce/${jeton}`;
};

describe("the first start of a real service", () => {
  test("gives a link; a second start gives another, which alone serves", async () => {
    const first = (await linkOf()) ?? "";
    const second = (await linkOf()) ?? "";
    expect(second).not.toBe(first);
    expect((await app.anonymous().get(first)).status).toBe(404);
    expect(await app.anonymous().get(second)).toMatchObject({
      status: 200,
      h1: "La première personne du service",
    });
    const { rows } = await database.pool.query("select a::text as row from amorce a");
    expect(rows).toHaveLength(1);
    expect(rows[0].row).not.toContain(second.split("/").at(-1));
  });

  test("refuses what is not a person, and keeps what was typed", async () => {
    const link = (await linkOf()) ?? "";
    const answer = await app.anonymous().post(link, { ...PERSONNE, courriel: "pas une adresse" });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="Timonier"');
    expect((await app.anonymous().post(link)).status).toBe(422);
    expect((await app.anonymous().get(link)).status).toBe(200);
  });

  test("creates one administrator, however many press at once, who registers a telephone before anything", async () => {
    const link = (await linkOf()) ?? "";
    const clients = Array.from({ length: 5 }, () => app.anonymous());
    const answers = await Promise.all(clients.map((client) => client.post(link, PERSONNE)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404, 404, 404, 404]);
    const rank = answers.findIndex(({ status }) => status === 303);
    const [answer, client] = [answers[rank], clients[rank]];
    if (!client) throw new Error("nobody entered");
    expect(answer?.location).toBe("/second-facteur");
    expect((await client.get("/mon-compte")).location).toMatch(/^\/second-facteur/);
    const { rows } = await database.pool.query(
      `select a.prenom, a.courriel, a.demonstration, f.fonction, f.portee_type, f.debut, f.origine
       from agent a join fonction_exercee f on f.agent_id = a.id`,
    );
    expect(rows).toEqual([
      {
        prenom: "Alix",
        courriel: "alix.timonier@ac-exemple.fr",
        demonstration: false,
        fonction: "administrateur",
        portee_type: "nation",
        debut: "2026-11-22",
        origine: "amorce",
      },
    ]);
  });

  test("gives a new link as long as nobody can come back to administer, and names the same person again", async () => {
    const link = (await linkOf()) ?? "";
    expect(link).not.toBe("");
    const client = app.anonymous();
    await client.post(link, PERSONNE);
    const { rows } = await database.pool.query("select count(*)::int as n from agent");
    expect(rows[0].n).toBe(1);
    await client.post("/second-facteur", { acte: "preparer" });
    const cle = readCle((await client.get("/second-facteur")).text);
    await client.post("/second-facteur", { acte: "confirmer", code: readCode(cle, app.context.now()) });
    expect((await client.get("/mon-compte")).text).toContain("Administrateur du service");
    expect(await linkOf()).toBeUndefined();
  });

  test.each(["A".repeat(43), "x", "' or true"])("knows no other word (%s)", async (word) => {
    const page = await app.anonymous().get(`/amorce/${encodeURIComponent(word)}`);
    expect(page).toMatchObject({ status: 404, h1: "Ce lien de premier démarrage ne sert plus" });
    expect((await app.anonymous().post(`/amorce/${encodeURIComponent(word)}`, PERSONNE)).status).toBe(404);
  });
});
