import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { LIEUX } from "#tests/cast.ts";
import { hasChromium } from "#tests/chromium.ts";

let stage: Stage;
beforeAll(async () => {
  if (!hasChromium) return;
  stage = await openStage();
  await stage.database.pool.query("delete from assistance");
}, 60_000);
afterAll(() => stage?.close());

const main = (page: Page) => page.locator("main");

async function look(page: Page, screen: string) {
  await expectAccessible(page, screen);
  await expectReflow(page, screen);
  await page.setViewportSize({ width: 1280, height: 800 });
}

describe("the help desk", () => {
  test.runIf(hasChromium)(
    "asks, is agreed to, sees as the head without writing anything, and leaves when told to",
    async () => {
      const appui = await stage.open({ as: "assistance", renforcee: true });
      await appui.goto("/assistance");
      await look(appui, "requests of the help desk");
      await main(appui).getByRole("link", { name: "Demander une vue" }).click();
      await main(appui)
        .getByLabel(/Trouver une personne/)
        .fill("estran");
      await main(appui).getByRole("button", { name: "Chercher" }).click();
      await main(appui)
        .getByLabel(/Nadia Estran/)
        .check();
      await main(appui)
        .getByLabel(/Pourquoi/)
        .fill("Vous ne voyez pas vos indicateurs : je voudrais vérifier.");
      await look(appui, "request of the help desk");
      await main(appui).getByRole("button", { name: "Demander son accord" }).click();
      await main(appui).getByText("Attend une réponse").waitFor();
      const path = new URL(appui.url()).pathname;

      const chef = await stage.open({ as: "chef_etablissement", javaScript: false });
      await chef.goto(path);
      await main(chef).getByText("je voudrais vérifier").waitFor();
      await main(chef)
        .getByRole("button", { name: /^Accepter/ })
        .click();
      await main(chef).getByText("En cours", { exact: true }).waitFor();

      await appui.goto(path);
      await main(appui).getByRole("link", { name: "Voir le service comme Nadia Estran" }).click();
      await main(appui).getByRole("button", { name: "Commencer" }).click();
      await appui.waitForURL((url) => url.pathname === "/");
      await appui.getByText(/Vous voyez le service comme Nadia Estran/).waitFor();
      await appui.goto(`/structures/${LIEUX.college}`);
      await appui.getByText(/Vous voyez le service comme Nadia Estran/).waitFor();
      await look(appui, "page seen by the help desk");
      expect(stage.complaints()).toEqual([]);

      expect((await appui.goto("/mon-compte"))?.status()).toBe(403);
      await look(appui, "page closed to the help desk");
      const written = await appui.request.post("/demande-acces", { headers: { Origin: stage.origin } });
      expect(written.status()).toBe(403);
      stage.complaints();

      await chef.goto("/");
      await chef
        .getByText(/Rose Amer/)
        .first()
        .waitFor();
      await chef.goto(path);
      await main(chef).getByRole("button", { name: "Mettre fin à la vue" }).click();
      await main(chef).getByText("Terminée", { exact: true }).first().waitFor();
      await main(chef).getByText("/structures/:uai", { exact: true }).waitFor();

      await appui.goto("/assistance");
      await main(appui).getByRole("heading", { level: 1, name: "Vues d’assistance" }).waitFor();
      expect(await appui.getByText(/Vous voyez le service comme/).count()).toBe(0);
      await appui.context().close();
      await chef.context().close();
    },
    120_000,
  );
});
