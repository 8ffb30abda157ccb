import { readFileSync } from "node:fs";

/** The layers and arrows of CONTRIBUTING.md, generated from architecture/features.json. */
const { edges, forAll, compositionRoot } = JSON.parse(
  readFileSync(new URL("./architecture/features.json", import.meta.url), "utf8"),
);
const features = Object.keys(edges);
const oneOf = (names) => `(${names.map((name) => name.replaceAll(".", "\\.")).join("|")})`;
const anyFeature = `^app/${oneOf(features)}/`;

/** Tests set their scene with anybody's commands; what they test stays within the layers. */
const TESTS = "\\.(test|spec)\\.tsx?$";
const WEB = "^app/pages/|^app/.+/(pages|components|documents)/";
const ACTS = "(^|/)(commands|queries|jobs)\\.server\\.ts$";
const PURE = "(^|/)(rules|schema)\\.ts$";
const DOORS = "(^|/)(rules|schema|queries\\.server)\\.ts$";
const SQL = "^node_modules/(@types/)?(kysely|pg|pg-copy-streams)/";
const REACT =
  "^node_modules/(@types/)?(react|react-dom|react-router|@react-router/[^/]+|@codegouvfr/[^/]+|hono|@hono/[^/]+)/";

function betweenFeatures() {
  return features.flatMap((feature) => {
    const others = features.filter((other) => other !== feature);
    const allowed = edges[feature].includes("*") ? others : [...forAll, ...edges[feature]];
    const closed = others.filter((other) => !allowed.includes(other));
    return [
      ...(closed.length > 0
        ? [
            {
              name: `${feature}-edges`,
              comment: `architecture/features.json draws no arrow from ${feature} to that feature`,
              from: { path: `^app/${feature}/` },
              to: { path: `^app/${oneOf(closed)}/` },
            },
          ]
        : []),
      {
        name: `${feature}-doors`,
        comment:
          "of another feature, only its rules, schema and queries; an act of a neighbour is a reaction",
        from: { path: `^app/${feature}/`, pathNot: TESTS },
        // The vitrine shows each letter and e-mail, which are pure functions of their features.
        to: {
          path: `^app/${oneOf(others)}/`,
          pathNot: feature === "vitrine" ? `${DOORS}|/documents/` : DOORS,
        },
      },
    ];
  });
}

const layers = [
  {
    name: "web-without-sql",
    comment:
      "pages, components and documents know no SQL: they call commands and queries (health asks the database)",
    from: { path: WEB, pathNot: `${TESTS}|^app/pages/sante\\.tsx$` },
    to: { path: `${SQL}|^db/|^app/platform/db/` },
  },
  {
    name: "pieces-without-acts",
    comment:
      "components and documents receive plain props; they may name the types of a query, never call it",
    from: { path: "^app/.+/(components|documents)/", pathNot: TESTS },
    to: { path: `(^|/)commands\\.server\\.ts$|(^|/)jobs\\.server\\.ts$|/pages/` },
  },
  {
    name: "pieces-without-fetching",
    comment:
      "components and documents receive plain props; they may name the types of a query, never call it",
    from: { path: "^app/.+/(components|documents)/", pathNot: `${TESTS}|\\.server\\.tsx?$` },
    to: { path: "(^|/)queries\\.server\\.ts$", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "pages-without-jobs",
    comment: "a page asks for work through a command",
    from: { path: "^app/pages/|^app/.+/pages/", pathNot: TESTS },
    to: { path: "(^|/)jobs\\.server\\.ts$" },
  },
  {
    name: "acts-without-web",
    comment: "commands, queries and jobs know the database, never React, the request or the pages",
    from: { path: `^app/.+${ACTS.replace("(^|/)", "/")}` },
    to: { path: `${REACT}|^app/pages/|^app/.+/(pages|components)/|^app/platform/(ui|http|charts)/` },
  },
  {
    name: "reads-without-acts",
    comment: "a query changes nothing",
    from: { path: "(^|/)queries\\.server\\.ts$" },
    to: { path: "(^|/)(commands|jobs)\\.server\\.ts$" },
  },
  {
    name: "pure-without-framework",
    comment: "rules and schemas are pure: no server module, no React, no page",
    from: { path: `^app/.+${PURE.replace("(^|/)", "/")}` },
    to: { path: `\\.server\\.tsx?$|${REACT}|${SQL}|^db/|/(pages|components|documents)/` },
  },
  {
    name: "pure-without-node",
    comment: "rules and schemas also run in the browser: nothing of Node",
    from: { path: `^app/.+${PURE.replace("(^|/)", "/")}` },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "sql-in-server-files",
    comment: "SQL only in *.server.ts (app/platform/context.ts names the types that every act receives)",
    from: { path: "^app/", pathNot: `\\.server\\.ts$|${TESTS}|^app/platform/context\\.ts$` },
    to: { path: SQL },
  },
];

const house = [
  {
    name: "platform-knows-no-feature",
    comment: "platform lies under all",
    from: { path: "^app/platform/" },
    to: { path: "^app/(?!platform/)" },
  },
  {
    name: "composition-root",
    comment: "only the composition root knows every feature",
    from: { path: "^app/[^/]+$", pathNot: `^app/${oneOf(compositionRoot)}$|${TESTS}` },
    to: { path: anyFeature },
  },
  {
    name: "product-pages-doors",
    comment:
      "the product's own pages (home, health) meet features by the same doors as another feature would",
    from: { path: "^app/pages/", pathNot: TESTS },
    to: { path: anyFeature, pathNot: DOORS },
  },
  {
    name: "features-below-root",
    comment: "a feature knows nothing of who assembles it",
    from: { path: anyFeature, pathNot: TESTS },
    to: { path: "^app/[^/]+$" },
  },
  {
    name: "unknown-feature",
    comment:
      "a folder of app/ is a feature of architecture/features.json, platform, or the product's own pages",
    from: { path: `^app/(?!platform/|pages/|${features.join("/|")}/)[^/]+/` },
    to: {},
  },
  {
    name: "app-without-server",
    comment: "server/ starts the application, which knows nothing of it",
    from: { path: "^app/", pathNot: TESTS },
    to: { path: "^server/" },
  },
  {
    name: "product-without-tests",
    comment: "what ships does not lean on what tests it",
    from: { path: "^(app|server)/", pathNot: TESTS },
    to: { path: `^(tests|e2e|bench|architecture)/|${TESTS}` },
  },
  {
    name: "one-door-to-zod",
    comment: "app/platform/form/zod.ts sets jitless (CSP) and the French messages",
    from: { path: "^(app|server)/", pathNot: "^app/platform/form/zod\\.ts$" },
    to: { path: "^node_modules/zod/" },
  },
  { name: "no-cycle", comment: "a cycle has no order", from: {}, to: { circular: true } },
  {
    name: "resolves",
    comment: "the import leads nowhere",
    from: {},
    to: { couldNotResolve: true, pathNot: "\\+types/|^virtual:" },
  },
];

const withSeverity = (rule) => ({ severity: "error", ...rule });

export default {
  forbidden: [...betweenFeatures(), ...layers, ...house].map(withSeverity),
  options: {
    doNotFollow: { path: "node_modules" },
    // React Router writes +types from the route table when it checks types.
    exclude: { path: "\\+types/|^build/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["node", "import", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json", ".css", ".d.ts"],
    },
  },
};
