import { formatNombre, pluriel } from "../format/format.ts";
import type { ChartTable } from "./chart-table.ts";
import { percent, round } from "./chart-text.ts";

/** Two nodes that join: a node under `feuilles.length` is a leaf, the others are earlier unions, in their order. */
export interface Reunion {
  readonly gauche: number;
  readonly droite: number;
  /** Share of the differences that it loses, in %; unions come by increasing height. */
  readonly hauteur: number;
}

export interface Coupe {
  readonly libelle: string;
  /** How many groups it leaves. */
  readonly groupes: number;
}

export interface Feuille {
  readonly libelle: string;
  /** As the picture says it, at the left of its branch: a dozen characters. */
  readonly court: string;
}

export interface Arbre {
  readonly titre: string;
  readonly source?: string;
  readonly feuilles: readonly Feuille[];
  /** Leaves from top to bottom, so that no branch crosses another. */
  readonly ordre: readonly number[];
  readonly reunions: readonly Reunion[];
  readonly coupes: readonly Coupe[];
}

export interface PlacedBranch {
  readonly x1: string;
  readonly x2: string;
  readonly y1: number;
  readonly y2: number;
}

/** Pixels from one leaf to the next. */
const PITCH = 34;
const FIRST = 20;
/** Shares of the width: where branches leave their names, and what the highest union reaches before its trunk. */
const START = 22;
const REACH = 95;

export function treeHeight({ feuilles }: Arbre): number {
  return FIRST + PITCH * (feuilles.length - 1) + 16;
}

/** Branches grow from the names at the left to the trunk at the right. */
export function placeTree(arbre: Arbre) {
  const { feuilles, ordre, reunions } = arbre;
  const highest = reunions.at(-1)?.hauteur || 1;
  const at = (hauteur: number) => START + ((REACH - START) * hauteur) / highest;
  const x: number[] = feuilles.map(() => START);
  const y: number[] = feuilles.map(() => 0);
  for (const [place, feuille] of ordre.entries()) y[feuille] = FIRST + PITCH * place;
  const branches: PlacedBranch[] = [];
  const branch = (from: number, to: number, top: number, bottom: number) =>
    branches.push({ x1: percent(from), x2: percent(to), y1: round(top), y2: round(bottom) });
  for (const { gauche, droite, hauteur } of reunions) {
    const here = at(hauteur);
    const [a, b] = [y[gauche] as number, y[droite] as number];
    branch(x[gauche] as number, here, a, a);
    branch(x[droite] as number, here, b, b);
    branch(here, here, Math.min(a, b), Math.max(a, b));
    x.push(here);
    y.push((a + b) / 2);
  }
  const root = y.at(-1) ?? FIRST;
  branch(x.at(-1) ?? START, 100, root, root);
  return {
    branches,
    feuilles: feuilles.map(({ court }, feuille) => ({ court, y: round(y[feuille] as number) })),
    coupes: arbre.coupes.map((coupe) => ({ ...coupe, x: percent(at(cutOf(arbre, coupe.groupes))) })),
  };
}

/** Half-way between the last union that the cut accepts and the first that it refuses. */
function cutOf({ feuilles, reunions }: Arbre, groupes: number): number {
  const accepted = feuilles.length - groupes;
  const before = reunions[accepted - 1]?.hauteur ?? 0;
  return (before + (reunions[accepted]?.hauteur ?? before)) / 2;
}

export function summarizeTree({ feuilles, reunions, coupes }: Arbre): string {
  const [first] = reunions;
  const parts = [
    pluriel(feuilles.length, "groupe"),
    ...(first
      ? [`les plus proches : ${feuilles[first.gauche]?.libelle} et ${feuilles[first.droite]?.libelle}`]
      : []),
    ...coupes.map(({ libelle }) => libelle.charAt(0).toLowerCase() + libelle.slice(1)),
  ];
  return `${parts.join("\u00a0; ")}.`;
}

export function tabulateTree({ feuilles, reunions }: Arbre): ChartTable {
  const members = feuilles.map(({ libelle }) => [libelle]);
  return {
    colonnes: [
      { libelle: "Réunion", nombre: true },
      { libelle: "Ce qui se réunit" },
      { libelle: "Groupes restants", nombre: true },
      { libelle: "Différences perdues (%)", nombre: true },
    ],
    lignes: reunions.map(({ gauche, droite, hauteur }, step) => {
      const [a, b] = [members[gauche] ?? [], members[droite] ?? []];
      members.push([...a, ...b]);
      return [
        formatNombre(step + 1),
        `${a.join(" + ")} avec ${b.join(" + ")}`,
        formatNombre(feuilles.length - step - 1),
        formatNombre(hauteur, 1),
      ];
    }),
  };
}
