import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { slugOf } from "#app/platform/markdown/render.server.ts";
import { cheminAide, findRepere, REPERES } from "./rules.ts";

const guideOf = (name: string) => readFileSync(`${import.meta.dirname}/../../docs/guide/${name}.md`, "utf8");

describe("the help beside a page", () => {
  test.each(Object.entries(REPERES))("of %s leads to a guide and a heading that exist", (_debut, repere) => {
    const titres = [...guideOf(repere.guide).matchAll(/^##+ (.+)$/gm)].map(([, titre]) => slugOf(titre));
    if (repere.section) expect(titres).toContain(repere.section);
    else expect(titres.length).toBeGreaterThan(0);
  });

  test.each([
    ["/structures/0720902P", "premiers-pas"],
    ["/structures", "premiers-pas"],
    ["/structuresque", undefined],
    ["/imports/12/rejets", "importer"],
    ["/nulle-part", undefined],
    ["/", "premiers-pas"],
  ])("of %s is the guide %s", (chemin, guide) => {
    expect(findRepere(chemin)?.guide).toBe(guide);
  });

  test("is an address with its anchor", () => {
    expect(cheminAide({ guide: "importer" })).toBe("/aide/importer");
    expect(cheminAide({ guide: "importer", section: "ici" })).toBe("/aide/importer#ici");
  });
});
