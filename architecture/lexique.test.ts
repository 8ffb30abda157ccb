import ts from "typescript";
import { describe, expect, test } from "vitest";
import { isCode, isTest, lineOf, listFiles, parse, read, walk, wordsOf } from "./source.ts";

/** The words of the house: the glossary for the code, comments of the database for its tables. */

interface Avoided {
  readonly written: string;
  readonly words: readonly string[];
  readonly instead: string;
}

/** Rows `| terme | identifiant | sens | à éviter dans le code |`; the last cell lists words between commas. */
function readGlossary(): { rows: number; avoided: Avoided[] } {
  const cells = read("docs/glossaire.md")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", "")),
    )
    .filter((row) => row.length === 4 && row[0] !== "terme" && !/^:?-+:?$/.test(row[0] ?? ""));
  const avoided = cells.flatMap(([, identifiant = "", , last = ""]) =>
    last
      .split(",")
      .map((written) => written.trim())
      .filter((written) => /^[A-Za-z][A-Za-z ]*$/.test(written))
      .map((written) => ({ written, words: written.split(" ").flatMap(wordsOf), instead: identifiant })),
  );
  return { rows: cells.length, avoided };
}

describe("the glossary", () => {
  test("has rows, and words to avoid", () => {
    const { rows, avoided } = readGlossary();
    expect(rows, "rows of docs/glossaire.md").toBeGreaterThan(0);
    expect(avoided.length, "words in its last column").toBeGreaterThan(0);
  });

  test("is obeyed: no name that we declare uses a word to avoid", () => {
    const { avoided } = readGlossary();
    const files = listFiles("app", "server").filter((file) => isCode(file) && !isTest(file));
    const found = files.flatMap((file) =>
      declaredNames(parse(file)).flatMap((name) => {
        const words = wordsOf(name.text);
        const faults = avoided.filter((entry) => contains(words, entry.words));
        return faults.map(
          ({ written, instead }) => `${file}:${lineOf(name)} ${name.text}: not « ${written} », ${instead}`,
        );
      }),
    );
    expect(found).toEqual([]);
  });
});

/** Names that the file gives. Those it merely uses may come from a library; those with an underscore are codes. */
function declaredNames(source: ts.SourceFile): ts.Identifier[] {
  return [...walk(source)].flatMap((node) => {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isPropertyDeclaration(node) ||
      ts.isPropertySignature(node);
    const name = isDeclaration ? node.name : undefined;
    return name && ts.isIdentifier(name) && !name.text.includes("_") ? [name] : [];
  });
}

/** The avoided words in a row, the last one in the singular or the plural. */
function contains(words: readonly string[], avoided: readonly string[]): boolean {
  return words.some((_, start) =>
    avoided.every((word, offset) => {
      const actual = words[start + offset];
      return actual === word || (offset === avoided.length - 1 && actual === `${word}s`);
    }),
  );
}

describe("the data dictionary", () => {
  const schema = read("db/schema.sql");
  const tables = [...schema.matchAll(/^create table (\w+) \(\n([\s\S]*?)^\);/gm)];

  test("describes every table and every column", () => {
    expect(tables.length).toBeGreaterThan(0);
    const described = new Set(
      [...schema.matchAll(/^comment on (?:table|column) ([\w.]+) is '/gm)].map(([, name]) => name),
    );
    const expected = tables.flatMap(([, table = "", body = ""]) => [
      table,
      ...[...body.matchAll(/^ {2}(?!constraint\b)(\w+) /gm)].map(([, column]) => `${table}.${column}`),
    ]);
    expect(
      expected.filter((name) => !described.has(name)),
      "comment on … is missing in a migration",
    ).toEqual([]);
  });
});
