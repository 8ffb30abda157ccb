import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DROITS } from "#app/acces/droits/rules.ts";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routeTable } from "#app/route-table.ts";
import { expectAccessible, expectReflow, openStage, type PageOptions, type Stage } from "#tests/browser.ts";
import { FONCTIONS_JOUEES } from "#tests/cast.ts";
import { hasChromium } from "#tests/chromium.ts";
import { HORS_DEMONSTRATION, type Objects, prepareObjects, urlOf } from "./etat.ts";

const APP = join(import.meta.dirname, "../../app");

/** Whatever shows a page; the others answer files, data or redirects. */
export const PAGES: readonly RouteEntry[] = routeTable.filter(
  ({ id, file }) =>
    !HORS_DEMONSTRATION.has(id) && /^export default /m.test(readFileSync(join(APP, file), "utf8")),
);

export interface Visit {
  readonly stage: Stage;
  readonly objects: Objects;
  /** A page 375 px wide. Each person has one browser, which keeps what pages share, as theirs does. */
  open(options: Pick<PageOptions, "as" | "renforcee">): Promise<Page>;
}

/** One product and one browser for the file that calls, ready once its tests run. */
export function prepareVisit(): () => Visit {
  let visit: Visit | undefined;
  beforeAll(async () => {
    if (!hasChromium) return;
    const stage = await openStage();
    const objects = await prepareObjects(stage);
    const browsers = new Map<string, Page>();
    visit = {
      stage,
      objects,
      async open({ as, renforcee = false }) {
        const key = `${as} ${renforcee}`;
        const known = browsers.get(key);
        if (known) return known.context().newPage();
        const first = await stage.open({ width: 375, renforcee, ...(as ? { as } : {}) });
        if (as) browsers.set(key, first);
        return as ? first.context().newPage() : first;
      },
    };
  }, 60_000);
  afterAll(() => visit?.stage.close());
  return () => visit as Visit;
}

/** Somebody who may enter; nobody for what everybody reads, except where the page depends on who reads it. */
function readerOf({ permission }: RouteEntry): Fonction | undefined {
  if (permission === "publique") return undefined;
  if (permission === "connecte") return "ssa";
  const { fonctions } = DROITS[permission as keyof typeof DROITS];
  return FONCTIONS_JOUEES.find((fonction) => fonction in fonctions);
}

/** One load, seen at 375 px in the light theme, at 320 px, then at 1280 px in the dark one. */
export async function expectFitForAll(page: Page, where: string): Promise<void> {
  await expectAccessible(page, `${where}, light`);
  await expectReflow(page, where);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectAccessible(page, `${where}, dark`);
}

/** What a browser says of an answer that the journey expects. */
const EXPECTED = /Failed to load resource: the server responded with a status of 40[34]/;

/** The pages of some features; each file that calls is a part, so that two are visited at a time. */
export function visitPages(pages: readonly RouteEntry[]): void {
  const visit = prepareVisit();
  describe("every page of the route table", () => {
    test.runIf(hasChromium).each(pages.map((entry) => [entry.id, entry] as const))(
      "%s has no defect for axe, light and dark, fits 320 px, and leaves the console silent",
      async (_id, entry) => {
        const { stage, objects, open } = visit();
        const as = readerOf(entry);
        // Pages of sensitive acts open to a fresh proof, which the page that asks for one does without.
        const renforcee = entry.id !== "acces.confirmation";
        const page = await open({ renforcee, ...(as ? { as } : {}) });
        const answer = await page.goto(urlOf(entry, objects));
        // A page of error would have no defect either.
        expect(answer?.status()).toBe(entry.id === "introuvable" ? 404 : 200);
        await page.locator("main h1").waitFor();
        await expectFitForAll(page, entry.id);
        expect(stage.complaints().filter((line) => !EXPECTED.test(line))).toEqual([]);
        await page.close();
      },
    );
  });
}
