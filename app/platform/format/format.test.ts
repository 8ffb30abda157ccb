import { describe, expect, it } from "vitest";
import {
  formatAnneeScolaire,
  formatDate,
  formatDateHeure,
  formatNombre,
  formatPourcent,
  formatTaille,
  pluriel,
} from "./format.ts";

describe("numbers", () => {
  it("separates thousands by a narrow no-break space and decimals by a comma", () => {
    expect(formatNombre(1234567.85, 1)).toBe("1\u202f234\u202f567,9");
    expect(formatNombre(-1234.5, 2)).toBe("-1\u202f234,50");
  });
  it("never writes minus zero", () => {
    expect(formatNombre(-0.04, 1)).toBe("0,0");
    expect(formatNombre(-0)).toBe("0");
    expect(formatNombre(-0.05, 1)).toBe("-0,1");
  });
  it("writes a ratio in percent", () => {
    expect(formatPourcent(0.1234, 1)).toBe("12,3\u00a0%");
  });
  it("keeps the singular below two, as French does", () => {
    expect(pluriel(0, "structure")).toBe("0\u00a0structure");
    expect(pluriel(1.5, "place")).toBe("1,5\u00a0place");
    expect(pluriel(2, "structure")).toBe("2\u00a0structures");
    expect(pluriel(3, "réseau", "réseaux")).toBe("3\u00a0réseaux");
  });
});

describe("dates", () => {
  it("reads a calendar day without any time zone", () => {
    expect(formatDate("2026-03-01")).toBe("1er mars 2026");
    expect(() => formatDate("01/03/2026")).toThrow(RangeError);
  });
  it("places an instant in the day and hour of the académie", () => {
    const instant = new Date("2026-03-12T21:30:00Z");
    expect(formatDate(instant, "Europe/Paris")).toBe("12 mars 2026");
    expect(formatDate(instant, "Indian/Reunion")).toBe("13 mars 2026");
    expect(formatDateHeure(instant, "Europe/Paris")).toBe("12 mars 2026 à 22:30");
  });
  it("names a school year by both of its civil years", () => {
    expect(formatAnneeScolaire(2024)).toBe("2024-2025");
  });
});

describe("file sizes", () => {
  it.each([
    [0, "0\u00a0octet"],
    [1023, "1\u202f023\u00a0octets"],
    [1024, "1\u00a0ko"],
    [1536, "1,5\u00a0ko"],
    [1_048_575, "1\u00a0Mo"],
    [128 * 1024 * 1024, "128\u00a0Mo"],
  ])("writes %i bytes", (bytes, expected) => {
    expect(formatTaille(bytes)).toBe(expected);
  });
});
