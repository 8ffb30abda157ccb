import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { openTable } from "./open-table.server.ts";
import { type Table, TableError, type TableRow } from "./table.ts";

const folder = mkdtempSync(join(tmpdir(), "ancrage-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(...parts: readonly (string | Buffer)[]): string {
  const path = join(folder, `${++files}.csv`);
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part as string))));
  return path;
}
const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

async function rowsOf(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of table.rows()) rows.push(...batch);
  return rows;
}
async function cellsOf(path: string): Promise<unknown> {
  return (await rowsOf(await openTable(path))).map((row) => row.cells);
}
async function refusal(path: string): Promise<TableError> {
  try {
    await rowsOf(await openTable(path));
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("header and separator", () => {
  test("strips the BOM, trims, keeps and reports duplicates", async () => {
    const table = await openTable(file("\uFEFFUAI ;Nom;uai\r\n1;2;3\r\n"));
    expect(table).toMatchObject({ format: "csv", encoding: "utf-8", separator: ";" });
    expect(table.columns).toEqual(["UAI", "Nom", "uai"]);
    expect(table.duplicateColumns).toEqual(["UAI"]);
    expect(await rowsOf(table)).toEqual([{ line: 2, cells: ["1", "2", "3"] }]);
    expect(await rowsOf(table)).toHaveLength(1);
  });

  test.each([
    ["a,b\n1,2\n", ","],
    ["a\tb\n1\t2\n", "\t"],
    ["a|b\n1|2\n", "|"],
    ["a;b (x, y);c\n1,5;2,5;3,5\n", ";"],
    ["Effectif, total;Nom\n1;Dupont, Jean\n2;Durand\n", ";"],
    ['"a;b;c","d"\n1,2\n', ","],
    ["sep=|\na;b|c\n1;2|3\n", "|"],
    ["UAI\n0750001A\nLycée X, Paris\n", undefined],
    ["a;b", ";"],
  ])("finds the separator of %j", async (text, separator) => {
    const table = await openTable(file(text));
    expect(table.separator).toBe(separator);
    expect((await rowsOf(table)).every((row) => row.irregular === undefined)).toBe(true);
  });

  test("counts physical lines after empty lines and a sep= line", async () => {
    expect(await rowsOf(await openTable(file("sep=;\r\n\r\na;b\r\n\r\n1;2\r\n")))).toEqual([
      { line: 5, cells: ["1", "2"] },
    ]);
  });

  test("reads a header alone as a table without rows", async () => {
    expect(await cellsOf(file("a;b\n"))).toEqual([]);
  });

  test("bounds the number of columns", async () => {
    expect((await openTable(file(Array(1_000).fill("x").join(";")))).columns).toHaveLength(1_000);
    expect((await refusal(file(Array(1_001).fill("x").join(";")))).code).toBe("trop_de_colonnes");
  });
});

describe("rows", () => {
  test("reports a row cut at the end of the file, and one with a cell in excess", async () => {
    expect(await rowsOf(await openTable(file("a;b;c\n1;2;3;4\n5;6")))).toEqual([
      { line: 2, cells: ["1", "2", "3"], irregular: expect.stringContaining("4 cellules au lieu de 3") },
      { line: 3, cells: ["5", "6", null], irregular: expect.stringContaining("2 cellules au lieu de 3") },
    ]);
  });

  test("gives the rows that come before an unclosed quote, then its line", async () => {
    const table = await openTable(file("a;b\n", "1;2\n".repeat(700), '3;"4\n'));
    const seen: number[] = [];
    await expect(async () => {
      for await (const batch of table.rows()) seen.push(batch.length);
    }).rejects.toMatchObject({ code: "guillemet_ouvert", line: 702, column: 2 });
    expect(seen).toEqual([500, 200]);
  });

  test("stops with the signal's reason", async () => {
    const stop = new AbortController();
    const table = await openTable(file("a;b\n", "1;2\n".repeat(300_000)));
    await expect(async () => {
      for await (const _ of table.rows(stop.signal)) stop.abort(new Error("stopped"));
    }).rejects.toThrow("stopped");
  });

  test("keeps every character across the blocks of the file", async () => {
    const line = "é€😀;œ\n";
    const rows = (await cellsOf(file("a;b\n", line.repeat(60_000)))) as string[][];
    expect(rows).toHaveLength(60_000);
    expect(rows.every(([a, b]) => a === "é€😀" && b === "œ")).toBe(true);
  });
});

describe("encoding", () => {
  test("reads windows-1252, with the characters that latin-1 lacks", async () => {
    const path = file(latin1("Nom;Prix\nEcole \xE9l\xE9mentaire;5 \x80\nS\x9Cur;\x93a\x94\n"));
    expect((await openTable(path)).encoding).toBe("windows-1252");
    expect(await cellsOf(path)).toEqual([
      ["Ecole élémentaire", "5 €"],
      ["Sœur", "“a”"],
    ]);
  });

  test("finds a first accent in windows-1252 after megabytes of ASCII", async () => {
    const path = file("a;b\n", "1;2\n".repeat(500_000), latin1("\xE9t\xE9;3\n"));
    const table = await openTable(path);
    expect(table.encoding).toBe("windows-1252");
    expect((await rowsOf(table)).at(-1)?.cells).toEqual(["été", "3"]);
  });

  test("refuses two encodings in one file, with the line", async () => {
    const error = await refusal(file("a;b\n", "é;2\n".repeat(200_000), latin1("\xE9t\xE9;3\n")));
    expect([error.code, error.line]).toEqual(["encodage_mixte", 200_002]);
  });

  test("keeps a UTF-8 file cut inside a character, and reports its last row", async () => {
    const table = await openTable(file("a;b\né;1\n2;", Buffer.from("é").subarray(0, 1)));
    expect(table.encoding).toBe("utf-8");
    expect((await rowsOf(table)).at(-1)?.irregular).toContain("s'interrompt");
  });

  test.each(["utf-16le", "utf-16be"])("reads %s with its mark", async (encoding) => {
    const bytes = Buffer.from("\uFEFFNom;é\n1;€\n", "utf16le");
    const path = file(encoding === "utf-16be" ? bytes.swap16() : bytes);
    const table = await openTable(path);
    expect([table.encoding, table.columns]).toEqual([encoding, ["Nom", "é"]]);
    expect(await cellsOf(path)).toEqual([["1", "€"]]);
  });

  test("decodes any text that fits, in both encodings", async () => {
    const text = fc.string({ unit: fc.constantFrom(..."aé€œÊ»°à ù’") });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1 }), async (cells) => {
        const rows = cells.map((cell) => `x${cell};y`).join("\n");
        expect(await cellsOf(file(`a;b\n${rows}`))).toEqual(cells.map((cell) => [`x${cell}`, "y"]));
      }),
      { numRuns: 30 },
    );
  });
});

