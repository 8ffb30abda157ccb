/** Rights and school years follow the civil day of metropolitan France, whatever the server's own time zone. */
const PARIS_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" });

/** Civil day in Paris, ISO: "2026-11-22". */
export function civilDay(instant: Date): string {
  return PARIS_DAY.format(instant);
}
