import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { hasChromium } from "#tests/chromium.ts";
import { holdImports, listUais, writeFolder } from "./etat.ts";

let stage: Stage;
let folder: string;
beforeAll(async () => {
  if (!hasChromium) return;
  stage = await openStage();
  folder = await writeFolder(stage.database.folder);
}, 60_000);
afterAll(() => stage?.close());

const main = (page: Page) => page.locator("main");
const button = (page: Page, name: string) => main(page).getByRole("button", { name, exact: true });
const link = (page: Page, name: string | RegExp) => main(page).getByRole("link", { name });
const file = (page: Page, name: string) => main(page).getByRole("article", { name, exact: true });

async function countStructures(uais?: readonly string[]): Promise<number> {
  const { rows } = await stage.database.pool.query(
    "select count(*)::int as n from structure where $1::text[] is null or uai = any($1)",
    [uais ?? null],
  );
  return rows[0].n;
}

/** The page of work that runs, seen while it runs: it comes by itself to its end once it may. */
async function seeProgress(page: Page, title: string, start: () => Promise<void>, look: () => Promise<void>) {
  const release = await holdImports(stage.database);
  try {
    await start();
    await main(page).getByText(title, { exact: true }).waitFor();
    await main(page)
      .getByText(/^En cours/)
      .waitFor();
    await button(page, "Annuler").waitFor();
    await look();
  } finally {
    await release();
  }
}

describe("the statistician deposits a folder", () => {
  test.runIf(hasChromium).each([{ javaScript: true }, { javaScript: false }])(
    "sees what it would change, applies it, reads the report and takes the refused lines away ($javaScript)",
    async ({ javaScript }) => {
      const page = await stage.open({ as: "ssa", javaScript });
      const look = async (screen: string) => {
        if (!javaScript) return;
        await expectAccessible(page, screen);
        await expectReflow(page, screen);
        await page.setViewportSize({ width: 1280, height: 800 });
      };
      await page.goto("/");
      await link(page, "Déposer des fichiers officiels").click();
      await page.locator("#dossier").setInputFiles(folder);
      const before = await countStructures();

      await seeProgress(
        page,
        "Prévisualisation",
        () => button(page, "Envoyer et prévisualiser").click(),
        () => look("preview running"),
      );
      await main(page).getByText("Prévisualisation prête").waitFor();
      const unknown = file(page, "compte rendu de réunion.txt");
      expect(await unknown.textContent()).toMatch(/laissé de côté/i);
      const mistyped = file(page, "fr-en-ips_colleges.csv");
      await mistyped.getByText(/^1\sligne refusée/).waitFor();
      expect(await mistyped.textContent()).toContain("La lettre de contrôle de");
      // The line where the copy was cut is refused; what came whole before it is kept.
      await file(page, "fr-en-ips-colleges-ap2022.csv")
        .getByText(/^1\sligne refusée/)
        .waitFor();
      expect(await countStructures()).toBe(before);
      await look("preview ready");

      await link(page, "Appliquer…").click();
      await main(page).getByRole("heading", { level: 1, name: "Appliquer ce dépôt" }).waitFor();
      await seeProgress(
        page,
        "Application",
        () => button(page, "Appliquer").click(),
        async () => {},
      );
      await main(page).getByText("Import appliqué").waitFor();
      await main(page).getByRole("heading", { level: 2, name: "Compte rendu" }).waitFor();
      expect(await main(page).getByText("Appliqué", { exact: true }).count()).toBe(1);
      const uais = await listUais(folder);
      expect(uais.length).toBeGreaterThan(50);
      expect(await countStructures(uais)).toBe(uais.length);
      await look("report");

      const download = page.waitForEvent("download");
      await mistyped.getByRole("link", { name: /Télécharger les lignes refusées/ }).click();
      const csv = await readFile(await (await download).path(), "utf8");
      expect((await download).suggestedFilename()).toBe("lignes-refusees.csv");
      expect(csv.trimEnd().split("\r\n")).toHaveLength(2);
      expect(csv).toMatch(/^\uFEFFLigne;Colonne;Valeur lue;Raison\r\n2;/);

      await page.goto("/imports");
      expect(await main(page).getByRole("row").nth(1).textContent()).toContain("Solène Amarin");
      expect(stage.complaints()).toEqual([]);
      await page.context().close();
    },
  );

  test.runIf(hasChromium)("changes their mind while it works, and nothing was written", async () => {
    const page = await stage.open({ as: "ssa" });
    await page.goto("/imports/depot");
    await page.locator("#fichiers").setInputFiles(`${folder}/fr-en-ips_colleges.csv`);
    await seeProgress(
      page,
      "Prévisualisation",
      () => button(page, "Envoyer et prévisualiser").click(),
      async () => {
        await button(page, "Annuler").click();
        await main(page).getByText("Annulation demandée…").waitFor();
      },
    );
    await main(page).getByText("Annulé à votre demande : rien n’a été enregistré.").waitFor();
    await link(page, "Abandonner ce dépôt…").click();
    await button(page, "Abandonner").click();
    await main(page).getByText("Abandonné", { exact: true }).waitFor();
    expect(stage.complaints()).toEqual([]);
    await page.context().close();
  });
});
