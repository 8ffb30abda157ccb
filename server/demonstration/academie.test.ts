import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { generateAcademie, writeAcademie } from "./academie.ts";
import { listCommunes, STRUCTURES_MAX } from "./communes.ts";
import type { FichierGenere } from "./csv.ts";
import { formatCommune } from "./noms-fictifs.ts";

const DONNEES = "../shared/donnees";
const OPTIONS = { graine: 2026, structures: 200 };

type Ligne = Record<string, string>;

function read(fichier: FichierGenere | undefined): string {
  return [...(fichier?.parts() ?? [])].join("");
}

function parseLignes(texte: string): Ligne[] {
  const delimiter = texte.slice(0, texte.indexOf("\n")).includes(";") ? ";" : ",";
  return parse(texte, { bom: true, columns: true, delimiter, skip_empty_lines: false }) as Ligne[];
}

function mean(valeurs: readonly number[]): number {
  return valeurs.reduce((somme, valeur) => somme + valeur, 0) / valeurs.length;
}

const fichiers = new Map(generateAcademie(OPTIONS).map((fichier) => [fichier.nom, read(fichier)]));
const NOM_ADRESSES = "fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre.csv";
const get = (nom: string): string => fichiers.get(nom) ?? "";
const adresses = parseLignes(get(NOM_ADRESSES));
const ips2021 = parseLignes(get("fr-en-ips_colleges.csv"));
const ips2022 = parseLignes(get("fr-en-ips-colleges-ap2022.csv"));
const ips2023 = parseLignes(get("fr-en-ips-colleges-ap2023.csv"));
const effectifs = parseLignes(get("fr-en-college-effectifs-niveau-sexe-lv.csv"));

