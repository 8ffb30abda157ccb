import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DROITS } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routeTable } from "#app/route-table.ts";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { FONCTIONS_JOUEES } from "#tests/cast.ts";
import { hasChromium } from "#tests/chromium.ts";
import { HORS_DEMONSTRATION, listStates, prepareObjects, urlOf } from "./etat.ts";

const APP = join(import.meta.dirname, "../../app");
/** Whatever shows a page; the others answer files, data or redirects. */
const PAGES = routeTable.filter(
  ({ id, file }) =>
    !HORS_DEMONSTRATION.has(id) && /^export default /m.test(readFileSync(join(APP, file), "utf8")),
);

let stage: Stage;
let objects: Awaited<ReturnType<typeof prepareObjects>>;
beforeAll(async () => {
  if (!hasChromium) return;
  stage = await openStage();
  objects = await prepareObjects(stage);
}, 60_000);
afterAll(() => stage?.close());

/** Somebody who may enter; nobody for what everybody reads, except where the page depends on who reads it. */
function readerOf({ permission }: RouteEntry) {
  if (permission === "publique") return undefined;
  if (permission === "connecte") return "ssa" as const;
  const { fonctions } = DROITS[permission as keyof typeof DROITS];
  return FONCTIONS_JOUEES.find((fonction) => fonction in fonctions);
}

/** One load, seen at 375 px in the light theme, at 320 px, then at 1280 px in the dark one. */
async function expectFitForAll(page: Page, where: string): Promise<void> {
  await expectAccessible(page, `${where}, light`);
  await expectReflow(page, where);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectAccessible(page, `${where}, dark`);
}

/** What a browser says of an answer that the journey expects. */
const EXPECTED = /Failed to load resource: the server responded with a status of 40[34]/;

describe("every page of the route table", () => {
  test("is found by what its module shows, and nothing else", () => {
    const ids = PAGES.map(({ id }) => id);
    expect(ids).toContain("structures.indicateur");
    expect(ids).not.toContain("structures.export");
    expect(ids).not.toContain("acces.deconnexion");
    expect(ids.length).toBeGreaterThan(routeTable.length / 2);
  });

  test.runIf(hasChromium).each(PAGES.map((entry) => [entry.id, entry] as const))(
    "%s has no defect for axe, light and dark, fits 320 px, and leaves the console silent",
    async (_id, entry) => {
      const as = readerOf(entry);
      // Pages of sensitive acts open to a fresh proof, which the page that asks for one does without.
      const renforcee = entry.id !== "acces.confirmation";
      const page = await stage.open({ width: 375, renforcee, ...(as ? { as } : {}) });
      const answer = await page.goto(urlOf(entry, objects));
      // A page of error would have no defect either.
      expect(answer?.status()).toBe(entry.id === "introuvable" ? 404 : 200);
      await page.locator("main h1").waitFor();
      await expectFitForAll(page, entry.id);
      expect(stage.complaints().filter((line) => !EXPECTED.test(line))).toEqual([]);
      await page.context().close();
    },
  );
});

describe("the states that an address alone does not show", () => {
  test.runIf(hasChromium).each(listStates().map((state) => [state.name, state] as const))(
    "%s",
    async (_name, state) => {
      const page = await stage.open({ width: 375, ...(state.as ? { as: state.as } : {}) });
      await page.goto(state.url(objects));
      await state.reach?.(page);
      await expectFitForAll(page, state.name);
      expect(stage.complaints().filter((line) => !state.expected?.test(line))).toEqual([]);
      await page.context().close();
    },
  );
});
