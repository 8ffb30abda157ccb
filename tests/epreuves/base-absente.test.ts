import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { within } from "#server/installations/service.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { Banc, type Reponse } from "./banc.ts";
import { Relais } from "./relais.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });
const PAGE = { Accept: "text/html,application/xhtml+xml" };
const database = await createTestDatabase("demo");
let relais: Relais;
let banc: Banc;
let signed: Record<string, string>;

beforeAll(async () => {
  relais = await Relais.create(database.url);
  banc = await Banc.create({ DATABASE_URL: relais.url, ANCRAGE_DEMONSTRATION: "oui" });
  await banc.start();
  signed = { ...PAGE, Cookie: await banc.signIn(person("ssa").id) };
});
afterAll(async () => {
  await banc?.remove();
  await relais?.close();
  await database.drop();
});

/** Kind, in French, with a way to tell the story to the help desk, and nothing of the machinery. */
function expectKind({ status, headers, text }: Reponse): void {
  expect(status, text).toBe(503);
  expect(headers.get("Retry-After")).toBe("5");
  expect(headers.get("Cache-Control")).toBe("no-store");
  expect(text).toMatch(/momentanément indisponible/);
  expect(text).toContain(headers.get("X-Request-Id"));
  expect(text).not.toMatch(/ECONN|postgres|stack|at async|Unexpected|node:/i);
}

async function deposit(): Promise<string> {
  const form = new FormData();
  form.append("fichiers", new Blob(["colonne;autre\n1;2\n"]), "essai.csv");
  const { headers } = await banc.post("/imports/depot", form, signed);
  return headers.get("Location")?.split("/").at(-1) ?? "";
}

async function untilTold(id: string): Promise<void> {
  const done = "select 1 from tache where objet_id = $1 and terminee_le is not null";
  while ((await database.pool.query(done, [id])).rows.length === 0) await delay(100);
}

describe("while the database is away", () => {
  beforeAll(async () => {
    await deposit();
    relais.cut();
  });

  test("a page says so kindly, with a reference and when to come back", async () => {
    const answer = await banc.get("/structures", signed);
    expectKind(answer);
    expect(answer.text).toContain('<html lang="fr"');
    expect(answer.text).toMatch(/<title>(.+) — Ancrage<\/title>[\s\S]*<h1>\1<\/h1>/);
    expect(answer.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  });

  test("so do a file, a PDF and a form, which adds what became of what was sent", async () => {
    expectKind(await banc.get("/structures/export?format=csv", signed));
    expectKind(await banc.get(`/structures/${LIEUX.college}/fiche.pdf`, { Cookie: signed.Cookie as string }));
    const sent = await banc.post(
      `/structures/${LIEUX.college}/vie/fait`,
      new URLSearchParams({ lieu: "structure" }),
      signed,
    );
    expectKind(sent);
    expect(sent.text).toContain("vérifiez avant de recommencer");
  });

  test("the scripts of our pages and the programs of others are told in their own form", async () => {
    const script = await banc.get("/structures.data", { Cookie: signed.Cookie as string });
    expect(script.status).toBe(503);
    expect(script.headers.get("Retry-After")).toBe("5");
    expect(script.headers.get("Content-Type")).toContain("text/x-script");
    const program = await banc.get("/api/v1/structures", { Authorization: `Bearer ${"a".repeat(43)}` });
    expect(program.status).toBe(503);
    expect(program.headers.get("Content-Type")).toContain("application/problem+json");
    expect(JSON.parse(program.text)).toMatchObject({
      status: 503,
      title: "Service momentanément indisponible",
    });
  });

  test("the probe tells it", async () => {
    const { status, text } = await banc.get("/sante");
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ etat: "base_indisponible" });
  });

  test("the same holds when the server accepts and never answers", async () => {
    relais.cut("silent");
    expectKind(await within(banc.get("/structures", signed), 30_000, () => "the page hangs"));
    relais.cut();
  });
});

describe("once the database is back, without a restart", () => {
  test("pages are served again, the session still open", async () => {
    relais.restore();
    await within(
      (async () => {
        while ((await banc.get("/sante")).status !== 200) await delay(50);
      })(),
      15_000,
      () => "the probe does not recover",
    );
    expect((await banc.get("/structures", signed)).status).toBe(200);
  });

  test("work goes on: what was asked before, during a cut, and after", async () => {
    const during = await deposit();
    relais.cut();
    await delay(1_500);
    relais.restore();
    const after = await within(depositAtLast(), 30_000, () => "nothing can be deposited");
    await within(
      Promise.all([untilTold(during), untilTold(after)]),
      90_000,
      () => `work is forgotten: ${banc.said.slice(-3_000)}`,
    );
  });

  test("the process is the one that was started", async () => {
    expect(await banc.stop()).toBe(0);
    expect(banc.said).not.toMatch(/"level":60/);
  });
});

async function depositAtLast(): Promise<string> {
  for (;;) {
    const id = await deposit();
    if (/^[0-9a-f-]{36}$/.test(id)) return id;
    await delay(100);
  }
}
