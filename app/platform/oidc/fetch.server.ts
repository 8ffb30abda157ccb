import type { CustomFetch } from "openid-client";
import { OidcFault } from "./fault.ts";

const TIMEOUT_MS = 5_000;
/** The largest honest answer, a discovery document, is 5 KB. */
const MAX_BYTES = 256 * 1024;

/**
 * The only way out of the service towards a provider: to the issuer's own origin, without following a redirect, for
 * five seconds and 256 KB at most. Whatever else happens is an `OidcFault`.
 */
export function createProviderFetch(issuer: string): CustomFetch {
  const { origin } = new URL(issuer);
  return async (url, options) => {
    const { pathname, origin: asked } = new URL(url);
    if (asked !== origin) throw new OidcFault("adresse_etrangere", `${asked}${pathname}`);
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(url, { ...(options as RequestInit), redirect: "manual", signal });
      const { status, headers } = response;
      if (status >= 500) throw new OidcFault("fournisseur_injoignable", `${pathname} answered ${status}`);
      if (status >= 300 && status < 400) throw new OidcFault("reponse_inattendue", `${pathname} redirects`);
      return new Response(await readBounded(response, pathname), { status, headers });
    } catch (error) {
      throw faultOf(error, pathname);
    }
  };
}

async function readBounded(response: Response, pathname: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new OidcFault("reponse_inattendue", `${pathname} answers too much`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function faultOf(error: unknown, pathname: string): unknown {
  if (error instanceof OidcFault) return error;
  if (error instanceof DOMException && error.name === "TimeoutError")
    return new OidcFault("fournisseur_lent", `${pathname} took more than ${TIMEOUT_MS} ms`);
  const cause = (error as { cause?: { code?: unknown } } | null)?.cause;
  return new OidcFault("fournisseur_injoignable", `${pathname}: ${String(cause?.code ?? error)}`);
}
