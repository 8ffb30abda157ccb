import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packJson } from "../files/packed-json.server.ts";
import { computeApart } from "./thread.server.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ancrage-fil-"));
  await writeFile(
    join(folder, "essai.mjs"),
    `import { readFileSync } from "node:fs";
const priority = () => Number(readFileSync("/proc/thread-self/stat", "utf8").split(") ").at(-1).split(" ")[16]);
export const priorities = () => ({ thread: priority() });
export const later = async ({ n }, progress) => {
  for (let step = 1; step <= n; step += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    progress(step, "Étape");
  }
  return { done: n };
};`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ask = (name: string, input: object = {}) => ({
  ...{ module: join(folder, "essai.mjs"), name },
  packed: packJson(input).bytes,
});

test.runIf(process.platform === "linux")("a thread lets those who answer requests go first", async () => {
  const { value } = await computeApart<{ thread: number }>(ask("priorities"), async () => {});
  expect(value.thread).toBe(10);
});

test("a function that takes its time is waited for, and tells how far it is", async () => {
  const told: number[] = [];
  const { value } = await computeApart(ask("later", { n: 12 }), async (done) => void told.push(done));
  expect(value).toEqual({ done: 12 });
  expect(told.some((done) => done > 0 && done < 12)).toBe(true);
});
