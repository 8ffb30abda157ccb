import { describe, expect, test } from "vitest";
import {
  canAbandonner,
  canAppliquer,
  canImporterIci,
  canPrevisualiser,
  ETATS_IMPORT,
  type EtatImport,
  type ImportState,
} from "./rules.ts";

const LUE = 4;
const ETATS = Object.keys(ETATS_IMPORT) as EtatImport[];

function codeOf(decision: ReturnType<typeof canAppliquer>): string {
  if (!decision.ok) expect(decision.message).toMatch(/^[A-ZÀ-Ý«].*\.$/);
  return decision.ok ? "oui" : decision.code;
}

/** Every state × working or not × recognised files at 0 and 1 × version at −1, 0, +1: what each act answers. */
const CASES = ETATS.flatMap((etat) =>
  [false, true].flatMap((enTravail) =>
    [0, 1].flatMap((reconnus) =>
      [LUE - 1, LUE, LUE + 1].map((version): ImportState => ({ etat, enTravail, reconnus, version })),
    ),
  ),
);

function expectedAppliquer({ etat, enTravail, reconnus, version }: ImportState): string {
  if (version !== LUE) return "version_perimee";
  if (etat === "applique") return "deja_applique";
  if (etat === "abandonne") return "abandonne";
  if (enTravail) return "en_travail";
  if (etat === "depose") return "sans_previsualisation";
  return reconnus === 0 ? "rien_a_appliquer" : "oui";
}

function expectedAbandonner({ etat, enTravail, version }: ImportState): string {
  if (version !== LUE) return "version_perimee";
  if (etat === "applique") return "deja_applique";
  if (etat === "abandonne") return "abandonne";
  return enTravail ? "en_travail" : "oui";
}

function expectedPrevisualiser({ etat, enTravail }: ImportState): string {
  if (etat === "applique" || etat === "abandonne") return "clos";
  return enTravail ? "en_travail" : "oui";
}

describe("an import", () => {
  test.each(CASES)(
    "$etat, en travail: $enTravail, reconnus: $reconnus, version $version: each act has its answer",
    (state) => {
      expect(codeOf(canAppliquer(state, LUE))).toBe(expectedAppliquer(state));
      expect(codeOf(canAbandonner(state, LUE))).toBe(expectedAbandonner(state));
      expect(codeOf(canPrevisualiser(state))).toBe(expectedPrevisualiser(state));
    },
  );

  test("may be applied in one state only: previewed, at rest, with a recognised file, as it was read", () => {
    expect(CASES.filter((state) => canAppliquer(state, LUE).ok)).toEqual([
      { etat: "previsualise", enTravail: false, reconnus: 1, version: LUE },
    ]);
  });
});

describe("a line of a dataset", () => {
  const interne = { libelle: "Absences", diffusion: "interne" } as const;
  const ouverte = { libelle: "IPS", diffusion: "ouverte" } as const;
  test.each([
    [ouverte, "0720902P", true, "oui"],
    [ouverte, "0720902P", false, "oui"],
    [interne, "0720902P", false, "oui"],
    [interne, undefined, false, "oui"],
    [interne, "0720902P", true, "donnees_reelles"],
    [interne, "9600001A", true, "donnees_reelles"],
    [interne, "9610315V", true, "oui"],
    [interne, "9699999Z", true, "oui"],
    [interne, "9700001A", true, "donnees_reelles"],
    [interne, undefined, true, "donnees_reelles"],
  ] as const)("%o about %s in a demonstration (%s) is answered %s", (dataset, uai, demonstration, code) => {
    expect(codeOf(canImporterIci(dataset, uai, demonstration))).toBe(code);
  });
});
