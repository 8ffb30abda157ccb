import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectReflow, type Stage } from "#tests/browser.ts";
import { hasChromium } from "#tests/chromium.ts";
import type { FournisseurIdentite } from "#tests/fournisseur-identite.ts";
import { INCONNUE, INSPECTRICE, inviter, openService, PAGES } from "./etat.ts";

let stage: Stage;
let fournisseur: FournisseurIdentite;
beforeAll(async () => {
  if (hasChromium) ({ stage, fournisseur } = await openService());
}, 60_000);
afterAll(() => Promise.all([stage?.close(), fournisseur?.close()]));
afterEach(() => {
  expect(stage?.complaints() ?? []).toEqual([]);
});

const main = (page: Page) => page.locator("main");
const heading = (page: Page, name: string) =>
  main(page).getByRole("heading", { level: 1, name, exact: true });

async function identify(page: Page, email: string): Promise<void> {
  await heading(page, "ProConnect (essai)").waitFor();
  await page.getByLabel("Adresse professionnelle").fill(email);
  await page.getByRole("button", { name: "Se connecter" }).click();
}

async function signOut(page: Page): Promise<void> {
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
}

describe("an inspector who was invited", () => {
  test.runIf(hasChromium).each([
    { javaScript: true, width: 1280 },
    { javaScript: true, width: 375 },
    { javaScript: false, width: 1280 },
  ])(
    "enters by ProConnect, lands on her home and leaves both, scripts: $javaScript, $width px",
    async (options) => {
      const look = async (screen: string, page: Page) => {
        if (!options.javaScript) return;
        await expectAccessible(page, screen);
        await expectReflow(page, screen);
        await page.setViewportSize({ width: options.width, height: 800 });
      };
      fournisseur.inscrire({ email: INSPECTRICE.courriel, sub: "sujet-inspectrice" });
      const page = await stage.open(options);
      await page.goto(await inviter(stage));
      await main(page).getByRole("link", { name: "Accepter avec ProConnect" }).click();
      await identify(page, INSPECTRICE.courriel);
      await heading(page, "Accueil").waitFor();
      expect(new URL(page.url()).pathname).toBe("/");
      expect(await page.locator("header").textContent()).toContain(INSPECTRICE.nom);
      await signOut(page);
      // The page between both sign-outs leads on by itself.
      await heading(page, "Déconnexion de ProConnect (essai)").waitFor();
      await page.getByRole("button", { name: "Se déconnecter" }).click();
      await heading(page, "Déconnexion de ProConnect").waitFor();
      await main(page).getByText("Vos sessions sont fermées").waitFor();
      await look("signed out", page);
      await page.goto("/droits");
      await heading(page, "Connexion").waitFor();
      // ProConnect has forgotten her too: it asks again.
      await main(page)
        .getByRole("link", { name: /ProConnect/ })
        .first()
        .click();
      await heading(page, "ProConnect (essai)").waitFor();
      await page.context().close();
    },
  );
});

describe("somebody whom nobody invited", () => {
  test.runIf(hasChromium)("enters without any right, and is led to ask for one", async () => {
    fournisseur.inscrire(INCONNUE);
    const page = await stage.open();
    await page.goto("/structures");
    await heading(page, "Connexion").waitFor();
    await main(page)
      .getByRole("link", { name: /ProConnect/ })
      .first()
      .click();
    await identify(page, INCONNUE.email);
    await page.waitForURL("**/demande-acces");
    await page.context().close();
  });

  test.runIf(hasChromium)("gives up at ProConnect, and reads how to go on", async () => {
    const page = await stage.open({ width: 375 });
    await page.goto("/connexion/proconnect?suite=%2Fdroits");
    await heading(page, "ProConnect (essai)").waitFor();
    await page.getByRole("button", { name: "Abandonner" }).click();
    await heading(page, "La connexion par ProConnect n’a pas abouti").waitFor();
    await expectAccessible(page, "refusal");
    await expectReflow(page, "refusal");
    // The answer of the page itself: the browser says so on its console.
    expect(stage.complaints()).toEqual([expect.stringContaining("403")]);
    await main(page).getByRole("link", { name: "Recommencer avec ProConnect" }).click();
    await heading(page, "ProConnect (essai)").waitFor();
    await page.context().close();
  });
});

describe("every page of the entry by ProConnect", () => {
  test.runIf(hasChromium).each(PAGES)(
    "« %s » has no defect for axe and fits 320 px",
    async (titre, prepare) => {
      const path = await prepare(stage, fournisseur);
      const page = await stage.open({ width: 375 });
      await page.goto(path);
      await heading(page, titre).waitFor();
      await expectAccessible(page, `${titre}, light`);
      await expectReflow(page, titre);
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize({ width: 1280, height: 800 });
      await expectAccessible(page, `${titre}, dark`);
      // Answers of refusal, which are expected here.
      expect(stage.complaints().filter((line) => !/status of 400/.test(line))).toEqual([]);
      await page.context().close();
    },
  );
});
