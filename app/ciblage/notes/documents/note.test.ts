import { inflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { POPULATION_PAR_DEFAUT } from "../../rules.ts";
import { DEFINITION_VIDE } from "../../scenarios/rules.ts";
import { compterMasques } from "../comptes/rules.ts";
import type { NoteLue, StructureNotee } from "../rules.ts";
import { drawCarte } from "./carte.ts";
import { composeNote } from "./note.ts";
import { renderNoteDocx } from "./note-docx.server.ts";

const structure = (rang: number, changes: Partial<StructureNotee> = {}): StructureNotee => ({
  ...{
    uai: `961000${rang}A`,
    nom: `Collège nº ${rang}`,
    type: "college",
    secteur: "public",
    commune: "Havre",
  },
  ...{ departement: "961", ruralite: "rural", etat: "retenu", lon: -6, lat: 46 },
  ...changes,
});
const STRUCTURES = [
  ...Array.from({ length: 6 }, (_, rang) => structure(rang)),
  structure(7, { departement: "962", nom: "Collège <de> l’Île & Cie \u0007", etat: "suivi_differencie" }),
];

function noteOf(changes: Partial<NoteLue> = {}): NoteLue {
  const structures = changes.structures ?? STRUCTURES;
  return {
    campagne: {
      ...{ nom: "CLA, rentrée 2027", annee: 2027, academie: "Port-Amarre", dispositif: "Contrat local" },
      ...{ etat: "publiee", population: POPULATION_PAR_DEFAUT },
    },
    familles: [{ famille: "colleges", structures: 91 }],
    liste: { numero: 1, publieeLe: "2026-11-20T09:00:00.000Z", empreinte: "ab12" },
    calculs: [
      {
        ...{
          numero: 1,
          scenario: "Règle d’essai",
          famille: "colleges",
          donneesAu: "2026-11-19T09:00:00.000Z",
        },
        definition: {
          ...DEFINITION_VIDE,
          regle: {
            ...DEFINITION_VIDE.regle,
            criteres: [
              {
                ...{ id: "c1", role: "requis", motif: null, nom: "", genre: "indicateur", code: "ips" },
                ...{
                  annee: 2024,
                  sens: "au_plus",
                  seuil: { genre: "quantile", quantile: 0.25, base: "population" },
                },
              },
            ],
          },
        },
        ...{ seuils: { c1: 98.2 }, inconnues: { c1: 9 }, population: 90, analysees: 81, retenues: 6 },
        ...{ tirages: 1000, ecartPoids: 0.2, seuilDepartage: 0.8, aDepartager: { retenues: 2, autres: 12 } },
      },
    ],
    variables: [
      {
        ...{ cle: "ips@2024", code: "ips", libelle: "IPS", unite: "", decimales: 1, annee: 2024 },
        ...{
          source: "DEPP (Licence Ouverte 2.0)",
          faiblesses: ["Avec peu d’élèves, il bouge."],
          diffusion: "ouverte",
        },
        dansRegle: true,
      },
    ],
    structures,
    ailleurs: 0,
    departements: { "961": "Rade", "962": "Estran" },
    comptes: compterMasques(
      structures.map((one) => ({ ...one, groupe: one.etat })),
      ["retenu", "suivi_differencie"],
      5,
    ),
    seuil: 5,
    concertations: [
      {
        ...{
          id: "k",
          campagneId: "c",
          genre: "dialogue_social",
          instance: "CSA académique",
          tenueLe: "2026-11-10",
        },
        ...{ participants: "Six organisations", compteRendu: "Présentation.", version: 1 },
        positions: [{ organisation: "Syndicat A", position: "reserve", texte: "Des moyens pérennes." }],
      },
    ],
    textes: { mention: "Décision éclairée.", textes: "CRPA." },
    ...changes,
  };
}

describe("what the document for the bodies says", () => {
  const said = JSON.stringify(composeNote(noteOf()));

  test.each([
    [
      "the criterion with its threshold",
      "IPS 2024-2025 au plus 98,2 (le quart le plus bas de la population de la campagne)",
    ],
    ["its sources", "DEPP (Licence Ouverte 2.0)"],
    ["the missing values", "IPS, collèges : 10\u00a0% sans valeur connue"],
    ["the weak indicators", "Avec peu d’élèves, il bouge."],
    ["the positions by organisation", "Réserve"],
    ["the mention", "Décision éclairée."],
    ["the hash of the list", "ab12"],
  ])("holds %s", (_, words) => {
    expect(said).toContain(words);
  });

  test("masks small counts, in the tables and among the border cases", () => {
    const { sections } = composeNote(noteOf());
    const tables = sections.flatMap(({ blocs }) =>
      blocs.flatMap((bloc) => (bloc.genre === "tableau" ? [bloc] : [])),
    );
    expect(tables.find(({ titre }) => titre === "Départements")?.lignes).toEqual([
      ["Rade", "6", "0"],
      ["Estran", "0", "masqué"],
      ["Ensemble", "6", "masqué"],
    ]);
    expect(tables.find(({ titre }) => titre === "Stabilité par famille")?.lignes[0]).toEqual([
      ...["Collèges", "1\u202f000", "80\u00a0%", "masqué", "12"],
    ]);
  });

  test.each([
    [5, "IPS, collèges : 6\u00a0% sans valeur connue"],
    [4, "IPS, collèges : moins de 5 structures sans valeur connue"],
  ])("tells %i missing values as « %s »", (missing, words) => {
    const calculs = noteOf().calculs.map((calcul) => ({ ...calcul, inconnues: { c1: missing } }));
    expect(JSON.stringify(composeNote(noteOf({ calculs })))).toContain(words);
  });

  test("says what this reader does not read, and that nothing is published yet", () => {
    expect(JSON.stringify(composeNote(noteOf({ ailleurs: 3 })))).toContain(
      "3\u00a0structures hors de votre périmètre",
    );
    expect(composeNote(noteOf({ liste: null })).chapeau).toContain("aucune liste n’est encore publiée");
  });

  test("has no barred word, and no value of a structure", () => {
    expect(said).not.toMatch(/classement|mauvais|\bnotes?\b|échec|\brang\b/i);
  });

  test("stands without a run, without a structure and without a meeting", () => {
    const bare = composeNote(noteOf({ calculs: [], variables: [], structures: [], concertations: [] }));
    expect(JSON.stringify(bare)).toContain("Aucun calcul n’a servi");
    expect(JSON.stringify(bare)).toContain("Aucune réunion n’est consignée");
  });
});

describe("the map", () => {
  test("places the structures, and says so to those who do not see it", () => {
    const carte = drawCarte({
      contours: [],
      points: STRUCTURES.map(({ nom, lon, lat }) => ({ libelle: nom, lon, lat })),
      quoi: "structures",
    });
    expect(carte?.alt).toContain("7\u00a0structures");
    expect(carte?.svg).not.toContain("Collège");
  });

  test("is none where nothing is placed", () => {
    expect(
      drawCarte({ contours: [], points: [{ libelle: "a", lon: null, lat: null }], quoi: "" }),
    ).toBeUndefined();
  });
});

/** Files of a zip, by name: its central directory, read without a library. */
function unzip(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  for (
    let at = bytes.indexOf("PK\u0001\u0002", 0, "latin1");
    at >= 0 && bytes.readUInt32LE(at) === 0x02014b50;
  ) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const start = bytes.readUInt32LE(at + 42);
    const body = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const packed = bytes.subarray(body, body + bytes.readUInt32LE(at + 20));
    const text = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed;
    files.set(bytes.toString("utf8", at + 46, at + 46 + name), text.toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return files;
}

describe("the document for a word processor", () => {
  test("has a title, heading styles, the French language and tables whose header repeats", async () => {
    const files = unzip(await renderNoteDocx(composeNote(noteOf()), { pied: "Ancrage." }));
    const body = files.get("word/document.xml") ?? "";
    expect(body).toMatch(/<w:pStyle w:val="Title"\/>.*?Document pour les instances : CLA, rentrée 2027/s);
    const headings = [...body.matchAll(/<w:pStyle w:val="Heading1"\/>.*?<w:t[^>]*>([^<]+)</gs)].map(
      ([, text]) => text,
    );
    expect(headings).toEqual(composeNote(noteOf()).sections.map(({ titre }) => titre));
    const tables = body.split("<w:tbl>").slice(1);
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables) expect(table.indexOf("<w:tblHeader/>")).toBeGreaterThan(0);
    expect(files.get("word/styles.xml")).toContain('w:val="fr-FR"');
    expect(files.get("docProps/core.xml")).toContain(
      "<dc:title>Document pour les instances : CLA, rentrée 2027</dc:title>",
    );
    expect(body).toContain("masqué");
  });

  test("holds what people typed as text, whatever it is", async () => {
    const body =
      unzip(await renderNoteDocx(composeNote(noteOf()), { pied: "" })).get("word/document.xml") ?? "";
    expect(body).toContain("Collège &lt;de&gt; l’Île &amp; Cie");
    expect(body).not.toContain("\u0007");
  });
});
