import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { cloreSessions } from "#app/acces/sessions/commands.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { person } from "#tests/cast.ts";
import { hasChromium } from "#tests/chromium.ts";
import { readCle, readCode } from "#tests/totp.ts";
import { tabTo } from "../consultation/etat.ts";
import { type Chef, inviter } from "./etat.ts";

let stage: Stage;
beforeAll(async () => {
  if (hasChromium) stage = await openStage({ demonstration: false });
}, 60_000);
afterAll(() => stage?.close());
afterEach(() => {
  expect(stage?.complaints() ?? []).toEqual([]);
});

const main = (page: Page) => page.locator("main");
const heading = (page: Page, name: string | RegExp) => main(page).getByRole("heading", { level: 1, name });
const button = (page: Page, name: string) => main(page).getByRole("button", { name, exact: true });

/** How a person presses a button: with the mouse, or without. */
type Press = (page: Page, name: string) => Promise<void>;
const click: Press = (page, name) => button(page, name).click();
const type: Press = async (page, name) => {
  await tabTo(page, new RegExp(`^${name}$`));
  await page.keyboard.press("Enter");
};

interface Way {
  readonly chef: Chef;
  readonly press: Press;
  readonly look: (page: Page, screen: string) => Promise<void>;
}

async function enrol(page: Page, { press, look }: Way): Promise<void> {
  await heading(page, "Second facteur").waitFor();
  await look(page, "before the key");
  await press(page, "J’ai une application : commencer");
  await button(page, "Confirmer").waitFor();
  await look(page, "the key");
  const code = readCode(readCle((await main(page).textContent()) ?? ""), new Date());
  if (press === type) {
    await tabTo(page, /Code à six chiffres/);
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
  } else {
    await main(page).getByLabel("Code à six chiffres").fill(code);
    await press(page, "Confirmer");
  }
  await main(page).getByText("C’est enregistré").waitFor();
  expect(await main(page).locator("ol code").count()).toBe(10);
  await look(page, "the recovery codes");
}

/** From the message of invitation to the home page, then to the page that says that the session was closed. */
async function walk(page: Page, way: Way): Promise<void> {
  const { chef, press, look } = way;
  const { id, prenom } = person(chef);
  await page.goto(await inviter(stage, chef));
  await heading(page, "Votre invitation dans Ancrage").waitFor();
  await look(page, "the invitation");
  await press(page, "Accepter avec cette adresse");
  await enrol(page, way);
  if (press === type) {
    await tabTo(page, /^Je les ai gardés : continuer$/);
    await page.keyboard.press("Enter");
  } else await main(page).getByRole("link", { name: "Je les ai gardés : continuer" }).click();
  await heading(page, "Accueil").waitFor();
  expect(await main(page).textContent()).toContain(prenom);
  await page.goto("/mon-compte");
  await heading(page, "Mon compte").waitFor();
  await look(page, "the account");
  await page.goto("/mon-compte/sessions");
  await heading(page, "Mes sessions").waitFor();
  await look(page, "the sessions");
  const context = { ...stage.app.context, requestId: "revocation" };
  const parAgentId = person("administrateur").id;
  await inTransaction(stage.database.db, (tx) =>
    cloreSessions(tx, context, { agentId: id, parAgentId, motif: "Changement de fonction" }),
  );
  await page.getByRole("link", { name: "Mon compte", exact: true }).first().click();
  await heading(page, "Connexion").waitFor();
  await main(page)
    .getByText("Vos sessions ont été fermées par une personne qui administre vos accès")
    .waitFor();
  await look(page, "after the revocation");
  const titles = (await stage.courriels(person(chef).courriel)).map(({ objet }) => objet).join();
  expect(titles).toContain("Vos sessions ont été fermées");
}

describe("a head invited by e-mail enters with their address, then is revoked in mid-session", () => {
  test.runIf(hasChromium)("with the mouse, every screen accessible at 375 and 1280 px", async () => {
    const page = await stage.open();
    const look = async (_page: Page, screen: string) => {
      for (const width of [375, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await expectAccessible(page, screen);
      }
      await expectReflow(page, screen);
      await page.setViewportSize({ width: 1280, height: 800 });
    };
    await walk(page, { chef: "chef_etablissement", press: click, look });
  });

  test.runIf(hasChromium)("with the keyboard only", async () => {
    await walk(await stage.open(), { chef: "directeur_ecole", press: type, look: async () => {} });
  });

  test.runIf(hasChromium)("without JavaScript, on a telephone", async () => {
    const page = await stage.open({ javaScript: false, width: 375 });
    await walk(page, { chef: "ien", press: click, look: async () => {} });
  });
});

describe("coming back by a link", () => {
  test.runIf(hasChromium)("the link arrives in the outbox, a button enters, a code confirms", async () => {
    const page = await stage.open();
    const { id, courriel } = person("carec");
    const first = await stage.open({ agentId: id, mode: "lien" });
    await first.goto("/second-facteur");
    await click(first, "J’ai une application : commencer");
    await button(first, "Confirmer").waitFor();
    const cle = readCle((await main(first).textContent()) ?? "");
    await main(first)
      .getByLabel("Code à six chiffres")
      .fill(readCode(cle, new Date(Date.now() - 30_000)));
    await click(first, "Confirmer");
    await main(first).getByText("C’est enregistré").waitFor();

    await page.goto("/structures");
    await heading(page, "Connexion").waitFor();
    await main(page)
      .getByLabel(/Adresse professionnelle/)
      .fill(courriel);
    await click(page, "Recevoir un lien par courriel");
    await heading(page, "Regardez votre boîte aux lettres").waitFor();
    await expectAccessible(page, "the answer to the request of a link");
    await expect
      .poll(async () => (await stage.courriels(courriel))[0]?.gabarit, { timeout: 15_000 })
      .toBe("acces.lien");
    const [message] = await stage.courriels(courriel);
    await page.goto(/\/connexion\/lien\/[\w-]{43}/.exec(message?.texte ?? "")?.[0] ?? "");
    await heading(page, "Entrer dans le service").waitFor();
    await expectAccessible(page, "the page of the link");
    await click(page, "Continuer");
    await heading(page, "Votre code de connexion").waitFor();
    await expectAccessible(page, "the page of the code");
    await main(page)
      .getByLabel(/Code à six chiffres/)
      .fill(readCode(cle, new Date()));
    await click(page, "Entrer");
    await heading(page, "Structures").waitFor();
  });
});
