import { describe, expect, test } from "vitest";
import { seededRandom } from "#app/platform/statistics/random.ts";
import { type Comptes, compterMasques, direCompte, type LigneComptee } from "./rules.ts";

const TYPES = ["maternelle", "elementaire", "primaire", "college", "lgt", "lp"];
const ligne = (changes: Partial<LigneComptee> = {}): LigneComptee => ({
  ...{ type: "college", secteur: "public", departement: "961", ruralite: "rural", groupe: "retenu" },
  ...changes,
});
const times = (n: number, one: LigneComptee) => Array.from({ length: n }, () => one);
const countsOf = ({ tables }: Comptes, dimension: string, column = 0) =>
  Object.fromEntries(
    tables
      .find((table) => table.dimension === dimension)
      ?.lignes.map(({ valeur, comptes }) => [valeur, comptes[column]]) ?? [],
  );

describe("counts of structures", () => {
  test.each([
    [4, null],
    [5, 5],
  ])("of %i are read as %s", (n, read) => {
    const counted = compterMasques(
      [...times(n, ligne()), ...times(20, ligne({ type: "lp" })), ...times(20, ligne({ type: "lgt" }))],
      ["retenu"],
      5,
    );
    expect(countsOf(counted, "type").college).toBe(read);
  });

  test("mask another one where the total would tell the small one", () => {
    const counted = compterMasques(
      [...times(3, ligne({ departement: "962" })), ...times(12, ligne())],
      ["retenu"],
      5,
    );
    expect(countsOf(counted, "departement")).toEqual({ "961": null, "962": null });
    expect(counted.totaux).toEqual([15]);
  });

  test("hide a type that is alone in its degree with its degree", () => {
    const lignes = [
      ...times(3, ligne()),
      ...times(9, ligne({ type: "primaire" })),
      ...times(9, ligne({ type: "maternelle" })),
    ];
    const counted = compterMasques(lignes, ["retenu"], 5);
    expect(countsOf(counted, "degre")["Second degré"]).toBeNull();
    expect(countsOf(counted, "degre")["Premier degré"]).toBeNull();
    expect(countsOf(counted, "type").college).toBeNull();
  });

  test("keep each column to itself, and zero is told", () => {
    const lignes = [...times(8, ligne()), ...times(2, ligne({ groupe: "suivi" }))];
    const counted = compterMasques(lignes, ["retenu", "suivi", "vide"], 5);
    expect(counted.totaux).toEqual([8, null, 0]);
    expect(direCompte(null)).toBe("masqué");
    expect(direCompte(0)).toBe("0");
  });

  test("are told where the same page names the structures", () => {
    const lignes = [...times(3, ligne()), ...times(2, ligne({ groupe: "suivi" }))];
    expect(compterMasques(lignes, ["retenu", "suivi"], 5, ["retenu"]).totaux).toEqual([3, null]);
  });

  test("never leave one masked count alone in a sum whose others are shown", () => {
    const random = seededRandom(7);
    const pick = (values: readonly string[]) =>
      values[Math.floor(random.uniform() * values.length)] as string;
    for (let round = 0; round < 300; round += 1) {
      const lignes = Array.from({ length: 5 + Math.floor(random.uniform() * 40) }, () =>
        ligne({
          ...{
            type: pick(TYPES),
            departement: pick(["961", "962", "963"]),
            secteur: pick(["public", "public", "prive_sous_contrat"]),
          },
          ruralite: pick(["rural", "rural", "urbain"]),
        }),
      );
      const counted = compterMasques(lignes, ["retenu"], 5);
      for (const { dimension } of counted.tables) {
        const hidden = Object.values(countsOf(counted, dimension)).filter((count) => count === null).length;
        if (counted.totaux[0] !== null) expect(hidden, `${round} ${dimension}`).not.toBe(1);
      }
    }
  });
});
