import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseDataSheets, findHeader } from "./sheet-header.ts";

/** Rows of a sheet, the first being row 1; blank ones are left out, as the readers do. */
function rows(...lines: readonly (readonly string[])[]) {
  return lines
    .map((cells, rank) => ({ ligne: rank + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
}

describe("the header of a sheet", () => {
  test("is its first row when nothing is above", () => {
    expect(findHeader(rows(["UAI", "Taux de\n  réussite"], ["0750001A", "87"]))).toEqual({
      ligne: 1,
      labels: ["UAI", "Taux de réussite"],
    });
  });

  test("is found under titles, notes and blank rows", () => {
    const head = rows(
      ["Indicateurs des lycées, session 2024"],
      [],
      ["Source :", "DEPP"],
      [],
      ["UAI", "Nom", "Commune", "Secteur"],
      ["0750001A", "Lycée X", "Paris", "PU"],
    );
    expect(findHeader(head)).toEqual({ ligne: 5, labels: ["UAI", "Nom", "Commune", "Secteur"] });
  });

  test("may stand alone", () => {
    expect(findHeader(rows(["UAI", "Nom"]))?.labels).toEqual(["UAI", "Nom"]);
  });

  test("names the group of a label that repeats, and leaves alone one that does not", () => {
    const head = rows(
      ["Informations établissement", "", "Taux bruts", "", "Taux attendus", ""],
      ["UAI", "Ville", "STMG", "TOTAL", "STL", "TOTAL"],
      ["0750001A", "Paris", "80", "81", "ND", "82"],
    );
    expect(findHeader(head)).toEqual({
      ligne: 2,
      labels: ["UAI", "Ville", "STMG", "Taux bruts > TOTAL", "STL", "Taux attendus > TOTAL"],
    });
  });

  test("is two rows high when most columns are titled in the first", () => {
    const head = rows(
      ["UAI", "Nom", "Ville", "Filles", "", "Garçons", ""],
      ["", "", "", "2de", "1re", "2de", "1re"],
      ["0750001A", "Lycée X", "Paris", "10", "11", "12", "13"],
    );
    expect(findHeader(head)).toEqual({
      ligne: 2,
      labels: ["UAI", "Nom", "Ville", "Filles > 2de", "Filles > 1re", "Garçons > 2de", "Garçons > 1re"],
    });
  });

  test("is not stretched over lines that say the same thing twice", () => {
    const head = rows(
      ["UAI", "Nom", "", "Commune"],
      ["0750001A", "Paris", "oui", "Paris"],
      ["0750002B", "Lyon", "oui", "Lyon"],
    );
    expect(findHeader(head)).toEqual({ ligne: 1, labels: ["UAI", "Nom", "", "Commune"] });
  });

  test.each([
    ["nothing", []],
    ["a notice", [["Lisez-moi"], ["Ce fichier contient…"], ["Contact : la DEPP"]]],
    [
      "numbers alone",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
  ])("is not found in %s", (_title, lines) => {
    expect(findHeader(rows(...lines))).toBeUndefined();
  });

  test("is found again whatever stands above, and whatever the groups", () => {
    const label = fc.constantFrom("2de", "1re", "Term.", "TOTAL");
    const groups = fc.array(fc.uniqueArray(label, { minLength: 2, maxLength: 4 }), {
      minLength: 2,
      maxLength: 6,
    });
    const above = fc.array(fc.constantFrom("", "Résultats 2024", "Source : DEPP"), { maxLength: 6 });
    fc.assert(
      fc.property(groups, above, (grouped, titles) => {
        const top = [
          "Identité",
          "",
          ...grouped.flatMap((labels, at) => labels.map((_, i) => (i === 0 ? `G${at}` : ""))),
        ];
        const labels = ["UAI", "Ville", ...grouped.flat()];
        const head = rows(...titles.map((title) => [title]), top, labels, [
          "0750001A",
          "Paris",
          ...grouped.flat().map((_, i) => String(i)),
        ]);
        const count = (text: string) => grouped.flat().filter((other) => other === text).length;
        const expected = grouped.flatMap((own, at) =>
          own.map((text) => (count(text) > 1 ? `G${at} > ${text}` : text)),
        );
        expect(findHeader(head)).toEqual({ ligne: titles.length + 2, labels: ["UAI", "Ville", ...expected] });
      }),
    );
  });
});

describe("the sheets of data", () => {
  const sheet = (...lines: readonly (readonly string[])[]) => {
    const head = rows(...lines);
    return { head, header: findHeader(head) };
  };

  test("are the fullest and those that share a label with it", () => {
    const notice = sheet(["Lisez-moi"]);
    const dictionary = sheet(["Variable", "Définition"], ["uai", "Identifiant"]);
    const lgt = sheet(["UAI", "TOTAL", "STMG"], ["0750001A", "1", "2"], ["0750002B", "1", "2"]);
    const lp = sheet(["UAI", "Total", "Production"], ["0750003C", "1", "2"]);
    expect(chooseDataSheets([notice, dictionary, lgt, lp, sheet()])).toEqual([2, 3]);
    expect(chooseDataSheets([notice, sheet()])).toEqual([]);
  });
});
