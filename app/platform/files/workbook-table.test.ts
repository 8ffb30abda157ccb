import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeOds, writeXlsx } from "hucre";
import { describe, expect, test } from "vitest";
import { cell, cellsOf, file, HEADER, ods, rowsOf, TITLES, XLSX, xlsx } from "#tests/classeurs.ts";
import { openTable } from "./open-table.server.ts";
import { placeInWorkbook } from "./table.ts";

describe("an XLSX", () => {
  test("gives its cells as one would type them", async () => {
    const path = await xlsx(
      `${HEADER}<row r="3"><c r="A3" s="2"><v>1004</v></c><c r="B3" s="1"><v>0.125</v></c></row>
      <row r="4"><c r="A4"><v>0.30000000000000004</v></c><c r="B4" s="3"><v>45536</v></c></row>
      <row r="5"><c r="A5" t="b"><v>1</v></c><c r="B5" t="e"><v>#N/A</v></c></row>
      <row r="6"><c r="A6" t="str"><f>A1&amp;"x"</f><v>UAIx_x000D_</v></c><c r="B6" t="inlineStr"><is><t>=1+1</t></is></c></row>
      <row r="7"><c r="A7" t="d"><v>2024-09-01T00:00:00Z</v></c><c r="B7" t="s"><v>99</v></c><c r="D7"><v>1</v></c></row>
      <row r="8"><c r="A8" t="s"><v>2</v></c><c r="B8"/></row>`,
    );
    expect((await openTable(path)).columns).toEqual(["UAI", "Nom"]);
    expect(await cellsOf(path)).toEqual([
      ["01004", "12.5%"],
      ["0.3", "2024-09-01"],
      ["1", ""],
      ["UAIx\r", "=1+1"],
      ["2024-09-01", ""],
    ]);
  });

  test("may leave out the references of its rows and cells", async () => {
    const path = await xlsx(
      '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>',
    );
    expect(await rowsOf(await openTable(path))).toEqual([{ line: 2, cells: ["1", "2"] }]);
  });

  test("with macros is read as data, and its hidden sheets are not", async () => {
    const path = await xlsx(`${HEADER}<row r="2"><c r="A2"><v>1</v></c></row>`, {
      "[Content_Types].xml": XLSX["[Content_Types].xml"].replace(
        "openxmlformats-officedocument.spreadsheetml.sheet",
        "ms-excel.sheet.macroEnabled",
      ),
      "xl/vbaProject.bin": "macro",
      "xl/workbook.xml":
        '<workbook xmlns:r="r"><sheets><sheet name="L" sheetId="2" state="veryHidden" r:id="r1"/><sheet name="F" sheetId="1" r:id="r1"/></sheets></workbook>',
    });
    expect((await openTable(path)).feuilles).toEqual([{ nom: "F", premiere: 2, ligne: 2 }]);
  });
});

describe("an ODS", () => {
  test("gives its cells as one would type them, and each row its number", async () => {
    const typed = (attributes: string, shown = "") =>
      `<table:table-cell ${attributes}><text:p>${shown}</text:p></table:table-cell>`;
    const row = (...cells: string[]) => `<table:table-row>${cells.join("")}</table:table-row>`;
    const path = await ods(
      `<table:table table:name="F">${TITLES}
      <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
      ${row(typed('office:value-type="float" office:value="1004"', "01004"), typed('office:value-type="percentage" office:value="0.125"', "13%"))}
      ${row(typed('office:value-type="float" office:value="0.30000000000000004"', "0,3"), typed('office:value-type="date" office:date-value="2024-09-01T00:00:00"', "01/09"))}
      ${row(typed('office:value-type="boolean" office:boolean-value="true"', "VRAI"), typed('table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"', "#N/A"))}
      ${row(typed('office:value-type="time" office:time-value="PT14H30M00S"', "14:30"), '<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>\n  a <text:s/>b<text:span>  c</text:span>\n</text:p><text:p>d</text:p></table:table-cell>')}
      <table:table-row table:number-rows-repeated="2">${cell("x")}${cell("y")}</table:table-row>
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
      </table:table>`,
    );
    expect(await rowsOf(await openTable(path))).toEqual([
      { line: 5, cells: ["01004", "12.5%"] },
      { line: 6, cells: ["0.3", "2024-09-01"] },
      { line: 7, cells: ["1", ""] },
      { line: 8, cells: ["14:30:00", "a  b c\nd"] },
      { line: 9, cells: ["x", "y"] },
      { line: 10, cells: ["x", "y"] },
    ]);
  });
});

