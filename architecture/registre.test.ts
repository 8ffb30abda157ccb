import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const page = readFileSync(join(ROOT, "docs/registre.md"), "utf8");

/** Functions of the source documents, by document: the ledger has one row for each, in order. */
const EXPECTED = { S0: 27, S1: 35, S2: 52, S3: 129, S4: 40 };

const rows = page
  .split("\n")
  .filter((line) => /^\| S\d-\d/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, id = "", fonction = "", etat = "", ou = "", preuve = ""]) => ({ id, fonction, etat, ou, preuve }));

test("the ledger has every function of the sources once, in order", () => {
  const expected = Object.entries(EXPECTED).flatMap(([source, count]) =>
    Array.from({ length: count }, (_, index) => `${source}-${String(index + 1).padStart(2, "0")}`),
  );
  expect(rows.map(({ id }) => id)).toEqual(expected);
});

test("what is done, even in part, says where it works and names tests that exist", () => {
  for (const { id, etat, ou, preuve } of rows.filter((row) => row.etat !== "à faire")) {
    expect(["fait", "en partie"], id).toContain(etat);
    expect(ou, id).toMatch(/`.+`/);
    const files = [...preuve.matchAll(/`([^`]+\.(?:test|spec)\.tsx?)`/g)].map(([, file = ""]) => file);
    expect(files, `${id} names no test`).not.toEqual([]);
    for (const file of files)
      expect(existsSync(join(ROOT, file)), `${id}: ${file} does not exist`).toBe(true);
  }
});

test("what is to do claims nothing", () => {
  const claiming = rows.filter(({ etat, ou, preuve }) => etat === "à faire" && `${ou}${preuve}` !== "——");
  expect(claiming.map(({ id }) => id)).toEqual([]);
});

test("the counts at the top are those of the rows", () => {
  const count = (etat: string) => rows.filter((row) => row.etat === etat).length;
  const text = page.slice(0, page.indexOf("| origine"));
  expect(text.match(/\d+/g)?.map(Number)).toEqual([
    rows.length,
    count("fait"),
    count("en partie"),
    count("à faire"),
  ]);
});
