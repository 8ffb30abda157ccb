import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { computeAnalyse } from "./calcul.ts";
import { readDonnees } from "./lecture.ts";
import { readOptions } from "./options.ts";
import { jsonOf } from "./rendu-json.ts";

let dossier: string;
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), "ancrage-lecture-"));
});
afterAll(() => rm(dossier, { recursive: true, force: true }));

async function fileOf(text: string | Buffer): Promise<string> {
  const path = join(await mkdtemp(join(dossier, "fichier-")), "tableau.csv");
  await writeFile(path, text);
  return path;
}

async function answerTo(args: readonly string[]) {
  const options = readOptions(args);
  if (!options) throw new Error("help was asked for");
  const found = computeAnalyse(await readDonnees(options), options);
  return JSON.parse([...jsonOf(found, options)].join(""));
}

describe("what is missing", () => {
  const HOLES = "id;a;b;q\nx;1,5;2;u\ny;3;NS;v\nz;2;ND;u\nw;ns;4;v\nv;None;NA;NA\nu;4;7;\nt;3;1;v\n";
  const args = (file: string) => [file, "--id", "id", "--actives", "a,b", "--qualitatives", "q"];

  test("is never 0: rows without an active value are left out, and named", async () => {
    const answer = await answerTo(args(await fileOf(HOLES)));
    expect(answer.rows).toEqual({
      read: 7,
      kept: 3,
      excluded: ["y", "z", "w", "v"],
      imputed: { cells: 0, axes: 0, rows: [] },
    });
    expect(answer.variables.a.mean).toBeCloseTo((1.5 + 4 + 3) / 3, 12);
    expect(Object.keys(answer.supplementary.qualitative.q.levels)).toEqual(["u", "v"]);
  });

  test("is imputed on demand, except in a row that knows nothing", async () => {
    const answer = await answerTo([...args(await fileOf(HOLES)), "--manquants", "imputer"]);
    expect(answer.rows).toEqual({
      read: 7,
      kept: 6,
      excluded: ["v"],
      imputed: { cells: 3, axes: 1, rows: ["y", "z", "w"] },
    });
  });

  test("numbers come with a point or a comma, an exponent, spaces or a percent sign, in any encoding", async () => {
    const file = await fileOf(Buffer.from("identité;a\nx;1 234,5\ny;12,5 %\nz;1e-3\nw;.5\n", "latin1"));
    const { variables } = await answerTo([file, "--id", "identité", "--actives", "a"]);
    expect(variables.a.mean).toBeCloseTo((1234.5 + 12.5 + 0.001 + 0.5) / 4, 9);
  });

  test("constant and empty columns are said, not hidden", async () => {
    const file = await fileOf("id;a;b;c\nx;1;5;\ny;2;5;\nz;4;5;\n");
    const { warnings, variables } = await answerTo([file, "--id", "id", "--actives", "a,b", "--sup", "c"]);
    expect(variables.b).toMatchObject({ deviation: 0, correlations: [null], contributions: [0] });
    expect(warnings).toEqual([
      "La colonne « b » a partout la même valeur : elle n'entre dans aucun axe.",
      "La colonne « c » n'a aucune valeur : elle n'est pas située.",
    ]);
  });
});

describe("a fault is one French sentence with the line and the column", () => {
  const faults: [string, string, string, string][] = [
    [
      "a word among numbers",
      "id;a\nx;1\ny;abc\n",
      "--actives a",
      "Ligne 3, colonne « a » : « abc » n'est pas un nombre.",
    ],
    [
      "an identifier twice",
      "id;a\nx;1\nx;2\n",
      "--actives a",
      "Ligne 3, colonne « id » : l'identifiant « x » est déjà celui de la ligne 2.",
    ],
    ["no identifier", "id;a\nx;1\n ;2\n", "--actives a", "Ligne 3, colonne « id » : l'identifiant manque."],
    [
      "a line too short",
      "id;a;b\nx;1;2\ny;2\n",
      "--actives a",
      "Ligne 3 : la ligne compte 2 cellules au lieu de 3",
    ],
    [
      "a weight of zero",
      "id;a;p\nx;1;2\ny;2;0\n",
      "--actives a --poids p",
      "Ligne 3, colonne « p » : le poids vaut 0.",
    ],
    [
      "a negative weight",
      "id;a;p\nx;1;2\ny;2;-0,5\n",
      "--actives a --poids p",
      "Ligne 3, colonne « p » : le poids vaut -0,5.",
    ],
    [
      "no weight",
      "id;a;p\nx;1;2\ny;2;NS\n",
      "--actives a --poids p",
      "Ligne 3, colonne « p » : le poids manque.",
    ],
    [
      "nothing left",
      "id;a;b\nx;1;\ny;2;\n",
      "--actives a,b",
      "la colonne « b » manque dans 2\u00a0lignes sur 2. Retirez-la de --actives, ou ajoutez --manquants imputer.",
    ],
    [
      "a column without a value",
      "id;a;b\nx;1;\ny;2;\n",
      "--actives a,b --manquants imputer",
      "La colonne « b » n'a aucune valeur",
    ],
    ["one line", "id;a\nx;1\n", "--actives a", "Une seule ligne, ou aucune, est à analyser"],
    ["no line", "id;a\n", "--actives a", "Le fichier ne contient aucune ligne"],
    ["an empty file", "", "--actives a", "Le fichier est vide."],
    [
      "only constants",
      "id;a\nx;1\ny;1\n",
      "--actives a",
      "Toutes les variables actives ont partout la même valeur",
    ],
    ["a column twice in the file", "id;a;a\nx;1;2\ny;2;3\n", "--actives a", "La colonne « a » figure 2 fois"],
    [
      "a column in two roles",
      "id;a\nx;1\ny;2\n",
      "--actives a --sup a",
      "La colonne « a » est demandée deux fois",
    ],
    ["no active column", "id;a\nx;1\n", "", "Indiquez les variables actives par --actives."],
    [
      "axes that are no number",
      "id;a\nx;1\n",
      "--actives a --axes deux",
      "--axes attend un nombre entier à partir de 1",
    ],
    [
      "another treatment",
      "id;a\nx;1\n",
      "--actives a --manquants zero",
      "--manquants attend « exclure » ou « imputer »",
    ],
    [
      "a number beyond measure",
      "id;a\nx;1e200\ny;2\n",
      "--actives a",
      "La colonne « a » contient un nombre démesuré",
    ],
    [
      "a supplementary row that is nowhere",
      "id;a\nx;1\ny;2\n",
      "--actives a --lignes-sup z",
      "L'identifiant « z » de --lignes-sup n'est dans aucune ligne du fichier.",
    ],
    ["an unknown option", "id;a\nx;1\n", "--actives a --bof", "« --bof » n'est pas compris."],
  ];
  test.each(faults)("%s", async (_name, text, options, sentence) => {
    const file = await fileOf(text);
    const args = [file, "--id", "id", ...options.split(" ").filter((part) => part !== "")];
    await expect(answerTo(args)).rejects.toThrow(
      expect.objectContaining({ brand: "StartRefusal", message: expect.stringContaining(sentence) }),
    );
  });

  test("a file that is not there", async () => {
    const args = [join(dossier, "absent.csv"), "--id", "id", "--actives", "a"];
    await expect(answerTo(args)).rejects.toThrow("n'existe pas : vérifiez le chemin.");
  });
});
