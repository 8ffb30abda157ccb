import fc from "fast-check";
import { writeOds, writeXlsx } from "hucre";
import { describe, expect, test } from "vitest";
import { cellsOf, file, rowsOf } from "#tests/classeurs.ts";
import { FILE_FORMATS } from "./file-format.ts";
import { openTable } from "./open-table.server.ts";
import { tableFile } from "./table-file.server.ts";
import type { FileCell } from "./written-sheet.ts";

describe("a table that goes out and comes back", () => {
  const text = fc
    .string({ unit: fc.constantFrom(..."é😀aZ_x0<&>\"' ;\n\t") })
    // A CSV knows text only; an edge of spaces is not lost, an empty line at the edge is not written.
    .filter((value) => value.trim() !== "" && !/^[\t]/.test(value));
  const number = fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map((tenths) => tenths / 10);
  const date = fc
    .date({ min: new Date("1901-01-01"), max: new Date("2999-12-31"), noInvalidDate: true })
    .map((day) => ({ date: day.toISOString().slice(0, 10) }));

  test.each(FILE_FORMATS)("in %s says the same", async (format) => {
    const row = fc.tuple(text, fc.option(text), number, date);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        async function* lines(): AsyncGenerator<FileCell[]> {
          for (const line of rows) yield line;
        }
        const columns = ["UAI", "Nom", "IPS", "Le"];
        const response = tableFile({ nom: "x", format, columns, rows: lines(), origine: [["UAI", "Nom"]] });
        const table = await openTable(file(Buffer.from(await response.arrayBuffer())));
        expect([table.columns, table.format]).toEqual([columns, format === "csv" ? "csv" : "classeur"]);
        const comma = (value: number) => String(value + 0).replace(".", format === "csv" ? "," : ".");
        expect((await rowsOf(table)).map(({ cells }) => cells)).toEqual(
          rows.map(([a, b, n, day]) => [a, b ?? "", comma(n), day.date]),
        );
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ["XLSX", writeXlsx],
    ["ODS", writeOds],
  ])("written by another in %s is read", async (_format, write) => {
    // Its ODS holds tabs and runs of spaces as they are, which the norm reads as one space.
    const words = text.map((value) => value.trim().replace(/\s+/g, " "));
    const value = fc.oneof(words, number, fc.boolean(), fc.constant(null));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.stringMatching(/^[0-9]{7}[A-Z]$/), value, value)),
        async (lines) => {
          const rows = [["UAI", "Nom", "Valeur"], ...lines];
          const path = file((await write({ sheets: [{ name: "Feuille 1", rows }] })) as Uint8Array);
          const typed = (cell: unknown) =>
            cell === null ? "" : typeof cell === "boolean" ? String(Number(cell)) : String(cell);
          expect(await cellsOf(path)).toEqual(lines.map((line) => line.map(typed)));
        },
      ),
      { numRuns: 40 },
    );
  });
});
