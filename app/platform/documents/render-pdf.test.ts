import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { allTags, readPdf } from "#tests/pdf.ts";
import { drawableText } from "./printable-text.ts";
import { type PdfDocument, pdfResponse, renderPdf } from "./render-pdf.server.ts";
import type { Section } from "./sections.ts";
import { typst } from "./typst.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** Fonts that a machine might have: the compiler, opened by the first document, must not see them. */
const folder = mkdtempSync(join(tmpdir(), "ancrage-essai-polices-"));
const configuration = join(folder, "fonts.conf");
writeFileSync(
  configuration,
  `<?xml version="1.0"?><fontconfig><dir>${ROOT}/node_modules/pdfjs-dist/standard_fonts</dir></fontconfig>`,
);
process.env.FONTCONFIG_FILE = configuration;
afterAll(() => {
  delete process.env.FONTCONFIG_FILE;
  rmSync(folder, { recursive: true });
});

const TEXTES = typst`#title()
#for texte in donnees.textes { par(texte) }`;
const base = {
  template: TEXTES,
  titre: "Essai d’été",
  entete: "Académie : Port-Amarre",
  sources: ["Indices de position sociale (Licence Ouverte 2.0)"],
  date: new Date("2026-11-22T09:00:00Z"),
};
const render = (change: Partial<PdfDocument>) =>
  renderPdf({ ...base, data: { textes: ["Texte"] }, ...change });
const written = (...textes: string[]) => render({ data: { textes } });
const sha = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("a document", () => {
  const tableau: Section = {
    genre: "tableau",
    titre: "Un tableau",
    colonnes: [{ titre: "Territoire" }, { titre: "Moyenne", nombre: true }],
    lignes: [
      ["Nation", "100,3"],
      ["Académie", "—"],
    ],
    notes: ["— : trop peu de structures."],
  };
  const definitions: Section = {
    genre: "definitions",
    titre: "Identité",
    entrees: [{ terme: "Adresse", texte: "1 rue de l’Œillet" }],
  };
  const whole = render({
    template: typst`#title()
#for partie in donnees.parties { section(partie) }
#illustration("courbe", largeur: 50%)
#pagebreak()
Fin.`,
    data: { parties: [definitions, tableau] },
    figures: {
      courbe: {
        svg: '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text y="12" font-family="Libertinus Serif">Été</text></svg>',
        alt: "Courbe : de 80 à 120",
      },
    },
  }).then(readPdf);

  test("declares PDF/UA-1, its language, its title and its author", async () => {
    expect(await whole).toMatchObject({
      uaPart: "1",
      marked: true,
      lang: "fr-FR",
      title: "Essai d’été",
      author: "Ancrage",
      outline: ["Identité", "Un tableau"],
    });
  });

  test("tags headings, header cells, and pictures with their text", async () => {
    const tags = allTags((await whole).tags);
    const said = (role: string) => tags.filter((tag) => tag.role === role).map(({ text }) => text);
    expect(said("H1")).toEqual(["Identité", "Un tableau"]);
    expect(said("TH")).toEqual(["Territoire", "Moyenne"]);
    expect(said("TD")).toEqual(["Nation", "100,3", "Académie", "—"]);
    expect(said("P")).toEqual(expect.arrayContaining(["Essai d’été", "Adresse", "1 rue de l’Œillet"]));
    expect(tags.find(({ role }) => role === "Figure")?.alt).toBe("Courbe : de 80 à 120");
  });

  test("says on each page whose it is, from when, from what, and which page of how many", async () => {
    const { pages } = await whole;
    expect(pages).toHaveLength(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain("Ancrage Académie : Port-Amarre");
      expect(page).toContain("Extrait le 22 novembre 2026.");
      expect(page).toContain("Indices de position sociale (Licence Ouverte 2.0).");
      expect(page).toContain(`Page ${index + 1} sur 2`);
    }
  });

  test("keeps its frame out of what is read aloud", async () => {
    const read = (await whole).tags.map(({ text }) => text).join(" ");
    expect(read).toContain("Un tableau");
    expect(read).not.toMatch(/Page 1|Extrait le|Port-Amarre/);
  });

  test("is shown by the browser, under its name", async () => {
    const response = pdfResponse("essai", await render({}));
    expect(response.headers.get("Content-Type")).toBe("application/pdf");
    expect(response.headers.get("Content-Disposition")).toBe('inline; filename="essai.pdf"');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(response.headers.get("Content-Length")).toBe(String(bytes.length));
  });
});

