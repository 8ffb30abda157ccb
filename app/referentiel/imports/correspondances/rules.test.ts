import { describe, expect, test } from "vitest";
import { isRejection, readLine } from "../chargement/rules.ts";
import { DATASETS, findDataset } from "../datasets/catalogue.ts";
import type { Dataset } from "../datasets/dataset.ts";
import { findJeuProche, listColonnes, proposerColonnes } from "./colonnes/rules.ts";
import { findColonnesPersonnelles, isNominative } from "./personnes/rules.ts";
import { canDeciderCode, canPointer, canRemplacer, contenuOf, datasetDecide, decisionsOf } from "./rules.ts";
import { type LectureAcademique, type LectureDecidee, lectureSchema } from "./schema.ts";

const ipsColleges = findDataset("ips_colleges") as Dataset;
const HEADER = ["Rentrée scolaire", "UAI", "Nom de l'établissement", "Secteur", "IPS", "Code département"];
const LINE = ["2024-2025", "0720902P", "COLLEGE DES PINS", "public", "95.3", "72"];
const ROWS = [{ cells: LINE }, { cells: LINE.map((cell) => (cell === "95.3" ? "101,2" : cell)) }];

describe("a header", () => {
  const damaged = HEADER.map(
    (label) => ({ UAI: "0720902P", "Nom de l'établissement": "Nom etablisement" })[label] ?? label,
  );

  test("with one misspelt label is completed by the nearest one, and one that is a value by what it holds", () => {
    const proposed = proposerColonnes(ipsColleges, listColonnes(damaged, ROWS));
    expect(proposed).toMatchObject({ annee: 0, uai: 1, nom: 2, secteur: 3, ips: 4 });
  });

  test("designates the dataset of which it has most of the columns, and none when it has nearly none", () => {
    const withoutIps = HEADER.filter((label) => label !== "IPS");
    expect(findJeuProche(DATASETS, [...withoutIps, "Ecart type de l'IPS"])?.code).toMatch(/^ips_/);
    expect(findJeuProche(DATASETS, ["date", "lieu"])).toBeUndefined();
  });

  const lecture = (colonnes: Record<string, number>): LectureDecidee => ({
    genre: "officielle",
    colonnes: Object.fromEntries(
      Object.entries(colonnes).map(([nom, rang]) => [nom, { rang, etiquette: "" }]),
    ),
  });
  const pointed = { uai: 1, annee: 0, nom: 2, secteur: 3, ips: 4 };

  test("is pointed out once each required column has its place, whatever its label", () => {
    const libelles = new Map([["ips", "Indice de position sociale"]]);
    expect(canPointer(ipsColleges, lecture(pointed), libelles).ok).toBe(true);
    const { ips: _ips, ...without } = pointed;
    expect(canPointer(ipsColleges, lecture(without), libelles)).toMatchObject({
      ok: false,
      message: expect.stringContaining("valeur de « Indice de position sociale »"),
    });
    expect(contenuOf(ipsColleges, "uai", libelles)).toMatch(/sept chiffres et une lettre/);
  });

  test("that was pointed out is read by the ranks, the other columns by their names", () => {
    const columns = ["x", "0720902P", "", "", "95,3", "Code département"];
    const decided = { jeu: "ips_colleges", libelle: "", academie: null, lecture: lecture(pointed) };
    const found = datasetDecide(DATASETS, decided, ["x", "0720902p", "", "", "95_3", "code_departement"]);
    if (!found.ok) throw new Error(found.motif);
    const read = readLine(
      { ...found, columns, fichier: "f.csv", anneeDite: undefined },
      { bornes: new Map(), decisionsUai: new Map() },
      { line: 2, cells: LINE },
    );
    expect(read).toMatchObject({ dit: { uai: "0720902P" }, annee: 2024, valeurs: [{ valeur: 95.3 }] });
  });
});

