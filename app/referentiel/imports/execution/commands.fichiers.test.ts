import { describe, expect, test } from "vitest";
import { createTestDatabase, testContext } from "#tests/database.ts";
import {
  adresse,
  appliquer,
  checksumReferentiel,
  comptesOf,
  csv,
  effectifs,
  ips,
  marquer,
  uaiOf,
} from "#tests/imports.ts";
import { prepareImports } from "#tests/imports-banc.ts";

const A = uaiOf("072", 1);
const B = uaiOf("072", 2);
const C = uaiOf("072", 3);

const { context, valeurs, structures, rejetsOf } = await prepareImports();

describe("lines of one file", () => {
  test("that repeat another are counted and skipped; one that contradicts it is refused naming the first", async () => {
    const vu = await appliquer(context, { "i.csv": csv([ips(A), ips(A), ips(A, { ips: "90" }), ips(B)]) });
    expect(comptesOf(vu)).toEqual([4, 2, 0, 1, 1]);
    expect(vu.fichiers[0]?.avertissements).toEqual([
      expect.stringContaining("1\u00a0ligne répète une ligne précédente"),
    ]);
    expect(await rejetsOf(vu)).toEqual([
      {
        ligne: 4,
        colonne: "",
        valeur: A,
        raison: expect.stringMatching(/déjà à la ligne 2 pour 2023-2024.*la première est retenue/),
      },
    ]);
    expect((await valeurs())[0]).toMatchObject({ valeur: 100.5 });
  });

  test("of two years do not contradict one another, and the identity follows the latest", async () => {
    const vu = await appliquer(context, {
      "i.csv": csv([
        ips(A, { rentree_scolaire: "2023-2024", nom_de_l_etablissment: "COLLEGE NEUF" }),
        ips(A, { rentree_scolaire: "2022-2023", nom_de_l_etablissment: "COLLEGE ANCIEN" }),
      ]),
    });
    expect(comptesOf(vu)).toEqual([2, 2, 0, 0, 0]);
    expect(await structures()).toMatchObject([{ nom: "COLLEGE NEUF" }]);
  });

  test("beyond the limits of the database are refused or cut, never a failure", async () => {
    const vu = await appliquer(context, {
      "a.csv": csv([
        adresse(A, { latitude: "999" }),
        adresse(B, { date_ouverture: "2024-02-31" }),
        adresse(C, {
          appellation_officielle: "x".repeat(400),
          libelle_commune: "y".repeat(400),
          code_commune: "72999",
        }),
      ]),
      "e.csv": csv([
        effectifs(uaiOf("072", 4), { "Dénomination principale": "COLLEGE", Patronyme: "z".repeat(400) }),
        effectifs(uaiOf("072", 5), { "Rentrée scolaire": "9999-12-31" }),
        effectifs(uaiOf("072", 6), { nombre_eleves_total: "w".repeat(5_000) }),
      ]),
    });
    expect([comptesOf(vu, "a.csv"), comptesOf(vu, "e.csv")]).toEqual([
      [3, 1, 0, 0, 2],
      [3, 1, 0, 0, 2],
    ]);
    expect((await rejetsOf(vu)).map(({ colonne }) => colonne)).toEqual(["latitude", "date_ouverture"]);
  });
});

