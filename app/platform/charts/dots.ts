/** Places on an integer grid, so that a dot costs ten characters. @example dotsPath([[12, 40]]) // "M12 40h0" */
export function dotsPath(places: readonly (readonly [number, number])[]): string {
  return places.map(([x, y]) => `M${x} ${y}h0`).join("");
}
