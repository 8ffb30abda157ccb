import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { adresse, appliquer, comptesOf, csv, effectifs, ips, uaiOf } from "#tests/imports.ts";
import { prepareImports } from "#tests/imports-banc.ts";

const A = uaiOf("072", 1);
const B = uaiOf("072", 2);

const { context, rowsOf, structures, rejetsOf } = await prepareImports();

describe("a département that nobody knows", () => {
  const D = uaiOf("961", 1);
  test("is learnt from a line that names its académie, even when a later line does not", async () => {
    const line = { code_departement: "961", libelle_departement: "Ailleurs", code_commune: "96101" };
    const vu = await appliquer(context, {
      "a.csv": csv([
        adresse(D, { ...line, code_academie: "96", libelle_academie: "Port-Amarre" }),
        adresse(uaiOf("961", 2), { ...line, code_academie: "", libelle_academie: "" }),
      ]),
      "i.csv": csv([ips(D, { code_du_departement: "961", code_insee_de_la_commune: "96101" })]),
    });
    expect([comptesOf(vu, "a.csv"), comptesOf(vu, "i.csv")]).toEqual([
      [2, 2, 0, 0, 0],
      [1, 1, 0, 0, 0],
    ]);
    expect((await structures()).map((row) => [row.departement_code, row.academie_code])).toEqual([
      ["961", "96"],
      ["961", "96"],
    ]);
    expect(await rowsOf(sql`select nation from academie where code = '96'`)).toEqual([
      { nation: "demonstration" },
    ]);
  });

  test("without its académie refuses the line and says which file to import first", async () => {
    const vu = await appliquer(context, { "i.csv": csv([ips(D, { code_du_departement: "961" }), ips(A)]) });
    expect(comptesOf(vu)).toEqual([2, 1, 0, 0, 1]);
    expect(await rejetsOf(vu)).toMatchObject([
      {
        ligne: 2,
        valeur: "961",
        raison: expect.stringContaining("Importez d'abord le fichier des adresses"),
      },
    ]);
  });
});

describe("an identity", () => {
  test("from the addresses is never rewritten by a statistical file", async () => {
    await appliquer(context, { "a.csv": csv([adresse(A)]) });
    const before = await structures();
    const change = {
      nom_de_l_etablissment: "COLLEGE AUTRE",
      code_insee_de_la_commune: "72003",
      secteur: "PR",
    };
    const vu = await appliquer(context, { "i.csv": csv([ips(A, change)]) });
    expect(comptesOf(vu)).toEqual([1, 1, 0, 0, 0]);
    expect(await structures()).toEqual(before);
    expect(await rowsOf(sql`select * from structure_modification`)).toEqual([]);
  });

  test("in one import comes from the addresses, whatever the name of its file", async () => {
    await appliquer(context, {
      "z-adresses.csv": csv([adresse(A)]),
      "a-ips.csv": csv([ips(A)]),
    });
    expect(await structures()).toMatchObject([{ nom: `Collège ${A}`, source_identite: "adresse" }]);
  });

  test("known from statistics only is completed by the addresses, field by field, with the trace of each", async () => {
    await appliquer(context, { "i.csv": csv([ips(A)]) });
    const vu = await appliquer(context, { "a.csv": csv([adresse(A)]) });
    expect(comptesOf(vu)).toEqual([1, 0, 1, 0, 0]);
    expect(await structures()).toMatchObject([
      { nom: `Collège ${A}`, latitude: 48, source_identite: "adresse" },
    ]);
    const changes = await rowsOf(
      sql<{ champ: string }>`select champ, avant, apres from structure_modification`,
    );
    expect(changes).toContainEqual({ champ: "nom", avant: `COLLEGE ${A}`, apres: `Collège ${A}` });
    expect(changes).toContainEqual({ champ: "source_identite", avant: "statistique", apres: "adresse" });
    expect(changes.map(({ champ }) => champ).sort()).toEqual(
      [
        "commune_nom",
        "etat",
        "latitude",
        "longitude",
        "nature",
        "nom",
        "ouverte_le",
        "source_identite",
      ].sort(),
    );
  });

  test("that changes of sector moves the references of its values", async () => {
    await appliquer(context, { "a.csv": csv([adresse(A), adresse(B)]), "i.csv": csv([ips(A), ips(B)]) });
    await appliquer(context, {
      "a.csv": csv([adresse(A, { secteur_public_prive_libe: "Privé" })]),
    });
    expect(
      await rowsOf(sql`select secteur, n from reference_indicateur
        where indicateur_code = 'ips' and niveau = 'nation' order by secteur`),
    ).toEqual([
      { secteur: "prive", n: 1 },
      { secteur: "public", n: 1 },
      { secteur: "tous", n: 2 },
    ]);
  });

  test.each([
    ["Privé", "CONTRAT D'ASSOCIATION TOUTES CLASSES", "prive_sous_contrat"],
    ["Privé", "HORS CONTRAT", "prive_hors_contrat"],
    ["Privé", "", "prive"],
    ["Public", "SANS OBJET", "public"],
  ])("%s with the contract %j is %s", async (secteur, contrat, expected) => {
    await appliquer(context, {
      "a.csv": csv([
        adresse(A, {
          secteur_public_prive_libe: secteur,
          secteur_prive_libelle_type_contrat: contrat,
        }),
      ]),
    });
    expect(await structures()).toMatchObject([{ secteur: expected }]);
  });
});

describe("the education-priority status", () => {
  test("is kept by year, corrected by a new row, and the latest year is shown", async () => {
    const year = (annee: string, change: Record<string, string>) =>
      effectifs(A, { "Rentrée scolaire": annee, ...change });
    await appliquer(context, {
      "e.csv": csv([year("2024", { "REP +": "1" }), year("2022", { REP: "1" }), year("2023", {})]),
    });
    const vu = await appliquer(context, { "e.csv": csv([year("2023", { REP: "1" })]) });
    expect(comptesOf(vu)).toEqual([1, 0, 1, 0, 0]);
    expect(
      await rowsOf(
        sql`select annee, statut, remplace_le is not null as retire from statut_ep_annuel order by annee, id`,
      ),
    ).toEqual([
      { annee: 2022, statut: "rep", retire: false },
      { annee: 2023, statut: "hors_ep", retire: true },
      { annee: 2023, statut: "rep", retire: false },
      { annee: 2024, statut: "rep_plus", retire: false },
    ]);
    expect(await structures()).toMatchObject([{ statut_ep: "rep_plus", statut_ep_annee: 2024 }]);
  });
});
