import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  academieOuRien,
  anneeRentree,
  communeOuRien,
  dateOuRien,
  degresOuRien,
  departement,
  nombre,
  ouiNon,
  secteur,
  texteObligatoire,
} from "./conversions.ts";
import type { Converter } from "./dataset.ts";

const REFUSED = Symbol("refused");

/** The value, or REFUSED when the cell is refused with a French sentence that quotes it. */
function read<T>(converter: Converter<T>, text: string): T | typeof REFUSED {
  const converted = converter(text);
  if (converted.ok) return converted.value;
  expect(converted.raison).toMatch(/^«.*»/s);
  expect(converted.raison).toContain(text);
  return REFUSED;
}

describe("a school year", () => {
  test.each([
    ["2024-2025", 2024],
    ["2024/2025", 2024],
    ["2024 - 2025", 2024],
    ["2024", 2024],
    [" 2024 ", 2024],
    ["2024-09-01", 2024],
    ["2024-08-01", 2024],
    ["2024-07-31", 2023],
    ["2025-06-30", 2024],
    ["2024-01-01", 2024],
    ["2024-01-01T00:00:00+00:00", 2024],
    ["2024-01-02", 2023],
    ["1979", REFUSED],
    ["1980", 1980],
    ["1981", 1981],
    ["2099", 2099],
    ["2100", 2100],
    ["2101", REFUSED],
    ["0001-09-01", REFUSED],
    ["9999-12-31", REFUSED],
    ["2024-2026", REFUSED],
    ["2025-2024", REFUSED],
    ["2024-25", REFUSED],
    ["", REFUSED],
    ["rentrée 2024", REFUSED],
  ])("%j is %s", (text, expected) => {
    expect(read(anneeRentree, text)).toBe(expected);
  });
});

describe("a number", () => {
  test.each([
    ["95.7", 95.7],
    ["95,7", 95.7],
    ["1153", 1153],
    ["540.0", 540],
    ["81,7%", 81.7],
    ["81,7 %", 81.7],
    ["+4", 4],
    ["-3,5", -3.5],
    ["0", 0],
    ["0,0", 0],
    ["1\u202f234,5", 1234.5],
    ["1\u2009234", 1234],
    ["1\u00a0234", 1234],
    ["12 345", 12345],
  ])("written %j is %s", (text, valeur) => {
    expect(nombre(text)).toEqual({ ok: true, value: { valeur, statut: "ok" } });
  });

  test.each([
    ["", "manquant"],
    ["  ", "manquant"],
    ["ND", "manquant"],
    ["nd", "manquant"],
    ["NA", "manquant"],
    ["N/A", "manquant"],
    ["None", "manquant"],
    ["null", "manquant"],
    ["-", "manquant"],
    ["NS", "ns"],
    ["ns", "ns"],
    [" NS ", "ns"],
    ["SO", "sans_objet"],
    ["s.o.", "sans_objet"],
  ])("absent as %j is %s and never 0", (text, statut) => {
    expect(nombre(text)).toEqual({ ok: true, value: { valeur: null, statut } });
  });

  test.each(["abc", "1,2,3", "1.234,5", "1e5", "Infinity", "NaN", "12a", "%", "+", "0x10", "--1", "> 100"])(
    "%j is refused rather than guessed",
    (text) => {
      expect(read(nombre, text)).toBe(REFUSED);
    },
  );

  test("is read to the last bit, whatever its separator", () => {
    const plain = fc.tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.nat(9_999));
    fc.assert(
      fc.property(plain, fc.constantFrom(".", ","), ([whole, decimals], mark) => {
        const text = `${whole}${mark}${decimals}`;
        expect(nombre(text)).toEqual({
          ok: true,
          value: { valeur: Number(`${whole}.${decimals}`), statut: "ok" },
        });
      }),
    );
  });

  test("is 0 only when the cell says zero", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 6 }), (text) => {
        const converted = nombre(text);
        return (
          !converted.ok || converted.value.valeur !== 0 || /^\s*[+-]?[0\s]+([.,][0\s]+)?%?\s*$/.test(text)
        );
      }),
    );
  });
});

