/**
 * The one cookie of the session. Over https it carries the `__Host-` prefix, which ties it to this host and to https;
 * over plain http, which is served on the machine itself only, browsers would drop that prefix.
 */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith("https://") ? "__Host-ancrage" : "ancrage";
}

/** Value of `Set-Cookie` that hands the token to the browser. Lax: a link from an e-mail keeps the person signed in. */
export function sessionCookie(publicUrl: string, jeton: string, maxAgeSeconds: number): string {
  const secure = publicUrl.startsWith("https://") ? "; Secure" : "";
  return `${sessionCookieName(publicUrl)}=${jeton}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}

/** The session token that a request carries, undefined when there is none or when it cannot be one of ours. */
export function readSessionJeton(cookieHeader: string | null, publicUrl: string): string | undefined {
  const name = sessionCookieName(publicUrl);
  for (const pair of (cookieHeader ?? "").split(";")) {
    const [key, value] = pair.trim().split("=");
    if (key === name && value !== undefined && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}
