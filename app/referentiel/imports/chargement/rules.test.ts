import { describe, expect, test } from "vitest";
import { normalizeHeader } from "#app/platform/files/headers.ts";
import { DATASETS } from "../datasets/catalogue.ts";
import { ipsColleges } from "../datasets/ips-colleges.ts";
import { mapColumns, type Recognition, recognize } from "./reconnaissance/rules.ts";
import { type Bounds, isRejection, lineReader, readLine } from "./rules.ts";

/** Header lines as the official files have them, copied; a long one is cut where its first columns are enough. */
const OURS: readonly (readonly [vintage: string, dataset: string, header: string])[] = [
  [
    "Adresse et géolocalisation, 2024-12, technical CSV",
    "adresse_geolocalisation",
    "numero_uai;appellation_officielle;denomination_principale;patronyme_uai;secteur_public_prive_libe;adresse_uai;lieu_dit_uai;boite_postale_uai;code_postal_uai;localite_acheminement_uai;libelle_commune;coordonnee_x;coordonnee_y;EPSG;latitude;longitude;appariement;localisation;nature_uai;nature_uai_libe;etat_etablissement;etat_etablissement_libe;code_departement;code_region;code_academie;code_commune;libelle_departement;libelle_region;libelle_academie;position;secteur_prive_code_type_contrat;secteur_prive_libelle_type_contrat;code_ministere;libelle_ministere;date_ouverture",
  ],
  [
    "Adresse et géolocalisation, 2023-06, labels CSV",
    "adresse_geolocalisation",
    "Code établissement;Appellation officielle;Dénomination principale;Patronyme uai;Secteur Public/Privé;Adresse;Lieu dit;Boite postale;Code postal;Localite d'acheminement;Commune;Coordonnee X;Coordonnee Y;EPSG;Latitude;Longitude;Qualité d'appariement;Localisation;Code nature;Nature;Code état établissement;Etat établissement;Code département;Code région;Code académie;Code commune;Département;Région;Académie;Position;secteur_prive_code_type_contrat;secteur_prive_libelle_type_contrat;code_ministere;libelle_ministere;date_ouverture",
  ],
  [
    "IPS collèges, 2022-10, technical (comma)",
    "ips_colleges",
    "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;ips",
  ],
  [
    "IPS collèges, 2023, labels CSV",
    "ips_colleges",
    "Rentrée scolaire;Académie;Code du département;Département;UAI;Nom de l'établissment;Code INSEE de la commune;Nom de la commune;Secteur;Effectifs;IPS;Ecart-type de l'IPS",
  ],
  [
    "IPS collèges, 2023, technical CSV",
    "ips_colleges",
    "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;effectifs;ips;ecart_type_de_l_ips",
  ],
  [
    "IPS collèges, 2025-10, technical JSON",
    "ips_colleges",
    "num_ligne;rentree_scolaire;code_region;region_academique;code_academie;academie;code_du_departement;departement;code_insee_de_la_commune;nom_de_la_commune;uai;nom_de_l_etablissement;secteur;ips;ecart_type_de_l_ips;ips_national_prive;ips_national_public;ips_national;ips_academique_prive;ips_academique_public;ips_academique;ips_departemental_prive;ips_departemental_public;ips_departemental",
  ],
  [
    "IPS collèges, 2026-09, labels CSV",
    "ips_colleges",
    "Année scolaire;Code région;Code région Insee;Libellé région académique;Code académie;Libellé académie;Code département;Libellé département;Code commune Insee;Libellé commune;UAI;Nom de l'établissement;Secteur;IPS;Ecart type de l'IPS;IPS national privé;IPS national public;IPS national;IPS académique privé;IPS académique public;IPS académique;IPS départemental privé;IPS départemental public;IPS départemental;Latitude et longitude WGS84",
  ],
  [
    "Effectifs, 2026-04, labels CSV",
    "effectifs_college",
    "Rentrée scolaire;Code région académique;Code région Insee;Région académique;Code académie;Académie;Code département;Département;Code commune;Commune;UAI;Dénomination principale;Patronyme;Secteur;REP;REP +;nombre_eleves_total;Nombre d'élèves total hors Segpa hors ULIS;Nombre d'élèves total Segpa;Nombre d'élèves total ULIS;6èmes total;6èmes hors Segpa hors ULIS;6èmes Segpa;6èmes ULIS;6eme_filles;6emes_garcons",
  ],
  [
    "Effectifs, 2026-01, technical API",
    "effectifs_college",
    "num_ligne;rentree_scolaire;code_region_academique;code_region_insee;region_academique;code_aca;academie;code_dept;departement;code_commune;commune;numero_college;denomination_principale;patronyme;secteur;rep;rep0;nombre_eleves_total;nombre_d_eleves_total_hors_segpa_hors_ulis;nombre_d_eleves_total_segpa;nombre_d_eleves_total_ulis;nombre_total_de_6emes;nombre_de_6emes_hors_segpa_hors_ulis;nombre_de_6emes_segpa;nombre_de_6emes_ulis;6eme_filles",
  ],
  [
    "Effectifs, 2023-06, labels CSV",
    "effectifs_college",
    "Rentrée scolaire;Région académique;Académie;Département;Commune;Numéro du collège;Dénomination principale;Patronyme;Secteur;REP;REP +;Nombre d'élèves total (nombre d'élèves dans les formations du 1er cycle du 2nd degré et non du nombre total d'élèves inscrits dans l'établissement, les DIMA et les dispositifs-relais sont exclus);Nombre d'élèves total hors Segpa hors ULIS;Nombre d'élèves total Segpa;Nombre d'élèves total ULIS;Nombre total de 6èmes;Nombre de 6èmes hors Segpa hors ULIS;Nombre de 6èmes Segpa;Nombre de 6èmes ULIS;Nombre de 6èmes filles;Nombre de 6èmes garçons",
  ],
];

