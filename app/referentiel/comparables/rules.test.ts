import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ecrireEcart,
  type Poids,
  REGLAGES_PAR_DEFAUT,
  repereLisible,
  resumerEntree,
  retenirEntrees,
  VOISINES_MINIMALES_ANONYMES,
} from "./rules.ts";
import { readDemande } from "./schema.ts";

const profil = { ips: 0.2, heterogeneite: null, effectif: -1, eloignement: null, densite: 0.4 };

describe("retenirEntrees", () => {
  test("keeps what is chosen and known, and tells what is chosen and unknown", () => {
    expect(retenirEntrees(profil, REGLAGES_PAR_DEFAUT.poids)).toEqual({
      retenues: ["ips", "effectif", "densite"],
      inconnues: ["heterogeneite", "eloignement"],
    });
    const none = { ips: 0, heterogeneite: 0, effectif: 2, eloignement: 0, densite: 0 } as const;
    expect(retenirEntrees(profil, none)).toEqual({ retenues: ["effectif"], inconnues: [] });
  });
});

describe("repereLisible", () => {
  const repere = { indicateur: "ips", annee: 2024, q1: 90, mediane: 95, q3: 101 };
  const seuil = VOISINES_MINIMALES_ANONYMES;

  test.each([
    [seuil - 1, null],
    [seuil, [90, 95, 101]],
    [seuil + 1, [90, 95, 101]],
  ])("with %i values", (n, quartiles) => {
    expect(repereLisible({ ...repere, n }, seuil)).toEqual({ n, quartiles });
  });

  test("without any", () => {
    expect(repereLisible(undefined, seuil)).toEqual({ n: 0, quartiles: null });
  });
});

describe("resumerEntree", () => {
  const lue = (indicateur: string, annee: number, valeur: number | null, statut: "ok" | "masque" = "ok") => ({
    id: annee,
    indicateur,
    annee,
    valeur,
    statut,
  });

  test("adds both tracks of a lycée when they are of one rentrée, and drops the older otherwise", () => {
    const gt = lue("effectif_lycee_gt", 2024, 600);
    expect(resumerEntree("effectif", [gt, lue("effectif_lycee_pro", 2024, 150)])).toMatchObject({
      valeur: 750,
      annee: 2024,
    });
    expect(resumerEntree("effectif", [gt, lue("effectif_lycee_pro", 2022, 150)])).toMatchObject({
      valeur: 600,
      annee: 2024,
    });
  });

  test("is masked as soon as one of its values is, and missing when there is none: never zero", () => {
    const lues = [lue("effectif_lycee_gt", 2024, 600), lue("effectif_lycee_pro", 2024, null, "masque")];
    expect(resumerEntree("effectif", lues)).toMatchObject({ valeur: null, statut: "masque" });
    expect(resumerEntree("ips", lues)).toEqual({ valeur: null, annee: null, statut: "manquant", ids: [] });
  });
});

describe("ecrireEcart", () => {
  test.each([
    [2.14, 1, "+2,1"],
    [-2.16, 1, "-2,2"],
    [0, 1, "0,0"],
    [0.04, 1, "0,0"],
    [-0.04, 1, "0,0"],
    [1234, 0, "+1\u202f234"],
  ])("%f with %i decimals is %s", (value, decimales, text) => {
    expect(ecrireEcart(value, decimales)).toBe(text);
  });
});

describe("readDemande", () => {
  test("reads the settings of the form, with a comma or a point", () => {
    const url = "nombre=30&calibre=0,7&secteur=tous&academie=meme&ips=2&densite=0&annee=2023&axe=eloignement";
    expect(readDemande(new URLSearchParams(url))).toEqual({
      reglages: {
        nombre: 30,
        calibre: 0.7,
        secteur: "tous",
        academie: "meme",
        poids: { ips: 2, heterogeneite: 1, effectif: 1, eloignement: 1, densite: 0 },
      },
      annee: 2023,
      axe: "eloignement",
    });
  });

  test.each([
    "nombre=9",
    "nombre=61",
    "calibre=0,19",
    "calibre=2,01",
    "calibre=abc",
    "ips=3",
    "ips=-1",
    "nombre=",
  ])("ignores %s, which nobody offered", (url) => {
    expect(readDemande(new URLSearchParams(url)).reglages).toEqual(REGLAGES_PAR_DEFAUT);
  });

  test("takes the bounds, and stays within them whatever is typed", () => {
    expect(readDemande(new URLSearchParams("nombre=10&calibre=2")).reglages).toMatchObject({
      nombre: 10,
      calibre: 2,
    });
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("nombre", "calibre", "ips", "annee"), fc.string()),
        (fields) => {
          const { reglages } = readDemande(new URLSearchParams(fields));
          expect(reglages.nombre).toBeGreaterThanOrEqual(10);
          expect(reglages.nombre).toBeLessThanOrEqual(60);
          expect(reglages.calibre).toBeGreaterThanOrEqual(0.2);
          expect(reglages.calibre).toBeLessThanOrEqual(2);
          expect([0, 1, 2] satisfies Poids[]).toContain(reglages.poids.ips);
        },
      ),
    );
  });
});
