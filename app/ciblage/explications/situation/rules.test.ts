import { describe, expect, test } from "vitest";
import { variableOf } from "#tests/explications.ts";
import { direPairs, direPlace, direValeur, raisonOf } from "./rules.ts";

const PAIRS = direPairs({ type: "college", secteur: "public" });
const at = (valeur: number | null) =>
  variableOf("ips", { valeur: { valeur, statut: valeur === null ? "ns" : "ok" } });

describe("where a value stands, its comparable structures having 90, 100 and 110 as quartiles", () => {
  test.each([
    [89.9, "Dans le quart le plus bas"],
    [90, "Au-dessous de la médiane"],
    [97.9, "Au-dessous de la médiane"],
    [98, "Proche de la médiane"],
    [102, "Proche de la médiane"],
    [102.1, "Au-dessus de la médiane"],
    [110, "Au-dessus de la médiane"],
    [110.1, "Dans le quart le plus haut"],
  ])("%d is told « %s », never as a place", (valeur, said) => {
    expect(direPlace(at(valeur), PAIRS)).toBe(`${said} (collèges, secteur public, académie)`);
  });

  test("is not told without a value, without comparable structures, nor to who does not read it", () => {
    expect(direPlace(at(null), PAIRS)).toBe("—");
    expect(direPlace(variableOf("ips", { lisible: false }), PAIRS)).toBe("—");
    expect(direPlace(variableOf("ips", { reference: null }), PAIRS)).toContain("Trop peu de structures");
  });
});

describe("a value", () => {
  test.each([
    [variableOf("ips", { unite: "points" }), "84,2\u00a0points"],
    [at(null), "Non significatif (effectif trop faible)"],
    [variableOf("ips", { valeur: { valeur: null, statut: "manquant" } }), "Non publiée"],
    [variableOf("ips", { lisible: false }), "Non affichée (secret statistique)"],
    [variableOf("ips", { lisible: false, diffusion: "rh" }), "Réservée aux personnes habilitées"],
  ])("%# is written as its reader may read it", (variable, said) => {
    expect(direValeur(variable, raisonOf(true))).toBe(said);
  });

  test("says to whom it is kept, for who reads no value of the structure", () => {
    const variable = variableOf("ips", { lisible: false });
    expect(direValeur(variable, raisonOf(false))).toContain("réservée à la direction");
  });
});