function columnsOf(header: string): string[] {
  return header.split(header.includes(";") ? ";" : ",");
}

const about = { fichier: "fichier.csv", anneeDite: undefined };

/** Recognises a file of this header whose every line names a structure `nom`. */
function recognizeHeader(columns: readonly string[], nom = "COLLEGE DES PINS"): Recognition {
  const normalized = columns.map(normalizeHeader);
  const cells = normalized.map((column) => (column.startsWith("nom_de_l_etablis") ? nom : ""));
  return recognize(DATASETS, normalized, (mapping) => [lineReader({ mapping, ...about, columns }, cells)]);
}

function foundIn(recognition: Recognition): string | undefined {
  return recognition.ok ? recognition.dataset.code : undefined;
}

describe("recognition", () => {
  test.each(OURS)("takes %s for %s", (_vintage, dataset, header) => {
    expect(foundIn(recognizeHeader(columnsOf(header)))).toBe(dataset);
  });

  test.each(OURS)(
    "does not depend on the order of columns nor on their case: %s",
    (_vintage, dataset, header) => {
      const columns = columnsOf(header).reverse();
      expect(foundIn(recognizeHeader(columns.map((column) => ` ${column.toUpperCase()} `)))).toBe(dataset);
    },
  );

  test.each([
    ["a list of meetings", "date;lieu;objet"],
    ["the académie's own pupils with a grant", "UAI;Boursiers;Part de boursiers"],
  ])("leaves %s alone, without asking for its columns", (_what, header) => {
    expect(recognizeHeader(columnsOf(header))).toMatchObject({
      ok: false,
      motif: expect.stringMatching(/aucun jeu de données connu/),
    });
  });

  test.each([
    ["numero_uai", "uai"],
    ["latitude", "latitude"],
    ["nature_uai", "nature"],
  ])("of an address file without %s names what is missing and its other names", (lost, name) => {
    const header = OURS.find(([, dataset]) => dataset === "adresse_geolocalisation")?.[2] ?? "";
    const recognition = recognizeHeader(columnsOf(header).filter((column) => column !== lost));
    expect(recognition).toMatchObject({
      ok: false,
      motif: expect.stringContaining(`« ${name} » (attendue sous le nom ${lost}`),
    });
    expect(recognition.ok ? "" : recognition.motif).toContain("Adresse et géolocalisation");
  });

  test("of an IPS file without its IPS says so", () => {
    const recognition = recognizeHeader([
      "rentree_scolaire",
      "uai",
      "nom_de_l_etablissement",
      "secteur",
      "code_departement",
    ]);
    expect(recognition).toMatchObject({ ok: false, motif: expect.stringContaining("« ips »") });
  });

  test.each([
    [0, "ips_ecoles"],
    [49, "ips_ecoles"],
    [51, "ips_colleges"],
    [100, "ips_colleges"],
  ])("takes a file of which %i lines in 100 name a collège for %s", (colleges, expected) => {
    const columns = [
      "rentree_scolaire",
      "uai",
      "nom_de_l_etablissement",
      "secteur",
      "ips",
      "code_departement",
    ];
    const recognition = recognize(DATASETS, columns, (mapping) =>
      Array.from({ length: 100 }, (_, n) =>
        lineReader({ mapping, ...about, columns }, [
          "",
          "",
          n < colleges ? "Collège Jean Moulin" : "Ecole primaire",
          "",
          "",
          "",
        ]),
      ),
    );
    expect(foundIn(recognition)).toBe(expected);
  });
});