describe("a file about persons", () => {
  test.each([
    ["INE"],
    ["N° INE"],
    ["Nom de l'élève"],
    ["nom_eleve"],
    ["Prénom"],
    ["Prénoms de l'enfant"],
    ["Date de naissance"],
    ["DATE_NAISSANCE"],
    ["Né(e) le"],
    ["NUMEN"],
    ["Nom de famille"],
    ["identifiant national élève"],
  ])("is known by its column %s", (column) => {
    expect(findColonnesPersonnelles(["UAI", column], [])).toEqual([column]);
  });

  test.each([
    ["Nom de l'établissement"],
    ["nom_com"],
    ["Patronyme"],
    ["Nombre d'élèves"],
    ["nombre_eleves_total"],
    ["date_ouverture"],
    ["Dénomination principale"],
    ["Part des élèves boursiers"],
    ["contact collège ou circonscription "],
  ])("is not suspected for its column %s", (column) => {
    expect(findColonnesPersonnelles([column], [])).toEqual([]);
  });

  test.each([["1234567890A"], ["123456789AB"]])("is known by a number like %s under any label", (ine) => {
    expect(findColonnesPersonnelles(["UAI", "code"], [{ cells: ["0720902P", ine] }])).toEqual(["code"]);
  });

  test("is none of the official datasets, by the names of their columns", () => {
    const names = DATASETS.flatMap(({ colonnes }) => Object.values(colonnes).flatMap(({ alias }) => alias));
    expect(findColonnesPersonnelles(names, [])).toEqual([]);
  });
});

describe("samples", () => {
  test.each([
    ["Nom", true],
    ["Nom du directeur", true],
    ["Courriel", true],
    ["Téléphone", true],
    ["Contact", true],
    ["Nom de l'établissement", false],
    ["nom_com", false],
    ["Secteur", false],
  ])("of « %s » are hidden: %s", (column, hidden) => {
    expect(isNominative(column)).toBe(hidden);
  });

  test("show three different values, and nothing of a column that may name somebody", () => {
    const rows = [
      ["1", "Mme X"],
      ["2", "M. Y"],
      ["1", ""],
      ["3", ""],
      ["4", "a@b.fr"],
    ].map((cells) => ({ cells }));
    expect(listColonnes(["Valeur", "Directrice"], rows).map(({ exemples }) => exemples)).toEqual([
      ["1", "2", "3"],
      [],
    ]);
    expect(listColonnes(["Valeur", "Qui"], rows)[1]).toMatchObject({ nominative: true, exemples: [] });
  });
});

