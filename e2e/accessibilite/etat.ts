import type { Page } from "playwright-core";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Stage } from "#tests/browser.ts";
import { LIEUX, person } from "#tests/cast.ts";

/** What the parameters of an address stand for, by name. */
export type Objects = Readonly<Record<string, string>>;

/** One object of each kind, all of the demonstration but a token: tokens are born in the hands of their owner. */
export async function prepareObjects({ database }: Stage): Promise<Objects> {
  const jeton = database.newId();
  await database.db
    .insertInto("jeton_api")
    .values({
      id: jeton,
      agent_id: person("ssa").id,
      libelle: "Tableau de bord de l’académie",
      empreinte: Buffer.from(jeton.slice(-32).padEnd(32)),
      cree_le: new Date(),
      expire_le: new Date(Date.now() + 86_400_000),
    })
    .execute();
  const { rows } = await database.pool.query<Record<string, string>>(
    `select (select id::text from valeur_indicateur where uai = $1 and indicateur_code = 'ips' and annee = 2025
        and remplace_le is null) as valeur,
      (select id::text from valeur_territoire where niveau = 'departement' and territoire = $2
        and remplace_le is null order by id limit 1) as "valeurTerritoire",
      (select id::text from import limit 1) as import,
      (select id::text from import_fichier order by rang limit 1) as fichier,
      (select id::text from anomalie where etat = 'ouverte' order by cle limit 1) as anomalie,
      (select id::text from correction_locale where uai = $1 and retiree_le is null limit 1) as correction,
      (select reseau_uai from structure where reseau_uai is not null order by 1 limit 1) as tete`,
    [LIEUX.college, LIEUX.departement],
  );
  return {
    ...rows[0],
    jeton,
    uai: LIEUX.college,
    circonscription: LIEUX.circonscription,
    niveau: "departement",
    territoire: LIEUX.departement,
    indicateur: "ips",
    annee: "2023",
    jeu: "ips_colleges",
  };
}

/** Parameters that mean something else on one page than on the others. */
const PARTICULIERS: Readonly<Record<string, (objects: Objects) => Objects>> = {
  "orphelines.decision": () => ({ uai: LIEUX.ecole }),
  "reseaux.page": ({ tete = "" }) => ({ uai: tete }),
  "donnees.territoire": ({ territoire = "", valeurTerritoire = "" }) => ({
    code: territoire,
    valeur: valeurTerritoire,
  }),
  "comparables.attendu": () => ({ indicateur: "ivac_reussite_g" }),
};

/** What a page is told after its path, where nothing would show without. */
const QUESTIONS: Readonly<Record<string, string>> = {
  "donnees.reference": "?indicateur=ips&annee=2023&niveau=academie&territoire=96&type=college&secteur=public",
  "comparables.cote_a_cote": `?uai=${LIEUX.college}`,
};

/** The address of a page for the objects of the demonstration. */
export function urlOf({ id, path }: RouteEntry, objects: Objects): string {
  const own = { ...objects, ...PARTICULIERS[id]?.(objects) };
  const url = path.replace("*", "adresse/inconnue").replace(/:(\w+)/g, (parameter, name: string) => {
    const value = own[name];
    if (!value) throw new Error(`No object stands for ${parameter} of ${path}: add one above.`);
    return value;
  });
  return `/${url}${QUESTIONS[id] ?? ""}`;
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
      name: "the page of an indicator with everything unfolded",
      as: "ssa",
      url: () => `/structures/${LIEUX.college}/indicateurs/ips`,
      reach: opensAll,
    },
    {
      name: "the page of an indicator that holds a result and its expectation",
      as: "ssa",
      url: () => `/structures/${LIEUX.college}/indicateurs/ivac_reussite_g`,
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
