import { placeMap } from "#app/platform/charts/map.ts";
import type { Contour } from "#app/platform/charts/map-projection.ts";
import type { FigureSvg } from "#app/platform/documents/render-pdf.server.ts";
import { pluriel } from "#app/platform/format/format.ts";

export interface PointNote {
  readonly libelle: string;
  readonly lon: number | null;
  readonly lat: number | null;
}

export interface CarteNote {
  readonly contours: readonly {
    readonly code: string;
    readonly libelle: string;
    readonly contour: Contour;
  }[];
  readonly points: readonly PointNote[];
  /** What the points are: « structures retenues ». */
  readonly quoi: string;
}

/** Where the structures are, for paper: one colour, one shape, contours of départements. Undefined where nothing is placed. */
export function drawCarte({ contours, points, quoi }: CarteNote): FigureSvg | undefined {
  const placed = points.filter(({ lon, lat }) => lon !== null && lat !== null);
  if (placed.length === 0) return undefined;
  const plot = placeMap({
    titre: "",
    zones: contours,
    categories: [{ libelle: quoi, points: placed, allure: { serie: 0 } }],
  });
  const zones = plot.parts.flatMap((part) =>
    part.zones.map(({ d }) => `<path d="${d}" fill="#f3f7fa" stroke="#8aa0af" stroke-width="0.8"/>`),
  );
  const dots = plot.parts.flatMap((part) =>
    part.dots.map(
      (d) => `<path d="${d}" fill="none" stroke="#17507a" stroke-width="7" stroke-linecap="round"/>`,
    ),
  );
  const { width, height } = plot;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${zones.join("")}${dots.join("")}</svg>`;
  const noms = contours.map(({ libelle }) => libelle).join(", ");
  return {
    svg,
    alt: `Carte : ${pluriel(placed.length, "structure")} (${quoi}), ${noms}. Leurs communes sont dans les listes qui suivent.`,
  };
}
