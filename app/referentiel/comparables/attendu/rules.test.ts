import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ABSENCES,
  CONCLUSIONS,
  comparerAttendu,
  EFFECTIF_MINIMAL,
  estimerDispersion,
  intervalleAttendu,
  lireAttendu,
  MODELES,
} from "./rules.ts";

const rate = (admis: number, n: number) => (100 * admis) / n;

describe("comparerAttendu", () => {
  test("concludes nothing under thirty pupils, however large the gap", () => {
    expect(comparerAttendu(0, 90, 0, EFFECTIF_MINIMAL - 1).conclusion).toBe("effectif_insuffisant");
    expect(comparerAttendu(0, 90, 0, EFFECTIF_MINIMAL).conclusion).toBe("en_dessous");
  });

  test("never lets one pupil take a school of twelve out of the interval", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.double({ min: 0, max: 30, noNaN: true }),
        (admis, dispersion) => {
          for (const moved of [admis - 1, admis, admis + 1].filter((count) => count >= 0 && count <= 12)) {
            const { conclusion, ecart, marge } = comparerAttendu(
              rate(moved, 12),
              rate(admis, 12),
              dispersion,
              12,
            );
            expect(conclusion).toBe("effectif_insuffisant");
            expect(Math.abs(ecart)).toBeLessThan(marge);
          }
        },
      ),
    );
  });

  test("keeps within the interval whoever is one pupil away from what is expected, at any size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 600 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const admis = Math.round(share * n);
          for (const moved of [admis - 1, admis + 1].filter((count) => count >= 0 && count <= n)) {
            const { ecart, marge } = comparerAttendu(rate(moved, n), rate(admis, n), 0, n);
            expect(Math.abs(ecart)).toBeLessThanOrEqual(marge);
          }
        },
      ),
    );
  });

  test("narrows the interval as pupils are more numerous, and never below the diversity of schools", () => {
    const marge = (n: number) => comparerAttendu(80, 80, 4, n).marge;
    expect(marge(40)).toBeGreaterThan(marge(160));
    expect(marge(160)).toBeGreaterThan(marge(640));
    expect(marge(1_000_000)).toBeGreaterThan(1.96 * 4);
  });

  test("keeps what is expected a rate", () => {
    expect(comparerAttendu(95, 104, 3, 100).attendu).toBe(100);
    expect(comparerAttendu(5, -3, 3, 100).attendu).toBe(0);
  });
});

describe("estimerDispersion", () => {
  test("is null when residuals are what chance alone gives", () => {
    // Binomial standard deviation at p = 0.8, n = 100: 4 points.
    expect(estimerDispersion([4, -4, 4, -4], [80, 80, 80, 80], [100, 100, 100, 100], 0)).toBeCloseTo(0, 6);
    expect(estimerDispersion([1, -1], [80, 80], [100, 100], 0)).toBe(0);
  });

  test("is what residuals exceed chance by", () => {
    // 5² − 4² = 3².
    expect(estimerDispersion([5, -5], [80, 80], [100, 100], 0)).toBeCloseTo(3, 6);
  });
});

describe("estimerDispersion after a fit", () => {
  test("gives back what the fit took from the residuals", () => {
    // Four observations and two coefficients: squares count double, 2 × 25 − 16 = 34.
    expect(estimerDispersion([5, -5, 5, -5], [80, 80, 80, 80], [100, 100, 100, 100], 2)).toBeCloseTo(
      Math.sqrt(34),
      6,
    );
  });
});

describe("lireAttendu", () => {
  const lue = (valeur: number | null, statut: "ok" | "masque" | "ns" | "manquant" = "ok") => ({
    id: 1,
    valeur,
    statut,
  });
  const modele = {
    entrees: ["ips", "ips_ecart_type"],
    coefficients: [40, 0.5, -0.1],
    dispersion: 4,
    r2: 0.5,
    n: 100,
    calculeLe: new Date(0),
  };
  const pieces = { observe: lue(86), effectif: lue(90), entrees: [lue(100), lue(30)], modele };

  test("computes the gap from the inputs of the model", () => {
    const calcul = lireAttendu(pieces);
    expect(calcul).toMatchObject({ etat: "calcule", attendu: 87, ecart: -1, conclusion: "dans_intervalle" });
  });

  test.each([
    ["masque", { ...pieces, observe: lue(null, "masque") }],
    ["masque", { ...pieces, effectif: lue(null, "masque") }],
    ["masque", { ...pieces, entrees: [lue(100), lue(null, "masque")] }],
    ["observe", { ...pieces, observe: lue(null, "ns") }],
    ["observe", { ...pieces, observe: undefined }],
    ["effectif", { ...pieces, effectif: lue(null, "manquant") }],
    ["effectif", { ...pieces, effectif: lue(0) }],
    ["entree", { ...pieces, entrees: [lue(100), undefined] }],
    ["entree", { ...pieces, entrees: [lue(null, "ns"), lue(30)] }],
    ["modele", { ...pieces, modele: undefined }],
  ] as const)("says « %s » and no number when a piece is missing", (etat, missing) => {
    expect(lireAttendu(missing)).toEqual({ etat });
    expect(ABSENCES[etat].length).toBeGreaterThan(20);
  });
});

describe("what is shown", () => {
  test("keeps the interval of a rate within rates", () => {
    expect(intervalleAttendu(comparerAttendu(95, 97, 5, 60))[1]).toBe(100);
    expect(intervalleAttendu(comparerAttendu(2, 1, 5, 60))[0]).toBe(0);
  });

  test("neither praises nor blames", () => {
    const words = [...Object.values(CONCLUSIONS), ...Object.values(ABSENCES)].join(" ");
    expect(words).not.toMatch(/bon|mauvais|meilleur|faible performance|échec|réussi |insuffisant/i);
  });

  test("is expected from inputs, never from what is shown beside it", () => {
    for (const { resultat, entrees, officielle } of MODELES) {
      expect(entrees).not.toContain(resultat);
      expect(entrees).not.toContain(officielle);
    }
  });
});
