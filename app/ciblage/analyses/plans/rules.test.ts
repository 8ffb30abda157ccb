import { gzipSync } from "node:zlib";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { beforeAll, describe, expect, test } from "vitest";
import { placePlane } from "#app/platform/charts/plane.ts";
import { PlaneChart } from "#app/platform/charts/plane-chart.tsx";
import { entreeDessai } from "#tests/calculs.ts";
import { calculer } from "../../calculs/moteur/rules.ts";
import { listDeplacements, paramsFenetre } from "../deplacements/rules.ts";
import { grouper } from "../groupes/rules.ts";
import { chercher, isChoisie, listIndividus, trier } from "../individus/rules.ts";
import { type Analyse, listPlacees, reperesDe } from "../rules.ts";
import { ecrireCouleur, readVue } from "../schema.ts";
import { choixDe, planOf } from "./rules.ts";

function analyseOf(n: number, isLisible: (uai: string) => boolean = () => true, rh = true): Analyse {
  const entree = entreeDessai(n);
  return {
    calcul: {
      ...{ id: "c", numero: 1, scenario: { id: "s", nom: "Essai" }, termineLe: "2026-11-22T09:00:00.000Z" },
      demande: { famille: "colleges" },
    },
    campagne: { id: "k", nom: "CLA" },
    ...{ entree, resultat: calculer(entree), rh, masques: true, typologie: null },
    lisibles: new Set(entree.structures.map(({ uai }) => uai).filter(isLisible)),
  };
}

let analyse: Analyse;
beforeAll(() => {
  analyse = analyseOf(120);
});

const vueOf = (search: string, of = analyse) => readVue(new URLSearchParams(search), of);
const individusOf = (search = "", of = analyse) => listIndividus(listPlacees(of), vueOf(search, of));
function groupesOf(search: string, of = analyse, valeurs: ReadonlyMap<string, number> = new Map()) {
  const vue = vueOf(search, of);
  return grouper(of, vue, individusOf(search, of), {
    ...{ valeurs, isDedans: (individu) => isChoisie(individu, vue) },
  });
}
const sizes = (groupes: ReturnType<typeof groupesOf>) =>
  groupes.reduce((sum, { membres }) => sum + membres.length, 0);

describe("what an address asks of a plane", () => {
  test.each([
    ["", { x: 1, y: 2 }],
    ["x=3&y=1", { x: 3, y: 1 }],
    ["x=2&y=2", { x: 2, y: 1 }],
    ["x=1&y=1", { x: 1, y: 2 }],
    ["x=4&y=0", { x: 1, y: 2 }],
    ["x=1.5", { x: 1, y: 2 }],
  ])("%s is these axes", (search, axes) => {
    expect(vueOf(search)).toMatchObject(axes);
  });

  test.each(["classe", "q-secteur", "v-ips@2024"])("couleur=%s is read as it is written", (couleur) => {
    expect(ecrireCouleur(vueOf(`couleur=${couleur}`).couleur)).toBe(couleur);
  });

  test("a staff indicator colours for the entitled only, and is not even proposed to others", () => {
    const other = { ...analyse, rh: false };
    expect(ecrireCouleur(vueOf("couleur=v-stabilite@2024").couleur)).toBe("v-stabilite@2024");
    expect(ecrireCouleur(vueOf("couleur=v-stabilite@2024", other).couleur)).toBe("classe");
    const proposed = (of: Analyse) => choixDe(of, []).couleurs.map(({ value }) => value);
    expect(proposed(analyse)).toContain("v-stabilite@2024");
    expect(proposed(other)).not.toContain("v-stabilite@2024");
  });

  test.each([
    ["x0=0&x1=1&y0=-1,5&y1=2", { x0: 0, x1: 1, y0: -1.5, y1: 2 }],
    ["x0=1&x1=0&y0=0&y1=1", undefined],
    ["x0=0&x1=0&y0=0&y1=1", undefined],
    ["x0=0&x1=1e9&y0=0&y1=1", undefined],
    ["x0=0&x1=1&y0=0", undefined],
  ])("%s is this window", (search, fenetre) => {
    expect(vueOf(search).fenetre).toEqual(fenetre);
  });
});

