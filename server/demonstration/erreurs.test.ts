import { describe, expect, test } from "vitest";
import { ACADEMIE_DEMONSTRATION } from "./academie.ts";
import { LIEUX } from "./distribution.ts";
import { listErreurs } from "./erreurs.ts";
import { makeMonde } from "./monde.ts";
import { readAcademie } from "./relecture.ts";

const { graine, structures } = ACADEMIE_DEMONSTRATION;
const erreurs = listErreurs(makeMonde(graine, structures));
const sans = readAcademie({ graine, structures });
const avec = readAcademie(ACADEMIE_DEMONSTRATION);
const find = (nature: string) => erreurs.find((erreur) => erreur.nature === nature);
/** Lines of a file that the errors changed or added. */
function listEcarts(nom: string): string[] {
  const propres = new Set(sans.textes.get(nom)?.split(/\r?\n/));
  return (avec.textes.get(nom)?.split(/\r?\n/) ?? []).filter((ligne) => !propres.has(ligne));
}

describe("the errors to find", () => {
  test("are seventeen, each of its own kind, never in the places of the cast", () => {
    expect(erreurs).toHaveLength(17);
    expect(new Set(erreurs.map(({ nature }) => nature)).size).toBe(17);
    expect(erreurs.some(({ uai }) => uai === LIEUX.college || uai === LIEUX.ecole)).toBe(false);
  });

  test("are absent when nobody asks for them", () => {
    expect(sans.textes).not.toEqual(avec.textes);
    for (const nom of sans.textes.keys()) {
      const attendues = erreurs.some((erreur) => erreur.fichier === nom && erreur.nature !== "jeu_perime");
      expect(listEcarts(nom).length > 0, nom).toBe(attendues);
    }
  });

  test("stand in the file and under the UAI that the list says", () => {
    for (const { fichier, uai, nature } of erreurs) {
      if (nature === "jeu_perime" || nature === "uai_absent") continue;
      expect(listEcarts(fichier).filter((ligne) => ligne.includes(uai)).length, nature).toBeGreaterThan(0);
    }
    expect(listEcarts(find("uai_absent")?.fichier ?? "").some((ligne) => ligne.includes(";;"))).toBe(true);
  });

  test.each([
    ["uai_minuscules", /^96\d{5}[a-z]$/],
    ["uai_zero_perdu", /^96\d{4}[A-Z]$/],
    ["uai_neuf_caracteres", /^96\d{6}[A-Z]$/],
    ["uai_espace", /^96\d \d{4}[A-Z]$/],
    ["uai_lettres_deplacees", /^96\d{4}S[A-Z]$/],
    ["uai_lettre_fausse", /^96\d{5}O$/],
  ])("write %s as users do", (nature, forme) => {
    expect(find(nature)?.uai).toMatch(forme);
  });

  test("write an impossible rate, a jump and its return, two values for one line, data after a closure", () => {
    expect(listEcarts("fr-en-dnb-par-etablissement.csv")).toHaveLength(1);
    expect(listEcarts("fr-en-dnb-par-etablissement.csv")[0]).toMatch(/;134,0%$/);
    const saut = avec
      .lignes("fr-en-college-effectifs-niveau-sexe-lv.csv")
      .filter(({ UAI }) => UAI === find("saut")?.uai)
      .map((ligne) => Number(ligne.nombre_eleves_total));
    expect(saut).toHaveLength(4);
    expect((saut[2] ?? 0) / (saut[1] ?? 1)).toBeGreaterThan(8);
    expect((saut[3] ?? 0) / (saut[1] ?? 1)).toBeLessThan(1.3);
    const doubles = avec
      .lignes("fr-en-ips-colleges-ap2022.csv")
      .filter((l) => l.uai === find("doublon_divergent")?.uai);
    expect(doubles).toHaveLength(2);
    expect(Number(doubles[1]?.ips) - Number(doubles[0]?.ips)).toBeCloseTo(12.5, 5);
    const fermee = avec
      .lignes("fr-en-ips-colleges-ap2023.csv")
      .filter(({ UAI }) => UAI === find("fermee_avec_donnees")?.uai);
    expect(fermee.map((ligne) => ligne["Année scolaire"])).toEqual(["2023-2024", "2025-2026"]);
  });
});
