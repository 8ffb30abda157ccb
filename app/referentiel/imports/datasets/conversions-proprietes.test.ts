import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anneeDuJour, anneeSession, dateObligatoire, nombre, uaiOuRien } from "./conversions.ts";

/** Every way the official files and the spreadsheets write one number. */
const spelling = fc.record({
  sign: fc.constantFrom("", "+", "-"),
  whole: fc.nat(9_999_999),
  decimals: fc.option(fc.tuple(fc.constantFrom(".", ","), fc.nat(9_999)), { nil: undefined }),
  space: fc.constantFrom("", " ", "\u00a0", "\u202f", "\u2009"),
  percent: fc.constantFrom("", "%", " %", "\u00a0%"),
  around: fc.constantFrom("", " ", "\t"),
});

describe("a number", () => {
  test("reads back whatever its sign, its spaces, its separator and its percent", () => {
    fc.assert(
      fc.property(spelling, ({ sign, whole, decimals, space, percent, around }) => {
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, space);
        const fraction = decimals ? `${decimals[0]}${decimals[1]}` : "";
        const text = `${around}${sign}${grouped}${fraction}${percent}${around}`;
        const plain = Number(`${sign}${whole}${decimals ? `.${decimals[1]}` : ""}`);
        expect(nombre(text)).toEqual({ ok: true, value: { valeur: plain, statut: "ok" } });
      }),
    );
  });

  test.each(["", "NS", "ns", "ND", "nd", "None", ".", "s", "c", "N.S.", "n.d.", "NC", "NA", "-"])(
    "marked %j is absent, never 0, whatever the spaces around",
    (marker) => {
      for (const text of [marker, ` ${marker}`, `${marker}\t`]) {
        const read = nombre(text);
        expect(read.ok && read.value.valeur).toBe(null);
        expect(read.ok && read.value.statut).not.toBe("ok");
      }
    },
  );

  test("is never made of letters", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z]{3,8}$/), (word) => {
        const read = nombre(word);
        return !read.ok || read.value.valeur === null;
      }),
    );
  });
});

describe("a session of exam", () => {
  test.each([
    ["2024", 2023],
    [" 2024 ", 2023],
    ["2025-01-01", 2024],
    ["2025-06-26", 2024],
    ["2025-01-01T00:00:00+00:00", 2024],
    ["2023-2024", 2023],
    ["1981", 1980],
  ])("%j ends the school year begun in %i", (text, annee) => {
    expect(anneeSession(text)).toEqual({ ok: true, value: annee });
  });

  test.each(["", "juin 2024", "24", "1980", "2102", "2023-2025"])("%j is refused", (text) => {
    expect(anneeSession(text).ok).toBe(false);
  });

  test("is the year before, for every session", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1981, max: 2100 }), (year) => {
        expect(anneeSession(String(year))).toEqual({ ok: true, value: year - 1 });
      }),
    );
  });
});

test.each([
  ["2026-05-27", 2025],
  ["2026-07-31", 2025],
  ["2026-08-01", 2026],
  ["2026-01-12", 2025],
])("the day %s belongs to the school year of rentrée %i", (jour, annee) => {
  expect(anneeDuJour(jour)).toBe(annee);
});

test("a closing without its date is refused, a mother that is no UAI is left out", () => {
  expect(dateObligatoire("La date de fermeture")("")).toEqual({
    ok: false,
    raison: "La date de fermeture manque : on attend 2024-09-02 ou 02/09/2024.",
  });
  expect(dateObligatoire("La date de fermeture")("31/08/2025")).toEqual({ ok: true, value: "2025-08-31" });
  expect(uaiOuRien("0720902P")).toEqual({ ok: true, value: "0720902P" });
  expect(uaiOuRien("0720902X")).toEqual({ ok: true, value: undefined });
  expect(uaiOuRien("")).toEqual({ ok: true, value: undefined });
});
