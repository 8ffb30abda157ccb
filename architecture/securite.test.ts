import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ROOT, read } from "./source.ts";

/** docs/securite.md promises: each promise must still have its test, under the title it gives. */
const text = read("docs/securite.md");
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) +\| (.+?) +\| ([123]) +\| (.+?) +\| (.+?) +\|$/gm)].map(
  ([, id = "", , level = "", state = "", proof = ""]) => ({ id, level, state, proof }),
);

/** Counted in the standard. Source: OWASP ASVS 5.0.0. */
const LEVEL_ONE = 70;

describe("the table of docs/securite.md", () => {
  test("holds each requirement of level 1, once", () => {
    expect(rows.filter(({ level }) => level === "1")).toHaveLength(LEVEL_ONE);
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, rank) => ids.indexOf(id) !== rank)).toEqual([]);
  });

  test("gives a state of its list and a proof or a reason to each", () => {
    const states = new Set(["fait", "partiel", "exploitant", "sans objet", "à faire"]);
    expect(rows.filter(({ state, proof }) => !states.has(state) || proof.length < 5)).toEqual([]);
  });

  test("says in how many days a flaw of a dependency is mended, by gravity, and when updates are made", () => {
    const section = /^## Dépendances\n([\s\S]*?)^## /m.exec(text)?.[1]?.replace(/\s+/g, " ") ?? "";
    expect(section).toMatch(/critique ou élevée .* en 7 jours/);
    expect(section).toMatch(/moyenne en 30 jours/);
    expect(section).toMatch(/mises à jour se font à chaque version/);
  });

  test("names files that exist, and titles that they hold", () => {
    const cited = [...text.matchAll(/`([\w./-]+\.test\.ts)` « ([^»]+?) »/g)];
    expect(cited.length).toBeGreaterThan(100);
    const lost = cited
      .filter(([, file = "", title = ""]) => !existsSync(`${ROOT}/${file}`) || !read(file).includes(title))
      .map(([quote]) => quote);
    expect(lost).toEqual([]);
    const named = [...text.matchAll(/`((?:app|server|tests|architecture)\/[\w./-]+)`/g)].map(
      ([, file]) => file,
    );
    expect(named.filter((file) => !existsSync(`${ROOT}/${file}`))).toEqual([]);
  });
});
