import { describe, expect, test } from "vitest";
import { renderPdf } from "#app/platform/documents/render-pdf.server.ts";
import { APPROFONDI, calculOf, lueOf, variableOf } from "#tests/explications.ts";
import { allTags, readPdf } from "#tests/pdf.ts";
import type { ExplicationLue } from "../rules.ts";
import { composeExplication } from "./explication.ts";
import { EXPLICATION_LAYOUT } from "./explication-layout.ts";
import { composeVersions } from "./une-page.ts";

async function paperOf(lue: ExplicationLue) {
  const explication = composeExplication(lue);
  const bytes = await renderPdf({
    template: EXPLICATION_LAYOUT,
    data: { versions: composeVersions(explication, "https://ancrage.exemple/structures/9610315V/ciblage") },
    ...{ titre: explication.titre, entete: "Académie : Port-Amarre", sources: [] },
    date: new Date("2026-11-22T09:00:00Z"),
  });
  return readPdf(bytes);
}

const LONG = "Collège intercommunal Marie-Madeleine-de-la-Rochefoucauld-Bayers du Pays des Abers et des Îles";
const longue = (n: number): ExplicationLue => {
  const variables = Array.from({ length: n }, (_, rang) =>
    variableOf(`indicateur_${rang}`, {
      libelle: `Part des élèves dont le responsable exerce une profession défavorisée, mesure nº ${rang}`,
      source: `DEPP, fichier des établissements nº ${rang} (Licence Ouverte 2.0)`,
    }),
  );
  const argument = (rang: number) => ({
    ...{
      genre: "argument" as const,
      texte: `Un long argument. ${"Connaissance fine du territoire. ".repeat(40)}`,
    },
    ...{ choc: null, preuve: "Un rapport", qui: `Zoé Misaine ${rang}`, le: "2026-11-18T09:00:00.000Z" },
  });
  const base = lueOf();
  return {
    ...base,
    structure: { ...base.structure, nom: LONG, commune: "Saint-Germain-sur-l’Aubois-et-des-Trois-Rivières" },
    decision: base.decision && { ...base.decision, motif: "Un motif très long. ".repeat(100) },
    arguments: Array.from({ length: 6 }, (_, rang) => argument(rang)),
    calculs: [calculOf(variables), { ...calculOf(variables), famille: "lp" }],
    textes: {
      mention: "Mention. ".repeat(200),
      textes: "Texte. ".repeat(280),
      recours: "Recours. ".repeat(200),
    },
  };
};

describe("the paper", () => {
  test("is one tagged page in French, that says all when all holds", async () => {
    const { pages, tags, lang, uaPart, title } = await paperOf(lueOf());
    expect([pages.length, lang, uaPart, title]).toEqual([
      1,
      "fr-FR",
      "1",
      "Pourquoi mon collège ? Collège du Phare",
    ]);
    const roles = allTags(tags).map(({ role }) => role);
    expect(roles).toContain("H1");
    expect(roles).toContain("TH");
    expect(roles).toContain("LI");
    expect(pages[0]).toContain("Besoin partagé.");
    expect(pages[0]).not.toContain("La suite en ligne");
  });

  test.each([1, 5, 12, 30])(
    "is one page with %i criteria, long names and long texts, and says where the rest is",
    async (n) => {
      const { pages } = await paperOf(longue(n));
      expect(pages.length).toBe(1);
      // A long address may be cut at the end of a line.
      expect(pages[0]?.replaceAll(" ", "")).toContain(
        "Lasuiteenligne:https://ancrage.exemple/structures/9610315V/ciblage",
      );
      expect(pages[0]).toMatch(/84,2, au plus 90,0 : (non )?rempli/);
      expect(pages[0]).toContain("Ce que le traitement a fait");
    },
  );

  test("never carries what is for the académie or the statistical service", async () => {
    const comparables = [{ uai: "9610001A", nom: "Collège de la Digue", commune: "Havre" }];
    const calculs = [calculOf([variableOf("ips"), variableOf("boursiers")], { approfondi: APPROFONDI })];
    const { pages } = await paperOf(lueOf({ comparables, calculs }));
    expect(pages.join(" ")).not.toMatch(/Digue|Somme|départager/);
  });
});
