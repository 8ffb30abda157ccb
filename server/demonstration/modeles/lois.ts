import type { Structure } from "../population/structures.ts";
import { clamp, round } from "../tirage.ts";

/** A law of the real files: mean, standard deviation, observed bounds. */
export interface Loi {
  moyenne: number;
  ecart: number;
  min: number;
  max: number;
}

/** Points of IPS that the place alone brings: neighbours look alike. */
export function findEcartSocial({ commune, quartier }: Structure): number {
  return quartier?.ecartSocial ?? commune.ecartSocial;
}

/** Centred and divided by the standard deviation, so that any seed gives the shape of the real files. */
export function standardise(valeurs: readonly number[]): number[] {
  const moyenne = valeurs.reduce((somme, valeur) => somme + valeur, 0) / valeurs.length;
  const variance = valeurs.reduce((somme, valeur) => somme + (valeur - moyenne) ** 2, 0) / valeurs.length;
  return valeurs.map((valeur) => (valeur - moyenne) / (Math.sqrt(variance) || 1));
}

/**
 * Centred, reduced, and uncorrelated with `contre` (centred and reduced too): a hundred collèges then show the link
 * of five thousand, without the luck of the draw.
 */
export function decorrelate(valeurs: readonly number[], contre: readonly number[]): number[] {
  const reduites = standardise(valeurs);
  const lien =
    reduites.reduce((somme, valeur, rang) => somme + valeur * (contre[rang] ?? 0), 0) / valeurs.length;
  return standardise(reduites.map((valeur, rang) => valeur - lien * (contre[rang] ?? 0)));
}

export function applyLoi(loi: Loi, reduit: number, decimales = 1): number {
  return round(clamp(loi.moyenne + reduit * loi.ecart, loi.min, loi.max), decimales);
}

/** Shares of pupils by social origin, in percent of the total; the four sum to 100. Source: measured on 2022 départements. */
export function computeOrigines(ips: number): { tfav: number; fav: number; moy: number; defav: number } {
  const ecart = ips - 103;
  const tfav = clamp(22 + ecart * 0.72, 4, 82);
  const defav = clamp(36.6 - ecart * 0.95, 2.5, 82);
  const reste = 100 - tfav - defav;
  const fav = reste * 0.31;
  return { tfav, fav, moy: reste - fav, defav };
}
