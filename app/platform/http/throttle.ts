interface Window {
  readonly start: number;
  count: number;
}

/** Counts the requests of one key; answers the seconds to wait when there are too many, nothing otherwise. */
type Throttle = (key: string, now: Date) => number | undefined;

/** Beyond, windows that are over are forgotten: memory follows the keys in use, not all that ever were. */
const KEPT_KEYS = 1_000;

/**
 * At most `limit` requests by key and window of `windowMs` milliseconds, counted in the memory of this process. A
 * window starts with the first request and is not sliding: what matters is that a loop gone wrong is stopped.
 *
 * @example
 * const throttle = createThrottle({ limit: 600, windowMs: 60_000 });
 * const wait = throttle(key, context.now()); // seconds, 1 at least, or undefined
 */
export function createThrottle({
  limit,
  windowMs,
}: {
  readonly limit: number;
  readonly windowMs: number;
}): Throttle {
  const windows = new Map<string, Window>();
  let swept = 0;
  const holds = ({ start }: Window, at: number) => start <= at && at < start + windowMs;
  return (key, now) => {
    const at = now.getTime();
    const known = windows.get(key);
    if (known && holds(known, at)) {
      known.count += 1;
      return known.count > limit ? Math.max(Math.ceil((known.start + windowMs - at) / 1000), 1) : undefined;
    }
    // Once a window at most: keys that a caller may choose must not make each request walk through all of them.
    if (windows.size >= KEPT_KEYS && Math.abs(at - swept) >= windowMs) {
      swept = at;
      for (const [old, window] of windows) if (!holds(window, at)) windows.delete(old);
    }
    windows.set(key, { start: at, count: 1 });
    return limit < 1 ? Math.ceil(windowMs / 1000) : undefined;
  };
}
