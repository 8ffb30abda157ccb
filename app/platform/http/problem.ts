const TITLES: Readonly<Record<number, string>> = {
  400: "Demande mal formée",
  401: "Identification nécessaire",
  403: "Accès refusé",
  404: "Introuvable",
};

/**
 * An error answer for programs, `application/problem+json`; `detail` is a French sentence that says the way out.
 * Source: RFC 9457.
 *
 * @example throw problem(400, "Le paramètre « annee » attend une année de rentrée, comme 2024.");
 */
export function problem(status: 400 | 401 | 403 | 404, detail: string): Response {
  const headers = new Headers({
    "Content-Type": "application/problem+json; charset=utf-8",
    "Cache-Control": "no-store",
  });
  if (status === 401) headers.set("WWW-Authenticate", 'Bearer realm="ancrage"');
  return new Response(JSON.stringify({ type: "about:blank", title: TITLES[status], status, detail }), {
    status,
    headers,
  });
}
