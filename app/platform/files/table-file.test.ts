import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { readOds, readXlsx } from "hucre";
import { describe, expect, test } from "vitest";
import { FILE_FORMATS, readFileFormat } from "./file-format.ts";
import { type TableFile, tableFile } from "./table-file.server.ts";
import type { FileCell } from "./written-sheet.ts";

const SOFFICE = ["/usr/bin/soffice", "/usr/bin/libreoffice"].find((path) => existsSync(path));

async function* lines(...rows: (readonly FileCell[])[]) {
  yield* rows;
}
function exported(
  format: TableFile["format"],
  rows: (readonly FileCell[])[],
  origine?: TableFile["origine"],
) {
  const columns = ["UAI", "Nom", "n"];
  return tableFile({ nom: "structures", format, columns, rows: lines(...rows), ...(origine && { origine }) });
}
async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

test("the format asked for is known or is CSV", () => {
  expect(
    ["format=xlsx", "format=ods", "format=csv", "", "format=exe"].map((query) =>
      readFileFormat(new URLSearchParams(query)),
    ),
  ).toEqual(["xlsx", "ods", "csv", "csv", "csv"]);
});

describe("an export", () => {
  test.each([
    ["csv", "text/csv; charset=utf-8"],
    ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ["ods", "application/vnd.oasis.opendocument.spreadsheet"],
  ] as const)("in %s is an attachment of its kind, kept by nobody", (format, type) => {
    expect(Object.fromEntries(exported(format, []).headers)).toEqual({
      "content-type": type,
      "content-disposition": `attachment; filename="structures.${format}"`,
      "cache-control": "no-store",
    });
  });

  test.each([
    ["Lycées de l'académie", "Lycees-de-l-academie"],
    ['..\\"évasion"/', "evasion"],
    ["日本", "export"],
  ])("named %j has %j for name", (nom, name) => {
    const response = tableFile({ nom, format: "csv", columns: ["a"], rows: lines() });
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${name}.csv"`);
  });

  test("in CSV is in UTF-8 with a BOM, and holds the data only", async () => {
    const rows = [
      ["0720902P", "Collège Été", 1.5],
      ["x", null, { date: "2026-09-01" }],
    ] as const;
    const bytes = await bytesOf(exported("csv", [...rows], [["Source", "DEPP"]]));
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(parse(bytes.toString(), { bom: true, delimiter: ";" })).toEqual([
      ["UAI", "Nom", "n"],
      ["0720902P", "Collège Été", "1,5"],
      ["x", "", "2026-09-01"],
    ]);
  });

  test.each(["xlsx", "ods"] as const)(
    "in %s types its cells, runs no formula, and tells its origin",
    async (format) => {
      const rows = [
        ["0720902P", "=1+1", 12.5],
        ["075", 'Été <&>\n"deux"  lignes ', { date: "2026-09-01" }],
        ["", null, { date: "2026-09-01T08:30" }],
        ["_x0041_", "\u0001a\uD800", Number.NaN],
      ];
      const bytes = await bytesOf(
        exported(format, rows as FileCell[][], [["Licence", "Licence Ouverte 2.0"]]),
      );
      const { sheets } = format === "xlsx" ? await readXlsx(bytes) : await readOds(bytes);
      expect(sheets.map(({ name }) => name)).toEqual(["Données", "Origine"]);
      const blank = format === "xlsx" ? undefined : null;
      const read = sheets[0]?.rows.map((row) => [0, 1, 2].map((at) => row[at] ?? blank));
      expect(read).toEqual([
        ["UAI", "Nom", "n"],
        ["0720902P", "=1+1", 12.5],
        ["075", expect.stringMatching(/^Été <&>\n"deux" {2}lignes $/), new Date("2026-09-01")],
        [blank, blank, new Date("2026-09-01T08:30Z")],
        ["_x0041_", "a\uFFFD", blank],
      ]);
      expect(sheets[0]?.cells?.get("1,1")?.formula).toBeUndefined();
      expect(sheets[1]?.rows.map(([label, value]) => [label, value ?? null])).toEqual([
        ["Origine de ces données", null],
        ["Licence", "Licence Ouverte 2.0"],
      ]);
    },
  );

  test.each(["xlsx", "ods"] as const)(
    "in %s keeps any text and any number for another reader",
    async (format) => {
      const text = fc
        .string({ unit: fc.constantFrom(..."é😀a_x0<&>\"' =+-") })
        .filter((value) => value !== "");
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(text, text, fc.double({ noNaN: true, noDefaultInfinity: true })), {
            minLength: 1,
          }),
          async (rows) => {
            const bytes = await bytesOf(exported(format, rows));
            const { sheets } = format === "xlsx" ? await readXlsx(bytes) : await readOds(bytes);
            expect(sheets[0]?.rows.slice(1)).toEqual(rows.map(([a, b, n]) => [a, b, n + 0]));
          },
        ),
        { numRuns: 30 },
      );
    },
  );

  test.each(["xlsx", "ods"] as const)("in %s cuts a text that no spreadsheet would hold", async (format) => {
    const bytes = await bytesOf(exported(format, [["x".repeat(40_000), "b", 1]]));
    const { sheets } = format === "xlsx" ? await readXlsx(bytes) : await readOds(bytes);
    expect(String(sheets[0]?.rows[1]?.[0])).toHaveLength(32_767);
  });

  test.each(FILE_FORMATS)("in %s gives the same bytes for the same lines", async (format) => {
    const make = async () => bytesOf(exported(format, [["a", "b", 1]], [["Source", "DEPP"]]));
    expect((await make()).equals(await make())).toBe(true);
  });

  test.each(FILE_FORMATS)("in %s stops asking for lines when its reader goes away", async (format) => {
    let asked = 0;
    let ended = false;
    async function* endless() {
      try {
        for (;;) yield [++asked];
      } finally {
        ended = true;
      }
    }
    const reader = tableFile({ nom: "x", format, columns: ["n"], rows: endless() }).body?.getReader();
    // The first parts of a workbook come before its lines.
    for (let blocks = 0; blocks < (format === "csv" ? 1 : 20); blocks++) await reader?.read();
    await reader?.cancel();
    await expect.poll(() => ended).toBe(true);
    const seen = asked;
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(seen);
  });

  test.each(["xlsx", "ods"] as const)(
    "in %s breaks off when its lines do, rather than look whole",
    async (format) => {
      async function* failing() {
        yield ["a"];
        throw new Error("the database went away");
      }
      const response = tableFile({ nom: "x", format, columns: ["n"], rows: failing() });
      await expect(response.arrayBuffer()).rejects.toThrow("the database went away");
    },
  );

  test.runIf(SOFFICE !== undefined).each(FILE_FORMATS)(
    "in %s opens in LibreOffice with its accents, numbers and no formula run",
    async (format) => {
      const folder = await mkdtemp(join(tmpdir(), "ancrage-export-"));
      try {
        const file = join(folder, `x.${format}`);
        await writeFile(
          file,
          await bytesOf(exported(format, [["Été;=1", "=1+1", 12.5]], [["Source", "DEPP"]])),
        );
        await promisify(execFile)(
          SOFFICE ?? "",
          [
            "--headless",
            `-env:UserInstallation=file://${folder}/profil`,
            "--convert-to",
            "html",
            "--outdir",
            folder,
            file,
          ],
          { timeout: 60_000 },
        );
        const html = await readFile(join(folder, "x.html"), "utf8");
        expect(html).toContain("1+1");
        expect(html).toContain("Été;=1");
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
