import { hasChromium, launchChromium } from "#tests/chromium.ts";
import type { Figure } from "./figure.ts";
import { serveInProcess } from "./process.ts";
import type { World } from "./world.ts";

/** What a browser fetches for a first page, then for a second one. */
export async function measureWeight(world: World): Promise<Figure[]> {
  if (!hasChromium) return [];
  const served = await serveInProcess("own-server.ts", world.databaseUrl);
  const browser = await launchChromium();
  try {
    const context = await browser.newContext();
    const [name, value] = world.cookie.split("=") as [string, string];
    await context.addCookies([{ name, value, url: served.origin }]);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    let requests = 0;
    // Icons inside the style sheet are « requests » of data: addresses, which never leave the browser.
    const fetched = new Set<string>();
    session.on("Network.requestWillBeSent", ({ requestId, request }) => {
      if (request.url.startsWith("http")) fetched.add(requestId);
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (!fetched.has(requestId)) return;
      bytes += encodedDataLength;
      requests += 1;
    });
    const visit = async (path: string): Promise<string> => {
      bytes = 0;
      requests = 0;
      await page.goto(served.origin + path, { waitUntil: "networkidle" });
      return `${Math.round(bytes / 1000)} ko, ${requests} requêtes`;
    };
    const { uai } = await world.context.db
      .selectFrom("valeur_indicateur")
      .select("uai")
      .where("indicateur_code", "=", "ips")
      .limit(1)
      .executeTakeFirstOrThrow();
    return [
      {
        quoi: "poids, première visite (liste)",
        reference: "RGESN : 1 Mo, 30 requêtes",
        mesure: await visit("/structures?type=college"),
        but: "≤ 250 ko, ≤ 15 requêtes",
      },
      {
        quoi: "poids, page suivante (collège)",
        reference: "",
        mesure: await visit(`/structures/${uai}`),
        but: "≤ 40 ko",
      },
    ];
  } finally {
    await browser.close();
    await served.stop();
  }
}
