import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { Refusal } from "../refusal.ts";
import type { ReportProgress } from "./tache.server.ts";

export interface ThreadData {
  readonly module: string;
  readonly name: string;
  readonly packed: Uint8Array;
}

export type ThreadMessage =
  | { readonly kind: "progress"; readonly done: number; readonly step: string }
  | {
      readonly kind: "result";
      readonly value: unknown;
      readonly bytes: Uint8Array;
      readonly sha256: Uint8Array;
    }
  | { readonly kind: "refusal"; readonly code: string; readonly sentence: string };

export interface Computed<T> {
  readonly value: T;
  /** As `packJson` keeps it. */
  readonly bytes: Buffer;
  readonly sha256: Buffer;
}

/** Between two looks at whether the person asked to stop: the thread itself only computes. */
const LOOK_MS = 200;

/**
 * Runs a pure function in a thread of its own, so that requests are answered meanwhile: `(input, progress) => result`,
 * or a promise of it, exported by a module that touches neither the database nor React. The input is packed JSON, as it
 * is stored. What `report` throws ends the thread, and those that it started; a `Refusal` thrown there comes back as one
 * here.
 *
 * @param module absolute path of the source: the worker of a live service runs on the sources, as the tests do.
 * @example await computeApart<Resultat>({ module: join(import.meta.dirname, "moteur/rules.ts"), name: "calculer", packed }, report)
 */
export async function computeApart<T>(data: ThreadData, report: ReportProgress): Promise<Computed<T>> {
  const worker = new Worker(join(import.meta.dirname, "thread.ts"), { workerData: data, execArgv: [] });
  let progress = { done: 0, step: "Démarrage" };
  const ended = new Promise<Computed<T>>((resolve, reject) => {
    worker.on("message", (message: ThreadMessage) => {
      if (message.kind === "progress") progress = message;
      else if (message.kind === "refusal") reject(new Refusal(message.code, message.sentence));
      else
        resolve({
          value: message.value as T,
          bytes: Buffer.from(message.bytes),
          sha256: Buffer.from(message.sha256),
        });
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread ended by ${code} without a result`)));
  });
  // Looked at in turn below; a failure between two looks is not left without anybody to hear it.
  ended.catch(() => {});
  try {
    for (;;) {
      const looked = await Promise.race([ended, delay(LOOK_MS, undefined)]);
      if (looked) return looked;
      await report(progress.done, progress.step);
    }
  } finally {
    await worker.terminate();
  }
}
