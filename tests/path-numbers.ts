/** Every number of an SVG path; a word that is none of a path's letters comes out as NaN, which no expectation takes. */
export function pathNumbers(d: string): number[] {
  return d
    .split(/[MLHVZhvlmz ]+/)
    .filter((part) => part !== "")
    .map(Number);
}
