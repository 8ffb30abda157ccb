/**
 * One line of the web surface. The collected lines are the whole policy of the product: a URL that has no line
 * does not exist, and the guard refuses whatever a line does not grant.
 *
 * `P` is the union of permissions, which belongs to `acces`; the platform only carries the word.
 */
export interface RouteEntry<P extends string = string> {
  /** Stable name, `feature.page`, unique in the product. */
  readonly id: string;
  /** URL pattern as users read it, without leading slash; "" is the home page. */
  readonly path: string;
  /** Module of the page, relative to `app/`. */
  readonly file: string;
  /** Who may enter: a permission, anybody signed in, or everybody. */
  readonly permission: P | "connecte" | "publique";
  /** Audit event of the page's action. A page without it accepts GET only. */
  readonly audit?: string;
  /** A sensitive act: the person has proven their second factor, or signed in again, in the last ten minutes. */
  readonly renforce?: true;
  /** A page that a person who owes a second factor reaches before giving it. */
  readonly avantSecondFacteur?: true;
  /** Kind of object named by the URL's parameter: the matrix test asks for one of ours, one of another scope, one that does not exist. */
  readonly objet?: string;
}
