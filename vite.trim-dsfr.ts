import { globSync, readFileSync } from "node:fs";
import type { CSSOptions } from "vite";

type PostcssPlugin = NonNullable<Exclude<CSSOptions["postcss"], string | undefined>["plugins"]>[number];

/**
 * Cuts the DSFR down to what our pages use, while the style sheet is built. The package's own commands rewrite
 * `node_modules` and know components and icons only; this reads our sources and leaves the package as it came.
 *
 * 1. the Marianne and Spectral fonts go: they are brand elements of the State, which we only show when entitled;
 * 2. a rule stays when the *block* of each of its classes (`fr-btn` for `fr-btn--secondary`) is written somewhere in
 *    `app/`. Modifiers are never cut, so that a class composed at run time keeps its style;
 * 3. custom properties that nothing reads any more go (the DSFR declares 1 500 of them, twice);
 * 4. the dark palette is repeated under `prefers-color-scheme`, so that « comme mon appareil » needs no script.
 */
export function trimDsfr(options: { keepUnused: boolean }): PostcssPlugin {
  const plugin = {
    postcssPlugin: "ancrage:trim-dsfr",
    Once(root: CssRoot) {
      if (!root.source?.input.file?.includes("/app/app.css")) return;
      removeFonts(root);
      if (!options.keepUnused) {
        removeUnusedRules(root, blocksInSources());
        removeUnusedProperties(root);
      }
      followDevice(root);
    },
  };
  return plugin as unknown as PostcssPlugin;
}

/** The part of PostCSS that we touch: it comes with Vite, not as a dependency of ours. */
interface CssNode {
  type: string;
  parent?: CssContainer;
  remove(): void;
}
interface CssContainer extends CssNode {
  nodes?: CssNode[];
  append(node: CssNode): void;
}
interface CssRule extends CssContainer {
  selector: string;
  selectors: string[];
  clone(overrides: { selector: string }): CssRule;
}
interface CssDeclaration extends CssNode {
  prop: string;
  value: string;
}
interface CssAtRule extends CssContainer {
  name: string;
  params: string;
  clone(overrides: { params: string; nodes: CssNode[] }): CssAtRule;
}
interface CssRoot extends CssContainer {
  source?: { input: { file?: string } };
  walkRules(visit: (rule: CssRule) => void): void;
  walkDecls(visit: (declaration: CssDeclaration) => void): void;
  walkAtRules(name: string, visit: (rule: CssAtRule) => void): void;
}

function removeFonts(root: CssRoot): void {
  root.walkAtRules("font-face", (rule) => rule.remove());
  root.walkDecls((declaration) => {
    if (declaration.prop !== "font-family" && declaration.prop !== "font") return;
    declaration.value = declaration.value
      .replace(/"?Marianne"?(?:, ?arial, ?sans-serif)?/, "var(--police)")
      .replace(/"?Spectral"?(?:, ?georgia, ?serif)?/, "Georgia, serif");
  });
}

const CLASS = /\.(fr-[\w-]+)/g;
const blockOf = (name: string) => name.split(/--|__/)[0] ?? name;

function blocksInSources(): Set<string> {
  const sources = [...globSync("app/**/*.{ts,tsx,css}"), ...reactDsfrModules()];
  const names = sources.flatMap((file) => readFileSync(file, "utf8").match(/fr-[a-z0-9_-]+/g) ?? []);
  return new Set(names.map((name) => blockOf(name).replace(/[-_]+$/, "")));
}

/** The react-dsfr components that we import bring class names which our sources never spell. */
function reactDsfrModules(): string[] {
  const imports = globSync("app/**/*.{ts,tsx}").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/from "(@codegouvfr\/react-dsfr\/[A-Z]\w+)"/g)].map(
      ([, name]) => name,
    ),
  );
  return [...new Set(imports)].map((name) => `node_modules/${name}.js`);
}

function removeUnusedRules(root: CssRoot, used: Set<string>): void {
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => {
      const required = selector.replace(/:not\([^)]*\)/g, "");
      return [...required.matchAll(CLASS)].every(([, name]) => used.has(blockOf(name ?? "")));
    });
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  for (const name of ["media", "supports"]) {
    root.walkAtRules(name, (rule) => {
      if (rule.nodes?.length === 0) rule.remove();
    });
  }
}

function removeUnusedProperties(root: CssRoot): void {
  const readBy = new Map<string, Set<string>>();
  const live: string[] = [];
  root.walkDecls(({ prop, value }) => {
    const names = [...value.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name ?? "");
    if (!prop.startsWith("--")) live.push(...names);
    else readBy.set(prop, new Set([...(readBy.get(prop) ?? []), ...names]));
  });
  const reached = new Set<string>();
  for (let name = live.pop(); name !== undefined; name = live.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    live.push(...(readBy.get(name) ?? []));
  }
  root.walkDecls((declaration) => {
    if (declaration.prop.startsWith("--") && !reached.has(declaration.prop)) declaration.remove();
  });
}

const DARK = /:root\[data-fr-theme="?dark"?\]/g;
const DEVICE = ":root[data-fr-scheme=system]:not([data-fr-theme])";

function followDevice(root: CssRoot): void {
  const copies: CssRule[] = [];
  root.walkRules((rule) => {
    if (rule.parent === root && rule.selector.search(DARK) >= 0) {
      copies.push(rule.clone({ selector: rule.selector.replace(DARK, DEVICE) }));
    }
  });
  // Our own style sheet ends with an empty block that receives the copies, after every rule that they override.
  root.walkAtRules("media", (rule) => {
    if (rule.params !== "(prefers-color-scheme: dark)") return;
    for (const copy of copies) rule.append(copy);
  });
}
