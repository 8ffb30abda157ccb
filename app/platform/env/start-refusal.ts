/**
 * The start refuses, with one French sentence that says the way out. Recognised by its brand and not by
 * `instanceof`: the class is loaded once from source and once from the built bundle.
 */
export class StartRefusal extends Error {
  readonly brand = "StartRefusal";
}

export function isStartRefusal(error: unknown): error is StartRefusal {
  return error instanceof Error && "brand" in error && error.brand === "StartRefusal";
}
