import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "#tests/browser.ts";
import { LIEUX } from "#tests/cast.ts";
import { hasChromium } from "#tests/chromium.ts";
import { COLLEGE, FICHIER_IPS, IPS, LU, ORIGINE, tabTo } from "./etat.ts";

let stage: Stage;
beforeAll(async () => {
  if (hasChromium) stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());
afterEach(() => {
  expect(stage?.complaints() ?? []).toEqual([]);
});

const main = (page: Page) => page.locator("main");
const heading = (page: Page, name: string) =>
  main(page).getByRole("heading", { level: 1, name, exact: true });
const card = (page: Page) => main(page).getByRole("article", { name: IPS, exact: true });

/** Another collège has the same name in the same commune: its UAI tells them apart. */
const lineOfCollege = (page: Page) =>
  main(page)
    .getByRole("row")
    .filter({ hasText: LIEUX.college })
    .getByRole("rowheader", { name: COLLEGE.nom, exact: true })
    .getByRole("link");

/** The same, among the results of the global search. */
const resultOfCollege = (page: Page) =>
  main(page)
    .getByRole("listitem")
    .filter({ hasText: LIEUX.college })
    .getByRole("link", { name: COLLEGE.nom, exact: true });

async function signIn(page: Page, look: Look): Promise<void> {
  await page.goto("/");
  await heading(page, "Connexion").waitFor();
  await look("sign-in");
  await main(page)
    .getByRole("button", { name: /Solène Amarin/ })
    .click();
  await heading(page, "Accueil").waitFor();
  await look("home");
}

async function findCollege(page: Page, look: Look): Promise<void> {
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
  const search = page.getByRole("searchbox", { name: /Rechercher une structure/ });
  await search.fill(COLLEGE.recherche);
  await search.press("Enter");
  await heading(page, "Recherche").waitFor();
  const found = resultOfCollege(page);
  await found.waitFor();
  await look("results");
  await found.click();
  await heading(page, COLLEGE.nom).waitFor();
  await card(page).getByText(LU.valeur, { exact: true }).first().waitFor();
  await look("structure");
}

async function readOrigin(page: Page, look: Look): Promise<void> {
  await card(page).getByRole("link", { name: ORIGINE }).click();
  await heading(page, `${IPS} : d’où vient ce chiffre`).waitFor();
  const text = await main(page).textContent();
  expect(text).toContain(FICHIER_IPS);
  expect(text).toContain(`ligne ${LU.ligne}, colonne « IPS »`);
  await look("origin");
}

type Look = (screen: string) => Promise<void>;

describe("the statistician looks for a collège and asks where a figure comes from", () => {
  test.runIf(hasChromium).each([
    { width: 375, dark: false, javaScript: true },
    { width: 1280, dark: true, javaScript: true },
    { width: 375, dark: false, javaScript: false },
  ])("at $width px, dark: $dark, scripts: $javaScript", async (options) => {
    const page = await stage.open(options);
    // axe is a script: the screens without scripts are those that it has seen, before they come to life.
    const look: Look = async (screen) => {
      if (options.javaScript) await expectAccessible(page, `${screen}, dark: ${options.dark}`);
    };
    await signIn(page, look);
    await findCollege(page, look);
    await readOrigin(page, look);
    expect(new URL(page.url()).pathname).toMatch(new RegExp(`^/structures/${LIEUX.college}/valeurs/\\d+$`));
    await page.context().close();
  });

  test.runIf(hasChromium)("with the keyboard alone, seeing at each step where one is", async () => {
    const page = await stage.open();
    await page.goto("/connexion");
    await heading(page, "Connexion").waitFor();
    await tabTo(page, /Solène Amarin/);
    await page.keyboard.press("Enter");
    await heading(page, "Accueil").waitFor();
    await tabTo(page, /Rechercher une structure/);
    // A UAI typed whole goes straight to its structure.
    await page.keyboard.type(LIEUX.college);
    await page.keyboard.press("Enter");
    await heading(page, COLLEGE.nom).waitFor();
    await tabTo(page, /^D’où vient ce chiffre : Indice de position sociale/);
    await page.keyboard.press("Enter");
    await heading(page, `${IPS} : d’où vient ce chiffre`).waitFor();
    expect(new URL(page.url()).pathname).toContain(`/structures/${LIEUX.college}/`);
    await page.context().close();
  });

  test.runIf(hasChromium)("the first Tab leads past the menu, to the content", async () => {
    const page = await stage.open({ as: "ssa" });
    await page.goto("/structures");
    await tabTo(page, /^Contenu$/);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("contenu");
    await page.context().close();
  });

  test.runIf(hasChromium)(
    "a change of page without reload gives the focus and the title of the new page",
    async () => {
      const page = await stage.open({ as: "ssa" });
      await page.goto("/structures?q=salicornes");
      await page.evaluate(() => Object.assign(window, { sansRechargement: true }));
      await lineOfCollege(page).click();
      await heading(page, COLLEGE.nom).waitFor();
      await expect.poll(() => page.title()).toBe(`${COLLEGE.nom} — Ancrage`);
      expect(await page.evaluate(() => "sansRechargement" in window)).toBe(true);
      expect(await page.evaluate(() => document.activeElement?.closest("main, h1") !== null)).toBe(true);
      await page.goBack();
      await heading(page, "Structures").waitFor();
      expect(new URL(page.url()).search).toBe("?q=salicornes");
      await page.context().close();
    },
  );
});

describe("the head of a collège", () => {
  test.runIf(hasChromium).each([true, false])(
    "reads the own page and is told that another does not exist, scripts: %s",
    async (javaScript) => {
      const page = await stage.open({ as: "chef_etablissement", javaScript });
      await page.goto("/");
      await main(page)
        .getByRole("link", { name: new RegExp(`^${COLLEGE.nom} \\(`) })
        .click();
      await heading(page, COLLEGE.nom).waitFor();
      await card(page).getByText(LU.valeur, { exact: true }).first().waitFor();
      await page.goto("/structures");
      expect(await main(page).getByRole("rowheader").allInnerTexts()).toContain(COLLEGE.nom);
      await main(page).getByText("1 structure", { exact: true }).waitFor();
      const other = await page.goto(`/structures/${LIEUX.ecole}`);
      expect(other?.status()).toBe(404);
      await heading(page, "Page introuvable").waitFor();
      expect(await page.content()).not.toContain("Jusant");
      expect(stage.complaints().filter((line) => !/status of 404/.test(line))).toEqual([]);
      await page.context().close();
    },
  );
});
