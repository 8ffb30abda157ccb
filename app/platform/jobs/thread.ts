import { parentPort, workerData } from "node:worker_threads";
import { packLargeJson, unpackJson } from "../files/packed-json.server.ts";
import { isRefusal } from "../refusal.ts";
import type { ThreadData, ThreadMessage } from "./thread.server.ts";
import { giveWay } from "./thread-priority.ts";

/** The thread of `computeApart`: runs one function of one module, at once or in time, on what it was given, and ends. */
const { module, name, packed } = workerData as ThreadData;
const say = (message: ThreadMessage) => parentPort?.postMessage(message);

giveWay();
try {
  const found = (await import(module)) as Readonly<Record<string, unknown>>;
  const compute = found[name] as (
    input: unknown,
    progress: (done: number, step: string) => void,
  ) => object | Promise<object>;
  let last = -1;
  const value = await compute(unpackJson(packed), (done, step) => {
    if (done === last) return;
    last = done;
    say({ kind: "progress", done, step });
  });
  const { bytes, sha256 } = await packLargeJson(value);
  say({ kind: "result", value, bytes, sha256 });
} catch (error) {
  if (!isRefusal(error)) throw error;
  say({ kind: "refusal", code: error.code, sentence: error.message });
}
