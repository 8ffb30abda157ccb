import { parentPort, workerData } from "node:worker_threads";
import { packJson, unpackJson } from "../files/packed-json.server.ts";
import { isRefusal } from "../refusal.ts";
import type { ThreadData, ThreadMessage } from "./thread.server.ts";

/** The thread of `computeApart`: runs one pure function of one module on what it was given, and ends. */
const { module, name, packed } = workerData as ThreadData;
const say = (message: ThreadMessage) => parentPort?.postMessage(message);

try {
  const found = (await import(module)) as Readonly<Record<string, unknown>>;
  const compute = found[name] as (input: unknown, progress: (done: number, step: string) => void) => unknown;
  let last = -1;
  const value = compute(unpackJson(packed), (done, step) => {
    if (done === last) return;
    last = done;
    say({ kind: "progress", done, step });
  });
  const { bytes, sha256 } = packJson(value);
  say({ kind: "result", value, bytes, sha256 });
} catch (error) {
  if (!isRefusal(error)) throw error;
  say({ kind: "refusal", code: error.code, sentence: error.message });
}
