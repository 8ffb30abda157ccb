import { Echec, echecFrom } from "./echec.ts";

/** What the retries need of the world, so that tests neither wait nor guess. */
export interface Reprises {
  readonly host: string;
  readonly wait: (ms: number) => Promise<void>;
  /** Says that a try failed and that another follows. */
  readonly onRetry?: (echec: Echec, pauseMs: number) => void;
}

const TRIES = 5;
/** Even a transfer that advances a little at each try ends. */
const TRIES_MAX = 20;
const FIRST_PAUSE_MS = 1_000;
/** Beyond, a person decides: the command gives up and says how long the server asked to wait. */
const PAUSE_MAX_MS = 120_000;

/**
 * Runs `work` again after a passing failure: five tries in a row, pauses of 1, 2, 4 and 8 s, or what the server asks
 * by Retry-After. A try that got further than the best one before (`progress`) starts the count again.
 */
export async function withReprises<T>(
  { host, wait, onRetry }: Reprises,
  work: () => Promise<T>,
  progress: () => number = () => 0,
): Promise<T> {
  let best = 0;
  let failed = 0;
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      const echec = echecFrom(error, host);
      if (!(echec instanceof Echec) || !echec.passager || tried >= TRIES_MAX) throw echec;
      const reached = progress();
      failed = reached > best ? 1 : failed + 1;
      best = Math.max(best, reached);
      const pause = echec.attendreMs ?? FIRST_PAUSE_MS * 2 ** (failed - 1);
      if (failed >= TRIES || pause > PAUSE_MAX_MS) throw echec;
      onRetry?.(echec, pause);
      await wait(pause);
    }
  }
}
