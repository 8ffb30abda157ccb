import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import {
  createListed,
  gatherTallies,
  type Perturbation,
  type PerturbationInput,
  perturbSelection,
  type Tally,
} from "./perturbation.ts";

/** What each thread is given: columns and counters are in shared memory, so that a thread costs its own work only. */
export interface ThreadTask {
  readonly input: PerturbationInput;
  readonly listed: Uint32Array;
  /** Number of the next run that nobody has taken. */
  readonly taken: Int32Array;
}

/** One run done, then what the thread leaves. */
export type ThreadNews = "done" | Tally;

/** Under this many rows × runs, about half a second of work, starting threads takes longer than it saves. */
const LEAST_APART = 500_000;

/**
 * `perturbSelection` by several threads: the same bytes whatever their number, since randomness belongs to runs. A
 * thread takes the next run when it is free, so that a slower one holds nobody up.
 *
 * Threads end with the thread that called; terminating it is how a computation is stopped on its way.
 */
export async function perturbInThreads(
  input: PerturbationInput,
  threads: number,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Perturbation> {
  if (threads < 2 || input.data.rows * input.runs < LEAST_APART)
    return perturbSelection(input, { onProgress });
  const listed = createListed(input);
  const task: ThreadTask = {
    input: shared(input),
    listed,
    taken: new Int32Array(new SharedArrayBuffer(4)),
  };
  let done = 0;
  const play = () =>
    playApart(task, () => {
      done += 1;
      onProgress(done, input.runs);
    });
  const [first, ...others] = await Promise.all(Array.from({ length: threads }, play));
  return gatherTallies(input, listed, [first as Tally, ...others]);
}

async function playApart(task: ThreadTask, onDone: () => void): Promise<Tally> {
  const worker = new Worker(join(import.meta.dirname, "perturbation-thread.ts"), {
    workerData: task,
    execArgv: [],
  });
  let tally: Tally | undefined;
  worker.on("message", (news: ThreadNews) => {
    if (news === "done") onDone();
    else tally = news;
  });
  // `once` rejects on an error of the thread.
  const [code] = (await once(worker, "exit")) as [number];
  if (!tally) throw new Error(`a thread of perturbed runs ended by ${code} without its counts`);
  return tally;
}

/** The same input, with its large arrays where every thread reads them. */
function shared(input: PerturbationInput): PerturbationInput {
  const { columns } = input.data;
  return { ...input, data: { ...input.data, columns: columns.map(toShared) } };
}

function toShared(values: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
