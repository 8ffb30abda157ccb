import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { generateAcademie, writeAcademie } from "./academie.ts";
import { listCommunes, STRUCTURES_MAX } from "./population/communes.ts";
import { formatCommune } from "./population/noms-fictifs.ts";
import { type Ligne, parseLignes, read, readAcademie } from "./relecture.ts";

const DONNEES = "../shared/donnees";
const OPTIONS = { graine: 2026, structures: 900 };
const NOM_ADRESSES = "fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre.csv";

const { textes, lignes } = readAcademie(OPTIONS);
const get = (nom: string): string => textes.get(nom) ?? "";
const adresses = lignes(NOM_ADRESSES);
const count = (predicate: (ligne: Ligne) => boolean) => adresses.filter(predicate).length;

describe("the fictitious académie", () => {
  test("gives the same bytes for the same seed, others for another", () => {
    expect(generateAcademie(OPTIONS).map(read)).toEqual([...textes.values()]);
    expect(generateAcademie({ ...OPTIONS, graine: 7 }).map(read)).not.toEqual([...textes.values()]);
  });

  test("gives each structure a valid UAI of no real département", () => {
    const uais = adresses.map((ligne) => ligne.numero_uai ?? "");
    expect(new Set(uais).size).toBe(900);
    for (const uai of uais) {
      expect(uai).toMatch(/^96[1-3]\d{4}[A-HJ-NPR-Z]$/);
      expect(uai.at(7)).toBe("ABCDEFGHJKLMNPRSTUVWXYZ"[Number(uai.slice(0, 7)) % 23]);
    }
    for (const ligne of adresses) {
      expect(ligne.numero_uai?.slice(0, 3)).toBe(ligne.code_departement);
      expect(ligne.code_commune).toMatch(/^96[1-3]\d\d$/);
      expect(ligne.code_postal_uai).toMatch(/^96\d{3}$/);
    }
  });

  test("counts écoles, collèges, lycées, SEGPA and EREA as a real académie, and one structure to open", () => {
    const hasNature = (codes: string[]) => count((ligne) => codes.includes(ligne.nature_uai ?? ""));
    expect(hasNature(["101", "151", "153"])).toBe(702);
    expect(hasNature(["101"])).toBe(175);
    expect(hasNature(["340"])).toBe(110);
    expect(hasNature(["300", "306", "320"])).toBe(60);
    expect(hasNature(["390"])).toBe(25);
    expect(hasNature(["370"])).toBe(3);
    expect(count((ligne) => ligne.etat_etablissement === "3")).toBe(1);
    expect(count((ligne) => ligne.secteur_prive_code_type_contrat === "10")).toBe(14);
    expect(new Set(adresses.map((ligne) => ligne.code_commune)).size).toBe(225);
  });

  test("writes each vintage in its own style", () => {
    expect(get(NOM_ADRESSES).startsWith("\uFEFFnumero_uai;")).toBe(true);
    expect(get(NOM_ADRESSES).endsWith("\r\n")).toBe(true);
    expect(get("fr-en-ips_colleges.csv")).not.toContain("\r");
    expect(get("fr-en-ips-colleges-ap2022.csv").startsWith("rentree_scolaire;")).toBe(true);
    expect(get("fr-en-ips-colleges-ap2023.csv").startsWith("\uFEFFAnnée scolaire;")).toBe(true);
    expect(get("college-qpv-proche.csv")).toMatch(/,"\d+,\d{7}",QP96/);
    expect(get("fr-en-dnb-par-etablissement.csv")).toMatch(/;\d+,\d%\r\n/);
    expect(Object.keys(lignes("fr-en-ips-ecoles-ap2022.json")[0] ?? {})).toHaveLength(23);
  });

  test("writes the annuaire with mailboxes and telephones that reach nobody", () => {
    const annuaire = lignes("fr-en-annuaire-education.csv");
    expect(annuaire).toHaveLength(899 + 3 + 14);
    for (const ligne of annuaire) {
      expect(ligne.mail).toMatch(/^(ce|ien)\.[a-z0-9-]+@port-amarre\.exemple$/);
      expect(ligne.telephone).toMatch(/^02 61 91 \d\d \d\d$/);
      if (ligne.web) expect(ligne.web).toMatch(/^https:\/\/[a-z0-9-]+\.port-amarre\.exemple$/);
    }
    const uais = annuaire.filter((l) => l.multi_uai === "1").map((l) => l.identifiant_de_l_etablissement);
    expect(uais).toHaveLength(6);
    expect(new Set(uais).size).toBe(3);
    const parUai = new Map(annuaire.map((ligne) => [ligne.identifiant_de_l_etablissement, ligne]));
    for (const segpa of annuaire.filter((ligne) => ligne.code_nature === "390")) {
      expect(parUai.get(segpa.etablissement_mere)).toMatchObject({ code_nature: "340", segpa: "1" });
    }
    for (const ecole of annuaire.filter((ligne) => ligne.type_etablissement === "Ecole")) {
      expect(parUai.get(ecole.code_circonscription)).toMatchObject({
        type_etablissement: "Service Administratif",
        statut_public_prive: "",
        nom_etablissement: ecole.nom_circonscription,
      });
    }
  });

  test("writes the workbook of IVAL with its two header rows, its signs and its « ND »", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ancrage-ival-"));
    try {
      const chemin = (await writeAcademie(folder, OPTIONS)).find((nom) => nom.endsWith("ival-2024.xlsx"));
      const octets = await readFile(chemin ?? "");
      await writeAcademie(folder, OPTIONS);
      expect((await readFile(chemin ?? "")).equals(octets)).toBe(true);
      const { sheets } = await readXlsx(octets);
      expect(sheets.map(({ name }) => name)).toEqual(["LGT", "LP"]);
      const [lgt] = sheets;
      expect(lgt?.rows).toHaveLength(2 + 40);
      const cellules = lgt?.rows.slice(2).flat() ?? [];
      expect(cellules).toContain("ND");
      expect(cellules.some((cellule) => /^\+\d+$/.test(String(cellule)))).toBe(true);
      expect(cellules.every((cellule) => cellule === null || typeof cellule === "string")).toBe(true);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("beside the real files", () => {
  const readEntete = (texte: string) => texte.replace(/^\uFEFF/, "").split(/\r?\n/)[0] ?? "";

  test.runIf(existsSync(DONNEES))("has exactly the official headers", () => {
    const reels = {
      [NOM_ADRESSES]: `annuaire/${NOM_ADRESSES.replace(".csv", "_colleges_2024-12.csv")}`,
      "fr-en-ips_colleges.csv": "ips/fr-en-ips_colleges_2021-22.csv",
      "fr-en-ips-colleges-ap2022.csv": "ips/fr-en-ips-colleges-ap2022.csv",
      "fr-en-ips-ecoles-ap2022_2022-2023.csv": "ips/fr-en-ips-ecoles-ap2022_10-academies_2022-23.csv",
      "fr-en-ips-lycees-ap2022.csv": "ips/fr-en-ips-lycees-ap2022.csv",
      "fr-en-ips-lycees-ap2023.csv": "ips/fr-en-ips-lycees-ap2023_nantes-bordeaux-poitiers-limoges.csv",
      "fr-en-college-effectifs-niveau-sexe-lv.csv":
        "effectifs/fr-en-college-effectifs-niveau-sexe-lv_2024.csv",
      "fr-en-ecoles-effectifs-nb_classes.csv":
        "effectifs/fr-en-ecoles-effectifs-nb_classes_53-72-85-19-23-87_2024.csv",
      "fr-en-lycee_gt-effectifs-niveau-sexe-lv.csv":
        "effectifs/fr-en-lycee_gt-effectifs-niveau-sexe-lv_2024.csv",
      "fr-en-lycee_pro-effectifs-niveau-sexe-lv.csv":
        "effectifs/fr-en-lycee_pro-effectifs-niveau-sexe-lv_2024.csv",
      "fr-en-indicateur_segregation_sociale_colleges.csv":
        "effectifs/fr-en-indicateur_segregation_sociale_colleges.csv",
      "liste-des-rep-et-rep-rentree-2022.csv": "education-prioritaire/liste-des-rep-et-rep-rentree-2022.csv",
      "college-qpv-proche.csv": "education-prioritaire/college-qpv-proche.csv",
      "fr-en-indicateurs-valeur-ajoutee-colleges.csv":
        "resultats/fr-en-indicateurs-valeur-ajoutee-colleges_2022-2024.csv",
      "fr-en-indicateurs-de-resultat-des-lycees-gt_v2.csv":
        "resultats/fr-en-indicateurs-de-resultat-des-lycees-gt_v2_nantes-bordeaux-poitiers-limoges.csv",
      "fr-en-dnb-par-etablissement.csv":
        "resultats/fr-en-dnb-par-etablissement_nantes-bordeaux-poitiers-limoges.csv",
      "communes_2026.csv": "geo/communes_2026.csv",
      "departement_academie.csv": "geo/departement_academie.csv",
    };
    for (const [nom, reel] of Object.entries(reels)) {
      expect(readEntete(get(nom)), nom).toBe(readEntete(readFileSync(join(DONNEES, reel), "utf8")));
    }
  });

  test.runIf(existsSync(`${DONNEES}.md`))("has the headers that are only noted in donnees.md", () => {
    const notes = readFileSync(`${DONNEES}.md`, "utf8");
    const connues = new Set(notes.split("\n").map((ligne) => ligne.trim()));
    expect(connues).toContain(readEntete(get("fr-en-ips-colleges-ap2023.csv")));
    expect(connues).toContain(readEntete(get("fr-en-annuaire-education.csv")));
    expect(connues).toContain(readEntete(get("fr-en-etablissements-fermes.csv")));
    expect(connues).toContain(Object.keys(lignes("fr-en-ips-ecoles-ap2022.json")[0] ?? {}).join(";"));
    for (const niveau of ["college_ap2022", "lycee_ap2020"]) {
      const entete = readEntete(get(`fr-en-indice_eloignement_${niveau}.csv`));
      expect(notes).toContain(`\`${entete.replaceAll(";", ",")}\``);
    }
    const evaluations = readEntete(get("fr-en-evaluations_nationales_6eme_par_etablissement.csv"));
    expect(notes).toContain(`\`${evaluations.replace(/Groupe 2;.*Groupe 5/, "…")}\``);
  });

  test.runIf(existsSync(DONNEES))("has the two header rows of the real workbook of IVAL", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ancrage-ival-"));
    try {
      const chemins = await writeAcademie(folder, { graine: 1, structures: 200 });
      const ours = await readXlsx(await readFile(chemins.find((nom) => nom.endsWith(".xlsx")) ?? ""));
      const theirs = await readXlsx(readFileSync(join(DONNEES, "resultats/ival-2024.xlsx")));
      const rows = ({ sheets }: typeof ours) =>
        sheets.map(({ name, rows }) => [name, rows.slice(0, 2).map((row) => row.map((cell) => cell ?? ""))]);
      expect(rows(ours)).toEqual(rows(theirs));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test.runIf(existsSync(DONNEES))("names no real commune, even in a load test", () => {
    const reelles = parseLignes(readFileSync(join(DONNEES, "geo/communes_2026.csv"), "utf8"));
    const noms = new Set(reelles.flatMap((ligne) => Object.values(ligne).map(formatCommune)));
    expect(noms.has("CONCARNEAU")).toBe(true);
    const inventees = new Set(listCommunes(1, STRUCTURES_MAX).map(({ nom }) => nom));
    expect(inventees.size).toBe(9 * 99);
    expect([...inventees].filter((nom) => noms.has(formatCommune(nom)))).toEqual([]);
  });
});

describe("at the scale of the nation", () => {
  test("refuses more structures than its départements have UAI", () => {
    expect(() => generateAcademie({ graine: 1, structures: 72_001 })).toThrow(RangeError);
    expect(() => generateAcademie({ graine: 1, structures: 10 })).toThrow(RangeError);
  });

  test.each([5_001, 20_000, 60_000, 72_000])(
    "writes %i distinct structures piece by piece, in the five files that weigh",
    async (structures) => {
      const folder = await mkdtemp(join(tmpdir(), "ancrage-academie-"));
      try {
        const chemins = await writeAcademie(folder, { graine: 3, structures });
        expect(chemins).toHaveLength(5);
        const texte = await readFile(chemins[0] ?? "", "utf8");
        const uais = texte
          .split("\r\n")
          .slice(1, -1)
          .map((ligne) => ligne.slice(0, 8));
        expect(new Set(uais).size).toBe(structures);
        expect(uais.every((uai) => /^96[1-9]\d{4}[A-Z]$/.test(uai))).toBe(true);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    30_000,
  );

  test.each([50, 80, 200, 600, 5_000])("writes %i distinct structures with every file", (structures) => {
    const fichiers = generateAcademie({ graine: 3, structures, erreurs: true });
    const [premier] = fichiers;
    const uais = parseLignes(read(premier)).map((ligne) => ligne.numero_uai);
    expect(new Set(uais).size).toBe(structures);
    for (const fichier of fichiers.slice(1)) expect(fichier.parts().next().done, fichier.nom).toBe(false);
  });
});
