import { createLogger } from "#app/platform/log/logger.server.ts";

/**
 * What nobody caught: after it, nothing in the process can be trusted to be whole. It is told in the log, then the
 * service closes as when asked to (PostgreSQL included), and its supervisor starts it again. A second one while closing
 * changes nothing: the close has its own time limit.
 */
export function onLastResort(close: () => Promise<void>): void {
  const log = createLogger("info");
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      log.fatal(
        { err: error, origine: event },
        "erreur que rien n'a rattrapée ; le service s'arrête, relancez-le",
      );
      void close();
    });
  }
}
