import { expect, test } from "vitest";
import { CRON, createTaskList } from "#app/jobs.server.ts";
import { listFiles, read } from "./source.ts";

/** Work that nobody starts is work that never happens, and is seen by no other test. */
const tasks = Object.keys(createTaskList({} as Parameters<typeof createTaskList>[0]));
const byTheClock = new Set(CRON.map(({ task }) => task));

/** Who hands work to the worker: commands, and the platform. A name that none of them says is never started. */
const starters = listFiles("app")
  .filter((file) => /\.server\.ts$/.test(file) && !/(^|\/)jobs\.server\.ts$/.test(file))
  .map(read)
  .join("\n");

test("everything that runs by the clock is a task", () => {
  expect([...byTheClock].filter((name) => !tasks.includes(name))).toEqual([]);
});

test("every task is started, by the clock or by an act", () => {
  const started = (name: string) =>
    byTheClock.has(name) || ["'", '"'].some((quote) => starters.includes(quote + name + quote));
  expect(tasks.length).toBeGreaterThan(10);
  expect(tasks.filter((name) => !started(name))).toEqual([]);
});
