const TITLES = {
  400: "Demande mal formée",
  401: "Identification nécessaire",
  403: "Accès refusé",
  404: "Introuvable",
  405: "Lecture seule",
  429: "Trop de demandes",
  500: "Erreur inattendue",
  503: "Service momentanément indisponible",
} as const;

/** Headers that the status itself asks for. */
const HEADERS: Readonly<Record<number, readonly [string, string]>> = {
  401: ["WWW-Authenticate", 'Bearer realm="ancrage"'],
  405: ["Allow", "GET, HEAD"],
};

/**
 * An error answer for programs, `application/problem+json`; `detail` is a French sentence that says the way out.
 * Source: RFC 9457.
 *
 * @example throw problem(400, "Le paramètre « annee » attend une année de rentrée, comme 2024.");
 */
export function problem(
  status: keyof typeof TITLES,
  detail: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const headers = new Headers({
    "Content-Type": "application/problem+json; charset=utf-8",
    "Cache-Control": "no-store",
    ...more,
  });
  const own = HEADERS[status];
  if (own) headers.set(...own);
  return new Response(JSON.stringify({ type: "about:blank", title: TITLES[status], status, detail }), {
    status,
    headers,
  });
}
