import { parentPort, workerData } from "node:worker_threads";
import { playRuns } from "./perturbation.ts";
import type { ThreadNews, ThreadTask } from "./perturbation-threads.ts";

/** A thread of `perturbInThreads`: plays the runs that nobody has taken, and gives what they leave. */
const { input, listed, taken } = workerData as ThreadTask;
const say = (news: ThreadNews) => parentPort?.postMessage(news);

say(
  playRuns(input, listed, {
    next() {
      const run = Atomics.add(taken, 0, 1);
      return run < input.runs ? run : undefined;
    },
    onDone: () => say("done"),
  }),
);
