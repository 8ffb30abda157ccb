import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Everything that must hold, behind `npm test`. The gates run two by two (two cores), each prints its own block in
 * the order below, and Vitest comes last so that the output ends with its summary. Arguments go to Vitest.
 */
const ROOT = join(import.meta.dirname, "..");
const SIMULTANEOUS = 2;

interface Gate {
  readonly title: string;
  /** Commands of node_modules/.bin, one after the other until one fails. */
  readonly commands: readonly (readonly string[])[];
}

const BUILD: Gate = { title: "build", commands: [["node", "server/build.ts"]] };

/** The longest first: the short ones fill the time that is left. */
const GATES: readonly Gate[] = [
  {
    title: "types (react-router typegen, tsc)",
    commands: [
      ["react-router", "typegen"],
      ["tsc", "--noEmit"],
    ],
  },
  BUILD,
  {
    title: "schema (migrations against db/schema.sql and db/types.ts)",
    commands: [["node", "server/schema.ts", "--check"]],
  },
  {
    title: "format and lint (biome)",
    commands: [["biome", "ci", "--colors=off", "--error-on-warnings", "--diagnostic-level=warn"]],
  },
  {
    title: "arrows (dependency-cruiser)",
    commands: [
      [
        "depcruise",
        "--config",
        ".dependency-cruiser.mjs",
        "app",
        "server",
        "tests",
        "e2e",
        "bench",
        "architecture",
      ],
    ],
  },
  { title: "dead code (knip)", commands: [["knip", "--no-progress"]] },
];

interface Outcome {
  readonly title: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

const outcomes = await runGates();
const tests = await runTests(outcomes.find(({ title }) => title === BUILD.title)?.ok === true);
const failed = [
  ...outcomes.filter(({ ok }) => !ok).map(({ title }) => title),
  ...(tests === 0 ? [] : ["tests"]),
];
process.exitCode = failed.length === 0 ? 0 : 1;

async function runGates(): Promise<Outcome[]> {
  const waiting = GATES.map((gate) => ({ gate, ...Promise.withResolvers<Outcome>() }));
  const queue = [...waiting];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) next.resolve(await runGate(next.gate));
  };
  const workers = Promise.all(Array.from({ length: SIMULTANEOUS }, worker));
  const done: Outcome[] = [];
  for (const { promise } of waiting) {
    const outcome = await promise;
    print(outcome);
    done.push(outcome);
  }
  await workers;
  return done;
}

function print({ title, ok, seconds, output }: Outcome): void {
  process.stdout.write(
    `${ok ? "✓" : "✗"} ${title}: ${ok ? "passed" : "FAILED"} in ${seconds.toFixed(1)} s\n`,
  );
  // What a gate that passes has to say is progress; what a gate that fails says is why.
  if (!ok) process.stdout.write(`${output.trimEnd().replace(/^/gm, "    ")}\n`);
}

async function runGate({ title, commands }: Gate): Promise<Outcome> {
  const begun = performance.now();
  let output = "";
  let code = 0;
  for (const command of commands) {
    if (code === 0) code = await run(command, (text) => (output += text));
  }
  return { title, ok: code === 0, seconds: (performance.now() - begun) / 1_000, output };
}

/** With `onText`, its output is gathered; without, it goes to the terminal as it comes. */
function run([name = "", ...args]: readonly string[], onText?: (text: string) => void): Promise<number> {
  return new Promise((settle) => {
    const bin = join(ROOT, "node_modules/.bin");
    const child = spawn(name === "node" ? process.execPath : join(bin, name), args, {
      cwd: ROOT,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
      stdio: onText ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", onText ?? (() => {}));
    child.once("error", (error) => {
      onText?.(`${error.message}\n`);
      settle(1);
    });
    child.once("close", (code) => settle(code ?? 1));
  });
}

async function runTests(built: boolean): Promise<number> {
  sumUp(outcomes);
  if (!built) {
    process.stdout.write("The tests were not run: they need the build, which failed.\n");
    return 1;
  }
  const chromium = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  const browser = existsSync(chromium);
  if (!browser)
    process.stdout.write(
      `The journeys are not run: no Chromium at ${chromium}. Install it (apt-get install chromium), or set CHROMIUM_PATH.\n`,
    );
  return run(["vitest", "run", ...(browser ? [] : ["--project", "tests"]), ...process.argv.slice(2)]);
}

/** Before the tests, so that the last lines are the runner's own. */
function sumUp(gates: readonly Outcome[]): void {
  const failing = gates.filter(({ ok }) => !ok).map(({ title }) => title);
  process.stdout.write(
    failing.length === 0 ? "\nAll gates passed.\n" : `\nFAILED before the tests: ${failing.join("; ")}.\n`,
  );
}
