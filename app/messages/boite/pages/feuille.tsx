import { FEUILLE_COURRIEL } from "#app/platform/mail/style.ts";

/** The style sheet that messages carry inside them. */
export function loader() {
  return new Response(FEUILLE_COURRIEL, { headers: { "Content-Type": "text/css; charset=utf-8" } });
}
