import { describe, expect, test } from "vitest";
import { placeTree, summarizeTree, tabulateTree } from "#app/platform/charts/tree.ts";
import { entreeDessai } from "#tests/calculs.ts";
import { calculer } from "../../calculs/moteur/rules.ts";
import type { Analyse } from "../rules.ts";
import { arbreDe } from "./rules.ts";

function analyseOf(classes: number, classesProposees?: number): Analyse {
  const entree = entreeDessai(90, { classes });
  const resultat = calculer(entree);
  return {
    calcul: {
      ...{ id: "c", numero: 1, scenario: { id: "s", nom: "Essai" }, termineLe: null },
      demande: { famille: "colleges" },
    },
    campagne: { id: "k", nom: "CLA" },
    ...{ entree, resultat: { ...resultat, classesProposees: classesProposees ?? classes } },
    ...{ rh: true, masques: true, lisibles: new Set(), typologie: null },
  };
}

const arbreOf = (classes: number, proposees?: number) => {
  const arbre = arbreDe(analyseOf(classes, proposees));
  if (!arbre) throw new Error("no tree");
  return arbre;
};

describe("the tree of the classes", () => {
  test("joins all of them, each union losing at least as much as the one before, the whole being 100 %", () => {
    const { reunions, feuilles, ordre } = arbreOf(6);
    expect([feuilles.length, reunions.length]).toEqual([6, 5]);
    const heights = reunions.map(({ hauteur }) => hauteur);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(heights.reduce((sum, height) => sum + height, 0)).toBeCloseTo(100, 9);
    expect([...ordre].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("loses, in its last union, what separates two groups", () => {
    const { resultat } = analyseOf(3);
    const { reunions } = arbreOf(3);
    // The inertia between three centres is that between two groups and that within the joined pair.
    const centres = [1, 2, 3].map((numero) => {
      const own = resultat.structures.filter(({ classe }) => classe === numero);
      const n = own.length;
      return {
        n,
        at: [0, 1, 2].map((k) => own.reduce((s, { coordonnees }) => s + (coordonnees[k] ?? 0) / n, 0)),
      };
    });
    const loss = (a: number, b: number) => {
      const [p, q] = [centres[a], centres[b]];
      if (!p || !q) throw new Error("no centre");
      const d2 = p.at.reduce((sum, x, k) => sum + (x - (q.at[k] ?? 0)) ** 2, 0);
      return (p.n * q.n * d2) / (p.n + q.n);
    };
    const closest = [
      [0, 1],
      [0, 2],
      [1, 2],
    ].sort(([a = 0, b = 0], [c = 0, d = 0]) => loss(a, b) - loss(c, d))[0];
    expect([reunions[0]?.gauche, reunions[0]?.droite]).toEqual(closest);
  });

  test("is cut where the run cut, and where it was proposed when that leaves fewer classes", () => {
    expect(arbreOf(5).coupes).toEqual([{ libelle: "Découpage proposé et conservé : 5 classes", groupes: 5 }]);
    expect(arbreOf(5, 3).coupes.map(({ groupes }) => groupes)).toEqual([5, 3]);
    expect(arbreOf(5, 7).coupes.map(({ groupes }) => groupes)).toEqual([5]);
  });

  test("is not drawn for two classes", () => {
    expect(arbreDe(analyseOf(2))).toBeNull();
  });
});

describe("its drawing", () => {
  const arbre = arbreOf(5, 3);

  test("crosses as many branches as a cut leaves groups", () => {
    const { branches, coupes } = placeTree(arbre);
    for (const { x, groupes } of coupes) {
      const cut = Number.parseFloat(x);
      const crossed = branches.filter(
        ({ x1, x2, y1, y2 }) => y1 === y2 && Number.parseFloat(x1) < cut && Number.parseFloat(x2) > cut,
      );
      expect(crossed).toHaveLength(groupes);
    }
  });

  test("is said in words and as a table, down to one group", () => {
    expect(summarizeTree(arbre)).toMatch(/^5.groupes.*les plus proches : Classe \d et Classe \d/);
    const { lignes } = tabulateTree(arbre);
    expect(lignes.map((cells) => cells[2])).toEqual(["4", "3", "2", "1"]);
    expect(
      lignes
        .at(-1)?.[1]
        ?.toString()
        .match(/Classe/g),
    ).toHaveLength(5);
  });
});
