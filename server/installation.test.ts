import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { describeEntry } from "./installation.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());

describe("what the operator reads once the service is ready", () => {
  const said: unknown[] = [];
  const log = new Proxy(
    {},
    {
      get:
        () =>
        (...parts: unknown[]) =>
          said.push(parts),
    },
  );
  const services = { ...testContext(database, { log: log as never }), close: async () => {} };

  test("is the link of the first person on a real service, another one at each start, never in the log", async () => {
    const [first, second] = [await describeEntry(services, false), await describeEntry(services, false)];
    const link = /^http:\/\/127\.0\.0\.1:3000\/amorce\/([\w-]{43})$/m;
    expect(first).toContain("créer la première personne");
    expect(link.exec(first)?.[1]).not.toBe(link.exec(second)?.[1]);
    expect(JSON.stringify(said)).not.toContain(link.exec(second)?.[1]);
  });

  test("is a click in a demonstration, and no link", async () => {
    const text = await describeEntry(services, true);
    expect(text).toContain("choisissez un compte");
    expect(text).not.toContain("/amorce/");
  });
});
