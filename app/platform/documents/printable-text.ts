/** Shown in the place of a character that the fonts of a document cannot draw. */
export const REPLACEMENT = "\uFFFD";

/**
 * What the fonts inside the compiler draw in every weight that the layout uses: Latin with its marks, Greek, Cyrillic,
 * Armenian, Hebrew, Arabic, punctuation, currencies, arrows, mathematics. PDF/UA-1 refuses a document that holds one
 * character without a glyph; render-pdf.test.ts draws each of these, so that a new compiler cannot lose one in silence.
 */
const DRAWN = [
  "\\n -~\\u{A0}-\\u{241}\\u{250}-\\u{2E9}\\u{300}-\\u{33F}\\u{342}\\u{343}\\u{374}-\\u{377}\\u{37A}-\\u{37F}",
  "\\u{384}-\\u{38A}\\u{38C}\\u{38E}-\\u{3A1}\\u{3A3}-\\u{3CE}\\u{3D0}-\\u{3E1}\\u{3F0}-\\u{45F}\\u{490}-\\u{4C4}",
  "\\u{531}-\\u{556}\\u{559}-\\u{55F}\\u{561}-\\u{587}\\u{5B0}-\\u{5C3}\\u{5D0}-\\u{5EA}\\u{5F0}-\\u{5F4}",
  "\\u{60C}\\u{61B}\\u{61F}\\u{621}-\\u{63A}\\u{640}-\\u{655}\\u{660}-\\u{66D}",
  "\\u{1E00}-\\u{1E9B}\\u{1E9E}-\\u{1EF9}\\u{1F00}-\\u{1F15}\\u{1F18}-\\u{1F1D}\\u{1F20}-\\u{1F45}",
  "\\u{1F48}-\\u{1F4D}\\u{1F50}-\\u{1F57}\\u{1F60}-\\u{1F7D}\\u{1F80}-\\u{1FB4}\\u{1FB6}-\\u{1FC4}",
  "\\u{2000}-\\u{200A}\\u{2010}-\\u{2027}\\u{202F}-\\u{2037}\\u{2039}-\\u{203F}\\u{2070}\\u{2071}\\u{2074}-\\u{208E}",
  "\\u{20A0}-\\u{20B5}\\u{20BD}\\u{2100}-\\u{2103}\\u{2113}\\u{2116}\\u{2117}\\u{2120}\\u{2122}\\u{2126}\\u{2150}",
  "\\u{2153}-\\u{2184}\\u{2190}-\\u{2220}\\u{2223}-\\u{222D}\\u{2241}-\\u{226B}\\u{2300}-\\u{2306}\\u{2500}-\\u{2600}",
  "\\u{2605}\\u{2639}-\\u{2642}\\u{2660}-\\u{2667}\\u{2669}-\\u{266F}\\u{FB01}\\u{FB02}\\u{FFFD}",
].join("");
const UNDRAWN = new RegExp(`[^${DRAWN}]`, "gu");

/** Nothing to see: soft hyphens, joiners, variants, and orders of direction, which make a text read otherwise than it is written. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Longer than any French word or usual file name; a line of the page holds about a hundred characters. */
const LONG_RUN = /\S{40}(?=\S)/gu;
const NO_BREAK_SPACE = "\u00A0";
/** Where a line may end without anything being drawn. */
const BREAK = "\u200B";

/**
 * The text as a document can draw it. Composed letters; lines kept; other control characters become spaces; invisible
 * characters vanish; what has no glyph is shown as {@link REPLACEMENT}, never dropped in silence.
 *
 * @example drawableText("Cafe\u0301\t🙂") // "Café \uFFFD"
 */
export function drawableText(text: string): string {
  return (
    text
      .normalize("NFC")
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
      .replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, " ")
      .replace(INVISIBLE, "")
      .replace(UNDRAWN, REPLACEMENT)
  );
}

/**
 * The same, set in lines as French does: nothing ends a line before « ; », « : », « ! », « ? » and a unit, nor between
 * guillemets and their text; a run of forty characters without space may be cut.
 */
export function printableText(text: string): string {
  return drawableText(text)
    .replace(/ (?=[;:!?»%€])|(?<=«) /g, NO_BREAK_SPACE)
    .replace(LONG_RUN, `$&${BREAK}`);
}

/** The data as JSON carries them, with every text printable; keys are ours and stay. */
export function printableData(data: object): unknown {
  return JSON.parse(
    JSON.stringify(data, (_key, value: unknown) =>
      typeof value === "string" ? printableText(value) : value,
    ),
  );
}
