import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "#tests/browser.ts";
import { hasChromium } from "#tests/chromium.ts";

/** Charts are shown by the vitrine in all their states: the journey goes through them as a reader of any page would. */
let stage: Stage;
beforeAll(async () => {
  if (hasChromium) stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

const PNG_SIGNATURE = "89504e470d0a1a0a";
/** What the software drawing of the test's browser says of itself. */
const DRIVER = /GL Driver Message/;
const complaints = () => stage.complaints().filter((line) => !DRIVER.test(line));

/** The page answers to its scripts: downloads are offered. Its last scroll, to the form in error, is over. */
async function openVitrine(page: Page): Promise<void> {
  await page.goto("/dev/vitrine");
  await page.getByText("Voir les données, télécharger").first().waitFor();
  await page.evaluate(() => new Promise((settled) => requestAnimationFrame(settled)));
}

async function openFigure(page: Page, titre: string): Promise<Locator> {
  const figure = page.locator("main figure").filter({ hasText: titre }).first();
  await figure.locator("summary").click();
  return figure;
}

async function download(page: Page, figure: Locator, format: string): Promise<[Download, Buffer]> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    figure.getByRole("button", { name: `(${format})` }).click(),
  ]);
  return [file, await readFile(await file.path())];
}

describe("the pictures of a page", () => {
  test.runIf(hasChromium)(
    "are saved as an image, a drawing and a table, with their title and source",
    async () => {
      const page = await stage.open({ dark: true });
      await openVitrine(page);
      const figure = await openFigure(page, "Moyenne de l’IPS des collèges publics");
      const [file, svg] = await download(page, figure, "SVG");
      expect(file.suggestedFilename()).toBe("moyenne-de-l-ips-des-colleges-publics.svg");
      const drawing = svg.toString("utf8");
      for (const words of [
        "Moyenne de l’IPS des collèges publics",
        "Source : DEPP",
        "de 90 à moins de 100",
      ]) {
        expect(drawing).toContain(words);
      }
      // Nothing of the page is left in it: no class, no variable, and the light theme whatever the reader's.
      expect(drawing).not.toMatch(/class=|var\(|light-dark/);
      expect(drawing).toContain('fill="rgb(18, 64, 97)"');
      const [, png] = await download(page, figure, "PNG");
      expect(png.subarray(0, 8).toString("hex")).toBe(PNG_SIGNATURE);
      expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(2 * 640);
      const [, csv] = await download(page, figure, "CSV");
      expect(csv.toString("utf8")).toContain("A1;Grève-du-Nord;98,4\r\n");
      expect(await page.evaluate(() => document.documentElement.dataset.frTheme)).not.toBe("light");
      expect(complaints()).toEqual([]);
      await page.context().close();
    },
  );

  test.runIf(hasChromium)("keep their table, and offer no dead button, without JavaScript", async () => {
    const page = await stage.open({ javaScript: false });
    await page.goto("/dev/vitrine");
    const figure = await openFigure(page, "Position sociale et réussite");
    await figure.getByRole("table").getByText("Collège des Salicornes").waitFor();
    expect(await page.locator("main figure button").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Ouvrir la carte interactive" }).count()).toBe(0);
    await page.context().close();
  });

  test.runIf(hasChromium)("are without defect for axe once their table is open", async () => {
    const page = await stage.open({ width: 375 });
    await openVitrine(page);
    for (const titre of [
      "avec une rupture de série",
      "Position sociale et réussite",
      "Moyenne de l’IPS par",
    ]) {
      const figure = await openFigure(page, titre);
      await figure.getByRole("button", { name: "(CSV)" }).waitFor();
    }
    await expectAccessible(page, "open figures");
    await page.context().close();
  });
});

describe("the interactive map", () => {
  test.runIf(hasChromium)("opens on demand from our server alone, and leads to a structure", async () => {
    const page = await stage.open();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await openVitrine(page);
    const map = page.getByRole("region", { name: "Une seule structure" });
    await map.scrollIntoViewIfNeeded();
    expect(asked.filter((url) => url.includes("maplibre") || url.includes("point-map-view"))).toEqual([]);
    await map.getByRole("button", { name: "Ouvrir la carte interactive" }).click();
    await map.getByText("1 structure placée").waitFor();
    expect(asked.filter((url) => /maplibre-gl-worker.*\.mjs$/.test(url)).length).toBeGreaterThan(0);
    expect(asked.filter((url) => !url.startsWith(stage.origin) && !url.startsWith("data:"))).toEqual([]);
    // The only point is the middle of the map.
    const canvas = map.getByRole("region", { name: "Carte des structures" });
    const link = map.getByRole("link", { name: "Structure 1" });
    await expect
      .poll(async () => {
        await canvas.click();
        return link.count();
      })
      .toBe(1);
    expect(await link.getAttribute("href")).toBe("/structures/0990000A");
    await expectAccessible(page, "open map");
    expect(complaints()).toEqual([]);
    await page.context().close();
  });

  test.runIf(hasChromium)("says a way out when its data do not come", async () => {
    const page = await stage.open();
    await openVitrine(page);
    const map = page.getByRole("region", { name: "Une adresse en panne" });
    await map.getByRole("button", { name: "Ouvrir la carte interactive" }).click();
    await map.getByText("La liste et la carte fixe donnent les mêmes informations").waitFor();
    stage.complaints();
    await page.context().close();
  });
});
