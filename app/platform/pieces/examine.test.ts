import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { isRefusal } from "#app/platform/refusal.ts";
import { ods, xlsx } from "#tests/classeurs.ts";
import { docx, jpeg, odt, pdf, png, zipped } from "#tests/pieces.ts";
import { examineFile } from "./examine.server.ts";
import type { FormatPiece } from "./formats.ts";
import { extractText } from "./text.server.ts";

const folder = await mkdtemp(join(tmpdir(), "ancrage-pieces-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
let files = 0;
async function file(bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, String(++files));
  await writeFile(path, bytes);
  return path;
}

async function codeOf(bytes: Uint8Array | string, nom: string): Promise<string> {
  try {
    return await examineFile(await file(bytes), nom);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    expect(error.message, "names the file").toContain(`« ${nom} »`);
    expect(error.message, "ends as a sentence").toMatch(/[.]$/);
    return error.code;
  }
}

const SHEET = '<row r="1"><c r="A1" t="inlineStr"><is><t>UAI</t></is></c></row>';

describe("a document", () => {
  test.each([
    ["arrêté.pdf", () => pdf("bonjour"), "pdf"],
    ["ARRÊTÉ.PDF", () => pdf("bonjour"), "pdf"],
    ["note.docx", () => docx("bonjour"), "docx"],
    ["note.odt", () => odt("bonjour"), "odt"],
    ["table.xlsx", async () => readFile(await xlsx(SHEET)), "xlsx"],
    ["table.ods", async () => readFile(await ods("")), "ods"],
    ["visa.png", () => png(), "png"],
    ["visa.jpg", () => jpeg(), "jpg"],
    ["visa.jpeg", () => jpeg(), "jpg"],
    ["liste.csv", () => "nom;âge\nLou;12\n", "csv"],
    ["mot.txt", () => Buffer.from("D\xe9l\xe9gation", "latin1"), "txt"],
  ])("%s is recognised by its bytes", async (nom, make, format) => {
    expect(await codeOf(await make(), nom)).toBe(format);
  });
});

const bomb = async () => {
  const bytes = await docx("a".repeat(25_000_000));
  return bytes;
};
/** Its directory declares ten bytes for a part that unpacks to five thousand. */
const lying = async () => {
  const bytes = Buffer.from(await docx("a".repeat(5_000)));
  bytes.writeUInt32LE(10, bytes.lastIndexOf("word/document.xml") - 46 + 24);
  return bytes;
};

/** Each is refused, with its reason. */
const HOSTILE: readonly (readonly [
  what: string,
  nom: string,
  make: () => Uint8Array | string | Promise<Uint8Array | string>,
  code: string,
])[] = [
  ["nothing", "vide.pdf", () => "", "piece_vide"],
  ["a program of Windows", "arrêté.pdf", () => Buffer.from("MZ\x90\0\x03", "latin1"), "piece_format"],
  ["a program of Linux", "arrêté.txt", () => Buffer.from("\x7fELF\x02\x01\x01\0", "latin1"), "piece_format"],
  ["a script", "lancer.sh", () => "#!/bin/sh\nrm -rf /\n", "piece_format"],
  ["a script that says it is a text of Office", "lancer.docm", () => docx("x"), "piece_extension"],
  ["a page", "page.txt", () => "<!doctype html><script>alert(1)</script>", "piece_format"],
  ["a page under a BOM", "page.csv", () => "\ufeff <html>", "piece_format"],
  ["a drawing with a script", "dessin.svg", () => "<svg onload=alert(1)/>", "piece_format"],
  ["a drawing under the name of a text", "dessin.txt", () => "<svg onload=alert(1)/>", "piece_format"],
  [
    "XML with an entity",
    "note.txt",
    () => '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "piece_format",
  ],
  ["a page under the name of a picture", "photo.png", () => "<html></html>", "piece_format"],
  ["a picture under the name of a page", "page.html", () => png(), "piece_extension"],
  ["a PDF under the name of a picture", "photo.png", () => pdf("x"), "piece_extension"],
  ["a PDF under two names", "arrêté.pdf.exe", () => pdf("x"), "piece_extension"],
  ["a file without extension", "arrêté", () => pdf("x"), "piece_extension"],
  ["a name that ends with a NUL", "arrêté.pdf\0.txt", () => pdf("x"), "piece_extension"],
  ["a picture GIF", "photo.gif", () => "GIF89a", "piece_format"],
  ["a picture WebP", "photo.webp", () => "RIFF\0\0\0\0WEBP", "piece_format"],
  [
    "a PDF with a script",
    "a.pdf",
    () => pdf("x", "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
    "piece_actif",
  ],
  [
    "a PDF whose script hides its name",
    "a.pdf",
    () => pdf("x", "/OpenAction << /S /J#61vaScript /J#53 (x) >>"),
    "piece_actif",
  ],
  [
    "a PDF that launches a program",
    "a.pdf",
    () => pdf("x", "/OpenAction << /S /Launch /F (cmd.exe) >>"),
    "piece_actif",
  ],
  [
    "a PDF with a file inside",
    "a.pdf",
    () => pdf("x", "/Names << /EmbeddedFiles 9 0 R >> /EmbeddedFile 1"),
    "piece_actif",
  ],
  ["a PDF form with its own language", "a.pdf", () => pdf("x", "/AcroForm << /XFA 9 0 R >>"), "piece_actif"],
  ["a PDF with a film", "a.pdf", () => pdf("x", "/RichMedia << >>"), "piece_actif"],
  ["a PDF under a password", "a.pdf", () => pdf("x", "/Encrypt 9 0 R"), "piece_protege"],
  ["a PDF cut short", "a.pdf", () => pdf("x").subarray(0, 200), "piece_abime"],
  [
    "a PDF followed by an archive",
    "a.pdf",
    async () => Buffer.concat([pdf("x"), await zipped({ a: "b".repeat(2_000) })]),
    "piece_abime",
  ],
  ["something before a PDF", "a.pdf", () => Buffer.concat([Buffer.from("<html>"), pdf("x")]), "piece_format"],
  ["an archive", "a.zip", () => zipped({ "a.txt": "x" }), "piece_format"],
  ["an archive under the name of a document", "a.docx", () => zipped({ "a.txt": "x" }), "piece_format"],
  ["an archive gzip", "a.txt", () => gzipSync("x"), "piece_format"],
  ["an archive 7-Zip", "a.docx", () => Buffer.from("7z\xbc\xaf\x27\x1c", "latin1"), "piece_format"],
  ["a program of Java", "a.odt", () => zipped({ "META-INF/MANIFEST.MF": "Main-Class: A" }), "piece_format"],
  ["a document with macros", "a.docx", () => docx("x", { "word/vbaProject.bin": "x" }), "piece_macros"],
  [
    "a workbook with macros",
    "a.xlsx",
    async () => readFile(await xlsx(SHEET, { "xl/vbaProject.bin": "x" })),
    "piece_macros",
  ],
  [
    "a LibreOffice document with macros",
    "a.odt",
    () => odt("x", { "Basic/script-lc.xml": "x" }),
    "piece_macros",
  ],
  ["a document under the name of a workbook", "a.xlsx", () => docx("x"), "piece_extension"],
  [
    "a LibreOffice text that says it is a workbook",
    "a.odt",
    () => odt("x", { mimetype: "application/vnd.oasis.opendocument.spreadsheet" }),
    "piece_extension",
  ],
  [
    "a LibreOffice text that says it is something else",
    "a.odt",
    () => odt("x", { mimetype: "text/html" }),
    "piece_format",
  ],
  ["a document that unpacks beyond reason", "a.docx", bomb, "piece_archive_demesuree"],
  ["a document whose directory lies", "a.docx", lying, "piece_abime"],
  ["a document cut short", "a.docx", async () => (await docx("x")).subarray(0, 60), "piece_abime"],
  ["an archive without directory", "a.docx", () => "PK\x03\x04", "piece_abime"],
  ["a picture that promises a billion points", "a.png", () => png(40_000, 40_000), "piece_image_demesuree"],
  [
    "a photograph that promises too many points",
    "a.jpg",
    () => jpeg(65_000, 65_000),
    "piece_image_demesuree",
  ],
  ["a picture of no width", "a.png", () => png(0, 10), "piece_image_demesuree"],
  ["a picture cut short", "a.png", () => png().subarray(0, 40), "piece_abime"],
  [
    "a picture followed by a page",
    "a.png",
    () => Buffer.concat([png(), Buffer.from("<script>")]),
    "piece_abime",
  ],
  [
    "a picture whose chunk lies on its length",
    "a.png",
    () => {
      const bytes = png();
      bytes.writeUInt32BE(0xffff_ffff, 33);
      return bytes;
    },
    "piece_abime",
  ],
  [
    "a photograph followed by a program",
    "a.jpg",
    () => Buffer.concat([jpeg(), Buffer.from("<?php")]),
    "piece_abime",
  ],
  ["a photograph of nothing", "a.jpg", () => Buffer.from([0xff, 0xd8, 0xff, 0xd9]), "piece_abime"],
  [
    "a photograph whose segment turns in circles",
    "a.jpg",
    () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0, 0xff, 0xd9]),
    "piece_abime",
  ],
  ["bytes under the name of a text", "a.txt", () => Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), "piece_format"],
  ["a NUL in a text", "a.csv", () => "a;b\0c\n", "piece_format"],
  ["a text with escape sequences of a terminal", "a.txt", () => "\u001b]0;x\u0007", "piece_format"],
  [
    "an old document of Office",
    "a.doc",
    () => Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "latin1"),
    "piece_format",
  ],
  ["a base", "a.txt", () => "SQLite format 3\0", "piece_format"],
  ["a shortcut of Windows", "a.lnk", () => Buffer.from("L\0\0\0\x01\x14\x02\0", "latin1"), "piece_format"],
  ["an address to follow", "a.url", () => "[InternetShortcut]\nURL=file:///c:/x\n", "piece_format"],
  ["a macro of a shell", "a.ps1", () => "Invoke-WebRequest x", "piece_format"],
  ["a page of a mail", "a.eml", () => "From: a@b\n\n<html>", "piece_format"],
];

