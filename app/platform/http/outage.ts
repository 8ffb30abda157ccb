/** What the service lacks, as its users may be told: its data, or room on a disk. */
export type Outage = "donnees" | "place";

/** Error codes of the system (libuv) and of PostgreSQL, whose classes are their first two characters. */
const NO_ROOM = new Set(["ENOSPC", "EDQUOT", "53100"]);
const NO_ANSWER = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "53200",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "58030",
]);
/** The driver has no code for these (pg 8.23, pg-pool 3). */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/**
 * What is away when a request fails so; nothing when the failure is a fault of ours, that waiting will not mend.
 * Sources: PostgreSQL 18, appendix A (classes 08, 53, 57, 58); Node.js, common system errors.
 *
 * @example outageOf(Object.assign(new Error(), { code: "57P03" })) // "donnees"
 */
export function outageOf(error: unknown): Outage | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code, errors } = cause as { code?: unknown; errors?: unknown };
    if (typeof code === "string" && NO_ROOM.has(code)) return "place";
    if (typeof code === "string" && (NO_ANSWER.has(code) || code.startsWith("08"))) return "donnees";
    if (code === undefined && LOST.test(cause.message)) return "donnees";
    // A name with several addresses fails with one error for each.
    if (Array.isArray(errors) && errors.length > 0) return outageOf(errors[0]);
  }
  return undefined;
}

/** Bodies that no form sends: fetch (undici) refuses to read them, and PostgreSQL holds no NUL nor broken UTF-8. */
const UNREADABLE =
  /^(Failed to parse body as FormData|Content-Type was not one of|Could not parse content as FormData)/;

/** Whether a request failed because of what it carried: its fault and not ours, that trying again will not mend. */
export function isUnreadable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as { code?: unknown }).code === "22021" || UNREADABLE.test(error.message);
}
