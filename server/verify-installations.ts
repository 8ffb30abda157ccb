import { join } from "node:path";
import { Lab } from "./installations/lab.ts";
import { mishapSituations } from "./installations/mishaps.ts";
import { networkSituations } from "./installations/network.ts";
import { within } from "./installations/service.ts";
import { refusedSettings } from "./installations/settings-refused.ts";
import { type Situation, seconds } from "./installations/situation.ts";
import { startSituations } from "./installations/starts.ts";

/**
 * `npm run verifier:installations`: plays on a clean clone of HEAD the situations in which people really start the
 * service. Exit status 1 when one fails. Nothing is mocked: npm, Git, PostgreSQL, signals and HTTP are the real ones.
 */
const ROOT = join(import.meta.dirname, "..");
/** Longer than what any situation waits for: npm ci may take minutes on a cold cache. */
const LIMIT_MS = 330_000;

const preparation: Situation = { title: "clone neuf et npm ci", play: prepare };
const situations = [
  preparation,
  ...startSituations,
  ...mishapSituations,
  ...refusedSettings,
  ...networkSituations,
];

let failed = 0;
let done = 0;
let interrupted = false;
const lab = await Lab.create();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    interrupted = true;
    void lab.remove().finally(() => process.exit(1));
  });
}
try {
  for (const situation of situations) {
    const ok = await play(situation);
    if (interrupted) break;
    done += 1;
    if (!ok) failed += 1;
    // Everything else stands on the clone.
    if (!ok && situation === preparation) break;
  }
} finally {
  await lab.remove();
}
if (interrupted) process.exit(1);
const unplayed = situations.length - done;
if (unplayed > 0) process.stdout.write(`Les ${unplayed} autres situations n'ont pas pu être jouées.\n`);
process.stdout.write(`\n${done - failed} passed, ${failed + unplayed} failed\n`);
process.exit(failed + unplayed === 0 ? 0 : 1);

async function play({ title, play: run }: Situation): Promise<boolean> {
  const begun = performance.now();
  let problem: string | undefined;
  let detail = "";
  try {
    detail = await within(run(lab), LIMIT_MS, () => "la situation dure trop longtemps");
  } catch (error) {
    problem = (error as Error).message;
  }
  await lab.clear().catch((error: Error) => {
    problem ??= error.message;
  });
  // What was being played no longer means anything.
  if (interrupted) return false;
  const time = seconds((performance.now() - begun) / 1_000).padStart(7);
  const verdict = problem === undefined ? "réussi" : "échoué";
  process.stdout.write(`${verdict} ${time}  ${title} — ${problem ?? detail}\n`);
  return problem === undefined;
}

async function prepare(): Promise<string> {
  const head = (await lab.run("git", ["rev-parse", "--short", "HEAD"], ROOT, 10_000)).trim();
  const changed = (await lab.run("git", ["status", "--porcelain"], ROOT, 20_000)).split("\n").length - 1;
  if (changed > 0)
    process.stdout.write(
      `L'arbre de travail a ${changed} fichiers modifiés : ils ne sont pas vérifiés, HEAD (${head}) l'est.\n`,
    );
  await lab.run("git", ["clone", "--quiet", ROOT, lab.clone], lab.folder, 60_000);
  await lab.run("npm", ["ci"], lab.clone, 300_000);
  return `HEAD ${head}`;
}
