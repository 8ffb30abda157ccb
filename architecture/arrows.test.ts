import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");

/** Each fault is one file, one import and the rule that must refuse it. A rule that refuses nothing is a wish. */
const FAULTS: readonly (readonly [file: string, imported: string, rule: string])[] = [
  ["app/acces/pages/requete.tsx", "kysely", "web-without-sql"],
  ["app/acces/components/connexion.tsx", "pg", "web-without-sql"],
  ["app/acces/pages/types.tsx", "#db/types.ts", "web-without-sql"],
  ["app/acces/pages/travail.tsx", "../jobs.server.ts", "pages-without-jobs"],
  ["app/acces/components/acte.tsx", "../commands.server.ts", "pieces-without-acts"],
  ["app/acces/components/lecture.tsx", "../queries.server.ts", "pieces-without-fetching"],
  ["app/acces/documents/lettre.ts", "../commands.server.ts", "pieces-without-acts"],
  ["app/acces/commands.server.ts", "react", "acts-without-web"],
  ["app/referentiel/queries.server.ts", "./components/carte.tsx", "acts-without-web"],
  ["app/acces/jobs.server.ts", "react-router", "acts-without-web"],
  ["app/acces/queries.server.ts", "./commands.server.ts", "reads-without-acts"],
  ["app/acces/rules.ts", "./queries.server.ts", "pure-without-framework"],
  ["app/acces/schema.ts", "react", "pure-without-framework"],
  ["app/referentiel/imports/rules.ts", "node:fs", "pure-without-node"],
  ["app/acces/scope.ts", "kysely", "sql-in-server-files"],
  ["app/referentiel/imports/commands.server.ts", "../../acces/commands.server.ts", "referentiel-doors"],
  ["app/contrats/pages/contrat.tsx", "../../acces/components/connexion.tsx", "contrats-doors"],
  ["app/acces/pages/dossier.tsx", "../../dossiers/rules.ts", "acces-edges"],
  ["app/moyens/queries.server.ts", "../contrats/queries.server.ts", "moyens-edges"],
  ["app/platform/ui/menu.tsx", "../../acces/rules.ts", "platform-knows-no-feature"],
  ["app/introuvable.tsx", "./acces/rules.ts", "composition-root"],
  ["app/pages/accueil.tsx", "../acces/commands.server.ts", "product-pages-doors"],
  ["app/acces/pages/moi.tsx", "../../guard.server.ts", "features-below-root"],
  ["app/acces/pages/racine.tsx", "../../root.tsx", "features-below-root"],
  ["app/inconnue/rules.ts", "../acces/rules.ts", "unknown-feature"],
  ["app/acces/pages/demarrage.tsx", "../../../server/start.ts", "app-without-server"],
  ["app/dossiers/commands.server.ts", "#tests/database.ts", "product-without-tests"],
  ["app/dossiers/schema.ts", "zod", "one-door-to-zod"],
  ["app/clas/calculs.ts", "./rules.ts", "no-cycle"],
  ["app/clas/queries.server.ts", "./disparu.ts", "resolves"],
];

/** What the layers allow, each a line that a rule written too wide would refuse. */
const ALLOWED: readonly (readonly [file: string, imported: string])[] = [
  ["app/acces/pages/entree.tsx", "../commands.server.ts"],
  ["app/pages/accessibilite.tsx", "../acces/queries.server.ts"],
  ["app/acces/pages/lecture.tsx", "../queries.server.ts"],
  ["app/acces/pages/entree.test.ts", "kysely"],
  ["app/contrats/rules.ts", "../dossiers/rules.ts"],
  ["app/contrats/queries.server.ts", "kysely"],
  ["app/contrats/queries.test.ts", "../acces/commands.server.ts"],
  ["app/pilotage/queries.server.ts", "../clas/schema.ts"],
  ["app/referentiel/structures/commands.server.ts", "../imports/commands.server.ts"],
  ["app/root.tsx", "./acces/queries.server.ts"],
  ["app/platform/form/zod.ts", "zod"],
  ["server/start.ts", "#app/clas/commands.server.ts"],
];

/** Files that are only imported, or that close the cycle (which is reported once). */
const SCENERY: Readonly<Record<string, string>> = {
  "app/clas/rules.ts": 'import "./calculs.ts";',
  "app/clas/schema.ts": "",
  "app/clas/commands.server.ts": "",
  "app/dossiers/rules.ts": "",
  "app/referentiel/components/carte.tsx": "",
  "app/guard.server.ts": "",
  "db/types.ts": "",
  "tests/database.ts": "",
};

let tree: string;

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), "ancrage-fleches-"));
  await symlink(join(ROOT, "node_modules"), join(tree, "node_modules"));
  await copyFile(join(ROOT, "tsconfig.json"), join(tree, "tsconfig.json"));
  const imports = { "#app/*": "./app/*", "#tests/*": "./tests/*", "#db/*": "./db/*" };
  await writeFile(join(tree, "package.json"), JSON.stringify({ type: "module", imports }));
  const contents = new Map(Object.entries(SCENERY));
  for (const [file, imported] of [...FAULTS, ...ALLOWED]) {
    contents.set(file, `${contents.get(file) ?? ""}import ${JSON.stringify(imported)};\n`);
  }
  for (const [file, content] of contents) {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), content);
  }
});
afterAll(() => rm(tree, { recursive: true, force: true }));

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

function cruise(): Promise<Violation[]> {
  const args = [
    join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs"),
    ...[
      "--config",
      join(ROOT, ".dependency-cruiser.mjs"),
      "--preserve-symlinks",
      "-T",
      "json",
      "app",
      "server",
    ],
  ];
  return new Promise((settle, fail) => {
    execFile(process.execPath, args, { cwd: tree, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (stdout === "") fail(error);
      else settle((JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations);
    });
  });
}

test("each rule of the arrows refuses its deliberate fault, and nothing that is allowed", async () => {
  const violations = await cruise();
  const refused = new Set(violations.map(({ from, rule }) => `${from} ${rule.name}`));
  for (const [file, imported, rule] of FAULTS) {
    expect(refused, `${file} importing ${imported}`).toContain(`${file} ${rule}`);
  }
  const faulty = new Set(FAULTS.map(([file]) => file));
  const unexpected = violations.filter(({ from }) => !faulty.has(from));
  expect(unexpected.map(({ from, to, rule }) => `${from} → ${to} (${rule.name})`)).toEqual([]);
  const config = (await import(join(ROOT, ".dependency-cruiser.mjs"))).default as {
    forbidden: { name: string }[];
  };
  const generic = config.forbidden.map(({ name }) => name).filter((name) => !/-(edges|doors)$/.test(name));
  const tried = new Set(FAULTS.map(([, , rule]) => rule));
  expect(
    generic.filter((name) => !tried.has(name)),
    "rules without a deliberate fault",
  ).toEqual([]);
});
