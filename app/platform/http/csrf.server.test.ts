import { describe, expect, it } from "vitest";
import { isCrossSite } from "./csrf.server.ts";

const PUBLIC_URL = "https://ancrage.ac-exemple.fr";

function request(method: string, headers: Record<string, string>): Request {
  return new Request(`${PUBLIC_URL}/deconnexion`, { method, headers });
}

describe("cross-site writes", () => {
  it("lets reads through, wherever the link was", () => {
    expect(isCrossSite(request("GET", { "sec-fetch-site": "cross-site" }), PUBLIC_URL)).toBe(false);
    expect(isCrossSite(request("HEAD", {}), PUBLIC_URL)).toBe(false);
  });
  it.each([
    ["same-origin", false],
    ["none", false],
    ["same-site", true],
    ["cross-site", true],
    ["anything", true],
  ])("believes the browser when it says %s", (site, refused) => {
    // The Origin is ours on purpose: it must not soften what Sec-Fetch-Site says.
    expect(isCrossSite(request("POST", { "sec-fetch-site": site, origin: PUBLIC_URL }), PUBLIC_URL)).toBe(
      refused,
    );
  });
  it("falls back on Origin for browsers without Sec-Fetch-Site", () => {
    expect(isCrossSite(request("POST", { origin: PUBLIC_URL }), PUBLIC_URL)).toBe(false);
    expect(isCrossSite(request("POST", { origin: "https://evil.example" }), PUBLIC_URL)).toBe(true);
    expect(isCrossSite(request("POST", { origin: `${PUBLIC_URL}.evil.example` }), PUBLIC_URL)).toBe(true);
    expect(isCrossSite(request("POST", { origin: "http://ancrage.ac-exemple.fr" }), PUBLIC_URL)).toBe(true);
    expect(isCrossSite(request("POST", { origin: "null" }), PUBLIC_URL)).toBe(true);
  });
  it("refuses a write that says nothing of where it comes from", () => {
    expect(isCrossSite(request("POST", {}), PUBLIC_URL)).toBe(true);
    expect(isCrossSite(request("DELETE", {}), PUBLIC_URL)).toBe(true);
  });
});
