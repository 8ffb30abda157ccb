import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, openStage, type Stage } from "#tests/browser.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { hasChromium } from "#tests/chromium.ts";
import { addSansDroit, listeAvecErreur } from "./etat.ts";

let stage: Stage;
beforeAll(async () => {
  if (hasChromium) stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());
afterEach(() => {
  const refused = /Failed to load resource: the server responded with a status of 4(03|22)/;
  expect((stage?.complaints() ?? []).filter((line) => !refused.test(line))).toEqual([]);
});

const main = (page: Page) => page.locator("main");
const titled = (page: Page, name: string) =>
  main(page).getByRole("heading", { level: 1, name, exact: true }).waitFor();
const press = (page: Page, name: string | RegExp) => main(page).getByRole("button", { name }).click();

async function deposer(page: Page, buffer: Buffer): Promise<void> {
  await page.goto("/personnes/liste");
  await main(page).getByLabel(/Liste/).setInputFiles({ name: "arrivees.csv", mimeType: "text/csv", buffer });
  await press(page, "Envoyer et relire");
  await titled(page, "Relire une liste de personnes");
}

async function appliquer(page: Page, choix: RegExp): Promise<void> {
  await main(page).getByLabel(choix).check({ force: true });
  await press(page, "Valider");
  await main(page).getByText("Les invitations sont parties").waitFor();
}

describe("the académie and its people", () => {
  test.runIf(hasChromium)(
    "a list with a bad line is read and its valid line invited; repaired, it invites the rest and nobody twice, without scripts too",
    async () => {
      const page = await stage.open({ as: "pilote_academique", renforcee: true });
      await deposer(page, listeAvecErreur());
      const text = await main(page).innerText();
      expect(text).toContain("n’est le code d’aucun périmètre de cette fonction (structure)");
      expect(text).toContain("Noë Misaine");
      await expectAccessible(page, "a list to repair");
      await appliquer(page, /Inviter les lignes valables/);
      await page.context().close();

      const bare = await stage.open({ as: "pilote_academique", renforcee: true, javaScript: false });
      await deposer(bare, listeAvecErreur(LIEUX.college));
      expect((await main(bare).innerText()).toLowerCase()).toContain("déjà en place : rien à faire");
      await appliquer(bare, /Inviter toute la liste/);
      expect(await stage.courriels("zoe.ecume@port-amarre.exemple")).toHaveLength(1);
      const [message] = await stage.courriels("noe.misaine@port-amarre.exemple");
      expect(message?.texte).toContain("/invitation/");
      await bare.context().close();
    },
  );

  test.runIf(hasChromium)(
    "a person without any right asks, is accepted, and enters at the next page",
    async () => {
      const agentId = await addSansDroit(stage, "Hublot");
      const lou = await stage.open({ agentId, javaScript: false });
      await lou.goto("/demande-acces");
      await titled(lou, "Demander un accès");
      await main(lou)
        .getByLabel(/^Fonction/)
        .selectOption("chef_etablissement");
      await main(lou)
        .getByLabel(/Chercher le périmètre/)
        .fill("salicornes");
      await press(lou, "Chercher");
      await main(lou).getByLabel(new RegExp(LIEUX.college)).check({ force: true });
      await press(lou, "Envoyer la demande");
      await main(lou).getByText("en attente de décision").first().waitFor();
      expect((await lou.goto("/structures"))?.status()).toBe(403);

      const pilote = await stage.open({ as: "pilote_academique" });
      await pilote.goto("/demandes-acces");
      await main(pilote).getByRole("link", { name: "Lou Hublot" }).click();
      await titled(pilote, "Décider d’une demande d’accès");
      await expectAccessible(pilote, "a request to decide");
      await main(pilote)
        .getByLabel(/Confier la fonction/)
        .check({ force: true });
      await press(pilote, "Enregistrer la décision");
      await main(pilote).getByText("Demande acceptée").waitFor();

      expect((await lou.goto("/structures"))?.status()).toBe(200);
      await lou.goto("/demande-acces");
      expect(await main(lou).innerText()).toContain("acceptée".toUpperCase());
      await lou.context().close();
      await pilote.context().close();
    },
  );

  test.runIf(hasChromium)(
    "a function that ends in mid-session refuses the next click, and says where to go",
    async () => {
      const malo = await stage.open({ as: "secretariat" });
      await malo.goto("/structures");
      await titled(malo, "Structures");
      const chef = await stage.open({ as: "chef_etablissement" });
      await chef.goto(`/personnes/${person("secretariat").id}`);
      await main(chef)
        .getByRole("link", { name: /Mettre fin/ })
        .click();
      await main(chef).getByLabel(/Motif/).fill("Mutation");
      await press(chef, "Mettre fin");
      await main(chef).getByText("Fin : Mutation").waitFor();
      await malo.goto("/structures");
      expect(malo.url()).toContain("/structures");
      expect(await main(malo).innerText()).not.toContain("Collège des Salicornes");
      await malo.goto("/demande-acces");
      await titled(malo, "Demander un accès");
      await malo.context().close();
      await chef.context().close();
    },
  );
});