describe("several sheets", () => {
  const sheets = [
    { name: "Lisez-moi", rows: [["Ce fichier…"]] },
    {
      name: "LGT",
      rows: [["Lycées généraux"], [], ["UAI", "STMG"], ["0750001A", 80], [null, null], ["0750002B", null]],
    },
    { name: "Vide", rows: [] },
    {
      name: "LP",
      rows: [
        ["Production", "UAI"],
        [70, "0750003C"],
      ],
    },
  ];

  test.each([
    ["XLSX", writeXlsx],
    ["ODS", writeOds],
  ])("of one %s are one table, whose lines lead back to their rows", async (_format, write) => {
    const table = await openTable(file((await write({ sheets })) as Uint8Array));
    expect(table.columns).toEqual(["UAI", "STMG", "Production", "feuille"]);
    expect(table.feuillesIgnorees).toEqual(["Lisez-moi", "Vide"]);
    const rows = await rowsOf(table);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ["0750001A", "80", null, "LGT"],
      ["0750002B", "", null, "LGT"],
      ["0750003C", null, "70", "LP"],
    ]);
    expect(rows.map(({ line }) => placeInWorkbook(table.feuilles ?? [], line))).toEqual([
      { feuille: "LGT", ligne: 4 },
      { feuille: "LGT", ligne: 6 },
      { feuille: "LP", ligne: 2 },
    ]);
    expect(placeInWorkbook(table.feuilles ?? [], 3)).toBeUndefined();
    expect(await rowsOf(table)).toEqual(rows);
  });
});

const ival = fileURLToPath(new URL("../../../../shared/donnees/resultats/ival-2024.xlsx", import.meta.url));
describe("the real IVAL workbook", () => {
  /** Rows of a sheet that hold a UAI, counted in its XML by other means. */
  function count(sheet: number): number {
    const part = (name: string) =>
      execFileSync("unzip", ["-p", ival, `xl/${name}.xml`], { maxBuffer: 2 ** 26 }).toString();
    const strings = [...part("sharedStrings").matchAll(/<si>(.*?)<\/si>/gs)].map(([, si = ""]) =>
      si.replace(/<[^>]+>/g, ""),
    );
    const cells = part(`worksheets/sheet${sheet}`).matchAll(/<c r="E\d+"[^>]*t="s"[^>]*><v>(\d+)<\/v>/g);
    return [...cells].filter(([, rank]) => /^\d{7}[A-Z]$/.test(strings[Number(rank)] ?? "")).length;
  }

  test.runIf(existsSync(ival))(
    "has every line of both sheets, under labels that name their group",
    async () => {
      const table = await openTable(ival);
      const rows = await rowsOf(table);
      const at = (label: string) => table.columns.indexOf(label);
      const of = (feuille: string) => rows.filter(({ cells }) => cells.at(-1) === feuille);
      expect([of("LGT").length, of("LP").length]).toEqual([count(1), count(2)]);
      expect([of("LGT").length, of("LP").length, rows.length]).toEqual([2331, 2008, 4339]);
      expect(table.duplicateColumns).toEqual([]);
      expect(table.columns.slice(0, 7)).toEqual([
        "Académie",
        "Département",
        "Etablissement",
        "Ville",
        "UAI",
        "Code commune",
        "Secteur",
      ]);
      expect(
        rows.every(({ cells, irregular }) => /^\d{7}[A-Z]$/.test(cells[at("UAI")] ?? "") && !irregular),
      ).toBe(true);
      const [first] = rows;
      expect([at("Taux de réussite bruts > TOTAL"), at("2nde")].map((place) => first?.cells[place])).toEqual([
        "94",
        "49",
      ]);
      expect(first?.cells[at("Valeur ajoutée du taux de réussite > TOTAL")]).toBe("ND");
      const lp = of("LP")[0];
      expect(lp?.cells[at("Valeur ajoutée de taux de mentions > Génie civil, construction et bois")]).toBe(
        "+19",
      );
      expect(placeInWorkbook(table.feuilles ?? [], lp?.line ?? 0)).toEqual({ feuille: "LP", ligne: 3 });
    },
  );
});
