import { addProducts, crossProducts, forEachBlock, type Standardised, symmetricEigen } from "./matrix.ts";
import { StatisticsError } from "./statistics-error.ts";

/** Under this share of the first eigenvalue an axis is rounding, not data: duplicated columns leave 1e-16 to 1e-15. */
const NULL_SHARE = 1e-13;

/** Under this share an axis found beside the first has lost digits to it, and is looked for again among the small ones. */
const SMALL_SHARE = 1e-3;

/**
 * Eigenvalues of the weighted cross-products of standardised columns, and the unit vectors of the first `wished` axes
 * (cut to the rank). Works on columns or on rows, whichever are fewer, and never holds the standardised table.
 *
 * Small axes are found again from the table turned on them alone, so that they are as precise as those of a singular
 * value decomposition, at the price of one more pass where they are asked for.
 */
export function principalAxes(
  data: Standardised,
  wished: number,
): { readonly values: Float64Array; readonly vectors: Float64Array[] } {
  const { rows, columns } = data.table;
  const { values, vectors } = columns.length < rows ? fromColumns(data) : fromRows(data);
  const first = values[0] as number;
  if (!(first > 0)) throw new StatisticsError("inertie_nulle");
  const most = Math.min(rows - 1, columns.length);
  let rank = 0;
  while (rank < most && (values[rank] as number) > NULL_SHARE * first) rank += 1;
  const kept = Math.min(wished, rank);
  let from = 0;
  for (let k = 1; k < kept; k += 1) {
    if ((values[k] as number) >= SMALL_SHARE * (values[from] as number)) continue;
    sharpen(data, { values, vectors, from: k, to: rank });
    from = k;
  }
  return { values: values.slice(0, most), vectors: vectors.slice(0, kept) };
}

function fromColumns(data: Standardised) {
  return symmetricEigen(crossProducts(data), data.table.columns.length);
}

/** Eigenvectors of the products between rows give those between columns, made orthogonal again as small ones drift. */
function fromRows(data: Standardised) {
  const { rows, columns } = data.table;
  const vectors = new Float64Array(rows * columns.length);
  forEachBlock(data, (block, start, length, stride) => {
    for (let j = 0; j < columns.length; j += 1)
      for (let i = 0; i < length; i += 1) {
        const root = Math.sqrt(data.weights[start + i] as number);
        vectors[(start + i) * columns.length + j] = root * (block[j * stride + i] as number);
      }
  });
  const total = new Float64Array(rows * rows);
  addProducts({ vectors, size: rows, length: columns.length, stride: columns.length, total });
  for (let j = 0; j < rows; j += 1)
    for (let k = 0; k < j; k += 1) total[j * rows + k] = total[k * rows + j] as number;
  const { values, vectors: ofRows } = symmetricEigen(total, rows);
  const found: Float64Array[] = [];
  for (const u of ofRows) {
    const v = new Float64Array(columns.length);
    for (let i = 0; i < rows; i += 1)
      addTimes(v, u[i] as number, vectors.subarray(i * v.length, (i + 1) * v.length));
    for (const earlier of found) addTimes(v, -dot(v, earlier), earlier);
    const norm = Math.sqrt(dot(v, v));
    found.push(norm > 0 ? v.map((x) => x / norm) : v);
  }
  return { values, vectors: found };
}

function sharpen(
  data: Standardised,
  axes: { values: Float64Array; vectors: Float64Array[]; from: number; to: number },
): void {
  const { values, vectors, from, to } = axes;
  const small = vectors.slice(from, to);
  const turned = symmetricEigen(crossProducts(data, small), small.length);
  for (const [k, coefficients] of turned.vectors.entries()) {
    const vector = new Float64Array(data.table.columns.length);
    for (const [r, coefficient] of coefficients.entries())
      addTimes(vector, coefficient, small[r] as Float64Array);
    vectors[from + k] = vector;
    values[from + k] = turned.values[k] as number;
  }
}

function addTimes(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let j = 0; j < target.length; j += 1)
    target[j] = (target[j] as number) + factor * (vector[j] as number);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j += 1) sum += (a[j] as number) * (b[j] as number);
  return sum;
}
