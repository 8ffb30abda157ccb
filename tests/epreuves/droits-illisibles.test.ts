import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp } from "#tests/app.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

/** Rights that cannot be read are rights that are not given: whatever fails there, the page is not served. */
const database = await createTestDatabase("demo");
const app = createTestApp(database);
let client: Client;
let secret: string;
afterAll(() => database.drop());

beforeAll(async () => {
  client = await app.as("ssa");
  const page = await client.get(`/structures/${LIEUX.college}`);
  expect(page.status).toBe(200);
  secret = page.h1 as string;
});

const PAGES = [
  "/",
  "/structures",
  `/structures/${LIEUX.college}`,
  `/structures/${LIEUX.college}.data`,
  "/structures/export?format=csv",
  "/imports",
  "/territoires",
];

async function broken(breaks: string, mends: string, check: () => Promise<void>): Promise<void> {
  await database.pool.query(breaks);
  await check().finally(() => database.pool.query(mends));
}

describe.each([
  [
    "sessions",
    "alter table session rename to session_perdue",
    "alter table session_perdue rename to session",
  ],
  [
    "functions",
    "alter table fonction_exercee rename to fonction_perdue",
    "alter table fonction_perdue rename to fonction_exercee",
  ],
  [
    "the person",
    "alter table agent rename column nom to nom_perdu",
    "alter table agent rename column nom_perdu to nom",
  ],
])("when %s cannot be read", (_what, breaks, mends) => {
  test("no page is served, and nothing of it is told", async () => {
    await broken(breaks, mends, async () => {
      for (const path of PAGES) {
        const { status, body, headers } = await client.get(path);
        expect(status, path).toBe(500);
        expect(body, path).not.toContain(secret);
        expect(body, path).not.toMatch(/relation|column|_perdu|at async|node_modules/);
        if (!path.endsWith(".data")) expect(body, path).toContain(headers.get("X-Request-Id"));
      }
    });
    expect((await client.get("/structures")).status).toBe(200);
  });

  test("no write is made", async () => {
    const count = "select count(*)::int as n from fait_local";
    const before = await database.pool.query(count);
    await broken(breaks, mends, async () => {
      const { status } = await client.post(`/structures/${LIEUX.college}/vie/fait`, {
        lieu: "structure",
        genre: "emploi",
        survenuLe: "2026-10-01",
        description: "Une entreprise ferme.",
        preuve: "Article du jour",
      });
      expect(status).toBe(500);
    });
    expect((await database.pool.query(count)).rows).toEqual(before.rows);
  });

  test("a file and a program are told in French too", async () => {
    await broken(breaks, mends, async () => {
      const file = await client.get("/structures/export?format=csv", { Accept: "*/*" });
      expect(file.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
      expect(file.body).toMatch(/^Une erreur inattendue est survenue\. Votre demande n’a pas pu aboutir/);
      const page = await client.get("/structures/export?format=csv", { Accept: "text/html" });
      expect(page.h1).toBe("Une erreur inattendue est survenue");
    });
  });
});

test("a person whose functions are read as none is refused like anybody without rights", async () => {
  await database.pool.query("update fonction_exercee set fin = '2026-11-01' where agent_id = $1", [
    person("ssa").id,
  ]);
  expect((await client.get("/structures")).status).toBe(403);
});
