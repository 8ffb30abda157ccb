/**
 * Tail probabilities of the tests of FactoMineR, each accurate to 1e-12 relatively down to 1e-300, checked against R.
 * Small tails are computed directly, never as one minus a large one. Arguments outside the domain give NaN, as in R.
 *
 * Sources: the leading factors come from the saddle-point expansion of C. Loader, "Fast and Accurate Computation of
 * Binomial Probabilities" (2000), because differences of log-gamma lose ten digits at 60 000 structures; the rest are
 * the classical series and continued fractions of the incomplete gamma and beta functions (Abramowitz & Stegun,
 * 6.5.29, 6.5.31, 26.5.8), evaluated by the modified Lentz method (Thompson & Barnett, 1986).
 */

const TINY = 1e-300;
const PRECISION = 2 ** -53;

/** Beyond any case met: 60 000 degrees of freedom converge within about five hundred. */
const MAX_TERMS = 1_000_000;

/** P(Z > z), Z standard normal. */
export function normalUpperTail(z: number): number {
  if (Number.isNaN(z)) return z;
  const both = gammaUpperTail(0.5, (z * z) / 2);
  return z > 0 ? both / 2 : 1 - both / 2;
}

/** P(|T| > |t|), T Student with `df` degrees of freedom, a positive number, not always whole (weighted tables). */
export function studentTwoSided(t: number, df: number): number {
  if (!(df > 0) || Number.isNaN(t)) return Number.NaN;
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return 0;
  return betaTail({ a: df / 2, b: 0.5, x: df / (df + square), rest: square / (df + square) });
}

/** P(F > f), F of Fisher with `between` and `within` degrees of freedom. */
export function fisherUpperTail(f: number, { between, within }: { between: number; within: number }): number {
  if (!(between > 0 && within > 0) || Number.isNaN(f)) return Number.NaN;
  if (f <= 0) return 1;
  if (f === Number.POSITIVE_INFINITY) return 0;
  const total = within + between * f;
  return betaTail({ a: within / 2, b: between / 2, x: within / total, rest: (between * f) / total });
}

/** P(X > x), X chi-square with `df` degrees of freedom. */
export function chiSquareUpperTail(x: number, df: number): number {
  if (!(df > 0) || Number.isNaN(x)) return Number.NaN;
  return gammaUpperTail(df / 2, x / 2);
}

/**
 * Number of marked elements among `draws` taken without replacement from `marked` marked and `others` unmarked:
 * probability of fewer than `count`, of exactly `count`, of more. Whole numbers only.
 */
export function hypergeometricAt(
  count: number,
  { marked, others, draws }: { marked: number; others: number; draws: number },
): { readonly below: number; readonly at: number; readonly above: number } {
  const least = Math.max(0, draws - others);
  const most = Math.min(draws, marked);
  if (!(least <= most) || Number.isNaN(count))
    return { below: Number.NaN, at: Number.NaN, above: Number.NaN };
  if (count < least) return { below: 0, at: 0, above: 1 };
  if (count > most) return { below: 1, at: 0, above: 0 };
  const total = marked + others;
  const p = draws / total;
  const q = (total - draws) / total;
  const at =
    total === 0
      ? 1
      : (binomialAt(count, marked, p, q) * binomialAt(draws - count, others, p, q)) /
        binomialAt(draws, total, p, q);
  let below = 0;
  for (let k = count, term = at; k > least && !(term < below * PRECISION); k -= 1) {
    term *= (k / (marked + 1 - k)) * ((others - draws + k) / (draws + 1 - k));
    below += term;
  }
  let above = 0;
  for (let k = count, term = at; k < most && !(term < above * PRECISION); k += 1) {
    term *= ((marked - k) / (k + 1)) * ((draws - k) / (others - draws + k + 1));
    above += term;
  }
  // So far out that the starting point itself is lost to underflow: the side of the mean has all the probability.
  if (at < TINY) return count < marked * p ? { below, at, above: 1 } : { below: 1, at, above };
  return { below, at, above };
}

