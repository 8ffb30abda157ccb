import { describe, expect, test } from "vitest";
import { renderPdf } from "#app/platform/documents/render-pdf.server.ts";
import { readPdf } from "#tests/pdf.ts";
import type { Elimination } from "../queries.server.ts";
import { BORDEREAU_LAYOUT, composeBordereau } from "./bordereau.ts";

const DATE = new Date("2026-11-22T09:00:00Z");
const PREPARE: Elimination = {
  id: "00000000-0000-4000-8000-000000000001",
  numero: 12,
  serie: "imports",
  jusquAu: "2025-09-01",
  lignes: 1_234,
  empreinte: "ab".repeat(32),
  articles: [
    {
      annee: 2023,
      lignes: 234,
      octets: 2048,
      premier: "2023-03-01T10:00:00Z",
      dernier: "2023-12-31T22:59:00Z",
    },
    {
      annee: 2024,
      lignes: 1000,
      octets: 4096,
      premier: "2024-01-01T10:00:00Z",
      dernier: "2024-06-30T10:00:00Z",
    },
  ],
  prepareePar: "Alix #[Timonier] *",
  prepareeLe: DATE,
  visaAutorite: null,
  visaReference: null,
  viseLe: null,
  visePar: null,
  visaPieceId: null,
  executeeLe: null,
  executeePar: null,
  abandonneeLe: null,
  etat: "prepare",
};

async function print(elimination: Elimination, producteur: string) {
  const { titre, ...data } = composeBordereau({ elimination, producteur });
  const bytes = await renderPdf({
    template: BORDEREAU_LAYOUT,
    data,
    titre,
    entete: producteur,
    sources: [],
    date: DATE,
  });
  const pdf = await readPdf(bytes);
  return { pdf, bytes, text: pdf.pages.join(" ").replaceAll(/\s+/g, " ") };
}

describe("a bordereau on paper", () => {
  test("is a tagged document, the same bytes for the same act", async () => {
    const { pdf, bytes } = await print(PREPARE, "Rectorat");
    expect([pdf.uaPart, pdf.marked, pdf.lang]).toEqual(["1", true, "fr-FR"]);
    expect(pdf.title).toBe("Bordereau d’élimination d’archives publiques");
    expect((await print(PREPARE, "Rectorat")).bytes).toEqual(bytes);
  });

  test("tells who, what, of which years, how much, and leaves room for the visa", async () => {
    const { text } = await print(PREPARE, "Rectorat de l’académie");
    for (const part of [
      ...[
        "L214-3",
        "R212-14",
        "N° 12",
        "Rectorat de l’académie",
        "Fichiers officiels déposés",
        "1er septembre 2025",
      ],
      ...["1 234", "1er mars 2023 – 30 juin 2024", "6 ko", "2023", "2024", "Signature", "pas encore"],
    ])
      expect(text).toContain(part);
    expect(text).toContain("Alix #[Timonier] *");
  });

  test("once visaed and executed, keeps what it told and says both", async () => {
    const { text } = await print(
      {
        ...PREPARE,
        visaAutorite: "Archives départementales",
        visaReference: "AD/12",
        viseLe: "2026-11-23",
        executeeLe: new Date("2026-11-24T10:00:00Z"),
        etat: "execute",
      },
      "",
    );
    for (const part of [
      "Archives départementales",
      "AD/12",
      "23 novembre 2026",
      "24 novembre 2026",
      "1er mars 2023",
    ])
      expect(text).toContain(part);
    expect(text).toContain("à compléter");
  });
});