describe("a line", () => {
  const columns = [
    "Rentrée scolaire",
    "UAI",
    "Nom de l'établissement",
    "Secteur",
    "IPS",
    "Ecart type de l'IPS",
    "Code département",
  ];
  const mapping = mapColumns(ipsColleges, columns.map(normalizeHeader));
  const bornes: ReadonlyMap<string, Bounds> = new Map([["ips", { minimum: 30, maximum: 200 }]]);
  const known = { bornes, decisionsUai: new Map<string, string | null>() };
  const reading = { dataset: ipsColleges, mapping, columns, ...about };
  const good = ["2024-2025", "0720902P", "COLLEGE PIERRE GILLES DE GENNES", "public", "78.7", "23.9", "72"];
  const read = (change: Readonly<Record<number, string>>) =>
    readLine(reading, known, { line: 12, cells: good.map((cell, at) => change[at] ?? cell) });

  test("says its values with the text and the column they come from", () => {
    expect(read({})).toMatchObject({
      ligne: 12,
      annee: 2024,
      dit: {
        objet: "structure",
        uai: "0720902P",
        structure: {
          nom: "COLLEGE PIERRE GILLES DE GENNES",
          type: "college",
          secteur: "public",
          departement: "72",
        },
      },
      valeurs: [
        { indicateur: "ips", annee: 2024, valeur: 78.7, statut: "ok", texte: "78.7", colonne: "IPS" },
        { indicateur: "ips_ecart_type", annee: 2024, valeur: 23.9, statut: "ok", texte: "23.9" },
      ],
    });
  });

  test.each([
    [{ 4: "29.9" }, "IPS", /plausible/],
    [{ 4: "30" }, "", undefined],
    [{ 4: "30,1" }, "", undefined],
    [{ 4: "199.9" }, "", undefined],
    [{ 4: "200" }, "", undefined],
    [{ 4: "200.1" }, "IPS", /de 30 à 200/],
    [{ 4: "NS" }, "", undefined],
    [{ 4: "" }, "", undefined],
    [{ 4: "cent" }, "IPS", /n'est pas un nombre/],
    [{ 1: "0720902A" }, "UAI", /lettre de contrôle/],
    [{ 0: "2024-2026" }, "Rentrée scolaire", /année scolaire/],
    [{ 3: "laïc" }, "Secteur", /secteur/],
    [{ 2: " " }, "Nom de l'établissement", /^Le nom manque/],
    [{ 6: "Sarthe" }, "Code département", /code de département/],
  ] as const)("with %o is refused whole in column %j (%s)", (change, colonne, raison) => {
    const line = read(change);
    expect(isRejection(line)).toBe(raison !== undefined);
    if (raison) expect(line).toMatchObject({ ligne: 12, colonne, raison: expect.stringMatching(raison) });
  });

  test("with an endless cell is refused with a reason of an ordinary length", () => {
    const line = read({ 4: "x".repeat(50_000) });
    expect(line).toMatchObject({ colonne: "IPS", valeur: "x".repeat(200) });
    expect(isRejection(line) ? line.raison.length : 0).toBeLessThan(400);
    expect(isRejection(line) ? line.raison : "").toMatch(/… ».*Corrigez la cellule/);
  });

  test("of another width is refused as the reader of tables says", () => {
    const line = readLine(reading, known, { line: 3, cells: good, irregular: "Il en manque." });
    expect(line).toEqual({ ligne: 3, colonne: "", valeur: "", raison: "Il en manque." });
  });
});
