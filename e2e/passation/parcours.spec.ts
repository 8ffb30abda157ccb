import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { hasChromium } from "#tests/chromium.ts";
import { readPdf } from "#tests/pdf.ts";
import { prepareRentree, type Rentree } from "./etat.ts";

let stage: Stage;
let rentree: Rentree;
beforeAll(async () => {
  if (!hasChromium) return;
  stage = await openStage();
  rentree = await prepareRentree(stage);
}, 60_000);
afterAll(() => stage?.close());

const main = (page: Page) => page.locator("main");
const titled = (page: Page, name: string) => main(page).getByRole("heading", { level: 1, name }).waitFor();

async function look(page: Page, screen: string) {
  await expectAccessible(page, screen);
  await expectReflow(page, screen);
  await page.setViewportSize({ width: 1280, height: 800 });
}

describe("the handover of September", () => {
  test.runIf(hasChromium)(
    "begins with the word of the head who leaves",
    async () => {
      const page = await stage.open({ as: "chef_etablissement" });
      await page.goto("/passations");
      await look(page, "list of handovers");
      await main(page)
        .getByRole("link", { name: /Collège des Salicornes/ })
        .click();
      await titled(page, "Une passation");
      await main(page).getByRole("heading", { name: "Le périmètre en bref" }).waitFor();
      await look(page, "handover of who leaves");
      await main(page).getByRole("link", { name: "Écrire le mot" }).click();
      await titled(page, "Un mot à la personne qui arrive");
      await main(page).getByLabel("Votre mot").fill("Ok");
      await main(page).getByRole("button", { name: "Enregistrer le mot" }).click();
      await main(page).getByRole("alert").waitFor();
      await look(page, "word refused");
      await main(page)
        .getByLabel("Votre mot")
        .fill("Le conseil pédagogique se réunit le mardi.\nBienvenue !");
      await main(page).getByRole("button", { name: "Enregistrer le mot" }).click();
      await main(page).getByText("Bienvenue !").waitFor();
      stage.complaints();
      await page.context().close();
    },
    60_000,
  );

  test.runIf(hasChromium)(
    "tells the successor nothing of the place before the first day",
    async () => {
      const page = await stage.open({ agentId: rentree.entrant });
      await page.goto("/passations");
      await main(page)
        .getByRole("link", { name: /Collège des Salicornes/ })
        .click();
      await main(page).getByText("Le résumé s’ouvre à votre premier jour").waitFor();
      expect(await main(page).getByRole("link", { name: /PDF/ }).count()).toBe(0);
      await page.context().close();
    },
    60_000,
  );

  test.runIf(hasChromium)(
    "opens everything on the day, without scripts as with them: a delegation is renewed in one click",
    async () => {
      await rentree.arrive();
      const page = await stage.open({ agentId: rentree.entrant, javaScript: false });
      await page.goto("/passations");
      await main(page)
        .getByRole("link", { name: /Collège des Salicornes/ })
        .click();
      const text = (await main(page).textContent()) ?? "";
      for (const part of [
        "Bienvenue !",
        "Boîte générique",
        "Ronan Vigie",
        "Malo Écoute",
        "Derniers changements",
      ])
        expect(text).toContain(part);
      const pdf = await page.request.get(`${page.url()}/pdf`);
      const read = await readPdf(new Uint8Array(await pdf.body()));
      expect(read.pages.length).toBeLessThanOrEqual(2);
      expect(read.uaPart).toBe("1");
      expect(read.pages.join(" ")).toContain("Bienvenue");
      await main(page)
        .getByRole("button", { name: /^Renouveler à Sarah Hauban/ })
        .click();
      await main(page).getByText("Renouvelée.").waitFor();
      const adjoint = await stage.open({ as: "adjoint" });
      await adjoint.goto("/delegations");
      await main(adjoint).getByText("De Odile Ponton").waitFor();
      await look(adjoint, "delegations received");
      await adjoint.context().close();
      await main(page).getByRole("button", { name: "Tenir cette passation pour faite" }).click();
      await main(page).getByText("Close", { exact: true }).first().waitFor();
      await page.context().close();
    },
    60_000,
  );

  test.runIf(hasChromium)(
    "leaves nothing to the head who left",
    async () => {
      const page = await stage.open({ as: "chef_etablissement" });
      await page.goto("/passations");
      await main(page)
        .getByRole("link", { name: /Collège des Salicornes/ })
        .click();
      await main(page).getByText("Le résumé ne se lit plus d’ici").waitFor();
      const answer = await page.goto("/structures");
      expect(answer?.status()).toBe(403);
      await main(page).getByText("Aucune fonction ne vous est confiée ici pour le moment.").waitFor();
      await look(page, "refusal without a function");
      await page.context().close();
    },
    60_000,
  );
});