describe("what people wrote", () => {
  test.each([
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "] #panic() [",
    "$ x $ *gras* _italique_ `code`",
    "= Titre",
    "\\ \\u{41} \\n",
    "*/ // /* <label> @cle",
    '"; donnees = (); "',
    "#{while true {}}",
    "</script><b>&amp;",
  ])("is printed as it is: %s", async (text) => {
    const { pages, outline } = await readPdf(await written(text));
    expect(pages.join(" ").replaceAll("\u00A0", " ")).toContain(text);
    expect(outline).toEqual([]);
  });

  test("says that a character could not be drawn, and draws the others", async () => {
    const { pages } = await readPdf(await written("Bravo 🙂 \u0007\u202Etexte"));
    expect(pages[0]).toContain("Bravo \uFFFD texte");
    expect(pages[0]).toContain("Le signe \uFFFD remplace un caractère");
    expect((await readPdf(await written("Bravo"))).pages[0]).not.toContain("\uFFFD");
  });

  test("draws scripts that read from right to left", async () => {
    const [page = ""] = (await readPdf(await written("שלום", "مرحبا"))).pages;
    expect(page).toContain("שלום");
    expect(page).toContain("مرحبا");
  });

  test("holds in the page, however long and without a space", async () => {
    const { pages } = await readPdf(await written("x".repeat(10_000), "mot ".repeat(2_500)));
    const text = pages.join("");
    expect(text.match(/x/g)?.length).toBeGreaterThanOrEqual(10_000);
    expect(text.match(/mot/g)).toHaveLength(2_500);
  });

  test("may be anything in the title and the header too", async () => {
    const hostile = '#read("x") ] $ 🙂 \u0000';
    const { title, pages } = await readPdf(await render({ titre: hostile, entete: hostile.repeat(50) }));
    expect(title).toContain('#read("x") ] $ \uFFFD');
    expect(pages).toHaveLength(1);
    for (const empty of ["", " ", "\u200B\n"]) {
      expect((await readPdf(await render({ titre: empty }))).title).toBe("Document");
    }
  });

  test("is drawn, in every weight, for each character said to be", async () => {
    const drawn: string[] = [];
    for (let code = 0x20; code < 0x3_0000; code += 1) {
      const text = String.fromCodePoint(code);
      if (drawableText(text) === text && text !== "\uFFFD") drawn.push(text);
    }
    expect(drawn.length).toBeGreaterThan(2_000);
    const bytes = await render({
      template: typst`#title()
#for graisse in (400, 600, 700) { par(text(weight: graisse, donnees.tout)) }`,
      data: { tout: drawn.join(" ") },
    });
    expect((await readPdf(bytes)).pages[0]).not.toContain("\uFFFD");
  });
});

describe("the same document", () => {
  test("gives the same bytes, on another machine with other fonts", async () => {
    const here = sha(await written("Été 2026", "שלום"));
    expect(sha(await written("Été 2026", "שלום"))).toBe(here);
    const program = `
      import { createHash } from "node:crypto";
      import { renderPdf } from "${ROOT}/app/platform/documents/render-pdf.server.ts";
      const { date, ...document } = JSON.parse(process.argv[1]);
      const bytes = await renderPdf({ ...document, date: new Date(date) });
      process.stdout.write(createHash("sha256").update(bytes).digest("hex"));`;
    const document = JSON.stringify({ ...base, data: { textes: ["Été 2026", "שלום"] } });
    const environment = { ...process.env, TZ: "Pacific/Noumea", LANG: "C" };
    for (const env of [environment, { ...environment, FONTCONFIG_FILE: undefined }]) {
      const args = ["--input-type=module", "-e", program, document];
      expect(execFileSync(process.execPath, args, { env, cwd: folder, encoding: "utf8" })).toBe(here);
    }
  });

  test("never takes a font of the machine", async () => {
    const asking = (template: PdfDocument["template"]) => render({ template }).then(sha);
    const present = await asking(typst`#title() #text(font: "Liberation Sans", fallback: true)[Texte]`);
    const absent = await asking(typst`#title() #text(font: "Nulle Part Sans", fallback: true)[Texte]`);
    expect(present).toBe(absent);
  });

  test("changes with its date and its data", async () => {
    const first = sha(await render({}));
    expect(sha(await render({ date: new Date("2026-11-23T09:00:00Z") }))).not.toBe(first);
    expect(sha(await written("Autre"))).not.toBe(first);
  });
});

describe("a faulty template", () => {
  test.each([
    ["reads a name that does not exist", typst`#donnees.absente`, /absente/],
    [
      "skips a level of heading",
      typst`= Un
=== Trois`,
      /skipped from heading level 1 to 3/,
    ],
    [
      "shows a picture without text",
      typst`#image(bytes("<svg xmlns='http://www.w3.org/2000/svg'/>"))`,
      /missing alt text/,
    ],
    ["reads a file of the machine", typst`#read("/package.json")`, /not found/],
  ])("that %s is an error for the log, and the next document is composed", async (_, template, message) => {
    await expect(render({ template })).rejects.toThrow(message);
    expect((await readPdf(await written("Suite"))).pages[0]).toContain("Suite");
  });
});
