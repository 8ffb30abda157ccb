import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { hasChromium } from "#tests/chromium.ts";
import { holdImports, listUais, writeDamaged, writeFolder } from "./etat.ts";

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
      await page.goto("/imports");
      await link(page, "Déposer des fichiers").click();
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
      // The whole académie goes in, with its references: longer than a click.
      await main(page).getByText("Import appliqué").waitFor({ timeout: 60_000 });
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
    120_000,
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

describe("the statistician mends a damaged file", () => {
  test.runIf(hasChromium).each([{ javaScript: true }, { javaScript: false }])(
    "points out its columns, tries them, decides of its malformed codes, and sees the effect ($javaScript)",
    async ({ javaScript }) => {
      const { rows } = await stage.database.pool.query<{ uai: string }>(
        "select uai from structure where type = 'college' order by uai limit 3",
      );
      const uais = rows.map(({ uai }) => uai) as [string, string, string];
      const path = await writeDamaged(stage.database.folder, javaScript ? "0610001a" : "0610002b", uais);
      const page = await stage.open({ as: "ssa", javaScript });
      const look = async (screen: string) => {
        if (!javaScript) return;
        await expectAccessible(page, screen);
        await expectReflow(page, screen);
        await page.setViewportSize({ width: 1280, height: 800 });
      };
      const ready = () => main(page).getByText("Prévisualisation prête").waitFor();
      await page.goto("/imports/depot");
      await page.locator("#fichiers").setInputFiles(path);
      await button(page, "Envoyer et prévisualiser").click();
      await ready();
      await main(page).getByText("il lui manque « uai »").waitFor();
      await look("damaged file left aside");

      await link(page, /^Indiquer les colonnes/).click();
      const code = main(page).getByLabel(/^Le code de la structure/);
      await code.waitFor();
      // The column of codes is found by what it holds.
      expect(await code.inputValue()).toBe("1");
      await look("columns to point out");
      await button(page, "Essayer sur les premières lignes").click();
      await main(page).getByText("1 ligne lue, 2 refusées. Rien n’est encore enregistré.").waitFor();
      await look("trial of the columns");
      await button(page, "Enregistrer et relancer la prévisualisation").click();
      await main(page)
        .getByText(/^Lu d'après l'en-tête décrit par Solène Amarin/)
        .waitFor();

      await link(page, "Décider de ces codes").click();
      await look("malformed codes");
      const small = main(page).getByRole("region", { name: `« ${uais[1].toLowerCase()} »` });
      await small.getByText(`Accepter la proposition : ${uais[1]}`).click();
      await small.getByLabel("Motif").fill("Minuscule : le code est celui de l’annuaire.");
      const wrong = main(page).getByRole("region", { name: `« ${uais[2].slice(0, 7)}I »` });
      await wrong.getByText("C’est une autre structure").click();
      await wrong.getByLabel("UAI de la structure").fill(uais[2]);
      await main(page).getByLabel("Motif commun").fill("Vérifié avec l’établissement.");
      await button(page, "Enregistrer et relancer la prévisualisation").click();
      await main(page)
        .getByText(/portent un code mal formé, lu ou écarté comme décidé/)
        .waitFor();
      const mended = await main(page).getByRole("article").textContent();
      expect(mended).toMatch(/Lues3.*Refusées0/);

      // What was decided is remembered, with who decided: taken back, so that the next journey starts anew.
      await page.goto("/imports/codes");
      await look("decided codes");
      for (const text of [uais[1].toLowerCase(), `${uais[2].slice(0, 7)}I`]) {
        await button(page, `Retirer « ${text} »`).click();
        await main(page)
          .getByRole("button", { name: `Retirer « ${text} »`, exact: true })
          .waitFor({ state: "detached" });
      }
      expect(await main(page).textContent()).toContain("Aucune décision pour l’instant");
    },
  );
});
