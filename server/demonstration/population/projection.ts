// Lambert 93 (EPSG:2154), the projection of the official file. Source: IGN, NT/G 71 and the RGF93 constants.
// The fictitious académie lies west of the projection's usual domain: x is negative there, and still consistent
// with longitude and latitude.
const N = 0.725607765053267;
const C = 11_754_255.426096;
const EXCENTRICITE = 0.0818191910428158;
const X_POLE = 700_000;
const Y_POLE = 12_655_612.049876;
const MERIDIEN_ORIGINE = 3;

/** Degrees to metres, rounded to 0.1 m as the official file prints them. */
export function projectLambert93(longitude: number, latitude: number): { x: number; y: number } {
  const phi = (latitude * Math.PI) / 180;
  const eSinPhi = EXCENTRICITE * Math.sin(phi);
  const latitudeIsometrique =
    Math.log(Math.tan(Math.PI / 4 + phi / 2)) - (EXCENTRICITE / 2) * Math.log((1 + eSinPhi) / (1 - eSinPhi));
  const rayon = C * Math.exp(-N * latitudeIsometrique);
  const angle = (N * (longitude - MERIDIEN_ORIGINE) * Math.PI) / 180;
  return {
    x: Math.round((X_POLE + rayon * Math.sin(angle)) * 10) / 10,
    y: Math.round((Y_POLE - rayon * Math.cos(angle)) * 10) / 10,
  };
}
