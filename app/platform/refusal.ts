/** A decision of a rule: yes, or no with a code for the machine and a French sentence for the person. */
export type Decision =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string };

export const yes: Decision = { ok: true };

export function no(code: string, message: string): Decision {
  return { ok: false, code, message };
}

/**
 * The métier says no. The page shows `message` at the top of the form, status 422 (409 for `version_perimee`).
 * Recognised by its brand: the worker loads the class from source and the pages from the bundle.
 */
export class Refusal extends Error {
  readonly brand = "Refusal";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && "brand" in error && error.brand === "Refusal";
}

/** Throws the reason of a refused decision: `demand(canAppliquer(import, now))`. */
export function demand(decision: Decision): void {
  if (!decision.ok) throw new Refusal(decision.code, decision.message);
}

/**
 * Unknown and out of scope are one and the same: 404, and nothing that reveals existence. It carries the fields by
 * which React Router recognises an error answer, so that a page may let it pass. No `Error`: React Router would put
 * "Unexpected Server Error" in its place before it renders the page.
 */
export class NotFound {
  readonly status = 404;
  readonly statusText = "Not Found";
  readonly internal = false;
  readonly data = null;
}