describe("what is no table", () => {
  test.each([
    ["an empty file", "", "fichier_vide", "vide"],
    ["a BOM alone", "\uFEFF", "fichier_vide", "vide"],
    ["blank lines", "\n\r\n \n", "fichier_vide", "vide"],
    ["a PDF", "%PDF-1.7\n", "autre_format", "PDF"],
    ["a PNG", latin1("\x89PNG\r\n\x1A\n\0"), "autre_format", "PNG"],
    ["a workbook cut short", latin1("PK\x03\x04\x14\0xl/workbook.xml"), "classeur_abime", "incomplet"],
    ["an archive", latin1("PK\x03\x04\x14\0ecoles.csv"), "autre_format", "zip"],
    ["an old workbook", latin1("\xD0\xCF\x11\xE0\xA1\xB1"), "autre_format", "Excel ancien"],
    ["gzip", latin1("\x1F\x8B\x08\0"), "autre_format", "gzip"],
    ["a web page", "<!DOCTYPE html><html>", "autre_format", "page web"],
    ["binary", Buffer.from([97, 59, 98, 10, 0, 1, 2]), "fichier_binaire", "octets"],
    ["lone CR", "a;b\r1;2\r3;4\r", "fin_de_ligne_cr", "retour chariot"],
    ["lone CR over a long file", "a;b\r".repeat(400_000), "fin_de_ligne_cr", "retour chariot"],
    ["a quote open in the header", 'a;"b\n1;2\n', "guillemet_ouvert", "ligne 1, colonne 2"],
    ["an endless line", "x".repeat(3_000_000), "ligne_trop_longue", "ligne"],
    ["an endless later line", `a;b\n${"x".repeat(3_000_000)}`, "ligne_trop_longue", "ligne 2"],
    ["an empty list", "[]", "fichier_vide", "aucun enregistrement"],
    ["JSON cut before a record", '{"results":[{"a"', "json_interrompu", "incomplet"],
    ["broken JSON", '[{"a":1},\n{"a":2},\n{a:3}]', "json_invalide", "ligne 3, caractère 2"],
  ])("refuses %s", async (_title, content, code, words) => {
    const error = await refusal(file(content));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });

  test("tells the line of a NUL that comes late", async () => {
    const error = await refusal(file("a;b\n", "1;2\n".repeat(400_000), "3;\0\n"));
    expect([error.code, error.line]).toEqual(["caractere_nul", 400_002]);
  });

  test("tells the line of a NUL in UTF-16", async () => {
    const error = await refusal(file(Buffer.from(`\uFEFFa;b\n${"1;2\n".repeat(100_000)}3;\0\n`, "utf16le")));
    expect([error.code, error.line]).toEqual(["caractere_nul", 100_002]);
  });

  test("lets the system speak when the file is absent", async () => {
    await expect(openTable(join(folder, "absent.csv"))).rejects.toThrow("ENOENT");
  });
});

