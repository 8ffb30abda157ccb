import { scaleLinear } from "d3-scale";
import { formatNombre, pluriel } from "../format/format.ts";
import type { ChartTable } from "./chart-table.ts";
import { round, tickLabels } from "./chart-text.ts";
import { type Allure, dotsPath, pointsPath } from "./dots.ts";
import { type PlanLabel, placeLabels } from "./plane-labels.ts";

export interface PointPlan {
  readonly x: number;
  readonly y: number;
}

export interface PointPlanNomme extends PointPlan {
  readonly libelle: string;
}

/** Bounds of what is shown, in the units of the axes. */
export interface Fenetre {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** A plane of individuals: both axes in the same unit, because a distance is read in every direction. */
export interface Plan {
  /** « Axe 1 : 43,2 % » */
  readonly axeX: string;
  readonly axeY: string;
  readonly groupes: readonly {
    readonly libelle: string;
    readonly allure: Allure;
    readonly points: readonly PointPlan[];
  }[];
  /** Barycentres, named before anything else. */
  readonly centres?: readonly PointPlanNomme[];
  /** In the order in which they deserve their name; those without room are counted, and stay without it. */
  readonly etiquettes?: readonly PointPlanNomme[];
  /** The one that somebody looks for. */
  readonly vedette?: PointPlanNomme | undefined;
  readonly fenetre?: Fenetre | undefined;
}

/** What `PlaneChart` draws: a page computes it once, and sends no cloud of thousands of points beside its picture. */
export interface PlanePlot {
  readonly axeX: string;
  readonly axeY: string;
  readonly groupes: readonly {
    readonly libelle: string;
    readonly allure: Allure;
    readonly d: string;
    readonly n: number;
    readonly montres: number;
  }[];
  readonly xTicks: readonly { at: number; label: string }[];
  readonly yTicks: readonly { at: number; label: string }[];
  /** Where the mean is, when it is in sight. */
  readonly zero: { readonly x: number | null; readonly y: number | null };
  readonly centres: string;
  readonly vedette: { readonly x: number; readonly y: number } | null;
  readonly labels: readonly PlanLabel[];
  readonly sansNom: number;
  readonly fenetre: Fenetre;
}

export const PLANE_WIDTH = 1000;
export const PLANE_HEIGHT = 760;
/** Half of the size of a drawn mark. */
const REACH = 7;
/** Share of the extent left free around the cloud. */
const MARGIN = 0.06;

/** Places a cloud in a frame of `PLANE_WIDTH` × `PLANE_HEIGHT` whose origin is at the top left. */
export function placePlane(plan: Plan): PlanePlot {
  const { groupes, centres = [], etiquettes = [], vedette } = plan;
  const shown = frameOf(plan);
  const x = scaleLinear([shown.x0, shown.x1], [0, PLANE_WIDTH]);
  const y = scaleLinear([shown.y0, shown.y1], [PLANE_HEIGHT, 0]);
  const inside = (point: PointPlan) =>
    point.x >= shown.x0 && point.x <= shown.x1 && point.y >= shown.y0 && point.y <= shown.y1;
  const at = (point: PointPlan) => [Math.round(x(point.x)), Math.round(y(point.y))] as const;
  const named = etiquettes.filter((point) => inside(point) && point.libelle !== vedette?.libelle);
  const first = [...(vedette && inside(vedette) ? [vedette] : []), ...centres.filter(inside)];
  const labels = placeLabels(
    [...first, ...named].map((point, rank) => ({
      ...{ libelle: point.libelle, fort: rank < first.length },
      ...{ x: at(point)[0], y: at(point)[1] },
    })),
    groupes.flatMap(({ allure, points }) => (allure === "discret" ? [] : points.filter(inside).map(at))),
    [PLANE_WIDTH, PLANE_HEIGHT],
  );
  return {
    axeX: plan.axeX,
    axeY: plan.axeY,
    groupes: groupes.map(({ libelle, allure, points }) => {
      const seen = points.filter(inside);
      return {
        ...{ libelle, allure, n: points.length, montres: seen.length },
        d: pointsPath(seen.map(at), allure, REACH),
      };
    }),
    xTicks: ticksOf(x, shown.x0, shown.x1),
    yTicks: ticksOf(y, shown.y0, shown.y1),
    zero: {
      x: shown.x0 < 0 && shown.x1 > 0 ? round(x(0)) : null,
      y: shown.y0 < 0 && shown.y1 > 0 ? round(y(0)) : null,
    },
    centres: dotsPath(centres.filter(inside).map(at)),
    vedette: vedette && inside(vedette) ? { x: at(vedette)[0], y: at(vedette)[1] } : null,
    labels,
    sansNom: first.length + named.length - labels.length,
    fenetre: shown,
  };
}

/** The window asked for, or the whole cloud, widened so that a unit is as long on both axes. */
function frameOf({ groupes, centres = [], vedette, fenetre }: Plan): Fenetre {
  const wanted =
    fenetre ??
    spanOf([...groupes.flatMap(({ points }) => points), ...centres, ...(vedette ? [vedette] : [])]);
  const unit = Math.max((wanted.x1 - wanted.x0) / PLANE_WIDTH, (wanted.y1 - wanted.y0) / PLANE_HEIGHT, 1e-6);
  const around = (low: number, high: number, size: number): [number, number] => {
    const middle = (low + high) / 2;
    return [middle - (unit * size) / 2, middle + (unit * size) / 2];
  };
  const [x0, x1] = around(wanted.x0, wanted.x1, PLANE_WIDTH);
  const [y0, y1] = around(wanted.y0, wanted.y1, PLANE_HEIGHT);
  return { x0, x1, y0, y1 };
}

function spanOf(points: readonly PointPlan[]): Fenetre {
  if (points.length === 0) return { x0: -1, x1: 1, y0: -1, y1: 1 };
  let [x0, x1, y0, y1] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const { x, y } of points) {
    x0 = Math.min(x0, x);
    x1 = Math.max(x1, x);
    y0 = Math.min(y0, y);
    y1 = Math.max(y1, y);
  }
  const pad = Math.max(x1 - x0, y1 - y0, 1e-3) * MARGIN;
  return { x0: x0 - pad, x1: x1 + pad, y0: y0 - pad, y1: y1 + pad };
}