describe("a hostile file", () => {
  test("has sixty kinds at least", () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(60);
  });

  test.each(HOSTILE)("%s (%s) is refused", async (_what, nom, make, code) => {
    expect(await codeOf(await make(), nom)).toBe(code);
  });

  test("above twenty megabytes is refused before it is read", async () => {
    expect(await codeOf(Buffer.alloc(20 * 2 ** 20 + 1, "a"), "gros.txt")).toBe("piece_trop_gros");
    expect(await codeOf(Buffer.alloc(20 * 2 ** 20, "a"), "juste.txt")).toBe("txt");
  });

  test("never makes the examination fail, whatever byte is changed", async () => {
    const models: readonly (readonly [string, Buffer])[] = [
      ["a.pdf", pdf("bonjour")],
      ["a.docx", await docx("bonjour")],
      ["a.png", png()],
      ["a.jpg", jpeg()],
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...models), fc.nat(), fc.nat(255), async ([nom, whole], at, byte) => {
        const bytes = Buffer.from(whole);
        bytes[at % bytes.length] = byte;
        await codeOf(bytes, nom);
      }),
      { numRuns: 400 },
    );
  });
});

describe("the text of a document", () => {
  test.each([
    ["pdf", () => pdf("La delegation de signature")],
    ["docx", () => docx("La delegation de signature")],
    ["odt", () => odt("La delegation de signature")],
    ["txt", () => "La delegation de signature"],
    ["csv", () => "La delegation de signature;de\n"],
  ] satisfies [FormatPiece, () => Buffer | string | Promise<Buffer>][])(
    "%s is read without opening it",
    async (format, make) => {
      expect(await extractText(await file(await make()), format)).toContain("La delegation de signature");
    },
  );

  test("of a picture is empty, of a damaged document too", async () => {
    expect(await extractText(await file(png()), "png")).toBe("");
    expect(await extractText(await file("PK\x03\x04"), "docx")).toBe("");
  });

  test("of a table is its cells and its rows", async () => {
    expect(await extractText(await file("a;b\n1;2\n3;4\n"), "csv")).toBe("a\tb\n1\t2\n3\t4");
  });

  test("is bounded", async () => {
    expect((await extractText(await file("mot ".repeat(100_000)), "txt")).length).toBe(200_000);
  });
});
