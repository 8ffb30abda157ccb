import { afterAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { askLink, createLiens } from "#tests/liens.ts";
import { createServiceDatabase } from "#tests/service.ts";

const database = await createServiceDatabase();
const { appOf, work, linkFor } = createLiens(database);
afterAll(() => database.drop());

const MINUTE = 60_000;

describe("a link", () => {
  async function linkOf(app: TestApp, fonction: Parameters<typeof person>[0]): Promise<string> {
    await askLink(app.anonymous(), person(fonction).courriel);
    await work(app);
    return linkFor(person(fonction).courriel);
  }

  test("is not used by reading it: the programs that check a mailbox read it too", async () => {
    const app = appOf();
    const link = await linkOf(app, "daf");
    for (let time = 0; time < 3; time++) {
      const scanner = app.anonymous();
      expect((await scanner.get(link)).status).toBe(200);
      expect((await scanner.send(link, { method: "HEAD" })).status).toBe(200);
      expect(scanner.cookies.size).toBe(0);
    }
    expect((await app.anonymous().post(link)).status).toBe(303);
  });

  test("serves once, even pressed ten times at once, and opens one session", async () => {
    const app = appOf();
    const link = await linkOf(app, "carec");
    const answers = await Promise.all(Array.from({ length: 10 }, () => app.anonymous().post(link)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(9);
    const { rows } = await database.pool.query("select count(*)::int as n from session where agent_id = $1", [
      person("carec").id,
    ]);
    expect(rows[0].n).toBe(1);
  });

  test("holds fifteen minutes, the end excluded", async () => {
    const app = appOf();
    const link = await linkOf(app, "dasen");
    app.context.clock.advance(15 * MINUTE - 1);
    expect((await app.anonymous().get(link)).status).toBe(200);
    app.context.clock.advance(1);
    expect((await app.anonymous().get(link)).status).toBe(404);
    expect((await app.anonymous().post(link)).status).toBe(404);
  });

  test("no longer serves once another one did, nor once the account is closed", async () => {
    const app = appOf();
    const first = await linkOf(app, "depp");
    app.context.clock.advance(1000);
    const second = await linkOf(app, "depp");
    expect(second).not.toBe(first);
    expect((await app.anonymous().post(second)).status).toBe(303);
    expect((await app.anonymous().post(first)).status).toBe(404);
    const third = await linkOf(app, "depp");
    await database.pool.query("update agent set ferme_le = now() where id = $1", [person("depp").id]);
    expect((await app.anonymous().get(third)).status).toBe(404);
    expect((await app.anonymous().post(third)).status).toBe(404);
  });

  test("used, over, unknown or maimed is one and the same page, with the way out", async () => {
    const app = appOf();
    const used = await linkOf(app, "ssa");
    await app.anonymous().post(used);
    const pages = [];
    for (const link of [
      used,
      `/connexion/lien/${"A".repeat(43)}`,
      "/connexion/lien/x",
      "/connexion/lien/%27%20or%20true",
    ])
      pages.push(await app.anonymous().get(link));
    for (const { status, h1, text, body } of pages) {
      expect({ status, h1, text }).toEqual({ status: 404, h1: "Ce lien ne sert plus", text: pages[0]?.text });
      expect(body).toContain('href="/connexion"');
    }
  });

  test("is known by its hash only", async () => {
    const app = appOf();
    const link = await linkOf(app, "igesr");
    const { rows } = await database.pool.query("select l::text as row from lien_connexion l");
    expect(rows.map(({ row }) => row).join()).not.toContain(link.split("/").at(-1));
  });

  test("closes the session of whoever was there before in this browser", async () => {
    const app = appOf();
    const client = await app.as("equipe");
    const Cookie = `ancrage=${client.cookies.get("ancrage")}`;
    const link = await linkOf(app, "secretariat");
    expect((await client.post(link)).status).toBe(303);
    expect(client.cookies.get("ancrage")).not.toBe(Cookie.split("=")[1]);
    expect((await app.anonymous().send("/structures", { headers: { Cookie } })).status).toBe(303);
  });

  test("of another site is not taken: nobody is signed in as somebody else behind their back", async () => {
    const app = appOf();
    const link = await linkOf(app, "adjoint");
    const client = app.anonymous();
    expect((await client.post(link, {}, { Origin: "https://ailleurs.exemple" })).status).toBe(403);
    expect(client.cookies.size).toBe(0);
  });

  test("leaves no trace of its secret in the log", async () => {
    const lines: unknown[] = [];
    const log = { info: (line: unknown) => lines.push(line), error: (line: unknown) => lines.push(line) };
    const app = createTestApp(database, { log: log as never });
    const secret = "B".repeat(43);
    for (const path of ["connexion/lien", "invitation", "amorce", "rattachement"]) {
      await app.anonymous().get(`/${path}/${secret}`);
      await app.anonymous().get(`/${path}/${secret}.data`);
      await app.anonymous().post(`/${path}/${secret}`);
    }
    expect(lines.length).toBeGreaterThanOrEqual(12);
    expect(JSON.stringify(lines)).not.toContain(secret);
  });
});
