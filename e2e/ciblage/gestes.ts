import type { Page } from "playwright-core";
import { expect } from "vitest";

export const main = (page: Page) => page.locator("main");
export const button = (page: Page, name: string | RegExp) => main(page).getByRole("button", { name });
export const link = (page: Page, name: string | RegExp) => main(page).getByRole("link", { name });

/** Reads the main part of a page whole. */
export async function textOf(page: Page, path?: string): Promise<string> {
  if (path) expect((await page.goto(path))?.status(), path).toBe(200);
  return main(page).innerText();
}

/** Hands files in, looks at what they would change, applies them. */
export async function importer(page: Page, files: readonly string[]): Promise<void> {
  await page.goto("/imports");
  await link(page, "Déposer des fichiers").click();
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([...files]);
  await button(page, "Envoyer et prévisualiser").click();
  await main(page).getByText("Prévisualisation prête").waitFor({ timeout: 90_000 });
  await link(page, "Appliquer…").click();
  await button(page, "Appliquer").click();
  await main(page).getByText("Import appliqué").waitFor({ timeout: 120_000 });
}

/** Opens a campaign for the collèges; gives its address. */
export async function ouvrirCampagne(page: Page, nom: string): Promise<string> {
  await page.goto("/ciblage");
  await link(page, "Ouvrir une campagne").first().click();
  await main(page).getByLabel("Nom de la campagne").fill(nom);
  await main(page).getByLabel("Collèges", { exact: true }).check({ force: true });
  await button(page, "Ouvrir la campagne").click();
  await main(page).getByRole("heading", { level: 1, name: nom }).waitFor();
  const base = new URL(page.url()).pathname;
  await link(page, "Ouvrir à la lecture").click();
  await button(page, "Ouvrir la campagne").click();
  await main(page).getByText("Ouverte", { exact: true }).first().waitFor();
  return base;
}

/** Takes the ready example of Nantes, launches a run, waits for it; gives the address of the run. */
export async function calculer(page: Page, campagne: string, tirages: number): Promise<string> {
  await page.goto(`${campagne}/scenarios/nouveau`);
  await main(page).getByLabel("Nom du scénario").fill("Règle de Nantes");
  await main(page)
    .getByText(/^Exemple : .*Nantes/)
    .click();
  await button(page, "Écrire le scénario").click();
  expect(await textOf(page)).toContain("Règle de Nantes");
  await page.goto(`${new URL(page.url()).pathname}/calculs/nouveau`);
  await main(page).getByLabel("Nombre de tirages").fill(String(tirages));
  await button(page, "Lancer le calcul").click();
  await main(page)
    .getByText(/^La règle retient/)
    .waitFor({ timeout: 60_000 });
  return new URL(page.url()).pathname;
}

/** Brings what the run keeps into the campaign. */
export async function reperer(page: Page, campagne: string): Promise<void> {
  await page.goto(`${campagne}/candidatures/reperage`);
  await main(page).getByRole("radio").first().check({ force: true });
  await button(page, "Repérer ces structures").click();
  await main(page).getByText("Repérage enregistré").waitFor();
}

interface Acte {
  readonly acte: string;
  readonly motif?: string;
  readonly bouton: RegExp;
  /** All the structures of the list by default. */
  readonly noms?: readonly string[];
  readonly sauf?: readonly string[];
}

/** Ticks structures of the list, all of them or those of some names, and makes one act on them. */
export async function agir(
  page: Page,
  campagne: string,
  { acte, motif, bouton, noms, sauf = [] }: Acte,
): Promise<void> {
  await page.goto(`${campagne}/candidatures`);
  for (const row of await main(page).locator("tbody tr:has(input[type=checkbox])").all()) {
    const text = await row.innerText();
    const named = noms?.some((nom) => text.includes(nom)) ?? true;
    if (named && !sauf.some((nom) => text.includes(nom)))
      await row.locator('input[type="checkbox"]').first().check({ force: true });
  }
  await button(page, bouton).click();
  await main(page)
    .getByRole("radio", { name: new RegExp(`^${acte}`) })
    .check({ force: true });
  if (motif)
    await main(page)
      .getByRole("textbox", { name: /^Motif/ })
      .fill(motif);
  await button(page, "Enregistrer").click();
  // One alone leads to its page; several to what became of each.
  if (noms?.length === 1) await page.waitForURL(/\/ciblage\/candidatures\/[^/]+$/);
  else
    await main(page)
      .getByText(/structures? enregistrées?\.$/)
      .waitFor();
}

/** Adds a structure of the population that the rule does not keep, with what is known of the place; gives its name. */
export async function ajouter(page: Page, campagne: string, uais: readonly string[]): Promise<string> {
  for (const uai of uais) {
    await page.goto(`${campagne}/candidatures/ajout?uai=${uai}`);
    if (
      (await main(page)
        .getByRole("textbox", { name: /^Motif/ })
        .count()) === 0
    )
      continue;
    await main(page)
      .getByRole("textbox", { name: /^Motif/ })
      .fill("Une annexe ferme cette année.");
    await main(page)
      .getByLabel("Ce que le territoire en sait")
      .fill("L’équipe est prête et la commune l’aide.");
    await button(page, "Ajouter cette structure").click();
    await page.waitForURL(/\/ciblage\/candidatures\//);
    const title = await main(page).getByRole("heading", { level: 1 }).innerText();
    return /« (.*) »/.exec(title)?.[1] ?? title;
  }
  throw new Error("Every structure is in the campaign already");
}

/** Records what the body said, by organisation. */
export async function debattre(page: Page, campagne: string): Promise<void> {
  await page.goto(`${campagne}/concertations/nouvelle`);
  await main(page).getByText("Dialogue social", { exact: true }).click();
  await main(page).getByLabel("Instance ou réunion").fill("CSA académique");
  await main(page).getByLabel("Tenue le").fill("2026-11-16");
  await main(page).getByLabel("Organisation", { exact: true }).first().fill("Union des balises");
  await main(page).getByLabel("Position", { exact: true }).first().selectOption({ label: "Abstention" });
  await button(page, "Consigner la réunion").click();
  await main(page).getByText("Union des balises").first().waitFor();
}

/** Publishes the list with the proposed words; gives the address of the list. */
export async function publier(page: Page, campagne: string): Promise<string> {
  await page.goto(`${campagne}/publication`);
  await main(page).getByText("Publier aussi les noms des structures retenues").click();
  await button(page, "Publier la liste").click();
  await page.waitForURL(/\/ciblage\/listes\//);
  return new URL(page.url()).pathname;
}