describe("the fictitious académie", () => {
  test("gives the same bytes for the same seed, others for another", () => {
    expect(generateAcademie(OPTIONS).map(read)).toEqual([...fichiers.values()]);
    expect(generateAcademie({ ...OPTIONS, graine: 7 }).map(read)).not.toEqual([...fichiers.values()]);
  });

  test("gives each structure a valid UAI of no real département", () => {
    const uais = adresses.map((ligne) => ligne.numero_uai ?? "");
    expect(new Set(uais).size).toBe(200);
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

  test("counts écoles, collèges and lycées of both sectors, and one structure to open", () => {
    const count = (predicate: (ligne: Ligne) => boolean) => adresses.filter(predicate).length;
    const hasNature = (codes: string[]) => count((ligne) => codes.includes(ligne.nature_uai ?? ""));
    expect(hasNature(["101", "151"])).toBe(126);
    expect(hasNature(["340"])).toBe(48);
    expect(hasNature(["300", "306", "320"])).toBe(22);
    expect(hasNature(["390"])).toBe(4);
    expect(count((ligne) => ligne.secteur_public_prive_libe === "Privé")).toBe(38);
    expect(count((ligne) => ligne.secteur_prive_code_type_contrat === "10")).toBe(4);
    expect(count((ligne) => ligne.etat_etablissement === "3")).toBe(1);
    expect(new Set(adresses.map((ligne) => ligne.code_commune)).size).toBe(60);
  });

  test("places every structure at sea, with Lambert 93 metres beside the degrees", () => {
    const places = adresses.filter((ligne) => ligne.latitude !== "");
    expect(places.length).toBeGreaterThan(190);
    for (const ligne of places) {
      expect(Number(ligne.longitude)).toBeLessThan(-6.5);
      expect(Math.abs(Number(ligne.latitude) - 47.5)).toBeLessThan(0.6);
      expect(Number(ligne.coordonnee_x)).toBeGreaterThan(-200_000);
      expect(Number(ligne.coordonnee_x)).toBeLessThan(0);
      expect(ligne.position).toBe(`${ligne.latitude}, ${ligne.longitude}`);
    }
  });

  test("writes each vintage in its own style", () => {
    expect(get(NOM_ADRESSES).startsWith("\uFEFFnumero_uai;")).toBe(true);
    expect(get(NOM_ADRESSES).endsWith("\r\n")).toBe(true);
    expect(get("fr-en-ips_colleges.csv")).not.toContain("\r");
    expect(get("fr-en-ips-colleges-ap2022.csv").startsWith("rentree_scolaire;")).toBe(true);
    expect(get("fr-en-ips-colleges-ap2023.csv").startsWith("\uFEFFAnnée scolaire;")).toBe(true);
    expect(get("fr-en-college-effectifs-niveau-sexe-lv.csv").startsWith("\uFEFFRentrée")).toBe(true);
  });
});

describe("the figures of collèges", () => {
  const rep = new Map(
    effectifs
      .filter((ligne) => ligne["Rentrée scolaire"] === "2022")
      .map((ligne) => [ligne.UAI, ligne["REP +"] === "1" ? "REP+" : ligne.REP === "1" ? "REP" : ""]),
  );
  const list = (secteur: string, ep?: string) =>
    ips2022
      .filter((ligne) => ligne.secteur === secteur && ligne.ips !== "NS")
      .filter((ligne) => ep === undefined || rep.get(ligne.uai) === ep)
      .map((ligne) => Number(ligne.ips));

  test("follow the national shape, lowest in REP+ then REP", () => {
    expect(mean(list("public"))).toBeCloseTo(100, -0.5);
    expect(mean(list("privé sous contrat"))).toBeGreaterThan(112);
    expect(mean(list("public", "REP+"))).toBeLessThan(mean(list("public", "REP")) - 3);
    expect(mean(list("public", "REP"))).toBeLessThan(mean(list("public", "")) - 10);
    expect(Math.min(...list("public"))).toBeGreaterThan(58);
  });

  test("move by a few points between years, and by a break before 2022", () => {
    const before = new Map(ips2021.map((ligne) => [ligne.uai, ligne.ips]));
    const ecarts = ips2022
      .filter((ligne) => ligne.ips !== "NS" && before.get(ligne.uai))
      .map((ligne) => Number(ligne.ips) - Number(before.get(ligne.uai)));
    expect(ecarts.length).toBeGreaterThan(40);
    for (const ecart of ecarts) expect(Math.abs(ecart)).toBeLessThanOrEqual(13.1);
    const parUai = Map.groupBy(
      ips2023.filter((ligne) => ligne.IPS !== ""),
      (ligne) => ligne.UAI,
    );
    for (const lignes of parUai.values()) {
      const valeurs = lignes.map((ligne) => Number(ligne.IPS));
      expect(Math.max(...valeurs) - Math.min(...valeurs)).toBeLessThanOrEqual(4.1);
    }
  });

  test("leave the smallest collèges unpublished", () => {
    expect(ips2021.filter((ligne) => ligne.ips === "")).toHaveLength(2);
    expect(ips2022.filter((ligne) => ligne.ips === "NS")).toHaveLength(1);
    expect(ips2023.filter((ligne) => ligne.IPS === "")).toHaveLength(6);
  });

  test("print averages that the rows give again", () => {
    const publics = ips2023.filter(
      (l) => l["Année scolaire"] === "2024-2025" && l.Secteur === "public" && l.IPS,
    );
    const eleves = new Map(
      effectifs
        .filter((l) => l["Rentrée scolaire"] === "2024")
        .map((l) => [l.UAI, Number(l.nombre_eleves_total)]),
    );
    const total = publics.reduce((somme, ligne) => somme + (eleves.get(ligne.UAI ?? "") ?? 0), 0);
    const points = publics.reduce((somme, l) => somme + Number(l.IPS) * (eleves.get(l.UAI ?? "") ?? 0), 0);
    expect(publics[0]?.["IPS académique public"]).toBe((points / total).toFixed(1));
  });

  test("add up in the effectifs, lycées included with their one class", () => {
    expect(new Set(effectifs.map((ligne) => ligne["Rentrée scolaire"]))).toEqual(
      new Set(["2022", "2023", "2024", "2025"]),
    );
    for (const ligne of effectifs) {
      const n = (colonne: string) => Number(ligne[colonne]);
      expect(n("nombre_eleves_total")).toBe(
        n("Nombre d'élèves total hors Segpa hors ULIS") +
          n("Nombre d'élèves total Segpa") +
          n("Nombre d'élèves total ULIS"),
      );
      expect(n("6èmes total")).toBe(n("6eme_filles") + n("6emes_garcons"));
      expect(n("REP") + n("REP +")).toBeLessThanOrEqual(1);
      if (ligne["Dénomination principale"]?.startsWith("LYCEE"))
        expect(n("nombre_eleves_total")).toBeLessThan(26);
    }
    const effectifs2022 = effectifs.filter((ligne) => ligne["Rentrée scolaire"] === "2022");
    for (const ligne of ips2022) {
      const jumelle = effectifs2022.find(({ UAI }) => UAI === ligne.uai);
      expect(Number(ligne.effectifs)).toBe(Number(jumelle?.nombre_eleves_total));
    }
  });
});

describe("beside the real files", () => {
  const readEntete = (texte: string) => texte.replace(/^\uFEFF/, "").split(/\r?\n/)[0];

  test.runIf(existsSync(DONNEES))("has exactly the official headers", () => {
    const reels = {
      [NOM_ADRESSES]: `annuaire/${NOM_ADRESSES.replace(".csv", "_colleges_2024-12.csv")}`,
      "fr-en-ips_colleges.csv": "ips/fr-en-ips_colleges_2021-22.csv",
      "fr-en-ips-colleges-ap2022.csv": "ips/fr-en-ips-colleges-ap2022.csv",
      "fr-en-college-effectifs-niveau-sexe-lv.csv":
        "effectifs/fr-en-college-effectifs-niveau-sexe-lv_2024.csv",
    };
    for (const [nom, reel] of Object.entries(reels)) {
      expect(readEntete(get(nom))).toBe(readEntete(readFileSync(join(DONNEES, reel), "utf8")));
    }
  });

  test.runIf(existsSync(`${DONNEES}.md`))("has the 2026-09 header noted in donnees.md", () => {
    const lignes = readFileSync(`${DONNEES}.md`, "utf8")
      .split("\n")
      .map((ligne) => ligne.trim());
    expect(lignes).toContain(readEntete(get("fr-en-ips-colleges-ap2023.csv")));
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

  test.each([20_000, 60_000])(
    "writes %i distinct structures piece by piece",
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
});
