/** Rights and school years follow the civil day of metropolitan France, whatever the server's own time zone. */
const PARIS_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" });

/** Civil day in Paris, ISO: "2026-11-22". */
export function civilDay(instant: Date): string {
  return PARIS_DAY.format(instant);
}

/**
 * School year in course, named by the year of its rentrée: 2026 for 2026-2027. A year begins on 1 August, when the
 * next rentrée is already being prepared.
 */
export function anneeScolaireOf(instant: Date): number {
  const [year = 0, month = 0] = civilDay(instant).split("-").map(Number);
  return month >= 8 ? year : year - 1;
}
