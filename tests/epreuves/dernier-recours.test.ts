import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { within } from "#server/installations/service.ts";
import { exists } from "#tests/postgres.ts";
import { Banc } from "./banc.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });
let banc: Banc | undefined;
afterEach(() => banc?.remove());

describe("what nobody caught", () => {
  test.each([
    ["an exception", "exception", "uncaughtException"],
    ["a rejection", "rejet", "unhandledRejection"],
  ])(
    "%s is told in the log, and ends the service cleanly, PostgreSQL stopped",
    async (_what, wound, event) => {
      const settings = { ANCRAGE_DEMONSTRATION: "non", ANCRAGE_ESSAI_BLESSURE: wound };
      banc = await Banc.create(settings, [join(import.meta.dirname, "blesser.mjs")]);
      await banc.start();
      const postmaster = await banc.postmaster();
      banc.signal("SIGUSR2");
      expect(await within(banc.ended, 35_000, () => "it does not end")).toBe(1);
      const fatal = banc.said.split("\n").find((line) => line.includes('"level":60')) ?? "{}";
      expect(JSON.parse(fatal)).toMatchObject({ origine: event, err: { message: `${wound} d'essai` } });
      expect(await exists(`/proc/${postmaster}/cwd`), "PostgreSQL").toBe(false);
      expect(await exists(join(banc.folder, "tenue.json")), "the hold").toBe(false);
      // Stopped, not killed: the next start has nothing to repair.
      await banc.start();
      expect(banc.said).not.toContain("automatic recovery");
      expect(await banc.stop()).toBe(0);
    },
  );
});
