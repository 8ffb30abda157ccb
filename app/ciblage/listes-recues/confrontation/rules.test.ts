import { describe, expect, test } from "vitest";
import { SENS, type Sens } from "../../regles/rules.ts";
import type { LigneRecue } from "../rules.ts";
import { direSuite, direValeur } from "./phrases/rules.ts";
import { type Connue, confronter, countLignes, isAjustable, jugerLignes, SITUATIONS } from "./rules.ts";

const UAI = "9610315V";
const ligne = (change: Partial<LigneRecue> = {}): LigneRecue => ({
  ...{ ligne: 2, feuille: "", uai: UAI, nom: "Collège" },
  ...change,
});
const connue = (change: Partial<Connue> = {}): Connue => ({
  ...{ nom: "Collège des Embruns", type: "college", commune: "Port-Amarre", departementNom: "Rade" },
  ...{ academie: "96", regardee: true, raison: null, candidature: null, atteinte: true },
  ...change,
});
const juger = (lignes: readonly LigneRecue[], change: Partial<Connue> | null = {}) =>
  jugerLignes(lignes, {
    academie: "96",
    critere: { code: "ips", sens: "au_plus", seuil: 90 },
    connues: new Map(change === null ? [] : [[UAI, connue(change)]]),
    valeurs: new Map([[UAI, { annee: 2024, valeur: 88, statut: "ok" }]]),
  });

describe("our value against the announced criterion", () => {
  const attendus: Record<Sens, readonly [number, number, number]> = {
    au_plus: [1, 1, 0],
    moins_de: [1, 0, 0],
    au_moins: [0, 1, 1],
    plus_de: [0, 0, 1],
  };
  test.each(Object.keys(SENS) as Sens[])("« %s » at −1, 0 and +1 of the threshold", (sens) => {
    const found = [39, 40, 41].map((valeur) => confronter({ sens, seuil: 40 }, { valeur, statut: "ok" }));
    expect(found).toEqual(attendus[sens].map((holds) => (holds ? "remplit" : "ne_remplit_pas")));
  });

  test.each([
    ["not significant", { valeur: null, statut: "ns" }],
    ["not published", { valeur: null, statut: "manquant" }],
    ["hidden by secrecy", { valeur: null, statut: "masque" }],
    ["absent", undefined],
  ] as const)("%s is neither met nor failed, and never reads as 0", (_, value) => {
    for (const sens of Object.keys(SENS) as Sens[])
      expect(confronter({ sens, seuil: 0 }, value)).toBe("inconnu");
  });
});

describe("a line of a received list", () => {
  test.each([
    ["admise", {}],
    ["hors_population", { raison: "statut_ep" }],
    ["deja", { candidature: "propose", raison: "statut_ep" }],
    ["fermee", { raison: "fermee" }],
    ["hors_famille", { regardee: false }],
    ["hors_academie", { academie: "17", regardee: false }],
    ["inconnue", null],
  ] as const)("is « %s »", (situation, change) => {
    const [jugee] = juger([ligne()], change);
    expect(jugee).toMatchObject({ situation, entre: situation === "admise" });
  });

  test("says why the structure is out of the population, and how to write a wrong UAI", () => {
    expect(juger([ligne()], { raison: "statut_ep" })[0]?.raison).toBe(
      "Statut d’éducation prioritaire non retenu",
    );
    const [wrong] = juger([ligne({ uai: "961 0315v" })]);
    expect(wrong).toMatchObject({ situation: "mal_ecrite", structure: null, verdict: null, entre: false });
    expect(wrong?.raison).toContain(UAI);
  });

  test("that names a structure again is left out, and says which line came first", () => {
    const [first, again] = juger([ligne({ feuille: "LP", ligne: 7 }), ligne({ ligne: 9 })]);
    expect([first?.entre, again?.entre]).toEqual([true, false]);
    expect(again).toMatchObject({ situation: "doublon", raison: "LP, ligne 7" });
  });

  test.each([
    ["admise", undefined, true],
    ["admise", "entrer", true],
    ["admise", "laisser", false],
    ["hors_population", undefined, false],
    ["hors_population", "entrer", true],
    ["hors_population", "laisser", false],
    ["deja", "entrer", false],
    ["fermee", "entrer", false],
    ["hors_famille", "entrer", false],
    ["hors_academie", "entrer", false],
  ] as const)("« %s », adjusted to « %s », enters: %s", (situation, sens, entre) => {
    const changes: Record<string, Partial<Connue>> = {
      ...{ admise: {}, hors_population: { raison: "effectif" }, deja: { candidature: "repere" } },
      ...{
        fermee: { raison: "fermee" },
        hors_famille: { regardee: false },
        hors_academie: { academie: "17" },
      },
    };
    const adjusted = sens ? ligne({ ajustement: { sens, motif: "Connue du terrain" } }) : ligne();
    const [jugee] = juger([adjusted], changes[situation]);
    expect(jugee).toMatchObject({ situation, entre });
  });

  test("that has entered keeps what it was found to be that day", () => {
    const entered = ligne({ suite: { entree: true, situation: "admise", raison: "" } });
    const [jugee] = juger([entered], { candidature: "repere" });
    expect(jugee).toMatchObject({ situation: "admise", entre: true });
    expect(jugee && direSuite(jugee)).toBe("Entrée dans la campagne");
  });

  test("shows our value, or why there is none", () => {
    const mot = { libelle: "IPS", unite: "", decimales: 1, annee: null };
    expect(direValeur({ annee: 2024, valeur: 0, statut: "ok" }, mot)).toBe("0,0 en 2024-2025");
    expect(direValeur({ annee: 2024, valeur: null, statut: "ns" }, mot)).toBe(
      "non significatif (effectif trop faible), en 2024-2025",
    );
    expect(direValeur(null, mot)).toBe("aucune valeur connue");
  });
});

test("only what may enter is adjusted", () => {
  expect(Object.keys(SITUATIONS).filter((one) => isAjustable(one as never))).toEqual([
    "admise",
    "hors_population",
  ]);
});

test("counts tell each line once, and confront each structure once", () => {
  const jugees = juger([ligne(), ligne({ ligne: 3 }), ligne({ ligne: 4, uai: "" })]);
  expect(countLignes(jugees)).toEqual({
    ...{ entrent: 1, ajustees: 0 },
    situations: { admise: 1, doublon: 1, mal_ecrite: 1 },
    verdicts: { remplit: 1 },
  });
});
