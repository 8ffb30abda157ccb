/** Rights and school years follow the civil day of metropolitan France, whatever the server's own time zone. */
const PARIS_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" });

/** Civil day in Paris, ISO: "2026-11-22". */
export function civilDay(instant: Date): string {
  return PARIS_DAY.format(instant);
}

const PARIS_TIME = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Paris",
  dateStyle: "short",
  timeStyle: "short",
});

/** Day and hour in Paris as a form holds them: "2026-11-22T10:00". */
export function civilTime(instant: Date): string {
  return PARIS_TIME.format(instant).replace(" ", "T");
}

/**
 * The instant of a day and an hour in Paris, undefined for a text that names none (a 31 February, an hour that the
 * change to summer time skips). An hour that the change to winter time plays twice is the first of the two.
 */
export function instantOf(civil: string): Date | undefined {
  for (const offset of ["+02:00", "+01:00"]) {
    const instant = new Date(`${civil}:00${offset}`);
    if (!Number.isNaN(instant.getTime()) && civilTime(instant) === civil) return instant;
  }
  return undefined;
}
