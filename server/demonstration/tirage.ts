// Own generator: the same seed must give the same bytes on every machine and Node version, which
// Math.random cannot promise. Only additions and integer products are used, never log or cos, whose last
// digit is left to the platform.

/** A source of numbers drawn uniformly in [0, 1). */
export type Tirage = () => number;

/** mulberry32: 32 bits of state, enough for fictitious data, never for security. */
export function makeTirage(graine: number): Tirage {
  let etat = graine >>> 0;
  return () => {
    etat = (etat + 0x6d2b79f5) >>> 0;
    let t = Math.imul(etat ^ (etat >>> 15), etat | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A tirage of its own for one key (a structure and a year, say), so that a value does not depend on the order
 * in which the files are written.
 */
export function makeTirageFor(graine: number, cle: string): Tirage {
  let empreinte = 0x811c9dc5 ^ graine;
  for (let i = 0; i < cle.length; i += 1) {
    empreinte = Math.imul(empreinte ^ cle.charCodeAt(i), 0x01000193);
  }
  // Last mixing of murmur3: keys that differ by one character must not give neighbouring draws.
  empreinte = Math.imul(empreinte ^ (empreinte >>> 16), 0x85ebca6b);
  empreinte = Math.imul(empreinte ^ (empreinte >>> 13), 0xc2b2ae35);
  return makeTirage(empreinte ^ (empreinte >>> 16));
}

/** Uniform real number in [min, max). */
export function drawBetween(tirage: Tirage, min: number, max: number): number {
  return min + tirage() * (max - min);
}

/** Uniform integer, both bounds included. */
export function drawInteger(tirage: Tirage, min: number, max: number): number {
  return min + Math.floor(tirage() * (max - min + 1));
}

/** Normal law, mean 0 and standard deviation 1, as the sum of twelve uniform draws (never beyond ±6). */
export function drawNormal(tirage: Tirage): number {
  let somme = -6;
  for (let i = 0; i < 12; i += 1) somme += tirage();
  return somme;
}

export function drawAmong<T>(tirage: Tirage, valeurs: readonly T[]): T {
  const valeur = valeurs[Math.floor(tirage() * valeurs.length)];
  if (valeur === undefined) throw new RangeError("Cannot draw from an empty list");
  return valeur;
}

/** Weights need not sum to one; a null weight is never drawn. */
export function drawWeighted<T>(tirage: Tirage, valeurs: readonly T[], weight: (valeur: T) => number): T {
  let reste = tirage() * valeurs.reduce((somme, valeur) => somme + weight(valeur), 0);
  for (const valeur of valeurs) {
    reste -= weight(valeur);
    if (reste < 0) return valeur;
  }
  throw new RangeError("Cannot draw: no weight is positive");
}

export function shuffle<T>(tirage: Tirage, valeurs: readonly T[]): T[] {
  return valeurs
    .map((valeur) => ({ valeur, rang: tirage() }))
    .sort((a, b) => a.rang - b.rang)
    .map(({ valeur }) => valeur);
}

export function clamp(valeur: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, valeur));
}

/** Half up to the given number of decimals, as the ministry prints its indices. */
export function round(valeur: number, decimales: number): number {
  const facteur = 10 ** decimales;
  return Math.round(valeur * facteur) / facteur;
}