describe("groups", () => {
  test.each([
    "couleur=classe",
    "couleur=q-secteur",
    "couleur=q-departement",
    "classe=2",
    "departement=962&classe=1",
  ])("of %s hold every structure once", (search) => {
    expect(sizes(groupesOf(search))).toBe(120);
  });

  test("of a value are five, from the lowest to the highest, and those not read apart", () => {
    const valeurs = new Map(analyse.entree.structures.slice(0, 100).map(({ uai }, i) => [uai, i]));
    const groupes = groupesOf("couleur=v-ips@2024", analyse, valeurs);
    expect(groupes.map(({ membres }) => membres.length)).toEqual([20, 20, 20, 20, 20, 20]);
    expect(groupes.map(({ libelle }) => libelle).slice(0, 3)).toEqual([
      "Valeur non connue ou non montrée",
      "de 0,0 à 19,0",
      "de 20,0 à 39,0",
    ]);
  });

  test("of a value that everybody shares are one", () => {
    const valeurs = new Map(analyse.entree.structures.map(({ uai }) => [uai, 7]));
    expect(groupesOf("couleur=v-ips@2024", analyse, valeurs).map(({ libelle }) => libelle)).toEqual(["7,0"]);
  });

  test("keep what is not chosen as a discreet ground, drawn first", () => {
    const [first, ...others] = groupesOf("classe=2");
    expect(first).toMatchObject({ libelle: "Hors de votre choix", allure: "discret" });
    expect(others.map(({ libelle }) => libelle)).toEqual(["Classe 2"]);
  });
});

describe("structures of a plane", () => {
  test("are those that the person reads, the others counted", () => {
    const some = { ...analyse, lisibles: new Set(["0960003A", "0960004A"]) };
    expect(listPlacees(some).map(({ structure }) => structure.uai)).toEqual(["0960003A", "0960004A"]);
    expect(reperesDe(some).ailleurs).toBe(118);
  });

  test("carry their share of each axis: contributions sum to 100 %, cos² stay within 1", () => {
    const individus = individusOf("x=2&y=3");
    expect(individus.reduce((sum, { contributionX }) => sum + contributionX, 0)).toBeCloseTo(100, 6);
    for (const { qualite } of individus) expect(qualite).toBeLessThanOrEqual(1 + 1e-9);
  });

  test.each([
    ["0960007a", ["0960007A"]],
    ["collège 7", ["0960007A", "0960017A", "0960027A"]],
    ["", []],
    ["introuvable", []],
    ["!!", []],
  ])("are found by « %s »", (cherche, found) => {
    expect(
      chercher(individusOf(), cherche)
        .slice(0, 3)
        .map(({ uai }) => uai),
    ).toEqual(found);
  });

  test("are sorted by what the list allows, ties by name", () => {
    const sorted = trier(individusOf(), "contributionX", "desc");
    expect(sorted[0]?.contributionX).toBeGreaterThanOrEqual(sorted[1]?.contributionX ?? 0);
    expect(trier(individusOf(), "nom", "asc")[1]?.nom).toBe("Collège 1");
  });
});

test("the names asked for are those above the threshold, the strongest first", () => {
  const vue = vueOf("noms=contribution-3");
  const plan = planOf(analyse, vue, groupesOf(""), null);
  const strong = individusOf().filter(
    ({ contributionX, contributionY }) => Math.max(contributionX, contributionY) >= (3 * 100) / 120,
  );
  expect(plan.etiquettes?.length).toBe(strong.length);
  expect(planOf(analyse, vueOf("noms=aucun"), groupesOf(""), null).etiquettes).toEqual([]);
  const part = planOf(analyse, vueOf("x0=-1&x1=1&y0=-1&y1=1"), groupesOf(""), null).etiquettes ?? [];
  expect(part.length).toBeGreaterThan(10);
  for (const { x, y } of part) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
  expect(plan.centres?.map(({ libelle }) => libelle)).toEqual([
    "Classe 1",
    "Classe 2",
    "Classe 3",
    "Classe 4",
  ]);
});

describe("moving in the plane", () => {
  const fenetre = { x0: -2, x1: 2, y0: -1, y1: 1 };
  const by = (libelle: string, agrandi = true) =>
    listDeplacements(fenetre, { agrandi, vedette: null }).find((one) => one.libelle === libelle)?.fenetre;
  test("halves, doubles and slides the window, and comes back to the whole cloud", () => {
    expect(by("Agrandir")).toEqual({ x0: -1, x1: 1, y0: -0.5, y1: 0.5 });
    expect(by("Réduire")).toEqual({ x0: -4, x1: 4, y0: -2, y1: 2 });
    expect(by("Vers le haut")?.y0).toBeGreaterThan(fenetre.y0);
    expect(by("Vers la gauche")?.x0).toBeLessThan(fenetre.x0);
    expect(paramsFenetre(by("Tout le nuage") ?? null)).toEqual({ x0: null, x1: null, y0: null, y1: null });
    expect(by("Réduire", false)).toBeUndefined();
  });
});

test("6 400 structures stay under 250 KB once compressed, picture and data of the page together", () => {
  const many = analyseOf(6_400);
  const vue = vueOf("", many);
  const groupes = grouper(many, vue, individusOf("", many), { valeurs: new Map(), isDedans: () => true });
  const plot = placePlane(planOf(many, vue, groupes, null));
  const page = renderToString(
    createElement(PlaneChart, { titre: "Plan", plot, legende: "Couleur et forme : la classe" }),
  );
  expect(gzipSync(page + JSON.stringify(plot)).length).toBeLessThan(250_000);
}, 60_000);
