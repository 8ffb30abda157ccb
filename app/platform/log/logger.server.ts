import { type Logger, pino } from "pino";

export type { Logger };

/** Structured JSON lines on standard error, so that standard output stays free for the commands' results. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ["cookie", "authorization", "*.cookie", "*.authorization", "*.jeton"],
    },
    pino.destination(2),
  );
}
