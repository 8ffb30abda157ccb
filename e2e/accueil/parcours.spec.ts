import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { FONCTIONS_JOUEES, LIEUX, person } from "#tests/cast.ts";
import { hasChromium } from "#tests/chromium.ts";
import { tabTo } from "../consultation/etat.ts";

let stage: Stage;
beforeAll(async () => {
  if (!hasChromium) return;
  stage = await openStage();
  await stage.database.pool.query("update fonction_exercee set fin = current_date + 20 where agent_id = $1", [
    person("ien").id,
  ]);
}, 60_000);
afterAll(() => stage?.close());
afterEach(() => {
  expect(stage?.complaints() ?? []).toEqual([]);
});

const main = (page: Page) => page.locator("main");
const heading = (page: Page, name: string) =>
  main(page).getByRole("heading", { level: 1, name, exact: true });

async function openHome(
  as: Fonction,
  options: { width?: number; dark?: boolean; javaScript?: boolean } = {},
) {
  const page = await stage.open({ as, ...options });
  await page.goto("/");
  await heading(page, "Accueil").waitFor();
  return page;
}

describe("the home page", () => {
  test.runIf(hasChromium).each(FONCTIONS_JOUEES)(
    "of %s has no defect for axe and fits 320 px",
    async (as) => {
      const page = await openHome(as, { width: 375 });
      await expectAccessible(page, `home of ${as}, light`);
      await expectReflow(page, `home of ${as}`);
      await page.context().close();
    },
  );

  test.runIf(hasChromium)(
    "is dark at 1280 px without a defect, for whoever has something to do",
    async () => {
      for (const as of ["ssa", "ien", "chef_etablissement", "pilote_academique"] as const) {
        const page = await openHome(as, { dark: true });
        await main(page).getByRole("heading", { name: "À faire" }).waitFor();
        await expectAccessible(page, `home of ${as}, dark`);
        await page.context().close();
      }
    },
  );

  test.runIf(hasChromium)("leads from a task to its page in one click, without scripts", async () => {
    const page = await openHome("ssa", { javaScript: false });
    await main(page)
      .getByRole("link", { name: /anomalies des données à examiner/ })
      .click();
    await heading(page, "Anomalies des données").waitFor();
    await page.context().close();
  });

  test.runIf(hasChromium)("is walked with the keyboard alone, up to one’s task", async () => {
    const page = await openHome("ien");
    await tabTo(page, /^Votre fonction prend bientôt fin : IEN de circonscription$/);
    await page.keyboard.press("Enter");
    await heading(page, "Passations").waitFor();
    await page.context().close();
  });
});

describe("the global search", () => {
  test.runIf(hasChromium)("with the keyboard alone, from the header to a result", async () => {
    const page = await openHome("administrateur");
    await tabTo(page, /Rechercher une structure/);
    await page.keyboard.type("goemon");
    await page.keyboard.press("Enter");
    await heading(page, "Recherche").waitFor();
    await expectAccessible(page, "results");
    await tabTo(page, /^Paul Goémon$/);
    await page.keyboard.press("Enter");
    await heading(page, "Paul Goémon").waitFor();
    await page.context().close();
  });

  test.runIf(hasChromium).each([true, false])(
    "from the menu of a telephone, scripts: %s",
    async (javaScript) => {
      const page = await openHome("ssa", { width: 375, javaScript });
      await page.getByRole("button", { name: "Menu" }).click();
      const search = page.getByRole("searchbox", { name: /Rechercher une structure/ });
      await search.fill(LIEUX.ecole);
      await search.press("Enter");
      await page.waitForURL(`**/structures/${LIEUX.ecole}`);
      await page.context().close();
    },
  );

  test.runIf(hasChromium)("that finds nothing has no defect for axe, and fits 320 px", async () => {
    const page = await openHome("caf", { width: 375 });
    await page.goto("/recherche?q=zzzzqqqq");
    await main(page).getByText("Aucun résultat").waitFor();
    await expectAccessible(page, "no result");
    await expectReflow(page, "no result");
    await page.context().close();
  });
});
