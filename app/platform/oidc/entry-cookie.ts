/**
 * The cookie that ties a sign-in at a provider to the browser that began it, until it comes back. Beside the one of
 * the session, and named after the same rule: `__Host-` over https, bare on the machine itself. Lax, not Strict: the
 * browser comes back from another site.
 */
function entryCookieName(publicUrl: string): string {
  return publicUrl.startsWith("https://") ? "__Host-ancrage-entree" : "ancrage-entree";
}

/** Value of `Set-Cookie`; no seconds left takes the cookie away. */
export function entryCookie(publicUrl: string, token: string, maxAgeSeconds: number): string {
  const secure = publicUrl.startsWith("https://") ? "; Secure" : "";
  return `${entryCookieName(publicUrl)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}

/** The token that a request carries, undefined when there is none, two, or one that cannot be ours. */
export function readEntryToken(cookieHeader: string | null, publicUrl: string): string | undefined {
  const name = entryCookieName(publicUrl);
  const values = (cookieHeader ?? "")
    .split(";")
    .map((pair) => pair.trim().split("="))
    .filter(([key]) => key === name)
    .map(([, value = ""]) => value);
  const [value, ...others] = values;
  return value !== undefined && others.length === 0 && /^[\w-]{43}$/.test(value) ? value : undefined;
}
