/** How a number is shown, as far as its text depends on it. `zeros` is the least count of digits of a code. */
export type NumberFormat =
  | { readonly kind: "number" | "percent" | "date" | "datetime" | "time" }
  | { readonly kind: "code"; readonly zeros: number };

const NUMBER: NumberFormat = { kind: "number" };
const SECONDS_A_DAY = 86_400;
/** 31 December 9999, beyond which spreadsheets know no date. */
const LAST_SERIAL = 2_958_465;

/** Built-in formats of XLSX whose numbers are not plain: ECMA-376 part 1, 18.8.30. */
export function builtInFormat(id: number): NumberFormat {
  if (id === 9 || id === 10) return { kind: "percent" };
  if (id === 22) return { kind: "datetime" };
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return { kind: "time" };
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36) return { kind: "date" };
  if ((id >= 50 && id <= 54) || id === 57 || id === 58) return { kind: "date" };
  return NUMBER;
}

/**
 * What a format code says of its numbers. Texts, colours and locales written in it are not looked at.
 *
 * @example numberFormat('0.0" %"') // { kind: "number" }
 * @example numberFormat("00000") // { kind: "code", zeros: 5 }
 */
export function numberFormat(code: string): NumberFormat {
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "")
    .split(";", 1)[0];
  if (bare === undefined || /^general$/i.test(bare)) return NUMBER;
  if (bare.includes("%")) return { kind: "percent" };
  const hasTime = /[hs]/i.test(bare);
  if (/[yd]/i.test(bare) || (/m/i.test(bare) && !hasTime)) return { kind: hasTime ? "datetime" : "date" };
  if (hasTime) return { kind: "time" };
  return /^0{2,}$/.test(bare) ? { kind: "code", zeros: bare.length } : NUMBER;
}

/**
 * A number as a person would type it: dot, no exponent, the fifteen digits that spreadsheets show.
 *
 * @example numberText("0.30000000000000004") // "0.3"
 */
export function numberText(raw: string): string {
  const value = toNumber(raw);
  return value === undefined ? raw : plain(value);
}

/** @example percentText("0.125") // "12.5%" */
export function percentText(raw: string): string {
  const value = toNumber(raw);
  return value === undefined || !Number.isFinite(value * 100) ? raw : `${plain(value * 100)}%`;
}

/** The text of a number kept with a format. `from1904`: the workbook counts its days from 1 January 1904. */
export function formattedText(raw: string, format: NumberFormat, from1904 = false): string {
  if (format.kind === "number") return numberText(raw);
  if (format.kind === "percent") return percentText(raw);
  if (format.kind === "code") return numberText(raw).replace(/^\d+$/, (d) => d.padStart(format.zeros, "0"));
  return dateText(raw, format.kind, from1904);
}

function toNumber(raw: string): number | undefined {
  const value = raw.trim() === "" ? Number.NaN : Number(raw);
  return Number.isFinite(value) ? value : undefined;
}

function plain(value: number): string {
  const rounded = Number(value.toPrecision(15));
  // The very largest numbers round to infinity.
  const text = String(Number.isFinite(rounded) ? rounded : value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!parts) return text;
  const [, sign = "", first = "", decimals = "", exponent = "0"] = parts;
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${"0".repeat(-shift - 1)}${first}${decimals}`;
  return `${sign}${first}${decimals.padEnd(shift, "0")}`;
}

/** ISO 8601: a day, a day and a time, or a time; to the second. */
function dateText(raw: string, kind: "date" | "datetime" | "time", from1904: boolean): string {
  const serial = toNumber(raw);
  if (serial === undefined || serial < 0 || serial > LAST_SERIAL) return numberText(raw);
  const seconds = Math.round(serial * SECONDS_A_DAY);
  const time = clock(seconds % SECONDS_A_DAY);
  if (kind === "time" && seconds < SECONDS_A_DAY) return time;
  if (kind === "time") return clock(seconds);
  const days = Math.floor(seconds / SECONDS_A_DAY);
  const day = isoDay(from1904 ? days + 1462 : days);
  return kind === "date" || seconds % SECONDS_A_DAY === 0 ? day : `${day}T${time}`;
}

function clock(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Day 1 is 1 January 1900; day 60 is a 29 February 1900 that never was, kept by spreadsheets since Lotus 1-2-3. */
function isoDay(days: number): string {
  const sinceEpoch = days - 25_569 + (days < 60 ? 1 : 0);
  return new Date(sinceEpoch * SECONDS_A_DAY * 1000).toISOString().slice(0, 10);
}
