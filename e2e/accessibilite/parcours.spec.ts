import { describe, expect, test } from "vitest";
import { routeTable } from "#app/route-table.ts";
import { PAGES, visitPages } from "./visite.ts";

/** The features whose pages are many have a file of their own beside this one. */
const APART = /^(?:acces|referentiel)\//;

describe("every page of the route table", () => {
  test("is found by what its module shows, and nothing else", () => {
    const ids = PAGES.map(({ id }) => id);
    expect(ids).toContain("structures.indicateur");
    expect(ids).not.toContain("structures.export");
    expect(ids).not.toContain("acces.deconnexion");
    expect(ids.length).toBeGreaterThan(routeTable.length / 2);
  });
});

visitPages(PAGES.filter(({ file }) => !APART.test(file)));
