import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { hasChromium } from "#tests/chromium.ts";
import { depositFailure, tell } from "./etat.ts";

let stage: Stage;
beforeAll(async () => {
  if (hasChromium) stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

const main = (page: Page) => page.locator("main");
const button = (page: Page, name: string | RegExp) => main(page).getByRole("button", { name });
const link = (page: Page, name: string | RegExp) => main(page).getByRole("link", { name });

async function look(page: Page, screen: string, javaScript: boolean): Promise<void> {
  if (!javaScript) return;
  await expectAccessible(page, screen);
  await expectReflow(page, screen);
  await page.setViewportSize({ width: 1280, height: 800 });
}

describe("the administrator follows what leaves the service", () => {
  test.runIf(hasChromium).each([{ javaScript: true }, { javaScript: false }])(
    "learns that a message failed, reads why, and sends it again ($javaScript)",
    async ({ javaScript }) => {
      const courriel = await depositFailure(stage);
      const page = await stage.open({ as: "administrateur", javaScript });
      await page.goto("/messages");
      await link(page, "Un courriel n’a pas pu partir").first().click();
      await page.waitForURL(/\/courriels\?etat=echoue$/);
      await main(page).getByText("Cette adresse n’existe pas").first().waitFor();
      await look(page, "the outbox with a failure", javaScript);

      await link(page, /Votre accès est prêt/)
        .first()
        .click();
      await main(page).getByText("Réponse du serveur").waitFor();
      await look(page, "a message that failed", javaScript);
      await button(page, "Envoyer à nouveau").click();
      await main(page).getByText("présenté à nouveau dans la minute").waitFor();
      expect(
        await stage.database.pool.query("select etat from courriel where id = $1", [courriel]),
      ).toMatchObject({
        rows: [{ etat: "en_attente" }],
      });
      expect(stage.complaints()).toEqual([]);
      await page.context().close();
    },
  );
});

describe("a person chooses how to be told", () => {
  test.runIf(hasChromium).each([{ javaScript: true }, { javaScript: false }])(
    "reads a message, wants the others in the summary of the morning, and cannot silence their safety ($javaScript)",
    async ({ javaScript }) => {
      await tell(stage, "Une délégation vous concerne aujourd’hui");
      const page = await stage.open({ as: "chef_etablissement", javaScript });
      await page.goto("/messages");
      await look(page, "messages to read", javaScript);
      await button(page, /Marquer comme lu/)
        .first()
        .click();
      await main(page).getByText("dont").waitFor({ state: "detached" });
      await link(page, "Choisir comment les recevoir").click();
      await main(page).getByRole("heading", { level: 1, name: "Comment recevoir vos messages" }).waitFor();
      await main(page).getByText("Un accès à votre compte ne doit jamais se faire à votre insu.").waitFor();
      await look(page, "preferences", javaScript);
      const group = main(page).getByRole("group", { name: "Une délégation vous concerne" });
      await group.getByText("Par courriel, dans le résumé du matin").click();
      await button(page, "Enregistrer ces choix").click();
      await main(page).getByText("Vos choix sont enregistrés.").waitFor();
      expect(await group.getByRole("radio", { checked: true }).inputValue()).toBe("resume");
      expect(stage.complaints()).toEqual([]);
      await page.context().close();
    },
  );
});
