import { afterAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());

describe("the help", () => {
  test("beside a page leads to the guide of that page, and lists the guides otherwise", async () => {
    const { location, status } = await app.anonymous().get("/aide?page=/imports/depot");
    expect([status, location]).toEqual([303, "/aide/importer"]);
    const index = await app.anonymous().get("/aide?page=/nulle-part");
    expect(index.text).toContain("Premiers pas");
  });

  test("prints each guide with its pictures and links that lead somewhere", async () => {
    const index = await app.anonymous().get("/aide");
    const guides = [...index.body.matchAll(/href="\/aide\/([a-z-]+)"/g)].map(([, guide]) => guide);
    expect(guides.length).toBeGreaterThan(4);
    for (const guide of guides) {
      const { status, body } = await app.anonymous().get(`/aide/${guide}`);
      expect(status, guide).toBe(200);
      expect(body, guide).not.toContain('src="image:');
      expect(body, guide).not.toContain('src=""');
      for (const [, href] of body.matchAll(/<a href="(\/aide\/[a-z-]+)/g))
        expect((await app.anonymous().get(href as string)).status, `${guide} → ${href}`).toBe(200);
    }
    expect((await app.anonymous().get("/aide/absent")).status).toBe(404);
  });

  test("tells what is new", async () => {
    expect((await app.anonymous().get("/nouveautes")).text).toContain("0.2.0, le 22 novembre 2026");
  });
});
