/**
 * How numbers, dates and sizes are written for a French reader. `Intl` gives the narrow no-break space (U+202F)
 * between thousands and the plain one (U+00A0) before « % ». Formatters are kept: building one costs fifty times more
 * than using it.
 */
const LOCALE = "fr-FR";
const NO_BREAK_SPACE = "\u00a0";

const numbers = new Map<string, Intl.NumberFormat>();

function numberFormat(style: "decimal" | "percent", decimals: number): Intl.NumberFormat {
  const key = `${style}${decimals}`;
  const known = numbers.get(key);
  if (known) return known;
  const fresh = new Intl.NumberFormat(LOCALE, {
    style,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  numbers.set(key, fresh);
  return fresh;
}

/**
 * A number with a fixed count of decimals, rounded half away from zero.
 *
 * @example formatNombre(1234.5, 1) // "1 234,5"
 */
export function formatNombre(value: number, decimals = 0): string {
  // Minus zero comes from rounding a small negative number; nobody reads « -0 ».
  return numberFormat("decimal", decimals)
    .format(value)
    .replace(/^-(?=[0,\s]+$)/, "");
}

/** A ratio written in percent. @example formatPourcent(0.123, 1) // "12,3 %" */
export function formatPourcent(ratio: number, decimals = 0): string {
  return numberFormat("percent", decimals).format(ratio);
}

/** A count with its noun; French writes the singular below 2. @example pluriel(1.5, "place") // "1,5 place" */
export function pluriel(count: number, singular: string, plural = `${singular}s`): string {
  const written = formatNombre(count, Number.isInteger(count) ? 0 : 1);
  return `${written}${NO_BREAK_SPACE}${Math.abs(count) < 2 ? singular : plural}`;
}

const dates = new Map<string, Intl.DateTimeFormat>();

function dateFormat(timeZone: string, withTime: boolean): Intl.DateTimeFormat {
  const key = `${timeZone}${withTime}`;
  const known = dates.get(key);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(LOCALE, {
    timeZone,
    day: "numeric",
    month: "long",
    year: "numeric",
    ...(withTime ? { hour: "2-digit", minute: "2-digit" } : {}),
  });
  dates.set(key, fresh);
  return fresh;
}

const CALENDAR_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A day, in words. A calendar day (`"2026-03-12"`, as SQL dates arrive) belongs to no time zone; an instant needs one.
 *
 * @example formatDate("2026-03-01") // "1er mars 2026"
 */
export function formatDate(day: string): string;
export function formatDate(instant: Date, timeZone: string): string;
export function formatDate(value: string | Date, timeZone = "UTC"): string {
  if (typeof value === "string" && !CALENDAR_DAY.test(value))
    throw new RangeError(`not a calendar day: ${value}`);
  const instant = typeof value === "string" ? new Date(`${value}T00:00:00Z`) : value;
  return firstOfMonth(dateFormat(timeZone, false).format(instant));
}

/** An instant in the local time of an académie. @example formatDateHeure(now, "Indian/Reunion") */
export function formatDateHeure(instant: Date, timeZone: string): string {
  return firstOfMonth(dateFormat(timeZone, true).format(instant));
}

/** French says « 1er mars » and « 2 mars »; Intl does not know it. */
function firstOfMonth(date: string): string {
  return date.replace(/^1 /, "1er ");
}

/** School year, named by the civil year in which it starts. @example formatAnneeScolaire(2024) // "2024-2025" */
export function formatAnneeScolaire(firstYear: number): string {
  return `${firstYear}-${firstYear + 1}`;
}

const UNITS = ["octet", "ko", "Mo", "Go", "To"] as const;

/** A file size, in the binary multiples that file limits are set in. @example formatTaille(1536) // "1,5 ko" */
export function formatTaille(bytes: number): string {
  if (bytes < 1024) return pluriel(bytes, "octet");
  let value = bytes;
  let unit = 0;
  // 1023.95 and more would be written « 1 024,0 »: it is one of the next unit.
  while (value >= 1023.95 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const decimals = value >= 100 || Number.isInteger(Math.round(value * 10) / 10) ? 0 : 1;
  return `${formatNombre(value, decimals)}${NO_BREAK_SPACE}${UNITS[unit]}`;
}
