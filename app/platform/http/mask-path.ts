/** Addresses whose last segment opens something: it stays between the person and the server. */
const SECRETS = /^(\/(?:connexion\/lien|invitation|amorce|rattachement)\/)[^/]+?(\.data)?$/;

/**
 * The path as a log may keep it: a token of single use is worth a key for as long as it holds.
 *
 * @example maskPath("/invitation/h0Fz…") // "/invitation/…"
 */
export function maskPath(path: string): string {
  return path.replace(SECRETS, "$1…$2");
}
