import { readXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { generateFichiersAcademiques } from "./academiques.ts";
import { correlate } from "./relecture.ts";

const fichiers = generateFichiersAcademiques({ graine: 2026, structures: 900 });
const octetsOf = async (debut: string) =>
  (await fichiers.find(({ nom }) => nom.startsWith(debut))?.octets()) ?? new Uint8Array();
const listLignes = async (debut: string) =>
  new TextDecoder("windows-1252")
    .decode(await octetsOf(debut))
    .split("\r\n")
    .slice(0, -1)
    .map((ligne) => ligne.split(";"));

describe("the files that an académie keeps to itself", () => {
  test("come in three forms of its own, the same for the same seed", async () => {
    expect(fichiers.map(({ nom }) => nom)).toEqual([
      "SSA_boursiers_PCS_QPV_2022-2025.xlsx",
      "DRH_indicateurs_colleges_2023-2025.csv",
      "evaluations_CP_CE1_ecoles_2024-2025.csv",
    ]);
    for (const [rang, autre] of generateFichiersAcademiques({ graine: 2026, structures: 900 }).entries()) {
      expect(Buffer.from(await autre.octets()).equals((await fichiers[rang]?.octets()) ?? Buffer.of())).toBe(
        true,
      );
    }
  });

  test("give grants beside social background, and « n.d. » where there is no quartier prioritaire", async () => {
    const { sheets } = await readXlsx(await octetsOf("SSA"));
    const [groupes, entetes, ...lignes] = sheets[0]?.rows ?? [];
    expect(groupes?.[0]).toBe("Collège");
    expect(entetes?.slice(0, 3)).toEqual(["RNE", "Nom du collège", "Année scolaire"]);
    expect(lignes.length).toBeGreaterThan(400);
    expect(lignes[0]?.[2]).toBe("2022/2023");
    expect(correlate(lignes.map((l) => [Number(l[4]), Number(l[6])]))).toBeGreaterThan(0.9);
    expect(lignes.some((ligne) => ligne[7] === "n.d.")).toBe(true);
    expect(lignes.some((ligne) => Number(ligne[7]) > 50)).toBe(true);
  });

  test("give staff in code page 1252, with decimal commas and percents", async () => {
    const [entetes, ...lignes] = await listLignes("DRH");
    expect(entetes).toContain("Ancienneté moyenne (années)");
    expect(Buffer.from(await octetsOf("DRH")).includes(Buffer.from([0xc9, 0x74]))).toBe(true);
    expect(lignes.length).toBeGreaterThan(250);
    for (const ligne of lignes) expect(ligne[4]).toMatch(/^\d+,\d %$/);
  });

  test("give the evaluations of écoles, empty under five pupils", async () => {
    const [entetes, ...lignes] = await listLignes("evaluations");
    expect(entetes?.[0]).toBe("Code UAI ");
    expect(lignes.length).toBeGreaterThan(4_000);
    for (const ligne of lignes) {
      expect(ligne[7] === "").toBe(Number(ligne[6]) < 5);
      const somme = ligne.slice(7).reduce((total, part) => total + Number(part.replace(",", ".")), 0);
      if (ligne[7]) expect(Math.abs(somme - 100)).toBeLessThan(0.2);
    }
  });
});