describe("JSON", () => {
  test("unites the keys of the records and fills what is absent", async () => {
    const table = await openTable(file('\uFEFF {"total_count":2,"results":[{"a":1.0,"b":null},{"c":"x"}]}'));
    expect(table.columns).toEqual(["a", "b", "c"]);
    expect(await rowsOf(table)).toEqual([
      { line: 1, cells: ["1.0", null, null] },
      { line: 2, cells: [null, null, "x"] },
    ]);
  });

  test("reports a field that the first records do not have, and where the file stops", async () => {
    const head = Array.from({ length: 20_000 }, (_, i) => `{"a":${i},"name":"xxxxxxxxxxxxxxxxxxxx"}`).join(
      ",",
    );
    const table = await openTable(file(`[${head},{"a":1,"z":2},{"a"`));
    const rows: TableRow[] = [];
    await expect(async () => {
      for await (const batch of table.rows()) rows.push(...batch);
    }).rejects.toMatchObject({ code: "json_interrompu", line: 20_002 });
    expect(rows).toHaveLength(20_001);
    expect(rows.at(-1)).toMatchObject({ line: 20_001, irregular: expect.stringContaining("« z »") });
  });
});

const donnees = fileURLToPath(new URL("../../../../shared/donnees/", import.meta.url));
describe("the real files of ../shared/donnees, with the counts of donnees.md", () => {
  test.runIf(existsSync(donnees)).each([
    [
      "annuaire/fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre_colleges_2024-12.csv",
      7654,
    ],
    ["annuaire/fr-en-annuaire-education_dep94-ecoles-publiques_2026-05.csv", 613],
    ["annuaire/annuaire_academie-nantes_2026-01.csv", 2990],
    ["annuaire/lycees_geolocalises_2026.csv", 3850],
    ["annuaire/fr-en-etablissements-fermes_2021-2026.csv", 3125],
    ["ips/fr-en-ips_colleges_2021-22.csv", 6967],
    ["ips/fr-en-ips-colleges-ap2022.csv", 6973],
    ["ips/fr-en-ips-lycees-ap2022.csv", 3598],
    ["ips/fr-en-ips-colleges-ap2023_idf_2024-25.json", 1153],
    ["ips/fr-en-ips-ecoles-ap2022_10-academies_2022-23.csv", 10538],
    ["ips/fr-en-ips-ecoles-ap2022_versailles-paris_2024-25.csv", 2336],
    ["ips/fr-en-ips_lycees_2021-22.csv", 3607],
    ["ips/fr-en-ips-colleges-ap2023_nantes-bordeaux-poitiers-limoges.csv", 1017],
    ["ips/fr-en-ips-lycees-ap2023_nantes-bordeaux-poitiers-limoges.csv", 507],
    ["resultats/fr-en-indicateurs-valeur-ajoutee-colleges_2022-2024.csv", 20053],
    ["resultats/fr-en-indicateurs-de-resultat-des-lycees-gt_v2_nantes-bordeaux-poitiers-limoges.csv", 329],
    ["resultats/fr-en-dnb-par-etablissement_nantes-bordeaux-poitiers-limoges.csv", 1426],
    ["effectifs/fr-en-college-effectifs-niveau-sexe-lv_2024.csv", 8389],
    ["effectifs/fr-en-lycee_gt-effectifs-niveau-sexe-lv_2024.csv", 2532],
    ["effectifs/fr-en-lycee_pro-effectifs-niveau-sexe-lv_2024.csv", 2206],
    ["effectifs/fr-en-ecoles-effectifs-nb_classes_53-72-85-19-23-87_2024.csv", 1211],
    ["effectifs/fr-en-indicateur_segregation_sociale_colleges.csv", 1452],
    ["education-prioritaire/liste-des-rep-et-rep-rentree-2022.csv", 7719],
    ["education-prioritaire/college-qpv-proche.csv", 989],
    ["geo/departement_academie.csv", 105],
    ["geo/communes_2026.csv", 35014],
  ] as const)("%s has %i rows, all regular", async (name, count) => {
    const rows = await rowsOf(await openTable(join(donnees, name)));
    expect(rows).toHaveLength(count);
    expect(rows.filter((row) => row.irregular !== undefined)).toEqual([]);
  });

  test.runIf(existsSync(donnees))("and the maps that lie beside have a row a feature", async () => {
    const path = join(donnees, "geo/departements.geojson");
    const { features } = JSON.parse(readFileSync(path, "utf8")) as { features: unknown[] };
    expect(await rowsOf(await openTable(path))).toHaveLength(features.length);
  });
});
