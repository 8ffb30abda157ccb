import { readFileSync, truncateSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cell, file, HEADER, ods, refusal, rowsOf, TITLES, XLSX, xlsx, zip } from "#tests/classeurs.ts";
import { openTable } from "./open-table.server.ts";
import { TableError, type TableRow } from "./table.ts";

describe("a workbook that is not one, or does harm", () => {
  test("is refused in a sentence when it is cut short, wherever", async () => {
    const whole = readFileSync(await xlsx(`${HEADER}<row r="2"><c r="A2"><v>1</v></c></row>`));
    for (let length = 4; length < whole.length; length += 7) {
      const path = file(whole);
      truncateSync(path, length);
      expect((await refusal(path)).message).toMatch(/[.]$/);
    }
  });

  test("never crashes, whatever bytes are changed", async () => {
    const whole = readFileSync(await xlsx(`${HEADER}<row r="2"><c r="A2"><v>1</v></c></row>`));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        try {
          await rowsOf(await openTable(file(bytes)));
        } catch (error) {
          expect(error).toBeInstanceOf(TableError);
        }
      }),
      { numRuns: 300 },
    );
  });

  /** Changes a field of every record of the directory of a zip file. */
  function patchDirectory(path: string, patch: (bytes: Buffer, at: number) => void): string {
    const bytes = readFileSync(path);
    const mark = Buffer.from("PK\x01\x02", "latin1");
    for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) patch(bytes, at);
    return file(bytes);
  }

  test("is refused before anything is unpacked when it declares too much", async () => {
    const path = await xlsx(HEADER);
    const large = patchDirectory(path, (bytes, at) => bytes.writeUInt32LE(100 * 2 ** 20, at + 24));
    expect((await refusal(large)).code).toBe("classeur_demesure");
  });

  test("is refused when it unpacks out of proportion", async () => {
    const path = await xlsx(HEADER + " ".repeat(30 * 2 ** 20));
    expect((await refusal(path)).code).toBe("classeur_demesure");
  });

  test("is refused when a part gives more than it declares", async () => {
    // What comes beyond would be refused for another reason: it is not even looked at.
    const path = await xlsx(
      `${HEADER}${"<x/>".repeat(2 ** 18)}<row><c t="str"><v>${"ab".repeat(60_000)}</v></c></row>`,
    );
    const lying = patchDirectory(path, (bytes, at) => {
      if (bytes.readUInt32LE(at + 24) > 2 ** 20) bytes.writeUInt32LE(1_000, at + 24);
    });
    expect((await refusal(lying)).code).toBe("classeur_abime");
  });

  test("is refused when a part is not what was packed", async () => {
    const altered = patchDirectory(await xlsx(HEADER), (bytes, at) => bytes.writeUInt32LE(1, at + 16));
    expect((await refusal(altered)).code).toBe("classeur_abime");
  });

  test("is refused with too many parts", async () => {
    const parts = Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`xl/${i}.xml`, ""]));
    expect((await refusal(await zip({ ...XLSX, ...parts }))).code).toBe("classeur_demesure");
  });

  test("is refused under a password", async () => {
    const locked = patchDirectory(await xlsx(HEADER), (bytes, at) => bytes.writeUInt16LE(1, at + 8));
    expect((await refusal(locked)).code).toBe("classeur_protege");
    const manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    const sealed = await ods("", { "META-INF/manifest.xml": manifest });
    expect((await refusal(sealed)).code).toBe("classeur_protege");
    const container = Buffer.concat([
      Buffer.from("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "latin1"),
      Buffer.from("EncryptedPackage", "utf16le"),
    ]);
    expect((await refusal(file(container))).code).toBe("classeur_protege");
  });

  const repeated = (rows: number, columns: number) =>
    `<table:table-row table:number-rows-repeated="${rows}"><table:table-cell table:number-columns-repeated="${columns}" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>`;
  test.each([
    [
      "a document type",
      () => xlsx("", { "xl/sheet.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>' }),
      "classeur_abime",
    ],
    [
      "rows that go back",
      () => xlsx(`${HEADER}<row r="5"><c><v>1</v></c></row><row r="4"/>`),
      "classeur_abime",
    ],
    ["a row beyond the last", () => xlsx(`${HEADER}<row r="1048577"/>`), "classeur_abime"],
    ["a missing sheet", () => zip(XLSX), "classeur_abime"],
    [
      "a cell without end",
      () => xlsx(`<row r="1"><c r="A1" t="str"><v>${"ab".repeat(60_000)}</v></c></row>`),
      "classeur_demesure",
    ],
    [
      "a million rows repeated",
      () => ods(`<table:table table:name="F">${TITLES}${repeated(1_000_000, 16_384)}</table:table>`),
      "classeur_demesure",
    ],
    [
      "sheets of a million rows repeated",
      () => ods(`<table:table table:name="F">${TITLES}${repeated(1_000_000, 2)}</table:table>`.repeat(3)),
      "classeur_demesure",
    ],
    [
      "rows repeated again and again",
      () => ods(`<table:table table:name="F">${TITLES}${repeated(10_000, 16_384).repeat(10)}</table:table>`),
      "classeur_demesure",
    ],
    [
      "too many columns",
      () => ods(`<table:table table:name="F">${repeated(1, 16_384)}</table:table>`),
      "trop_de_colonnes",
    ],
    [
      "a notice alone",
      () =>
        ods(
          `<table:table table:name="F"><table:table-row>${cell("Lisez-moi")}</table:table-row></table:table>`,
        ),
      "classeur_sans_tableau",
    ],
    ["nothing", () => xlsx(""), "fichier_vide"],
    [
      "a binary workbook",
      () =>
        zip({
          "[Content_Types].xml":
            '<Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>',
        }),
      "autre_format",
    ],
    [
      "a Word document",
      () => zip({ "[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>" }),
      "autre_format",
    ],
    ["an archive", () => zip({ "ecoles.csv": "a;b" }), "autre_format"],
  ])("is refused with %s", async (_title, make, code) => {
    const error = await refusal(await make());
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(/[.]$/)]);
  });

  test("gives the rows before the damage", async () => {
    const rows = Array.from(
      { length: 700 },
      (_, i) => `<row r="${i + 2}"><c r="A${i + 2}"><v>${i}</v></c></row>`,
    );
    const path = await xlsx(`${HEADER}${rows.join("")}<row r="3"/>`);
    const table = await openTable(path);
    const seen: TableRow[] = [];
    await expect(async () => {
      for await (const batch of table.rows()) seen.push(...batch);
    }).rejects.toMatchObject({ code: "classeur_abime" });
    expect(seen.at(-1)).toEqual({ line: 701, cells: ["699", ""] });
  });

  test("stops with the signal's reason", async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `<row><c><v>${i}</v></c><c><v>${Math.sin(i)}</v></c></row>`,
    );
    const table = await openTable(await xlsx(HEADER + rows.join("")));
    const stop = new AbortController();
    await expect(async () => {
      for await (const _ of table.rows(stop.signal)) stop.abort(new Error("stopped"));
    }).rejects.toThrow("stopped");
  });
});
