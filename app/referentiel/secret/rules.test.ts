import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canRelever, choisirMasques, type Equation, type Taux } from "./rules.ts";

const SEUIL = 5;
const compte = (code: string, valeur: number) => ({ code, valeur });

/** A total that its parts make, as a list of counts. */
function famille(total: string, valeurs: readonly number[], prefixe = total): Equation {
  const parties = valeurs.map((valeur, index) => compte(`${prefixe}${index}`, valeur));
  return {
    total: compte(
      total,
      valeurs.reduce((sum, valeur) => sum + valeur, 0),
    ),
    parties,
  };
}

const hiddenOf = (equations: readonly Equation[], taux: readonly Taux[] = []) =>
  [...choisirMasques({ equations, taux }, SEUIL)].sort(([a], [b]) => (a < b ? -1 : 1));

describe("small counts", () => {
  test.each([
    [0, []],
    [1, [["t0", "petit_effectif"]]],
    [4, [["t0", "petit_effectif"]]],
    [5, []],
  ])("are those from 1 to the threshold minus one: %i", (valeur, expected) => {
    expect(hiddenOf([{ total: undefined, parties: [compte("t0", valeur)] }])).toEqual(expected);
  });

  test("take the next part along, whatever it counts, when their total would tell them", () => {
    expect(hiddenOf([famille("t", [3, 40, 12, 30])])).toEqual([
      ["t0", "petit_effectif"],
      ["t1", "secondaire"],
    ]);
  });

  test("take their total along when they are all of its parts and it tells each of them", () => {
    expect(hiddenOf([famille("t", [4, 4, 4])]).map(([code]) => code)).toEqual(["t", "t0", "t1", "t2"]);
  });

  test("are left alone in a total that counts many others: collégiens in ULIS among all collégiens", () => {
    const equation = {
      total: compte("t", 400),
      parties: [compte("ulis", 3), compte("sixiemes", 100), compte("segpa", 64)],
    };
    expect(hiddenOf([equation])).toEqual([["ulis", "petit_effectif"]]);
  });

  test("climb through totals that are parts themselves", () => {
    const bas = famille("elementaire", [3, 30]);
    const haut = {
      total: compte("ecole", 83),
      parties: [compte("elementaire", 33), compte("maternelle", 50)],
    };
    expect(hiddenOf([bas, haut]).map(([code]) => code)).toEqual(["elementaire0", "elementaire1"]);
    const petite = {
      total: compte("ecole", 62),
      parties: [compte("elementaire", 12), compte("maternelle", 50)],
    };
    expect(hiddenOf([famille("elementaire", [4, 4, 4]), petite]).map(([code]) => code)).toEqual([
      "elementaire",
      "elementaire0",
      "elementaire1",
      "elementaire2",
      "maternelle",
    ]);
  });
});

describe("rates", () => {
  const taux = (presents: number): Taux => ({
    code: "reussite",
    denominateur: compte("presents", presents),
    seuilPublication: 30,
    parties: ["admis"],
  });
  const chain = (presents: number, admis: number): Equation[] => [
    { total: compte("presents", presents), parties: [compte("admis", admis)] },
  ];

  test.each([
    [29, ["admis", "reussite"]],
    [30, []],
  ])(
    "of %i candidates hide what they divide too, or a division would give them back",
    (presents, expected) => {
      expect(hiddenOf(chain(presents, 20), [taux(presents)]).map(([code]) => code)).toEqual(expected);
    },
  );

  test("are hidden when they would tell a small count that they divide", () => {
    expect(hiddenOf(chain(40, 3), [taux(40)])).toEqual([
      ["admis", "petit_effectif"],
      ["reussite", "secondaire"],
    ]);
  });

  test("are hidden with their denominator, even where their producer sets no threshold", () => {
    expect(hiddenOf(chain(3, 0), [{ ...taux(3), seuilPublication: null }])).toContainEqual([
      "reussite",
      "denominateur",
    ]);
  });
});

/**
 * What an attacker does who knows the rule: writes every family of counts that fits what is shown, and keeps those
 * that the rule would have hidden in the same way. A hidden count is told when it is the same in all of them.
 */
function toldBy(
  choose: (equations: readonly Equation[]) => ReadonlySet<string>,
  valeurs: readonly number[],
): string[] {
  const hidden = choose([famille("t", valeurs)]);
  const seen = new Map<string, Set<number>>();
  const total = valeurs.reduce((sum, valeur) => sum + valeur, 0);
  const free = valeurs.map((_, index) => hidden.has(`t${index}`));
  const shownTotal = hidden.has("t") ? undefined : total;
  const limit = shownTotal ?? 4 * valeurs.length + 8;
  const walk = (index: number, world: number[], left: number): void => {
    if (index === valeurs.length) {
      if (shownTotal !== undefined && left !== 0) return;
      const same = choose([famille("t", world)]);
      if (same.size !== hidden.size || [...same].some((code) => !hidden.has(code))) return;
      for (const [rank, valeur] of [...world, world.reduce((sum, v) => sum + v, 0)].entries()) {
        const code = rank === world.length ? "t" : `t${rank}`;
        if (hidden.has(code)) seen.set(code, (seen.get(code) ?? new Set()).add(valeur));
      }
      return;
    }
    const own = valeurs[index] ?? 0;
    const [low, high] = free[index] ? [0, left] : [own, own];
    for (let valeur = low; valeur <= high; valeur++) walk(index + 1, [...world, valeur], left - valeur);
  };
  walk(0, [], limit);
  return [...hidden].filter((code) => (seen.get(code)?.size ?? 0) < 2);
}

const withSecondary = (equations: readonly Equation[]) =>
  new Set(choisirMasques({ equations, taux: [] }, SEUIL).keys());
const withoutSecondary = (equations: readonly Equation[]) =>
  new Set(
    [...choisirMasques({ equations, taux: [] }, SEUIL)].flatMap(([code, motif]) =>
      motif === "petit_effectif" ? [code] : [],
    ),
  );

describe("whoever knows the rule", () => {
  const families = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 4 });

  test("writes every family that fits, and finds no hidden count", () => {
    fc.assert(
      fc.property(families, (valeurs) => {
        expect(toldBy(withSecondary, valeurs), valeurs.join("+")).toEqual([]);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  test("finds some as soon as secondary suppression is switched off: the attack bites", () => {
    expect(toldBy(withoutSecondary, [3, 9, 7])).toEqual(["t0"]);
  });
});

describe("the threshold", () => {
  const reglage = { code: "seuil_petit_effectif", libelle: "Seuil", valeur: 5, minimum: 5, maximum: 50 };

  test.each([
    [4, 5, "jamais_abaisse"],
    [5, 5, "jamais_abaisse"],
    [6, 5, undefined],
    [50, 5, undefined],
    [51, 5, "trop_haut"],
    [6.5, 5, "pas_entier"],
    [8, 4, "version_perimee"],
  ])("may only be raised: %d read as %d", (valeur, lue, code) => {
    const decision = canRelever(reglage, valeur, lue);
    expect(decision.ok ? undefined : decision.code).toBe(code);
  });
});
