import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { hasChromium } from "#tests/chromium.ts";
import { CHEMIN } from "./etat.ts";

let stage: Stage;
beforeAll(async () => {
  if (hasChromium) stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());
afterEach(() => {
  // The software renderer of the machine tells of its own slowness when a picture of the map is read.
  const complaints = (stage?.complaints() ?? []).filter((line) => !line.includes("GL Driver Message"));
  expect(complaints).toEqual([]);
});

const main = (page: Page) => page.locator("main");
const heading = (page: Page, name: string) =>
  main(page).getByRole("heading", { level: 1, name, exact: true });

type Look = (screen: string) => Promise<void>;

async function goDown(page: Page, look: Look): Promise<void> {
  await page.goto("/territoires");
  await heading(page, "Territoires").waitFor();
  await look("entry");
  await main(page).getByRole("link", { name: CHEMIN.academie.nom, exact: true }).click();
  await heading(page, CHEMIN.academie.titre).waitFor();
  await look("académie");
  await main(page).getByRole("link", { name: CHEMIN.departement.nom, exact: true }).first().click();
  await heading(page, CHEMIN.departement.nom).waitFor();
  await look("département");
}

async function chooseIndicator(page: Page, look: Look): Promise<void> {
  const form = main(page).getByRole("search", { name: /Choisir l’indicateur/ });
  await form.getByLabel("Type de structure").selectOption({ label: "École primaire" });
  await form.getByLabel("Année scolaire").selectOption("");
  await form.getByRole("button", { name: "Afficher" }).click();
  await main(page)
    .getByText(/Indice de position sociale .*écoles primaires/)
    .first()
    .waitFor();
  expect(new URL(page.url()).searchParams.get("type")).toBe("primaire");
  await look("département, écoles");
}

async function readList(page: Page): Promise<void> {
  const link = main(page).getByRole("link", { name: /^\d+ : Collège, Public, voir la liste$/ });
  const count = /^\d+/.exec(await link.innerText())?.[0];
  await link.click();
  await heading(page, "Structures").waitFor();
  await main(page).getByText(`${count} structures`, { exact: true }).waitFor();
}

describe("the pilot reads a territory", () => {
  test.runIf(hasChromium).each([
    { width: 375, dark: false, javaScript: true },
    { width: 1280, dark: true, javaScript: true },
    { width: 375, dark: false, javaScript: false },
  ])("at $width px, dark: $dark, scripts: $javaScript", async (options) => {
    const page = await stage.open({ as: "pilote_academique", ...options });
    const look: Look = async (screen) => {
      if (options.javaScript) await expectAccessible(page, `${screen}, dark: ${options.dark}`);
    };
    await goDown(page, look);
    await chooseIndicator(page, look);
    await readList(page);
    for (const path of [
      CHEMIN.commune.adresse,
      "/nation?avec=effectif_college",
      "/structures/carte?type=college",
    ]) {
      await page.goto(path);
      await main(page).getByRole("heading", { level: 1 }).waitFor();
      await look(path);
    }
    await page.context().close();
  });

  test.runIf(hasChromium)("on a screen of 320 px, where nothing moves sideways", async () => {
    const page = await stage.open({ as: "pilote_academique" });
    for (const path of [
      "/territoires",
      CHEMIN.departement.adresse,
      "/nation?avec=effectif_college",
      "/structures/carte",
      "/structures?departement=961",
    ]) {
      await page.goto(path);
      await expectReflow(page, path);
    }
    await page.context().close();
  });

  test.runIf(hasChromium)("and opens the map that moves, with the structures of the filter", async () => {
    const page = await stage.open({ as: "pilote_academique" });
    const points = page.waitForResponse((response) =>
      response.url().includes("/structures/carte/points.json"),
    );
    await page.goto("/structures/carte?type=college&departement=961");
    await main(page).getByRole("button", { name: "Ouvrir la carte interactive" }).click();
    const { rows } = (await (await points).json()) as { rows: unknown[] };
    await main(page)
      .getByText(/structures? placées?/)
      .waitFor();
    expect(rows.length).toBeGreaterThan(10);
    await page.context().close();
  });

  test.runIf(hasChromium)("and ticks two collèges to compare them", async () => {
    const page = await stage.open({ as: "pilote_academique", javaScript: false });
    await page.goto("/structures?type=college&departement=961");
    const boxes = main(page).getByRole("checkbox", { name: /^Comparer / });
    const names = [await boxes.nth(0).getAttribute("value"), await boxes.nth(1).getAttribute("value")];
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await main(page).getByRole("button", { name: "Comparer les structures cochées" }).click();
    expect(new URL(page.url()).pathname).toBe("/comparer");
    expect(new URL(page.url()).searchParams.getAll("uai")).toEqual(names);
    await page.context().close();
  });
});
