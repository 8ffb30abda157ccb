/** How the person wants the pages to look; « systeme » follows the setting of their device. */
export type Theme = "clair" | "sombre" | "systeme";

export const THEMES = ["clair", "sombre", "systeme"] as const satisfies readonly Theme[];

const COOKIE = "affichage";
const ONE_YEAR_SECONDS = 31_536_000;

function isTheme(value: unknown): value is Theme {
  return THEMES.includes(value as Theme);
}

/** Theme chosen in the cookie of a request; whatever is not one of ours reads as « systeme ». */
export function readTheme(cookieHeader: string | null): Theme {
  const value = cookieHeader?.match(/(?:^|;\s*)affichage=([a-z]+)/)?.[1];
  return isTheme(value) ? value : "systeme";
}

/** `Set-Cookie` value that keeps a choice for a year. It names nobody, and needs no consent. */
export function themeCookie(theme: Theme, secure: boolean): string {
  return `${COOKIE}=${theme}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; SameSite=Lax; HttpOnly${secure ? "; Secure" : ""}`;
}

/** Attributes of `<html>` that the DSFR reads. Without `data-fr-theme`, our style sheet follows the device by itself. */
export function themeAttributes(theme: Theme): { "data-fr-scheme": string; "data-fr-theme"?: string } {
  if (theme === "systeme") return { "data-fr-scheme": "system" };
  const value = theme === "sombre" ? "dark" : "light";
  return { "data-fr-scheme": value, "data-fr-theme": value };
}

export function themeFromScheme(scheme: string | undefined): Theme {
  if (scheme === "dark") return "sombre";
  return scheme === "light" ? "clair" : "systeme";
}
