import { drawBetween, makeTirage, round } from "../tirage.ts";

/** Longitude then latitude in degrees, as GeoJSON writes a point. */
export type Point = readonly [longitude: number, latitude: number];

/** Closed ring, exterior clockwise: d3-geo takes the other way round for the rest of the globe. */
type Anneau = readonly Point[];

// The coast drawn by hand, clockwise, from the mouth that parts 961 from 962. The roads of the port are the deep
// inlet of the west.
const COTE_961: readonly Point[] = [
  [-8.35, 47.8],
  [-8.25, 47.98],
  [-8.02, 48.12],
  [-8.05, 48.27],
  [-7.78, 48.36],
  [-7.5, 48.33],
  [-7.3, 48.44],
  [-7.02, 48.38],
  [-6.86, 48.2],
  [-6.7, 48.12],
  [-6.72, 47.9],
  [-6.55, 47.74],
  [-6.48, 47.6],
];
const COTE_963: readonly Point[] = [
  [-6.48, 47.6],
  [-6.3, 47.5],
  [-6.22, 47.3],
  [-6.4, 47.12],
  [-6.34, 46.98],
  [-6.6, 46.84],
  [-6.85, 46.9],
  [-7.05, 46.78],
  [-7.3, 46.83],
  [-7.48, 46.9],
];
const COTE_962: readonly Point[] = [
  [-7.48, 46.9],
  [-7.62, 46.8],
  [-7.86, 46.86],
  [-8.05, 46.98],
  [-7.98, 47.1],
  [-8.18, 47.15],
  [-8.3, 47.02],
  [-8.58, 47.06],
  [-8.82, 47.2],
  [-8.7, 47.33],
  [-8.42, 47.35],
  [-8.36, 47.41],
  [-8.44, 47.47],
  [-8.72, 47.5],
  [-8.8, 47.62],
  [-8.55, 47.72],
  [-8.35, 47.8],
];
const POINT_TRIPLE: Point = [-7.45, 47.66];

const SUBDIVISIONS = 4;
// Share of a segment that its middle may leave it by: more, and the coast crosses itself.
const RUGOSITE = { cote: 0.22, frontiere: 0.13 };

/** Midpoint displacement: each pass halves the segments and moves their middles aside. */
function hachurer(points: readonly Point[], rugosite: number, graine: number): Point[] {
  const tirage = makeTirage(graine);
  let ligne = [...points];
  for (let passe = 0; passe < SUBDIVISIONS; passe += 1) {
    ligne = ligne.flatMap((point, rang): Point[] => {
      const suivant = ligne[rang + 1];
      if (!suivant) return [point];
      const [dx, dy] = [suivant[0] - point[0], suivant[1] - point[1]];
      const ecart = drawBetween(tirage, -rugosite, rugosite);
      return [point, [(point[0] + suivant[0]) / 2 - dy * ecart, (point[1] + suivant[1]) / 2 + dx * ecart]];
    });
  }
  return ligne.map(([longitude, latitude]) => [round(longitude, 4), round(latitude, 4)]);
}

function joindre(...lignes: readonly (readonly Point[])[]): Anneau {
  const points = lignes.flatMap((ligne) => ligne.slice(0, -1));
  return [...points, ...points.slice(0, 1)];
}

const inverse = (ligne: readonly Point[]) => [...ligne].reverse();

function tracer(): { academie: Anneau; departements: ReadonlyMap<string, Anneau> } {
  // Not the seed of the population: the land does not move when the schools are drawn again.
  const [nord, est, ouest] = [COTE_961, COTE_963, COTE_962].map((cote, rang) =>
    hachurer(cote, RUGOSITE.cote, 961 + rang),
  ) as [Point[], Point[], Point[]];
  const frontiere = (depuis: Point | undefined, graine: number) =>
    hachurer([depuis ?? POINT_TRIPLE, POINT_TRIPLE], RUGOSITE.frontiere, graine);
  const [ouestNord, nordEst, estOuest] = [
    frontiere(nord[0], 1),
    frontiere(est[0], 2),
    frontiere(ouest[0], 3),
  ] as const;
  return {
    academie: joindre(nord, est, ouest),
    departements: new Map([
      ["961", joindre(nord, nordEst, inverse(ouestNord))],
      ["962", joindre(ouest, ouestNord, inverse(estOuest))],
      ["963", joindre(est, estOuest, inverse(nordEst))],
    ]),
  };
}

export const CONTOURS = tracer();

function isInside(anneau: Anneau, longitude: number, latitude: number): boolean {
  let dedans = false;
  for (let i = 1; i < anneau.length; i += 1) {
    const [[xa, ya], [xb, yb]] = [anneau[i - 1] as Point, anneau[i] as Point];
    if (ya > latitude !== yb > latitude && longitude < ((xb - xa) * (latitude - ya)) / (yb - ya) + xa) {
      dedans = !dedans;
    }
  }
  return dedans;
}

/** Whether a point stands on the land of a département; always for those of load tests, which have no outline. */
export function isOnLand(departement: string, longitude: number, latitude: number): boolean {
  const anneau = CONTOURS.departements.get(departement);
  return !anneau || isInside(anneau, longitude, latitude);
}
