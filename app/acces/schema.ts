import { z } from "#app/platform/form/zod.ts";

/** The form of the demonstration: which account of the cast to become, and where to go next. */
export const connexionSchema = z.object({
  agent: z.uuid("Choisissez un compte de démonstration dans la liste."),
  suite: z.string().max(2_000).optional(),
});

/** Where to go after signing in: a path of ours and nothing else, so that a link cannot send people elsewhere. */
export function readSuite(suite: string | null | undefined): string {
  if (!suite?.startsWith("/") || suite.startsWith("//") || suite.includes("\\")) return "/";
  const url = new URL(suite, "http://ici.invalid");
  // Dots are resolved by now: « /.//ailleurs » has become « //ailleurs », another site to a browser.
  if (url.host !== "ici.invalid" || url.pathname.startsWith("//") || url.pathname === "/connexion")
    return "/";
  return url.pathname + url.search;
}
