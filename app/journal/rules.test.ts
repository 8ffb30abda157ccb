import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { DROITS } from "#app/acces/droits/rules.ts";
import { GENRES_NOTIFICATION } from "#app/messages/rules.ts";
import { routeTable } from "#app/route-table.ts";
import { canFiltrer, EVENEMENTS, FAMILLES, OBJETS, phraseOf, REFUS } from "./rules.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Source {
  readonly file: string;
  readonly tree: ts.SourceFile;
}

/** The product's own source, read once. */
const SOURCES: readonly Source[] = ["app", "server"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(ROOT, folder, file), "utf8") }))
    .filter(({ file, text }) => /evenement|objetType/.test(text) || file.endsWith("commands.server.ts"))
    .map(({ file, text }) => ({ file, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) })),
);

function* walk(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* walk(child);
}

/** Every literal that the source gives to a property, whatever the expression that chooses it. */
function literalsOf(property: string): Set<string> {
  const found = new Set<string>();
  for (const { tree } of SOURCES) {
    for (const node of walk(tree)) {
      if (!ts.isPropertyAssignment(node) || node.name.getText(tree) !== property) continue;
      for (const literal of literalsIn(node.initializer)) found.add(literal);
    }
  }
  return found;
}

/** Events that a command hands to a helper of its own: texts of its source that belong to one of our families. */
function handedOver(): string[] {
  return SOURCES.filter(({ file }) => file.endsWith("commands.server.ts"))
    .flatMap(({ tree }) => [...walk(tree)].filter(ts.isStringLiteral).map(({ text }) => text))
    .filter((text) => isEvent(text) && Object.hasOwn(FAMILLES, text.split(".")[0] ?? ""))
    .filter((text) => !Object.hasOwn(DROITS, text) && !Object.hasOwn(GENRES_NOTIFICATION, text));
}

function literalsIn(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression))
    return [...literalsIn(expression.whenTrue), ...literalsIn(expression.whenFalse)];
  if (ts.isParenthesizedExpression(expression)) return literalsIn(expression.expression);
  return [];
}

const isEvent = (literal: string) => /^[a-z_]+\.[a-z_]+$/.test(literal);

describe("every act has its words", () => {
  test("each event that the source records, and each that the route table announces", () => {
    const recorded = [...literalsOf("evenement")].filter(isEvent);
    const announced = routeTable.flatMap(({ audit }) => (audit ? [audit] : []));
    expect(recorded.length).toBeGreaterThan(40);
    const unsaid = [...new Set([...recorded, ...announced, ...handedOver()])].filter(
      (evenement) => !EVENEMENTS[evenement],
    );
    expect(unsaid.toSorted(), "add the sentence to app/journal/rules.ts").toEqual([]);
  });

  test("each family is named, and no family is idle", () => {
    const used = new Set(Object.keys(EVENEMENTS).map((evenement) => evenement.split(".")[0]));
    expect(Object.keys(FAMILLES).toSorted()).toEqual([...used].toSorted());
  });

  test("each kind of object that the source names", () => {
    const unknown = [...literalsOf("objetType")].filter((type) => type !== "" && !OBJETS[type]);
    expect(unknown.toSorted(), "add the object to app/journal/rules.ts").toEqual([]);
  });

  test("said as a verb after a name, in French", () => {
    for (const [evenement, phrase] of Object.entries(EVENEMENTS)) {
      expect(phrase, evenement).toMatch(/^(a|est|n’a|s’est) /);
      expect(phrase, evenement).not.toContain("'");
    }
    expect(phraseOf("inconnu.faire")).toContain("inconnu.faire");
  });

  test("and a refusal is one of the events", () => {
    for (const refus of REFUS) expect(EVENEMENTS[refus]).toBeDefined();
  });
});

describe("a period", () => {
  test.each([
    [undefined, undefined, true],
    ["2026-01-01", undefined, true],
    ["2026-01-01", "2026-01-01", true],
    ["2026-01-02", "2026-01-01", false],
  ])("from %s to %s is read: %s", (du, au, ok) => {
    expect(canFiltrer(du, au).ok).toBe(ok);
  });
});
