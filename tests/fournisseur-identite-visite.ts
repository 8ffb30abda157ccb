import type { Answer, Client } from "./app.ts";

/**
 * A browser at the provider, without scripts: keeps its cookies from one sign-in to the next, fills the form, and stops
 * where the provider sends it back to us.
 *
 * @example
 * const visite = openVisite("http://127.0.0.1:3000");
 * const retour = await visite.identifier(depart, "camille.rivage@ac-exemple.fr");
 */
export interface Visite {
  /** From the address of the sign-in to the one of the return; `null` abandons. */
  identifier(depart: string, email: string | null): Promise<string>;
  /** From the address of the sign-out to the one of the return. */
  deconnecter(depart: string): Promise<string>;
  /** Pages with a form that were shown. */
  readonly pages: string[];
}

export function openVisite(urlPublique: string): Visite {
  const cookies = new Map<string, string>();
  const pages: string[] = [];
  const send = async (url: string, form?: URLSearchParams): Promise<Response> => {
    const response = await fetch(url, {
      redirect: "manual",
      ...(form && { method: "POST", body: form }),
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      cookies.set(name, value);
    }
    return response;
  };
  const walk = async (start: string, fill: (html: string) => URLSearchParams): Promise<string> => {
    let url = start;
    let form: URLSearchParams | undefined;
    for (let steps = 0; steps < 12; steps++) {
      if (url.startsWith(`${urlPublique}/`)) return url;
      const response = await send(url, form);
      const location = response.headers.get("Location");
      form = undefined;
      if (location) {
        url = new URL(location, url).href;
        continue;
      }
      const html = await response.text();
      pages.push(html);
      const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
      if (!action) throw new Error(`The provider shows no form at ${url}: ${response.status} ${html}`);
      url = new URL(action, url).href;
      form = fill(html);
    }
    throw new Error(`The provider turns in circles from ${start}`);
  };
  return {
    pages,
    identifier: (depart, email) =>
      walk(depart, () => new URLSearchParams(email === null ? { abandon: "oui" } : { email })),
    deconnecter: (depart) =>
      walk(depart, (html) => {
        const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
        return new URLSearchParams({ xsrf, logout: "yes" });
      }),
  };
}

/** The path of ours, with its parameters, that an absolute address names. */
export const cheminDe = (url: string): string => new URL(url).pathname + new URL(url).search;

/** The whole entry of a browser: leaves, signs in there, comes back. */
export async function entrerParProConnect(
  client: Client,
  visite: Visite,
  email: string | null,
  depart = "/connexion/proconnect",
): Promise<Answer> {
  const { location } = await client.get(depart);
  if (!location) throw new Error(`${depart} leads nowhere`);
  return client.get(cheminDe(await visite.identifier(location, email)));
}
