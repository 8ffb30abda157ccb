import ts from "typescript";
import { describe, expect, test } from "vitest";
import { listFiles, type NamedFunction, parse, resolveImport, topLevelFunctions, walk } from "./source.ts";

/**
 * One write = one transaction = state + audit event + job rows. Read in the source, without running it: an exported
 * command either is part of an act, and then receives its transaction, or is an act, and then opens one transaction
 * and records an audit event in it.
 */

/** Commands without audit, with the reason. */
const WITHOUT_AUDIT: Readonly<Record<string, string>> = {
  "app/acces/commands.server.ts marquerInstallation":
    "one statement that marks an empty database at its first start, before anybody or anything to audit exists",
  "app/acces/proconnect/commands.server.ts commencerEntree":
    "a browser leaves for ProConnect: anybody may, nobody is known yet, and the return is what the journal tells",
  "app/acces/liens/commands.server.ts demanderLien":
    "hands the request to the worker without looking whose address it is; the worker writes the line of the journal",
  "app/messages/commands.server.ts lireNotification":
    "notes that a person has read what they were told: nobody's act, and the journal would drown in it",
  "app/messages/commands.server.ts lireNotifications": "the same, for all that a page showed",
  "app/messages/commands.server.ts resumerNotifications":
    "tells again what the journal holds already; the message that leaves has its own line",
  "app/messages/courriels/commands.server.ts signalerAttente":
    "tells what stands in the outbox; each message has its own lines",
  "app/messages/annonces/commands.server.ts annoncerImportsArretes":
    "tells of work that failed, which changed nothing; the task keeps its end and its reason",
};
/** Reads that write, with the reason. */
const WRITING_READS: Readonly<Record<string, string>> = {
  "app/acces/sessions/queries.server.ts findActorByJeton":
    "notes that the session was used, at most once a minute: nobody's act, and the journal would drown in it",
  "app/acces/jetons/queries.server.ts findActorByJetonApi":
    "notes that the token was used, at most once a minute, as for a session",
};

const OPENERS = new Set(["inTransaction", "inBulkTransaction"]);
const WRITERS = new Set(["insertInto", "updateTable", "deleteFrom", "mergeInto", "copy"]);
const WRITING_SQL =
  /^\s*(insert|update|delete|merge|truncate|with\b[\s\S]*\b(insert into|update|delete from))\b/i;

const files = listFiles("app").filter((file) => /\/(commands|queries)\.server\.ts$/.test(file));
const isCommand = (file: string) => file.endsWith("/commands.server.ts");

interface Known extends NamedFunction {
  readonly key: string;
  /** Names called anywhere inside, and keys of our functions among them. */
  readonly calls: ReadonlySet<string>;
  readonly leadsTo: readonly string[];
  readonly writes: boolean;
  readonly opens: boolean;
  readonly receivesTransaction: boolean;
}

const known = new Map<string, Known>();
for (const file of files) {
  const imports = importsOf(file);
  for (const found of topLevelFunctions(parse(file))) {
    const nodes = [...walk(found.node)];
    const calls = new Set(nodes.filter(ts.isCallExpression).map(({ expression }) => lastName(expression)));
    known.set(`${file} ${found.name}`, {
      ...found,
      key: `${file} ${found.name}`,
      calls,
      leadsTo: [...calls].map((name) => imports.get(name) ?? `${file} ${name}`),
      writes: nodes.some(isWrite),
      opens: [...calls].some((name) => OPENERS.has(name)),
      receivesTransaction: found.node.parameters.some(({ type }) =>
        /\b(Tx|BulkTransaction)\b/.test(type?.getText() ?? ""),
      ),
    });
  }
}

function lastName(expression: ts.Expression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : "";
}

function importsOf(file: string): Map<string, string> {
  const imports = new Map<string, string>();
  for (const statement of parse(file).statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const target = resolveImport(file, statement.moduleSpecifier.text);
    const bindings = statement.importClause?.namedBindings;
    if (!target || !bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements)
      imports.set(name.text, `${target} ${(propertyName ?? name).text}`);
  }
  return imports;
}

function isWrite(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return WRITERS.has(lastName(node.expression));
  if (!ts.isTaggedTemplateExpression(node) || lastName(node.tag) !== "sql") return false;
  return WRITING_SQL.test(node.template.getText().slice(1));
}

/** The function and everything of ours that it calls. */
function reach(start: Known): Known[] {
  const seen = new Map<string, Known>();
  const waiting = [start];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next.key)) continue;
    seen.set(next.key, next);
    waiting.push(...next.leadsTo.flatMap((key) => known.get(key) ?? []));
  }
  return [...seen.values()];
}

/** `deposerPiece`, of the platform, writes the line of the file that an act joins. */
const isAudited = ({ calls }: Known) => calls.has("recordAudit") || calls.has("deposerPiece");

const commands = [...known.values()].filter(
  ({ key, exported }) => exported && isCommand(key.split(" ")[0] ?? ""),
);
const acts = commands.filter(({ receivesTransaction }) => !receivesTransaction);
const keysOf = (functions: readonly Known[]) => functions.map(({ key }) => key);

describe("one write, one transaction", () => {
  test("the source is read: there are acts, and their writes are seen", () => {
    expect(acts.filter((act) => reach(act).some(({ writes }) => writes)).length).toBeGreaterThan(2);
  });

  test("every act opens a transaction", () => {
    const faulty = acts.filter(
      (act) => !(act.key in WITHOUT_AUDIT) && !reach(act).some(({ opens }) => opens),
    );
    expect(keysOf(faulty)).toEqual([]);
  });

  test("every act records an audit event", () => {
    const faulty = acts.filter((act) => !(act.key in WITHOUT_AUDIT) && !reach(act).some(isAudited));
    expect(keysOf(faulty)).toEqual([]);
  });

  test("a part of an act stays in the transaction it received", () => {
    const faulty = [...known.values()].filter(
      ({ receivesTransaction, opens }) => receivesTransaction && opens,
    );
    expect(keysOf(faulty)).toEqual([]);
  });

  test("nothing writes through the database beside the transaction", () => {
    const faulty = [...known.values()].filter(
      ({ key, node }) =>
        !(key in WITHOUT_AUDIT) && !(key in WRITING_READS) && [...walk(node)].some(writesBeside),
    );
    expect(keysOf(faulty)).toEqual([]);
  });

  test("a query writes nothing", () => {
    const faulty = [...known.values()].filter(
      ({ key, writes }) => !isCommand(key.split(" ")[0] ?? "") && writes && !(key in WRITING_READS),
    );
    expect(keysOf(faulty)).toEqual([]);
  });

  test("no exception outlives its reason", () => {
    const needed = (key: string) => {
      const found = known.get(key);
      return found !== undefined && reach(found).some(({ writes }) => writes);
    };
    expect(
      [...Object.keys(WITHOUT_AUDIT), ...Object.keys(WRITING_READS)].filter((key) => !needed(key)),
    ).toEqual([]);
  });
});

/** `context.db.insertInto(…)` and `sql\`insert…\`.execute(context.db)`. */
function writesBeside(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression, name } = node.expression;
  if (WRITERS.has(name.text)) return /(^|\.)(db|pool)$/.test(expression.getText());
  const target = node.arguments[0]?.getText() ?? "";
  return name.text === "execute" && /(^|\.)db$/.test(target) && [...walk(expression)].some(isWrite);
}
