const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that may write comes from another site than ours, and must be refused.
 *
 * `Sec-Fetch-Site` is set by the browser and no page can forge it; where it is missing (older browsers, plain http
 * outside of loopback), `Origin` decides. A write with neither is refused: every browser sends `Origin` on a POST.
 * "same-site" is refused too, a neighbouring subdomain being run by somebody else.
 */
export function isCrossSite(request: Request, publicUrl: string | URL): boolean {
  if (SAFE_METHODS.has(request.method)) return false;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  return request.headers.get("origin") !== new URL(publicUrl).origin;
}
