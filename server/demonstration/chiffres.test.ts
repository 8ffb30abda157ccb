import { describe, expect, test } from "vitest";
import { correlate, type Ligne, mean, readAcademie } from "./relecture.ts";

const { lignes } = readAcademie({ graine: 2026, structures: 900 });
const effectifs = lignes("fr-en-college-effectifs-niveau-sexe-lv.csv");
const ips2021 = lignes("fr-en-ips_colleges.csv");
const ips2022 = lignes("fr-en-ips-colleges-ap2022.csv");
const ips2023 = lignes("fr-en-ips-colleges-ap2023.csv");
const ivac = lignes("fr-en-indicateurs-valeur-ajoutee-colleges.csv");
const dnb = lignes("fr-en-dnb-par-etablissement.csv");

/** Couples of numbers, where both are published. */
function listCouples(
  rangees: readonly Ligne[],
  x: (ligne: Ligne) => string | undefined,
  y: (ligne: Ligne) => string | undefined,
): [number, number][] {
  const number = (texte: string | undefined) => Number((texte || "NaN").replace(",", ".").replace("%", ""));
  return rangees
    .map((ligne): [number, number] => [number(x(ligne)), number(y(ligne))])
    .filter((couple) => couple.every((valeur) => !Number.isNaN(valeur)));
}

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
    expect(ecarts.length).toBeGreaterThan(90);
    for (const ecart of ecarts) expect(Math.abs(ecart)).toBeLessThanOrEqual(13.1);
    const parUai = Map.groupBy(
      ips2023.filter((ligne) => ligne.IPS !== ""),
      (ligne) => ligne.UAI,
    );
    for (const rangees of parUai.values()) {
      const valeurs = rangees.map((ligne) => Number(ligne.IPS));
      expect(Math.max(...valeurs) - Math.min(...valeurs)).toBeLessThanOrEqual(4.1);
    }
  });

  test("leave the smallest collèges unpublished", () => {
    expect(ips2021.filter((ligne) => ligne.ips === "")).toHaveLength(4);
    expect(ips2022.filter((ligne) => ligne.ips === "NS")).toHaveLength(1);
    expect(ips2023.filter((ligne) => ligne.IPS === "")).toHaveLength(12);
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
    expect(points / total).toBeCloseTo(Number(publics[0]?.["IPS académique public"]), 1);
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

describe("the links between figures", () => {
  const ips = new Map(ips2022.map((ligne) => [ligne.uai, ligne.ips]));
  const publics = ivac.filter((ligne) => ligne.Secteur === "PU");
  const withIps = (rangees: readonly Ligne[], uai: string, colonne: string) =>
    correlate(
      listCouples(
        rangees,
        (ligne) => ips.get(ligne[uai] ?? ""),
        (ligne) => ligne[colonne],
      ),
    );

  // Coefficients of public collèges, measured on the real files that donnees.md lists: IVAC 2022 to 2024 and DNB 2021 beside
  // the IPS of 2022-23. The tolerance is that of a hundred collèges beside five thousand.
  test.each([
    ["pass rate of the série générale", publics, "UAI", "Taux de réussite G", 0.53],
    ["written marks", publics, "UAI", "Note à l'écrit G", 0.75],
    ["value added of the pass rate", publics, "UAI", "VA du taux de réussite G", -0.2],
    [
      "pass rate of the brevet",
      dnb.filter(
        (l) =>
          l.session === "2021" &&
          l.secteur_d_enseignement === "PUBLIC" &&
          l.type_d_etablissement === "COLLEGE",
      ),
      "numero_d_etablissement",
      "taux_de_reussite",
      0.52,
    ],
    [
      "standard deviation of the IPS",
      ips2022.filter((l) => l.secteur === "public"),
      "uai",
      "ecart_type_de_l_ips",
      0.67,
    ],
    ["size", ips2022.filter((l) => l.secteur === "public"), "uai", "effectifs", 0.14],
  ] as const)("the IPS and the %s correlate as in the real files", (_nom, rangees, uai, colonne, reel) => {
    expect(Math.abs(withIps(rangees, uai, colonne) - reel)).toBeLessThanOrEqual(0.1);
  });

  test("an école that has pupils of CM2 looks like its neighbours", () => {
    const ecoles = lignes("fr-en-ips-ecoles-ap2022.json").filter((l) => l.rentree_scolaire === "2024-2025");
    const parCommune = Map.groupBy(
      ecoles.filter((ligne) => ligne.ips !== "NS" && ligne.secteur === "public"),
      (ligne) => ligne.code_insee_de_la_commune ?? "",
    );
    const couples = [...parCommune]
      .filter(([code, [premiere, seconde]]) => code !== "96201" && premiere && seconde)
      .map(([, [a, b]]): [number, number] => [Number(a?.ips), Number(b?.ips)]);
    expect(couples.length).toBeGreaterThan(60);
    expect(correlate(couples)).toBeGreaterThan(0.3);
  });

  test("collèges far from others and far from towns have the highest index of éloignement", () => {
    const communes = new Map(
      lignes("communes_2026.csv").map((ligne) => [ligne.code_insee, ligne.typologie_rurale]),
    );
    const indices = lignes("fr-en-indice_eloignement_college_ap2022.csv").filter(
      (l) => l.rentree_scolaire === "2024",
    );
    const commune = new Map(ips2022.map((ligne) => [ligne.uai, ligne.code_insee_de_la_commune]));
    const of = (typologies: string[]) =>
      indices
        .filter(({ uai }) => typologies.includes(communes.get(commune.get(uai ?? "") ?? "") ?? ""))
        .map((ligne) => Number(ligne.indice_eloignement));
    expect(mean(of(["tr6"]))).toBeLessThan(mean(of(["tr5"])));
    expect(mean(of(["tr5"]))).toBeLessThan(mean(of(["tr1", "tr2", "tr3"])) - 2);
    const tous = indices.map((ligne) => Number(ligne.indice_eloignement));
    expect(mean(tous)).toBeCloseTo(100, -0.5);
    expect(Math.min(...tous)).toBeGreaterThan(91);
    expect(Math.max(...tous)).toBeLessThan(117);
    expect(Math.abs(withIps(indices, "uai", "indice_eloignement"))).toBeLessThan(0.3);
  });
});

describe("missing values", () => {
  test("are as frequent as in the real files", () => {
    const ecoles = lignes("fr-en-ips-ecoles-ap2022.json");
    expect(ecoles.filter((ligne) => ligne.ips === "NS").length / ecoles.length).toBeCloseTo(0.077, 2);
    const sansVa = ivac.filter((ligne) => ligne["VA du taux de réussite G"] === "");
    expect(sansVa.length / ivac.length).toBeGreaterThan(0.005);
    expect(sansVa.length / ivac.length).toBeLessThan(0.06);
    expect(ivac.filter((l) => l["Part présents 3eme segpa total"] === "").length / ivac.length).toBeCloseTo(
      0.79,
      1,
    );
    expect(ivac.every((ligne) => ligne["Part présents 3eme ordinaire G"] === "")).toBe(true);
    const lycees = lignes("fr-en-ips-lycees-ap2023.csv");
    for (const ligne of lycees) {
      expect(ligne.ips_voie_pro === "").toBe(ligne.type_de_lycee === "LEGT");
      expect(ligne.ips_voie_gt === "").toBe(ligne.type_de_lycee === "LP");
    }
    const sansPostBac = lycees.filter((ligne) => ligne.ips_post_bac === "").length / lycees.length;
    expect(sansPostBac).toBeGreaterThan(0.3);
    expect(sansPostBac).toBeLessThan(0.6);
  });

  test("never keep an école or a lycée of the cast's size from its classes and pupils", () => {
    for (const ligne of lignes("fr-en-ecoles-effectifs-nb_classes.csv")) {
      const n = (colonne: string) => Number(ligne[colonne]);
      expect(n("nombre_total_eleves")).toBe(
        n("nombre_eleves_preelementaire_hors_ulis") +
          n("nombre_eleves_elementaire_hors_ulis") +
          n("nombre_eleves_ulis") +
          n("nombre_eleves_ueea"),
      );
      expect(n("nombre_total_classes")).toBeGreaterThan(0);
      expect(n("nombre_total_eleves") / n("nombre_total_classes")).toBeLessThan(37);
    }
  });
});
