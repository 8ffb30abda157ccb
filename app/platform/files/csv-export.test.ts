import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvCell, csvLine, csvResponse } from "./csv-export.server.ts";

const SOFFICE = ["/usr/bin/soffice", "/usr/bin/libreoffice"].find((path) => existsSync(path));

function read(text: string): string[][] {
  return parse(text, { bom: true, delimiter: ";", relax_column_count: true }) as string[][];
}

async function* lines(...rows: (readonly CsvCell[])[]) {
  yield* rows;
}

describe("a line of an export", () => {
  test.each([
    [["a", "b"], "a;b\r\n"],
    [[12.5, -3, 0], "12,5;-3;0\r\n"],
    [[null, ""], ";\r\n"],
    [['il dit "oui"'], '"il dit ""oui"""\r\n'],
    [["a;b", "c\nd"], '"a;b";"c\nd"\r\n'],
    [["=SOMME(A1)"], "'=SOMME(A1)\r\n"],
    [["@SUM(1)"], "'@SUM(1)\r\n"],
    [["+33 1 02"], "'+33 1 02\r\n"],
    [["-cmd|' /C calc'!A0"], "'-cmd|' /C calc'!A0\r\n"],
    [["\tx"], "'\tx\r\n"],
    [["\r=1"], '"\'\r=1"\r\n'],
    [["+4", "-3,5", "+1.25"], "+4;-3,5;+1.25\r\n"],
    [["=1;2"], '"\'=1;2"\r\n'],
    [["a=b"], "a=b\r\n"],
  ] as const)("of %j is %j", (cells, expected) => {
    expect(csvLine(cells)).toBe(expected);
  });

  test("gives its cells back to a reader, and none of them starts as a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), (cells) => {
        const [row = []] = read(csvLine(cells));
        expect(row.map((cell, at) => (cell === `'${cells[at]}` ? cells[at] : cell))).toEqual(cells);
        for (const cell of row)
          expect(/^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+([.,]\d+)?$/.test(cell)).toBe(false);
      }),
    );
  });
});

describe("an export", () => {
  test("is an attachment in UTF-8 with a BOM, kept by nobody", async () => {
    const response = csvResponse(
      "structures",
      ["UAI", "Nom"],
      lines(["0720902P", "Collège Été"], ["x", null]),
    );
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="structures.csv"',
      "cache-control": "no-store",
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(read(bytes.toString())).toEqual([
      ["UAI", "Nom"],
      ["0720902P", "Collège Été"],
      ["x", ""],
    ]);
  });

  test("stops asking for lines when its reader goes away", async () => {
    let asked = 0;
    let ended = false;
    async function* endless() {
      try {
        for (;;) yield [++asked];
      } finally {
        ended = true;
      }
    }
    const reader = csvResponse("x", ["n"], endless()).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect.poll(() => ended).toBe(true);
    expect(asked).toBeLessThan(1_000);
  });

  test.runIf(SOFFICE !== undefined)(
    "opens in LibreOffice with its accents, numbers and no formula run",
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "ancrage-csv-"));
      try {
        const response = csvResponse("x", ["Nom", "n"], lines(["Été;=1", 12.5], ["=1+1", 2]));
        await writeFile(join(folder, "x.csv"), Buffer.from(await response.arrayBuffer()));
        await promisify(execFile)(
          SOFFICE ?? "",
          [
            "--headless",
            `-env:UserInstallation=file://${folder}/profil`,
            "--convert-to",
            "html",
            "--outdir",
            folder,
            join(folder, "x.csv"),
          ],
          { timeout: 60_000 },
        );
        const html = await readFile(join(folder, "x.html"), "utf8");
        expect(html).toContain("1+1");
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
