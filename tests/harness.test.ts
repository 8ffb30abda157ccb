import { get } from "node:http";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase, TEST_NOW, testContext } from "./database.ts";
import { expectConsole } from "./expect-console.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());

describe("the test database", () => {
  test("is migrated, worker included, and its own", async () => {
    const { rows } = await database.pool.query("select count(*) as n from migration");
    expect(rows[0].n).toBeGreaterThan(0);
    await database.pool.query("select graphile_worker.add_job('rien', '{}'::json)");
    await database.pool.query("create table seul (n int)");
    const other = await createTestDatabase();
    await expect(other.pool.query("select * from seul")).rejects.toThrow(/does not exist/);
    await other.drop();
  });

  test("has a clock that stands still until moved, and ids in sequence", () => {
    const context = testContext(database);
    expect(context.now().toISOString()).toBe(new Date(TEST_NOW).toISOString());
    context.clock.advance(60_000);
    expect(context.now().toISOString()).toBe("2026-11-22T09:01:00.000Z");
    context.clock.set("2027-01-04T08:00:00Z");
    expect(context.now().toISOString()).toBe("2027-01-04T08:00:00.000Z");
    const [first, second] = [context.newId(), testContext(database).newId()];
    expect(first).not.toBe(second);
    expect(first).toMatch(/^00000000-0000-4000-8000-\d{12}$/);
  });
});

describe("the network", () => {
  test("is cut beyond the machine, whatever the client", async () => {
    const cut = /the network is cut/;
    await expect(fetch("http://192.0.2.1/")).rejects.toMatchObject({
      cause: { message: expect.stringMatching(cut) },
    });
    await expect(fetch("https://example.org/")).rejects.toMatchObject({
      cause: { message: expect.stringMatching(cut) },
    });
    expect(() => connect(80, "example.org")).toThrow(cut);
    expect(() => connect({ host: "192.0.2.1", port: 80 })).toThrow(cut);
    expect(() => connectTls({ host: "example.org", port: 443 })).toThrow(cut);
    expect(() => get("http://example.org/")).toThrow(cut);
    await expect(async () => new pg.Client("postgres://a:b@192.0.2.1/c").connect()).rejects.toThrow(cut);
  });
});

describe("the console", () => {
  test("may speak when the test expects it", () => {
    expectConsole(/bien prévu/);
    console.warn("bien %s", "prévu");
  });

  test.fails("fails a test that did not expect it", () => {
    console.error("imprévu");
  });
});