/** z such that P(Z < z) = p. Source: M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), PPND16. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const centred = p - 0.5;
  if (Math.abs(centred) <= 0.425) {
    const r = 0.180625 - centred * centred;
    return (centred * polynomial(QUANTILE_CENTRE, r)) / polynomial(QUANTILE_CENTRE_BELOW, r);
  }
  const tail = centred < 0 ? p : 1 - p;
  if (tail === 0) return centred < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  const z =
    r <= 5
      ? polynomial(QUANTILE_MIDDLE, r - 1.6) / polynomial(QUANTILE_MIDDLE_BELOW, r - 1.6)
      : polynomial(QUANTILE_FAR, r - 5) / polynomial(QUANTILE_FAR_BELOW, r - 5);
  return centred < 0 ? -z : z;
}

const QUANTILE_CENTRE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const QUANTILE_CENTRE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852546,
];
const QUANTILE_MIDDLE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const QUANTILE_MIDDLE_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const QUANTILE_FAR = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
];
const QUANTILE_FAR_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
];

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((value, coefficient) => value * x + coefficient, 0);
}

/** Q(a, x) = Γ(a, x) / Γ(a): series of its complement on the left of a + 1, continued fraction on the right. */
function gammaUpperTail(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const factor = Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
  if (x < a + 1) {
    let sum = 1;
    for (let term = 1, k = 1; term > sum * PRECISION && k < MAX_TERMS; k += 1) {
      term *= x / (a + k);
      sum += term;
    }
    return 1 - factor * sum;
  }
  const fraction = continuedFraction(x + 1 - a, (k) => ({ above: k * (a - k), below: x + 1 - a + 2 * k }));
  return (factor * a) / fraction;
}

/**
 * I_x(a, b), with `rest` = 1 − x given apart so that neither loses digits. The continued fraction is the one of
 * DiDonato & Morris, Algorithm 708, ACM TOMS 18 (1992): the classical one loses four digits at 60 000 structures.
 */
function betaTail({ a, b, x, rest }: { a: number; b: number; x: number; rest: number }): number {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const belowMean = a > b ? (a + b) * rest - b : a - (a + b) * x;
  if (belowMean < 0) return 1 - betaTail({ a: b, b: a, x: rest, rest: x });
  const first = 1 + belowMean;
  const fraction = continuedFraction((first * a) / (a + 1), (k) => {
    const w = k * (b - k) * x;
    const p = (a + k - 1) / (a + 2 * k - 1);
    const above = p * ((a + b + k - 1) / (a + 2 * k - 1)) * w * x;
    const below = k + w / (a + 2 * k - 1) + ((a + k) / (a + 1 + 2 * k)) * (first + k * (1 + rest));
    return { above, below };
  });
  return (binomialAt(a, a + b, x, rest) * ((a / (a + b)) * b)) / fraction;
}

/** b₀ + a₁/(b₁ + a₂/(b₂ + …)) by the modified Lentz method. */
function continuedFraction(start: number, term: (k: number) => { above: number; below: number }): number {
  let value = Math.abs(start) < TINY ? TINY : start;
  let c = value;
  let d = 0;
  for (let k = 1; k < MAX_TERMS; k += 1) {
    const { above, below } = term(k);
    d = below + above * d;
    c = below + above / c;
    if (Math.abs(d) < TINY) d = TINY;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    value *= c * d;
    if (Math.abs(c * d - 1) < 2 * PRECISION) break;
  }
  return value;
}

/** n! / (x! (n − x)!) pˣ q^(n−x), also for numbers that are not whole (through Γ). */
function binomialAt(x: number, n: number, p: number, q: number): number {
  if (x === 0) return p === 0 ? 1 : Math.exp(-deviance(n, n * q) - n * p);
  if (x === n) return q === 0 ? 1 : Math.exp(-deviance(n, n * p) - n * q);
  if (p === 0 || q === 0) return 0;
  const errors = stirlingError(n) - stirlingError(x) - stirlingError(n - x);
  const exponent = errors - deviance(x, n * p) - deviance(n - x, n * q);
  return Math.exp(exponent) / Math.sqrt(2 * Math.PI * x * ((n - x) / n));
}

/** ln n! − ln(√(2πn) (n/e)ⁿ): asymptotic series from 16 on, the recurrence of Γ below. */
function stirlingError(n: number): number {
  let shifted = n;
  let correction = 0;
  for (; shifted < 16; shifted += 1) correction += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
  const s = 1 / (shifted * shifted);
  return correction + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188) * s) * s) * s) * s) / shifted;
}

/** x ln(x/m) + m − x, by its series where the three terms cancel. */
function deviance(x: number, m: number): number {
  if (x === 0) return m;
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let k = 3; ; k += 2) {
    power *= v * v;
    const next = sum + power / k;
    if (next === sum) return next;
    sum = next;
  }
}