describe("a file of an académie", () => {
  const lecture = (change: Partial<LectureAcademique> = {}): LectureAcademique => ({
    genre: "academique",
    lieu: "uai",
    cle: { rang: 0, etiquette: "Code" },
    annee: { genre: "colonne", colonne: { rang: 1, etiquette: "Année" }, session: false },
    valeurs: [
      {
        colonne: { rang: 2, etiquette: "Part" },
        indicateur: "a96_boursiers",
        facteur: 100,
        manquants: ["999"],
      },
    ],
    ...change,
  });
  const read = (cells: string[], change: Partial<LectureAcademique> = {}, anneeDite?: number) => {
    const academie = { code: "96", nom: "Port-Amarre" };
    const found = datasetDecide(
      [],
      { jeu: "academique", libelle: "SSA", academie, lecture: lecture(change) },
      [],
    );
    if (!found.ok) throw new Error(found.motif);
    const bornes = new Map([["a96_boursiers", { minimum: 0, maximum: 100 }]]);
    return readLine(
      { ...found, columns: ["Code", "Année", "Part"], fichier: "f.csv", anneeDite },
      { bornes, decisionsUai: new Map() },
      { line: 7, cells },
    );
  };

  test.each([
    ["0.57", 57, "ok"],
    ["1", 100, "ok"],
    ["0", 0, "ok"],
    ["", null, "manquant"],
    ["999", null, "manquant"],
    ["NS", null, "ns"],
  ])("turns the share %j into %s (%s)", (cell, valeur, statut) => {
    expect(read(["9610315V", "2024", cell])).toMatchObject({
      annee: 2024,
      dit: { uai: "9610315V", structure: undefined },
      valeurs: [{ indicateur: "a96_boursiers", valeur, statut }],
    });
  });

  test("refuses what the unit makes implausible, saying what it was read as", () => {
    const line = read(["9610315V", "2024", "57"]);
    expect(isRejection(line) && line.raison).toMatch(
      /« 57 », lue comme 5700, sort de ce qui est plausible \(de 0 à 100\)/,
    );
  });

  test("narrows the bounds of the indicator, never widens them", () => {
    const narrow = {
      valeurs: [{ ...(lecture().valeurs[0] as LectureAcademique["valeurs"][0]), minimum: -50, maximum: 40 }],
    };
    expect(isRejection(read(["9610315V", "2024", "0.5"], narrow))).toBe(true);
    expect(isRejection(read(["9610315V", "2024", "-0.1"], narrow))).toBe(true);
    expect(isRejection(read(["9610315V", "2024", "0.4"], narrow))).toBe(false);
  });

  test("reads a session as the school year before, and a given year as it is", () => {
    const session = {
      annee: { genre: "colonne", colonne: { rang: 1, etiquette: "" }, session: true },
    } as const;
    expect(read(["9610315V", "2025", "0.1"], session)).toMatchObject({ annee: 2024 });
    expect(read(["9610315V", "", "0.1"], { annee: { genre: "dite" } }, 2023)).toMatchObject({ annee: 2023 });
    expect(isRejection(read(["9610315V", "", "0.1"], { annee: { genre: "dite" } }))).toBe(true);
  });

  test("is kept and read back as it was decided", () => {
    expect(lectureSchema.parse(JSON.parse(JSON.stringify(lecture())))).toEqual(lecture());
    expect(lectureSchema.safeParse({ ...lecture(), valeurs: [] }).success).toBe(false);
    expect(lectureSchema.safeParse({ genre: "autre" }).success).toBe(false);
  });
});

describe("the reading of a header that is described already", () => {
  test.each([
    [undefined, null, true],
    [undefined, "96", true],
    [{ academie: null }, null, true],
    [{ academie: null }, "96", true],
    [{ academie: "96" }, "96", true],
    [{ academie: "96" }, "97", "en_tete_deja_decrit"],
    [{ academie: "96" }, null, "en_tete_deja_decrit"],
  ])("%o replaced by one of %s is answered %s", (courante, academie, expected) => {
    const verdict = canRemplacer(courante, academie);
    expect(verdict.ok || verdict.code).toBe(expected);
  });
});

describe("a malformed code", () => {
  test.each([
    [{ texte: "720902P", uai: "0720902P", motif: "zéro perdu" }, true],
    [{ texte: "720902P", uai: null, motif: "doublon" }, true],
    [{ texte: "720902P", uai: "0720902P", motif: "" }, "sans_motif"],
    [{ texte: "720902P", uai: "0720902A", motif: "x" }, "uai_invalide"],
    [{ texte: "720902P", uai: "", motif: "x" }, "uai_invalide"],
    [{ texte: "0720902P", uai: null, motif: "x" }, "code_bien_forme"],
  ])("decided as %o is answered %s", (decision, expected) => {
    const verdict = canDeciderCode(decision);
    expect(verdict.ok || verdict.code).toBe(expected);
  });

  test("left refused says nothing; accepted takes the proposal; each may borrow the common reason", () => {
    const code = { texte: "720902P" };
    expect(
      decisionsOf({
        motif: "vu avec le SSA",
        codes: [
          { ...code, choix: "laisser" },
          { ...code, choix: "proposition" },
          { ...code, choix: "autre", autre: "0721405l", motif: "annuaire" },
          { ...code, choix: "ecarter" },
        ],
      }),
    ).toEqual([
      { texte: "720902P", uai: "0720902P", motif: "vu avec le SSA" },
      { texte: "720902P", uai: "0721405L", motif: "annuaire" },
      { texte: "720902P", uai: null, motif: "vu avec le SSA" },
    ]);
  });
});
