import type { Page } from "playwright-core";
import type { Fonction } from "#app/acces/rules.ts";
import type { Stage } from "#tests/browser.ts";
import { LIEUX } from "#tests/cast.ts";

export interface Objects {
  readonly valeur: string;
  readonly import: string;
}

/** A value of the collège of the cast, and the import of the demonstration. */
export async function prepareObjects({ database }: Stage): Promise<Objects> {
  const valeur = await database.db
    .selectFrom("valeur_indicateur")
    .select("id")
    .where("uai", "=", LIEUX.college)
    .where("indicateur_code", "=", "ips")
    .where("annee", "=", 2025)
    .executeTakeFirstOrThrow();
  const depot = await database.db.selectFrom("import").select("id").executeTakeFirstOrThrow();
  return { valeur: String(valeur.id), import: depot.id };
}

export interface State {
  readonly name: string;
  readonly as?: Fonction;
  readonly url: (objects: Objects) => string;
  /** What a person does there before looking. */
  readonly reach?: (page: Page) => Promise<void>;
  /** What the browser says of an answer that is expected. */
  readonly expected?: RegExp;
}

const opensAll = async (page: Page) => {
  for (const summary of await page.locator("main details > summary").all()) await summary.click();
};

export function listStates(): State[] {
  return [
    { name: "the vitrine with a full table", url: () => "/dev/vitrine?lignes=50" },
    { name: "the vitrine with everything unfolded", url: () => "/dev/vitrine", reach: opensAll },
    {
      name: "the page of an unexpected error",
      url: () => "/dev/vitrine?erreur=500",
      expected: /status of 500/,
    },
    { name: "the page of a refusal", url: () => "/dev/vitrine?erreur=403", expected: /status of 403/ },
    {
      name: "the page of a structure with everything unfolded",
      as: "ssa",
      url: () => `/structures/${LIEUX.college}`,
      reach: opensAll,
    },
    {
      name: "the page of a structure without its values",
      as: "dgesco",
      url: () => `/structures/${LIEUX.college}`,
    },
    { name: "the list without a result", as: "ssa", url: () => "/structures?q=zzzzzz" },
    { name: "the list with a typing error corrected", as: "ssa", url: () => "/structures?q=salicornnes" },
    {
      name: "the list with its display options open",
      as: "ssa",
      url: () => "/structures?taille=20&page=2",
      reach: opensAll,
    },
    { name: "the menu of a small screen, open", as: "ssa", url: () => "/", reach: openMenu },
    {
      name: "the deposit of nothing, refused",
      as: "ssa",
      url: () => "/imports/depot",
      expected: /status of 422/,
      reach: async (page) => {
        await page.locator("main button[type=submit]").click();
        await page.locator("main [role=alert]").waitFor();
      },
    },
    { name: "the home page of a function without a task", as: "equipe", url: () => "/" },
    {
      name: "a refusal within the frame of a person",
      as: "equipe",
      url: () => "/imports",
      expected: /status of 403/,
    },
  ];
}

async function openMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.locator("#menu-contenu:popover-open").waitFor();
}
