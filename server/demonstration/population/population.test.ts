import { describe, expect, test } from "vitest";
import { person } from "#tests/cast.ts";
import { DISTRIBUTION, LIEUX } from "../distribution.ts";
import { makeMonde } from "../monde.ts";
import { readAcademie } from "../relecture.ts";
import { CONTOURS, isOnLand, type Point } from "./contours.ts";

const OPTIONS = { graine: 2026, structures: 900 };
const { textes, lignes } = readAcademie(OPTIONS);
const monde = makeMonde(OPTIONS.graine, OPTIONS.structures);
const { structures, fermees } = monde.population;
const NOM_ADRESSES = "fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre.csv";

function isCrossing([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): boolean {
  const side = (p: Point, q: Point, r: Point) =>
    (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

describe("the land", () => {
  test("has outlines that never cross themselves, closed and clockwise", () => {
    for (const anneau of [CONTOURS.academie, ...CONTOURS.departements.values()]) {
      expect(anneau.at(-1)).toEqual(anneau[0]);
      const segments = anneau.slice(1).map((point, rang) => [anneau[rang] as Point, point] as const);
      expect(segments.length).toBeGreaterThan(150);
      for (const [rang, segment] of segments.entries()) {
        expect(segments.slice(rang + 2).filter((autre) => isCrossing(segment, autre))).toEqual([]);
      }
      const aire = segments.reduce((somme, [[xa, ya], [xb, yb]]) => somme + xa * yb - xb * ya, 0);
      expect(aire).toBeLessThan(0);
    }
  });

  test("is the sum of its three départements, in the middle of the sea", () => {
    const sommets = new Set(CONTOURS.academie.map(String));
    const departements = [...CONTOURS.departements.values()].flat();
    expect(
      CONTOURS.academie.filter((point) => !departements.some((autre) => String(autre) === String(point))),
    ).toEqual([]);
    expect(departements.filter((point) => !sommets.has(String(point))).length).toBeGreaterThan(60);
    for (const [longitude, latitude] of CONTOURS.academie) {
      // West of Ouessant (−5.1°), north of Galicia, south of Ireland.
      expect(longitude).toBeLessThan(-6);
      expect(longitude).toBeGreaterThan(-9);
      expect(latitude).toBeGreaterThan(46.6);
      expect(latitude).toBeLessThan(48.6);
    }
  });

  test("carries every commune and every structure in its own département", () => {
    for (const commune of lignes("communes_2026.csv")) {
      const place = [Number(commune.longitude), Number(commune.latitude)] as const;
      expect(isOnLand(commune.departement ?? "", ...place), commune.nom).toBe(true);
    }
    for (const { commune, longitude, latitude, uai } of structures) {
      expect(isOnLand(commune.departement.code, longitude, latitude), uai).toBe(true);
    }
    const adresses = lignes(NOM_ADRESSES).filter((ligne) => ligne.latitude !== "");
    expect(adresses.length).toBeGreaterThan(880);
    for (const ligne of adresses) expect(ligne.position).toBe(`${ligne.latitude}, ${ligne.longitude}`);
  });

  test("is written in GeoJSON as the real outlines are", () => {
    const departements = JSON.parse(textes.get("departements.geojson") ?? "");
    expect(departements.features.map(({ properties }: { properties: object }) => properties)).toEqual([
      { code: "961", nom: "Haute-Amarre" },
      { code: "962", nom: "Amarre-Maritime" },
      { code: "963", nom: "Val-d'Estran" },
    ]);
    expect(JSON.parse(textes.get("academies.geojson") ?? "").features).toMatchObject([
      { type: "Feature", geometry: { type: "MultiPolygon" }, properties: { code: "96", nom: "Port-Amarre" } },
    ]);
  });
});

describe("the life of structures", () => {
  const count = (uai: string, nom: string, cle = "uai") =>
    lignes(nom).filter((ligne) => ligne[cle] === uai).length;

  test("closes seventeen structures since 2021, absent from the address file", () => {
    const closes = lignes("fr-en-etablissements-fermes.csv");
    expect(closes).toHaveLength(17);
    expect(closes.every((ligne) => /^202[1-5]-08-31$/.test(ligne.date_fermeture ?? ""))).toBe(true);
    const ouvertes = new Set(lignes(NOM_ADRESSES).map((ligne) => ligne.numero_uai));
    expect(closes.filter((ligne) => ouvertes.has(ligne.numero_uai))).toEqual([]);
  });

  test("leaves statistics behind the closed ones up to their last year, and gives the new ones from their first", () => {
    const colleges = fermees.filter(({ type, fermeture }) => type === "college" && fermeture === 2024);
    expect(colleges).toHaveLength(2);
    for (const { uai } of colleges) {
      expect(count(uai, "fr-en-ips-colleges-ap2022.csv")).toBe(1);
      expect(count(uai, "fr-en-ips-colleges-ap2023.csv", "UAI")).toBe(1);
    }
    const fusion = structures.find(({ type, ouverture }) => type === "college" && ouverture === 2024);
    expect(fusion?.commune).toBe(colleges[0]?.commune);
    expect(count(fusion?.uai ?? "", "fr-en-ips-colleges-ap2022.csv")).toBe(0);
    expect(count(fusion?.uai ?? "", "fr-en-ips-colleges-ap2023.csv", "UAI")).toBe(2);
  });

  test("merges two écoles in 2023 and splits one in 2022, in the same commune at the same date", () => {
    const parAnnee = (annee: number) => structures.filter((s) => s.type === "ecole" && s.ouverture === annee);
    const [nouvelle, ...autres] = parAnnee(2023);
    expect(autres).toEqual([]);
    const anciennes = fermees.filter((s) => s.fermeture === 2023 && s.commune === nouvelle?.commune);
    expect(anciennes.map(({ nature }) => nature.code)).toEqual(expect.arrayContaining(["101", "151"]));
    const [une, deux] = parAnnee(2022);
    expect(une?.commune).toBe(deux?.commune);
    expect(fermees.filter((s) => s.fermeture === 2022 && s.commune === une?.commune)).toHaveLength(1);
  });

  test("turns a lycée général into a lycée polyvalent in 2023", () => {
    const lycee = structures.find(({ naguere }) => naguere)?.uai;
    const typesOf = (nom: string) => lignes(nom).flatMap((l) => (l.uai === lycee ? [l.type_de_lycee] : []));
    expect(typesOf("fr-en-ips-lycees-ap2022.csv")).toEqual(["LEGT"]);
    expect(typesOf("fr-en-ips-lycees-ap2023.csv")).toEqual(["LPO", "LPO", "LPO"]);
    expect(count(lycee ?? "", "fr-en-lycee_pro-effectifs-niveau-sexe-lv.csv", "UAI")).toBe(3);
  });
});

describe("the networks of priority education", () => {
  const liste = lignes("liste-des-rep-et-rep-rentree-2022.csv");

  test("gather the écoles around their collège, head of the network", () => {
    const parTete = Map.groupBy(liste, (ligne) => ligne["UAI tête de réseau"]);
    expect(parTete.size).toBe(18);
    for (const [tete, membres] of parTete) {
      expect(membres[0]).toMatchObject({
        NUMERO: tete,
        TYPE_DETABLISSEMENT: "COLLEGE",
        "circonscription ": "",
      });
      expect(new Set(membres.map(({ EP }) => EP)).size).toBe(1);
      for (const ecole of membres.slice(1)) expect(ecole["circonscription "]).toMatch(/^IEN [A-Z]/);
    }
    expect(liste.length / parTete.size).toBeGreaterThan(4);
    expect(liste.length / parTete.size).toBeLessThan(10);
  });

  test("agree with the annuaire and the effectifs", () => {
    const annuaire = new Map(
      lignes("fr-en-annuaire-education.csv").map((l) => [
        l.identifiant_de_l_etablissement,
        l.appartenance_education_prioritaire,
      ]),
    );
    const presentes = liste.filter(({ NUMERO }) => annuaire.has(NUMERO));
    expect(presentes.length).toBeGreaterThan(60);
    for (const { NUMERO, EP } of presentes) expect(annuaire.get(NUMERO)).toBe(EP);
  });
});

describe("the cast", () => {
  test.each([50, 200, 900])("works in the same places in an académie of %i structures", (nombre) => {
    const population = makeMonde(2026, nombre).population.structures;
    const find = (uai: string) => population.find((structure) => structure.uai === uai);
    expect(find(LIEUX.college)).toMatchObject({
      type: "college",
      contrat: "public",
      aOuvrir: false,
      patronyme: "des Salicornes",
    });
    expect(find(LIEUX.ecole)).toMatchObject({ type: "ecole", contrat: "public", patronyme: "du Jusant" });
  });

  test("leads a popular collège outside priority education, near it, with all its data", () => {
    const college = monde.colleges.find(({ structure }) => structure.uai === LIEUX.college);
    const enEp = monde.colleges
      .filter(({ educationPrioritaire }) => educationPrioritaire)
      .map(({ ips }) => ips);
    expect(college?.educationPrioritaire).toBe("");
    expect(college?.structure.commune.nom).toBe("Merlande-la-Haute");
    expect(college?.ips).toBeLessThan(Math.max(...enEp) + 3);
    for (const [nom, cle, nombre] of [
      ["fr-en-ips_colleges.csv", "uai", 1],
      ["fr-en-ips-colleges-ap2022.csv", "uai", 1],
      ["fr-en-ips-colleges-ap2023.csv", "UAI", 3],
      ["fr-en-college-effectifs-niveau-sexe-lv.csv", "UAI", 4],
      ["fr-en-indicateurs-valeur-ajoutee-colleges.csv", "UAI", 3],
      ["fr-en-dnb-par-etablissement.csv", "numero_d_etablissement", 3],
      ["fr-en-evaluations_nationales_6eme_par_etablissement.csv", "UAI", 24],
      ["fr-en-indice_eloignement_college_ap2022.csv", "uai", 3],
    ] as const) {
      expect(
        lignes(nom).filter((ligne) => ligne[cle] === LIEUX.college),
        nom,
      ).toHaveLength(nombre);
    }
    const va = lignes("fr-en-indicateurs-valeur-ajoutee-colleges.csv").filter(
      ({ UAI }) => UAI === LIEUX.college,
    );
    expect(va.map((ligne) => ligne["VA du taux de réussite G"])).not.toContain("");
  });

  test("inspects the circonscription of its école, in a district of the port", () => {
    const ecole = monde.ecoles.find(({ structure }) => structure.uai === LIEUX.ecole);
    expect(ecole).toMatchObject({ educationPrioritaire: "", isSecretStatistique: false });
    expect(ecole?.structure.commune.nom).toBe("Port-Amarre");
    expect(ecole && monde.territoires.findCirconscription(ecole.structure)?.code).toBe(LIEUX.circonscription);
    expect(person("ien").fonctions).toMatchObject([
      { porteeType: "circonscription", porteeCode: LIEUX.circonscription },
    ]);
    expect(new Set(DISTRIBUTION.map(({ id }) => id)).size).toBe(DISTRIBUTION.length);
  });
});
