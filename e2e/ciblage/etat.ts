import { resolve } from "node:path";
import { expect } from "vitest";
import type { Stage } from "#tests/browser.ts";
import { DONNEES } from "#tests/donnees-officielles.ts";
import { agir, ajouter, button, debattre, link, main, publier, reperer, textOf } from "./gestes.ts";

/** What the rule of Nantes reads of the official files: the directory, éducation prioritaire, IPS, added value. */
export const FICHIERS_NANTES = [
  "annuaire/annuaire_academie-nantes_2026-01.csv",
  "annuaire/fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre_colleges_2024-12.csv",
  "education-prioritaire/liste-des-rep-et-rep-rentree-2022.csv",
  "ips/fr-en-ips-colleges-ap2023_nantes-bordeaux-poitiers-limoges.csv",
  "resultats/fr-en-indicateurs-valeur-ajoutee-colleges_2022-2024.csv",
].map((name) => resolve(DONNEES, name));

/** The cast leaves the académie of the demonstration for that of Nantes and its département of Loire-Atlantique. */
export async function deplacerDistribution({ database }: Stage): Promise<void> {
  await database.pool.query(`update fonction_exercee set portee_code = case portee_type when 'academie' then '17' else '044' end
    where portee_type in ('academie', 'departement')`);
}

/** The cast of schools goes to one of the structures that the list keeps. */
export async function deplacerDirection({ database }: Stage, uai: string): Promise<void> {
  await database.pool.query(
    "update fonction_exercee set portee_code = $1 where fonction in ('chef_etablissement', 'equipe')",
    [uai],
  );
}

/** Collèges outside éducation prioritaire of an académie. */
export async function listColleges({ database }: Stage, academie: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ uai: string }>(
    `select uai from structure where academie_code = $1 and type = 'college' and etat = 'ouvert' and secteur = 'public'
      and statut_ep is distinct from 'rep' and statut_ep is distinct from 'rep_plus' order by uai limit 40`,
    [academie],
  );
  return rows.map(({ uai }) => uai);
}

export interface ListeLue {
  /** Address of the published list. */
  readonly adresse: string;
  /** The structure added by hand. */
  readonly ajoutee: string;
}

/** From a run to the published list: the pilote proposes, the body is told, the recteur decides and publishes. */
export async function mener(
  stage: Stage,
  { campagne, calcul, ajoutables }: { campagne: string; calcul: string; ajoutables: readonly string[] },
): Promise<ListeLue> {
  const pilote = await stage.open({ as: "pilote_academique" });
  expect(await textOf(pilote, `${calcul}/stabilite`)).toContain("tirages");
  await reperer(pilote, campagne);
  const avancer = /^Faire avancer/;
  await agir(pilote, campagne, { acte: "Présélectionner", bouton: avancer });
  await agir(pilote, campagne, { acte: "Proposer", bouton: avancer });
  const ajoutee = await ajouter(pilote, campagne, ajoutables);
  await debattre(pilote, campagne);
  await agir(pilote, campagne, { acte: "Présenter aux instances", bouton: avancer });
  const recteur = await stage.open({ as: "recteur", renforcee: true });
  await agir(recteur, campagne, {
    ...{ acte: "Suivre autrement", bouton: /^Décider/, noms: [ajoutee] },
    motif: "Un accompagnement est déjà engagé avec l’inspection.",
  });
  await agir(recteur, campagne, { acte: "Retenir", bouton: /^Décider/, sauf: [ajoutee] });
  return { adresse: await publier(recteur, campagne), ajoutee };
}

/** Structures of the latest published list that are chosen, by UAI and name. */
export async function listRetenues({ database }: Stage): Promise<{ uai: string; nom: string }[]> {
  const { rows } = await database.pool.query(
    `select l ->> 'uai' as uai, l ->> 'nom' as nom from (select contenu from liste_publiee order by publiee_le desc limit 1) p,
      jsonb_array_elements(p.contenu -> 'lignes') l where l ->> 'etat' = 'retenu' order by 1`,
  );
  return rows;
}

/** The head of a chosen collège, without JavaScript: reads why, takes the page away, accepts; never reads another one. */
export async function comprendre(stage: Stage, uai: string, autre: string): Promise<void> {
  const chef = await stage.open({ as: "chef_etablissement", javaScript: false });
  const text = await textOf(chef, `/structures/${uai}/ciblage`);
  expect(text).toContain(": rempli");
  expect(text).toMatch(/R\. 311-3-1-2|traitement algorithmique/);
  expect(text).not.toMatch(/\brang\b|Constance|à départager/i);
  const pdf = await chef.request.get(`/structures/${uai}/ciblage/pourquoi.pdf`);
  expect([pdf.status(), pdf.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  await link(chef, "Accepter ou décliner").click();
  await main(chef).getByText("Entrer dans le dispositif").click();
  await button(chef, "Envoyer la réponse").click();
  expect(await textOf(chef)).toContain("Votre accord est enregistré");
  expect((await chef.goto(`/structures/${autre}/ciblage`))?.status()).toBe(404);
}

/** The note for the bodies, in both forms, as somebody who reads the campaign takes it away. */
export async function emporterNote(stage: Stage, campagne: string): Promise<void> {
  const carec = await stage.open({ as: "carec" });
  expect(await textOf(carec, `${campagne}/note`)).toContain("Union des balises");
  for (const [form, head] of [
    ["pdf", "%PDF"],
    ["docx", "PK"],
  ] as const) {
    const answer = await carec.request.get(`${campagne}/note.${form}`);
    expect(answer.status()).toBe(200);
    expect((await answer.body()).subarray(0, head.length).toString("latin1")).toBe(head);
  }
}

/** Anybody reads the rules, with the names that the recteur publishes, and nothing more of them. */
export async function lireRegles(stage: Stage, campagne: string, noms: readonly string[]): Promise<void> {
  const page = await stage.open();
  await page.goto("/regles-de-ciblage");
  await link(page, new RegExp(campagne)).click();
  await main(page).getByRole("heading", { name: "Les règles" }).waitFor();
  const text = await textOf(page);
  for (const nom of noms) expect(text).toContain(nom);
  expect(text).toContain("Une structure est retenue si elle remplit chacun de ces critères");
  expect(text).not.toContain("Une annexe ferme");
}
