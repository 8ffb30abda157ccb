import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { routeTable } from "#app/route-table.ts";
import features from "./features.json" with { type: "json" };
import {
  exportedNames,
  isCode,
  isTest,
  lineOf,
  listFiles,
  parse,
  ROOT,
  read,
  topLevelFunctions,
  walk,
} from "./source.ts";

/** The house rules of CONTRIBUTING.md that a machine can check. Each failure names the file and the way out. */

const { vocabulary, edges } = features;
const app = listFiles("app");
const code = listFiles("app", "server", "tests", "e2e", "bench", "architecture").filter(isCode);
const product = app.filter((file) => isCode(file) && !isTest(file));
const featureFiles = app.filter((file) => Object.keys(edges).includes(file.split("/")[1] ?? ""));

describe("files", () => {
  test("of a feature have a name of the closed vocabulary", () => {
    expect(
      featureFiles.filter((file) => !isInVocabulary(file)),
      "see architecture/features.json",
    ).toEqual([]);
  });

  test("have no catch-all name", () => {
    const barred = new Set(vocabulary.barred);
    const isBarred = (part: string) => barred.has(part.replace(/\..*$/, ""));
    expect(code.filter((file) => file.split("/").some(isBarred))).toEqual([]);
  });

  test("are in kebab-case, migrations are NNNN_verb_object.sql", () => {
    const kebab = /^(README\.md|[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*)$/;
    expect
      .soft([...app, ...code].filter((file) => !file.split("/").every((part) => kebab.test(part))))
      .toEqual([]);
    const migrations = listFiles("db/migrations").map((file) => basename(file));
    expect(migrations.filter((name) => !/^\d{4}_[a-z]+(_[a-z0-9]+)+\.sql$/.test(name))).toEqual([]);
  });

  test("of each feature include a README of at most 30 lines", () => {
    const present = Object.keys(edges).filter((feature) => existsSync(`${ROOT}/app/${feature}`));
    for (const feature of present) {
      const path = `app/${feature}/README.md`;
      expect(existsSync(`${ROOT}/${path}`), path).toBe(true);
      expect(read(path).trimEnd().split("\n").length, `lines of ${path}`).toBeLessThanOrEqual(30);
    }
  });
});

/** Files of the vocabulary and their tests, at the level of the feature or of a sub-feature; anything in its folders. */
function isInVocabulary(file: string): boolean {
  const parts = file.split("/").slice(1);
  if (parts.slice(1, -1).some((part) => vocabulary.folders.includes(part))) return true;
  const name = parts.at(-1) as string;
  if (name === "README.md") return parts.length === 2;
  if (name === `${parts.at(-2)}.css`) return true;
  // commands.test.ts, or commands.simultaneous.test.ts when the file tested needs several.
  const tested = /^([a-z]+)(\.[a-z-]+)?\.test\.tsx?$/.exec(name)?.[1];
  return vocabulary.files.some((known) => known === name || known.replace(/(\.server)?\.ts$/, "") === tested);
}

describe("the web surface", () => {
  test("has unique ids and paths, on files that exist", () => {
    // Not the files: the acts on one object may share a page, each with its own line, permission and audit event.
    for (const key of ["id", "path"] as const) {
      const values = routeTable.map((entry) => entry[key]);
      expect
        .soft(
          values.filter((value, index) => values.indexOf(value) !== index),
          key,
        )
        .toEqual([]);
    }
    expect(routeTable.filter(({ file }) => !existsSync(`${ROOT}/app/${file}`))).toEqual([]);
  });

  test("is whole: every file of a folder pages/ has a line in the route table", () => {
    const served = new Set([...routeTable.map(({ file }) => `app/${file}`), "app/pages/routes.ts"]);
    expect(product.filter((file) => basename(dirname(file)) === "pages" && !served.has(file))).toEqual([]);
  });

  test("passes the guard: every page exports a loader, since React Router runs nothing on the server otherwise", () => {
    expect.soft(pagesOf((names) => !names.has("loader") && !names.has("action"))).toEqual([]);
    expect(pagesOf((names) => names.has("default") && !names.has("loader"))).toEqual([]);
  });

  test("declares an audit event exactly where a page exports an action", () => {
    expect(pagesOf((names, audit) => names.has("action") !== (audit !== undefined))).toEqual([]);
  });
});

function pagesOf(isFaulty: (names: Set<string>, audit: string | undefined) => boolean): string[] {
  return routeTable
    .filter(({ file, audit }) => {
      // Said by the test of the route table itself.
      if (!existsSync(`${ROOT}/app/${file}`)) return false;
      const names = exportedNames(parse(`app/${file}`));
      if (/^export default /m.test(read(`app/${file}`))) names.add("default");
      return isFaulty(names, audit);
    })
    .map(({ file }) => file);
}

/** English verbs that end like a French infinitive. */
const FALSE_INFINITIVES =
  /^(register|filter|enter|render|order|offer|store|restore|compare|prepare|share|ensure|require|configure|gather|trigger|answer|consider|transfer|capture|acquire)$/;

describe("names", () => {
  const exportsOf = (suffix: string) =>
    featureFiles
      .filter((file) => file.endsWith(`/${suffix}`))
      .flatMap((file) =>
        topLevelFunctions(parse(file))
          .filter(({ exported }) => exported)
          .map(({ name }) => ({ name, verb: /^[a-z]+/.exec(name)?.[0] ?? "", where: `${file}: ${name}` })),
      );

  test("of commands begin with a French infinitive", () => {
    const isInfinitive = (verb: string) => /(er|ir|re)$/.test(verb) && !FALSE_INFINITIVES.test(verb);
    const faulty = exportsOf("commands.server.ts").filter(({ verb }) => !isInfinitive(verb));
    expect(faulty.map(({ where }) => where)).toEqual([]);
  });

  test("of queries begin with an English verb of the closed list", () => {
    const faulty = exportsOf("queries.server.ts").filter(({ verb }) => !features.queryVerbs.includes(verb));
    expect(
      faulty.map(({ where }) => where),
      features.queryVerbs.join(" "),
    ).toEqual([]);
  });
});

/** Files that may read the machine's clock or draw at random, with the reason. */
const AMBIENT_ALLOWED: Readonly<Record<string, string>> = {
  "app/platform/jobs/tache.server.ts": "throttles the writes of progress: elapsed time, never stored",
};

describe("time and chance come from Context", () => {
  test("so nothing in app/ reads the clock or draws an id by itself", () => {
    const found = product
      .filter((file) => !(file in AMBIENT_ALLOWED))
      .flatMap((file) =>
        [...walk(parse(file))]
          .filter(isAmbient)
          .map((node) => `${file}:${lineOf(node)} ${node.getText().slice(0, 60)}`),
      );
    expect(found).toEqual([]);
  });

  test("and no exception outlives its reason", () => {
    const idle = Object.keys(AMBIENT_ALLOWED).filter(
      (file) => !existsSync(`${ROOT}/${file}`) || ![...walk(parse(file))].some(isAmbient),
    );
    expect(idle).toEqual([]);
  });

  test("nor do the tables of the product fill a date by themselves", () => {
    const clock = /default\s+\(?\s*(now\s*\(|current_timestamp|clock_timestamp|current_date|localtimestamp)/i;
    expect(listFiles("db/migrations").filter((file) => clock.test(read(file)))).toEqual([]);
  });
});

function isAmbient(node: ts.Node): boolean {
  if (ts.isNewExpression(node))
    return node.expression.getText() === "Date" && (node.arguments?.length ?? 0) === 0;
  if (ts.isPropertyAccessExpression(node))
    return /^(Date\.now|Math\.random|crypto\.randomUUID)$/.test(node.getText());
  if (ts.isIdentifier(node) && node.text === "randomUUID") return !ts.isPropertyAccessExpression(node.parent);
  // SQL has a clock too. migrations.server.ts dates its own ledger, before any Context exists.
  if (!ts.isTaggedTemplateExpression(node) || node.tag.getText().split("<")[0] !== "sql") return false;
  return /\b(now|clock_timestamp|statement_timestamp|random|gen_random_uuid)\s*\(|\bcurrent_(timestamp|date)\b/i.test(
    node.template.getText().replace(/\$\{[^}]*\}/g, ""),
  );
}

describe("tests and text", () => {
  test("nothing is skipped, singled out or put off", () => {
    const own = "architecture/maison.test.ts";
    const off = /\b(test|it|describe)\.(skip|only|todo)\b|\b(TODO|FIXME|XXX)\b/;
    const found = code
      .filter((file) => file !== own && isCode(file))
      .flatMap((file) =>
        read(file)
          .split("\n")
          .flatMap((line, index) => (off.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
      );
    expect(found).toEqual([]);
  });

  test("a file is a short story, a function fits a screen: a warning, not a wall", () => {
    for (const file of code) {
      const lines = read(file).trimEnd().split("\n").length;
      if (lines > 250) process.stdout.write(`long file: ${file} has ${lines} lines\n`);
      for (const { name, node } of topLevelFunctions(parse(file))) {
        const height = node.getText().split("\n").length;
        if (height > 60) process.stdout.write(`long function: ${file} ${name} has ${height} lines\n`);
      }
    }
  });
});
