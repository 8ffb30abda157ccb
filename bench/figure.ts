/** One measured figure, as `docs/performance.md` keeps it. */
export interface Figure {
  readonly quoi: string;
  readonly reference: string;
  readonly mesure: string;
  readonly but: string;
}

export function milliseconds(value: number): string {
  return `${Math.round(value)} ms`;
}

export function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