describe("a sector", () => {
  test.each([
    ["public", "public"],
    ["PUBLIC", "public"],
    ["Public", "public"],
    ["PU", "public"],
    ["privé sous contrat", "prive_sous_contrat"],
    ["PRIVE SOUS CONTRAT", "prive_sous_contrat"],
    ["PR", "prive_sous_contrat"],
    ["PRIVE", "prive"],
    ["Privé", "prive"],
    ["Privé hors contrat", "prive_hors_contrat"],
    ["", REFUSED],
    ["laïc", REFUSED],
  ])("%j is %s", (text, expected) => {
    expect(read(secteur, text)).toBe(expected);
  });
});

describe("a code", () => {
  test.each([
    ["059", "59"],
    ["2A", "2A"],
    ["Nord", REFUSED],
    ["", REFUSED],
  ])("of département %j is %s", (text, expected) => {
    expect(read(departement, text)).toBe(expected);
  });

  test.each([
    ["", undefined],
    ["59350", "59350"],
    ["1004", "01004"],
    ["2a004", "2A004"],
    ["98803", "98803"],
    ["593500", REFUSED],
    ["Lille", REFUSED],
  ])("of commune %j is %s", (text, expected) => {
    expect(read(communeOuRien, text)).toBe(expected);
  });

  test.each([
    ["", undefined],
    ["9", "09"],
    ["09", "09"],
    ["70", "70"],
    ["170", REFUSED],
    ["Lille", REFUSED],
  ])("of académie %j is %s", (text, expected) => {
    expect(read(academieOuRien, text)).toBe(expected);
  });
});

describe("a coordinate", () => {
  test.each([
    ["", 90, undefined],
    ["89.999", 90, 89.999],
    ["90", 90, 90],
    ["90.001", 90, REFUSED],
    ["-90", 90, -90],
    ["-90.001", 90, REFUSED],
    ["180", 180, 180],
    ["180,1", 180, REFUSED],
    ["9".repeat(400), 180, REFUSED],
    ["nord", 90, REFUSED],
  ])("%j within %i degrees is %s", (text, limite, expected) => {
    expect(read(degresOuRien(limite), text)).toBe(expected);
  });
});

describe("a date", () => {
  test.each([
    ["", undefined],
    ["1973-10-25", "1973-10-25"],
    ["2024-02-29", "2024-02-29"],
    ["2024-09-02T00:00:00+02:00", "2024-09-02"],
    ["02/09/2024", "2024-09-02"],
    ["2023-02-29", REFUSED],
    ["2024-02-31", REFUSED],
    ["31/02/2024", REFUSED],
    ["2024-13-01", REFUSED],
    ["0000-01-01", REFUSED],
    ["hier", REFUSED],
  ])("%j is %s", (text, expected) => {
    expect(read(dateOuRien, text)).toBe(expected);
  });
});

describe("a yes or no", () => {
  test.each([
    ["1", true],
    ["Oui", true],
    ["0", false],
    ["Non", false],
    ["", false],
    ["2", REFUSED],
    ["REP", REFUSED],
  ])("%j is %s", (text, expected) => {
    expect(read(ouiNon, text)).toBe(expected);
  });
});

describe("a compulsory text", () => {
  test("is trimmed, its spaces are single, and it is bounded", () => {
    expect(texteObligatoire("Le nom")("  COLLEGE   DES  PINS ")).toEqual({
      ok: true,
      value: "COLLEGE DES PINS",
    });
    expect(texteObligatoire("Le nom")("x".repeat(201))).toEqual({ ok: true, value: "x".repeat(200) });
  });
  test("is refused when empty, by its name", () => {
    expect(texteObligatoire("Le nom")(" ")).toMatchObject({
      ok: false,
      raison: expect.stringMatching(/^Le nom manque/),
    });
  });
});