describe("files of one import", () => {
  const first = csv([ips(A, { ips: "90" })]);
  const second = csv([ips(A, { ips: "91" }), ips(B)]);

  test("that contradict one another: the later name wins, whatever the order they came in, and again the second time", async () => {
    const vu = await appliquer(context, { "b.csv": second, "a.csv": first });
    expect(comptesOf(vu, "a.csv")).toEqual([1, 0, 0, 1, 0]);
    expect(comptesOf(vu, "b.csv")).toEqual([2, 2, 0, 0, 0]);
    expect(vu.fichiers.find(({ nom }) => nom === "a.csv")?.avertissements).toEqual([
      expect.stringContaining("par un fichier suivant"),
    ]);
    expect((await valeurs()).find((valeur) => valeur.texte.startsWith("9"))).toMatchObject({ valeur: 91 });
    const { audit_event: _before, ...sums } = await checksumReferentiel(context);
    const again = await appliquer(context, { "a.csv": first, "b.csv": second });
    expect([comptesOf(again, "a.csv"), comptesOf(again, "b.csv")]).toEqual([
      [1, 0, 0, 1, 0],
      [2, 0, 0, 2, 0],
    ]);
    expect(await checksumReferentiel(context)).toMatchObject(sums);
  });

  test("are left aside one by one: an open quote, another kind, an empty file, while the others go in", async () => {
    const vu = await appliquer(context, {
      "bon.csv": csv([ips(A)]),
      "guillemet.csv": `${csv([ips(B), ips(C)])}2023-2024;"${uaiOf("072", 9)};COLLEGE\n`,
      "image.png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      "vide.csv": "",
      "reunions.csv": "date;objet\n2026-09-01;rentrée\n",
    });
    expect(vu.fichiers.map(({ nom, etat, lu }) => [nom, etat, lu])).toEqual([
      ["bon.csv", "reconnu", 1],
      ["guillemet.csv", "illisible", null],
      ["image.png", "inconnu", null],
      ["vide.csv", "inconnu", null],
      ["reunions.csv", "inconnu", null],
    ]);
    expect(vu.fichiers[1]?.motif).toMatch(/ligne 4/);
    expect((await structures()).map(({ uai }) => uai)).toEqual([A]);
  });

  test("leave nothing behind when they break off after thousands of good lines, not even a commune", async () => {
    const lines = Array.from({ length: 6_000 }, (_, index) =>
      ips(uaiOf("072", index + 10), { code_insee_de_la_commune: "72999", nom_de_la_commune: "AILLEURS" }),
    );
    const vu = await appliquer(context, {
      "bon.csv": csv([ips(A)]),
      "casse.csv": `${csv(lines)}2023-2024;"jamais refermé\n`,
    });
    expect(vu.fichiers.map(({ etat }) => etat)).toEqual(["reconnu", "illisible"]);
    expect((await structures()).map(({ uai }) => uai)).toEqual([A]);
    const { rows } = await context.pool.query("select code from commune where code = '72999'");
    expect(rows).toEqual([]);
  });

  test("in windows-1252 or with a BOM and CRLF are read with their accents", async () => {
    const accents = csv([adresse(A, { appellation_officielle: "Collège Cœur-d'Été" })]);
    const bytes = Buffer.from(accents.replace("œ", "\x9c"), "latin1");
    const vu = await appliquer(context, {
      "a.csv": bytes,
      "b.csv": `\uFEFF${csv([adresse(B, { appellation_officielle: "Collège Éluard" })]).replaceAll("\n", "\r\n")}`,
    });
    expect((await structures()).map(({ nom }) => nom)).toEqual(["Collège Cœur-d'Été", "Collège Éluard"]);
    expect(vu.fichiers[0]?.avertissements).toEqual([expect.stringContaining("windows-1252")]);
  });

  test("cut in their last line: that line alone is refused", async () => {
    const whole = csv([ips(A), ips(B)]);
    const vu = await appliquer(context, { "i.csv": whole.slice(0, whole.lastIndexOf(";public")) });
    expect(comptesOf(vu)).toEqual([2, 1, 0, 0, 1]);
    expect(await rejetsOf(vu)).toMatchObject([
      { ligne: 3, raison: expect.stringMatching(/il en manque à la fin/) },
    ]);
  });

  test("of open data go into a demonstration too", async () => {
    const demonstration = await createTestDatabase();
    try {
      await marquer(demonstration, true);
      const vu = await appliquer(testContext(demonstration), { "i.csv": csv([ips(A)]) });
      expect(comptesOf(vu)).toEqual([1, 1, 0, 0, 0]);
    } finally {
      await demonstration.drop();
    }
  });
});
