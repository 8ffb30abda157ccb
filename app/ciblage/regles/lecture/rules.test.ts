import { describe, expect, test } from "vitest";
import type { Critere, Regle } from "../rules.ts";
import { direCritere, direCritereApplique, direRegle, type Lexique } from "./rules.ts";

const lexique: Lexique = {
  ips: { libelle: "IPS", unite: "", decimales: 1, annee: 2024 },
  dnb: { libelle: "DNB", unite: "%", decimales: 1, annee: null },
};
const commun = { id: "c1", role: "requis", motif: null, nom: "" } as const;
const quantile = (sens: "au_plus" | "au_moins", q: number): Critere => ({
  ...{ ...commun, genre: "indicateur", code: "ips", annee: "derniere", sens },
  seuil: { genre: "quantile", quantile: q, base: "population" },
});
const absolu: Critere = {
  ...{ ...commun, genre: "indicateur", code: "ips", annee: 2023, sens: "moins_de" },
  seuil: { genre: "absolu", valeur: 90.5 },
};
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("a criterion, in words", () => {
  test.each<[Critere, number | undefined, string]>([
    [absolu, undefined, "IPS 2023-2024 moins de 90,5"],
    [
      quantile("au_plus", 0.25),
      undefined,
      "IPS 2024-2025 dans le quart le plus bas de la population de la campagne",
    ],
    [
      quantile("au_plus", 0.25),
      90.5,
      "IPS 2024-2025 au plus 90,5 (le quart le plus bas de la population de la campagne)",
    ],
    [
      quantile("au_moins", 0.9),
      120,
      "IPS 2024-2025 au moins 120,0 (le dixième le plus haut de la population de la campagne)",
    ],
    [
      quantile("au_moins", 0.5),
      undefined,
      "IPS 2024-2025 dans la moitié la plus haute de la population de la campagne",
    ],
    [
      quantile("au_plus", 0.15),
      undefined,
      "IPS 2024-2025 dans les 15 % les plus bas de la population de la campagne",
    ],
    [
      quantile("au_moins", 0.875),
      undefined,
      "IPS 2024-2025 dans les 12,5 % les plus hauts de la population de la campagne",
    ],
    [
      { ...absolu, code: "dnb", annee: "derniere" } as Critere,
      undefined,
      "DNB de la dernière année connue moins de 90,5 %",
    ],
    [{ ...commun, genre: "classe", classes: [2, 3] }, undefined, "Dans la classe 2 ou 3 de la typologie"],
    [{ ...commun, genre: "marque", marque: "orpheline" }, undefined, "École orpheline"],
    [
      { ...commun, genre: "axe", axe: 1, sens: "au_plus", seuil: { genre: "absolu", valeur: -0.5 } },
      undefined,
      "Coordonnée sur l’axe 1 au plus -0,50",
    ],
  ])("says %#", (critere, seuil, sentence) => {
    expect(plain(direCritere(critere, lexique, seuil))).toBe(sentence);
  });

  test.each<[Critere, number | string | null, boolean, string]>([
    [
      quantile("au_plus", 0.25),
      84.2,
      true,
      "IPS 2024-2025 : 84,2, au plus 90,5 (le quart le plus bas de la population de la campagne) : rempli",
    ],
    [
      quantile("au_plus", 0.25),
      95,
      false,
      "IPS 2024-2025 : 95,0, au plus 90,5 (le quart le plus bas de la population de la campagne) : non rempli",
    ],
    [
      quantile("au_plus", 0.25),
      null,
      false,
      "IPS 2024-2025 : valeur non connue, donc critère non rempli (une valeur absente n’est jamais lue comme 0)",
    ],
    [{ ...commun, genre: "marque", marque: "rural" }, "non", false, "En commune rurale : non : non rempli"],
    [
      { ...commun, genre: "classe", classes: [1] },
      null,
      false,
      "Dans la classe 1 de la typologie : pas encore analysée : non rempli",
    ],
  ])("applies %#", (critere, valeur, rempli, sentence) => {
    expect(plain(direCritereApplique(critere, { valeur, seuil: 90.5, rempli }, lexique))).toBe(sentence);
  });
});

describe("a whole rule, in words", () => {
  const vide: Regle = { criteres: [], auMoins: 0, composite: null, nombreMax: null };

  test("says that an empty rule keeps everything", () => {
    expect(direRegle(vide, lexique)).toMatchObject({
      tete: expect.stringContaining("toutes les structures"),
      compte: null,
    });
  });

  test("says what is needed, what is counted, what sets aside, and what the sum keeps", () => {
    const compte = { ...absolu, id: "c2", role: "compte" } as Critere;
    const regle: Regle = {
      criteres: [
        { ...absolu, nom: "défavorisés" },
        compte,
        { ...compte, id: "c3" },
        { ...absolu, id: "c4", role: "exclusion" },
      ],
      auMoins: 1,
      composite: [
        { code: "ips", annee: 2024, poids: 3, sens: "bas" },
        { code: "dnb", annee: "derniere", poids: 1, sens: "haut" },
      ],
      nombreMax: 12,
    };
    const dite = direRegle(regle, lexique);
    expect(dite.requis).toEqual(["« défavorisés » : IPS 2023-2024 moins de 90,5"]);
    expect(dite.compte?.tete).toBe("Et si elle remplit au moins 1 de ces 2 critères :");
    expect(dite.exclusions).toHaveLength(1);
    expect(plain(dite.composite?.tete ?? "")).toContain("les 12 premières sont gardées");
    expect(dite.composite?.termes.map(plain)).toEqual([
      "IPS 2024-2025 : 75 % du poids, une valeur basse l’augmente",
      "DNB : 25 % du poids, une valeur haute l’augmente",
    ]);
  });
});