function ticksOf(scale: ReturnType<typeof scaleLinear<number>>, low: number, high: number) {
  const ticks = scale.ticks(6).filter((tick) => tick > low && tick < high);
  const labels = tickLabels(ticks, 2);
  return ticks.map((tick, index) => ({ at: round(scale(tick)), label: labels[index] ?? "" }));
}

export function summarizePlane(
  { groupes, axeX, axeY, sansNom, labels }: PlanePlot,
  noun = "structure",
): string {
  const all = groupes.reduce((sum, { n }) => sum + n, 0);
  const shown = groupes.reduce((sum, { montres }) => sum + montres, 0);
  const parts = [
    `${pluriel(shown, noun)}${shown < all ? ` sur ${formatNombre(all)}` : ""}`,
    `horizontalement, ${axeX}`,
    `verticalement, ${axeY}`,
    ...(labels.length > 0 ? [pluriel(labels.length, "nom écrit", "noms écrits")] : []),
    ...(sansNom > 0 ? [`${pluriel(sansNom, "nom")} sans place à cette échelle`] : []),
  ];
  return `${parts.join("\u00a0; ")}.`;
}

/** How many points each group has, in sight and in all: the points themselves are a list of the page. */
export function tabulatePlane({ groupes }: PlanePlot): ChartTable {
  return {
    colonnes: [
      { libelle: "Groupe" },
      { libelle: "Dans le cadre", nombre: true },
      { libelle: "En tout", nombre: true },
    ],
    lignes: groupes.map(({ libelle, montres, n }) => [libelle, formatNombre(montres), formatNombre(n)]),
  };
}
