import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkUai, libelleAnnee, normalizeDepartement, normalizeSearch, serieComparable } from "./rules.ts";

/** Written anew from its description: the test does not lean on the code it checks. */
function letterOf(digits: string): string {
  return "ABCDEFGHJKLMNPRSTUVWXYZ"[Number(digits) % 23] ?? "";
}
const uais = fc
  .integer({ min: 0, max: 9_999_999 })
  .map((n) => String(n).padStart(7, "0"))
  .map((digits) => digits + letterOf(digits));

function replaceAt(text: string, place: number, by: string): string {
  return text.slice(0, place) + by + text.slice(place + by.length);
}

describe("an UAI", () => {
  test.each([
    ["6200733C", "Corse-du-Sud"],
    ["7200044K", "Haute-Corse"],
    ["9710015P", "Guadeloupe"],
    ["9720008B", "Martinique"],
    ["9730020J", "Guyane"],
    ["9740042C", "La Réunion"],
    ["9760162X", "Mayotte"],
    ["9830266X", "Nouvelle Calédonie"],
    ["9840021A", "Polynésie Française"],
    ["9870003P", "Wallis et Futuna"],
    ["0010018P", "Ain"],
    ["0756273L", "Paris"],
    ["0950019E", "Val-d'Oise"],
    ["0592886S", "Nord"],
  ])("%s of %s, copied from the register, is taken", (uai) => {
    expect(checkUai(uai)).toEqual({ ok: true, uai });
  });

  test("is taken with spaces around it, as it stands in the register", () => {
    expect(checkUai(" 0720902P ")).toEqual({ ok: true, uai: "0720902P" });
  });

  test("is taken whenever the letter is right", () => {
    fc.assert(fc.property(uais, (uai) => checkUai(uai).ok));
  });

  test("never passes with one digit changed", () => {
    fc.assert(
      fc.property(uais, fc.nat(6), fc.integer({ min: 1, max: 9 }), (uai, place, shift) => {
        const digit = String((Number(uai[place]) + shift) % 10);
        return !checkUai(replaceAt(uai, place, digit)).ok;
      }),
    );
  });

  test("never passes with two neighbouring digits swapped", () => {
    fc.assert(
      fc.property(uais, fc.nat(5), (uai, place) => {
        fc.pre(uai[place] !== uai[place + 1]);
        return !checkUai(replaceAt(uai, place, `${uai[place + 1]}${uai[place]}`)).ok;
      }),
    );
  });

  test("never passes with another letter, I, O and Q included, and a wrong letter brings no proposal", () => {
    fc.assert(
      fc.property(uais, fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"), (uai, letter) => {
        fc.pre(letter !== uai[7]);
        const check = checkUai(uai.slice(0, 7) + letter);
        return !check.ok && check.proposition === undefined && check.raison.includes(uai.slice(7));
      }),
    );
  });

  test.each([
    ["0780032l", "0780032L", "lower case"],
    ["002007X", "0020007X", "a zero lost in the middle"],
    ["973037P", "9730370P", "a zero lost at the end"],
    ["720902P", "0720902P", "the first zero lost by a spreadsheet"],
    ["04770677F", "0470677F", "a digit typed twice"],
    ["06100057F", "0610057F", "a zero too many"],
    ["09110776Z", "0910776Z", "a one too many"],
    ["065 0740B", "0650740B", "a space inside"],
  ])("%s is refused with the proposal %s (%s), never repaired in silence", (wrong, proposition) => {
    const check = checkUai(wrong);
    expect(check).toMatchObject({ ok: false, proposition });
    expect(check.ok ? "" : check.raison).toContain(proposition);
    expect(check.ok ? "" : check.raison).toContain(`« ${wrong} »`);
  });

  test.each(["350001SH", "0350708O", "0211162X", "", "PAR000A", "072090", "07209021234P"])(
    "%j is refused and explained without inventing a code",
    (wrong) => {
      const check = checkUai(wrong);
      expect(check.ok).toBe(false);
      expect(check).not.toHaveProperty("proposition", expect.anything());
      expect(check.ok ? "" : check.raison).toMatch(/\.$/);
    },
  );

  test("of a total line is told for what it is", () => {
    expect(checkUai("Total Académie LILLE")).toMatchObject({
      ok: false,
      raison: expect.stringContaining("ligne de total"),
    });
  });

  test("proposals are themselves valid, whatever was typed", () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.stringMatching(/^[0-9]{6}[A-Za-z]$/),
      fc.stringMatching(/^[0-9 ]{8,10}[A-Za-z]$/),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const check = checkUai(text);
        return check.ok || check.proposition === undefined || checkUai(check.proposition).ok;
      }),
    );
  });
});

describe("a département code", () => {
  test.each([
    ["059", "59"],
    ["59", "59"],
    ["1", "01"],
    ["01", "01"],
    ["001", "01"],
    ["095", "95"],
    ["02A", "2A"],
    ["2a", "2A"],
    ["2B", "2B"],
    ["971", "971"],
    ["988", "988"],
    ["961", "961"],
    [" 72 ", "72"],
    ["", undefined],
    ["2C", undefined],
    ["720", undefined],
    ["0971", undefined],
    ["Nord", undefined],
  ])("%j is %j", (text, expected) => {
    expect(normalizeDepartement(text)).toBe(expected);
  });

  test("is the same once normalised", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 4 }), (text) => {
        const code = normalizeDepartement(text);
        return code === undefined || normalizeDepartement(code) === code;
      }),
    );
  });
});

describe("the words searched by", () => {
  test.each([
    ["Collège de l'Étang", "college de l etang"],
    ["SACRÉ-CŒUR", "sacre coeur"],
    ["  L’Haÿ-les-Roses  ", "l hay les roses"],
    ["0720902P", "0720902p"],
    ["%_\\", ""],
    ["", ""],
  ])("of %j are %j", (text, words) => {
    expect(normalizeSearch(text)).toBe(words);
  });

  test("hold letters, digits and single spaces only, and do not change when normalised again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const words = normalizeSearch(text);
        return /^([a-z0-9]+( [a-z0-9]+)*)?$/.test(words) && normalizeSearch(words) === words;
      }),
    );
  });
});

describe("a series", () => {
  test.each([
    [2021, { de: -Infinity, a: 2021 }],
    [2022, { de: 2022, a: Infinity }],
    [2023, { de: 2022, a: Infinity }],
  ])("read in %i stops at the break of 2022", (annee, stretch) => {
    expect(serieComparable(annee, [2022])).toEqual(stretch);
  });

  test("between two breaks is bounded on both sides; without a break it has no bound", () => {
    expect(serieComparable(2020, [2024, 2018])).toEqual({ de: 2018, a: 2023 });
    expect(serieComparable(2020, [])).toEqual({ de: -Infinity, a: Infinity });
  });

  test("names its years as schools do", () => {
    expect(libelleAnnee(2024)).toBe("2024-2025");
  });
});
