import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

/** What the house tests read: files of the product, parsed without types, so that they answer in about a second. */
export const ROOT = join(import.meta.dirname, "..");

/** Paths of the files under these folders, relative to the root, sorted. */
export function listFiles(...folders: string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
    )
    .sort();
}

export const isCode = (file: string) => /\.(ts|tsx|mjs)$/.test(file);
export const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file);

export function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

const parsed = new Map<string, ts.SourceFile>();

export function parse(file: string): ts.SourceFile {
  let source = parsed.get(file);
  if (!source) {
    source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
    parsed.set(file, source);
  }
  return source;
}

/** Every node of the tree, the root included. */
export function* walk(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* walk(child);
}

export const lineOf = (node: ts.Node) =>
  node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;

/** A function written as `function f()` or as `const f = () => …`. */
export interface NamedFunction {
  readonly name: string;
  readonly exported: boolean;
  readonly node: ts.FunctionLikeDeclaration;
}

export function topLevelFunctions(source: ts.SourceFile): NamedFunction[] {
  return source.statements.flatMap((statement): NamedFunction[] => {
    const exported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (ts.isFunctionDeclaration(statement) && statement.body)
      return [{ name: statement.name?.text ?? "default", exported, node: statement }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) &&
      initializer &&
      (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
        ? [{ name: name.text, exported, node: initializer }]
        : [],
    );
  });
}

/** Names that a module exports as values: functions, constants, classes, and `export { … }`. */
export function exportedNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of source.statements) {
    if (
      ts.isExportDeclaration(statement) &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    )
      for (const { name } of statement.exportClause.elements) names.add(name.text);
    if (!ts.canHaveModifiers(statement)) continue;
    if (!(ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      continue;
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
      names.add(statement.name.text);
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations)
        if (ts.isIdentifier(name)) names.add(name.text);
  }
  return names;
}

/** "listDossiersByCampagne" → ["list", "dossiers", "by", "campagne"]. */
export function wordsOf(identifier: string): string[] {
  return identifier
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_$]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** The file that an import of ours leads to, relative to the root; undefined for a package. */
export function resolveImport(from: string, specifier: string): string | undefined {
  const alias = /^#(app|server|tests)\/(.*)$/.exec(specifier);
  if (alias) return `${alias[1]}/${alias[2]}`;
  return specifier.startsWith(".") ? resolve(ROOT, from, "..", specifier).slice(ROOT.length + 1) : undefined;
}
