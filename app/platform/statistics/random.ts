/**
 * Seeded randomness: xoshiro128** 1.1 of Blackman and Vigna (2018, public domain, https://prng.di.unimi.it), its state
 * filled by SplitMix32. The same seed and stream give the same numbers on every machine: a replay depends on it.
 *
 * @example const random = seededRandom(2026, 12); random.uniform(); // always the same number in [0, 1)
 */
export interface Random {
  /** In [0, 1), 32 bits. */
  uniform(): number;
  /** Whole number in [0, bound), bound ≤ 2²¹: the bias of the multiplication is under bound / 2³². */
  integer(bound: number): number;
  /** Standard normal, by the polar method of Marsaglia. */
  normal(): number;
}

/** `stream` separates independent sequences of one seed (a run of a simulation, for instance). */
export function seededRandom(seed: number, stream = 0): Random {
  const next = xoshiro128(seed, stream);
  let spare = Number.NaN;
  const uniform = () => next() / 4294967296;
  return {
    uniform,
    integer: (bound) => Math.floor((next() * bound) / 4294967296),
    normal() {
      if (!Number.isNaN(spare)) {
        const kept = spare;
        spare = Number.NaN;
        return kept;
      }
      let u = 0;
      let v = 0;
      let s = 0;
      do {
        u = 2 * uniform() - 1;
        v = 2 * uniform() - 1;
        s = u * u + v * v;
      } while (s >= 1 || s === 0);
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      return u * factor;
    },
  };
}

/** The four words of xoshiro128** may not all be zero: SplitMix32 never gives four zeros in a row. */
function xoshiro128(seed: number, stream: number): () => number {
  const split = splitMix32((splitMix32(seed)() ^ Math.imul(stream + 1, 0x9e3779b9)) >>> 0);
  let s0 = split();
  let s1 = split();
  let s2 = split();
  let s3 = split();
  return () => {
    const scrambled = Math.imul(rotate(Math.imul(s1, 5), 7), 9) >>> 0;
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotate(s3, 11);
    return scrambled;
  };
}

function splitMix32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
