import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { appliquer, csv, marquer, uaiOf } from "#tests/imports.ts";
import { AGENT, compterEcrits, evenementsOf, inserer, porteeOf, preparer } from "#tests/vie.ts";
import {
  attribuerDispositif,
  attribuerEnNombre,
  retirerDispositif,
  terminerDispositif,
} from "./dispositifs/commands.server.ts";
import { consignerFait, retirerFait } from "./faits/commands.server.ts";
import { relierStructures, retirerFiliation } from "./filiations/commands.server.ts";
import { getVieStructure } from "./queries.server.ts";
import { retirerSaisie, saisirFait } from "./saisies/commands.server.ts";
import type { ChampSaisi } from "./saisies/rules.ts";

const database = await createTestDatabase();
const context = testContext(database);
afterAll(() => database.drop());
beforeAll(async () => {
  await marquer(database);
  await preparer(context);
});

let last = 0;
/** A structure that no other test touches. */
const nouvelle = (change = {}) => {
  last += 1;
  return inserer(context, last, change);
};
const portee = porteeOf("structure.gerer");
const acte = (uai: string) => ({ uai, agentId: AGENT, portee, motif: "Courrier de la mairie" });
const vieOf = (uai: string) =>
  getVieStructure(context.db, porteeOf("structure.lire", "72", "ien"), uai, "2026-11-22");
const valeurOf = async (uai: string, champ: string) =>
  (await database.pool.query(`select ${champ} as valeur from structure where uai = $1`, [uai])).rows[0]
    .valeur;
const saisir = (uai: string, champ: ChampSaisi, valeur: string, vue: string | null = null) =>
  saisirFait(context, { ...acte(uai), champ, valeur, vue });

async function refused(act: () => Promise<unknown>): Promise<unknown> {
  const before = await compterEcrits(context);
  const error = await act().then(
    () => "accepted",
    (thrown: { code?: string; status?: number }) => thrown.code ?? thrown.status,
  );
  expect(await compterEcrits(context)).toEqual(before);
  return error;
}

describe("a typed fact", () => {
  test("holds at once, is told with its author, and leaves a lasting trace and an audit event", async () => {
    const uai = await nouvelle({ telephone: "02 43 00 00 00" });
    await saisir(uai, "telephone", "02 43 11 11 11", "02 43 00 00 00");
    expect(await valeurOf(uai, "telephone")).toBe("02 43 11 11 11");
    const vie = await vieOf(uai);
    const telephone = vie.rattachements.find(({ champ }) => champ === "telephone");
    expect(telephone).toMatchObject({
      valeur: "02 43 11 11 11",
      saisie: { auteur: "Nora Quai", motif: "Courrier de la mairie" },
    });
    expect(vie.evenements[0]).toMatchObject({
      phrase: "Téléphone : « 02 43 00 00 00 » devient « 02 43 11 11 11 »",
      source: "Nora Quai : Courrier de la mairie",
    });
    expect(await evenementsOf(context, uai)).toEqual(["structure.saisir_fait"]);
  });

  test("typed again keeps the former one, withdrawn", async () => {
    const uai = await nouvelle();
    await saisir(uai, "site", "https://un.exemple.fr");
    await saisir(uai, "site", "https://deux.exemple.fr", "https://un.exemple.fr");
    const { rows } = await database.pool.query(
      "select valeur, retiree_le is null as vaut from structure_saisie where uai = $1 order by id",
      [uai],
    );
    expect(rows).toEqual([
      { valeur: "https://un.exemple.fr", vaut: false },
      { valeur: "https://deux.exemple.fr", vaut: true },
    ]);
  });

  test("comes back to what the files said when it is withdrawn, once", async () => {
    const uai = await nouvelle({ telephone: "02 43 00 00 00" });
    await saisir(uai, "telephone", "02 43 11 11 11", "02 43 00 00 00");
    await saisir(uai, "telephone", "02 43 22 22 22", "02 43 11 11 11");
    const { rows } = await database.pool.query(
      "select id from structure_saisie where uai = $1 and retiree_le is null",
      [uai],
    );
    await retirerSaisie(context, { ...acte(uai), id: rows[0].id });
    expect(await valeurOf(uai, "telephone")).toBe("02 43 00 00 00");
    expect(await refused(() => retirerSaisie(context, { ...acte(uai), id: rows[0].id }))).toBe("deja_retire");
    expect(await evenementsOf(context, uai)).toEqual([
      "structure.saisir_fait",
      "structure.saisir_fait",
      "structure.retirer_fait",
    ]);
  });

  test("is refused, and writes nothing, when it cannot be", async () => {
    const uai = await nouvelle();
    const lycee = await nouvelle({ type: "lgt" });
    expect(await refused(() => saisir(uai, "courriel", "jean.dupont@ac-nantes.fr"))).toBe(
      "courriel_nominatif",
    );
    expect(await refused(() => saisir(uai, "site", "https://x.fr", "autre"))).toBe("version_perimee");
    expect(await refused(() => saisir(uai, "circonscription_code", "ailleurs"))).toBe(
      "circonscription_inconnue",
    );
    expect(await refused(() => saisir(uai, "bassin_code", "ailleurs"))).toBe("bassin_inconnu");
    expect(await refused(() => saisir(uai, "mere_uai", uaiOf("072", 9999)))).toBe("structure_inconnue");
    expect(await refused(() => saisir(uai, "secteur_college_uai", lycee))).toBe("pas_un_college");
  });

  test("does not exist for who is elsewhere", async () => {
    const uai = await nouvelle();
    const elsewhere = porteeOf("structure.gerer", "44");
    const typed = { ...acte(uai), champ: "site" as const, valeur: "https://x.fr", vue: null };
    expect(await refused(() => saisirFait(context, { ...typed, portee: elsewhere }))).toBe(404);
  });

  test("is written once when two people type at the same time", async () => {
    const uai = await nouvelle();
    const both = await Promise.allSettled([
      saisir(uai, "telephone", "02 43 33 33 33"),
      saisir(uai, "telephone", "02 43 44 44 44"),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await evenementsOf(context, uai)).toEqual(["structure.saisir_fait"]);
  });

  test("ties a SEGPA to its collège, and both pages show it", async () => {
    const college = await nouvelle({ nom: "Collège Mère" });
    const segpa = await nouvelle({ type: "segpa", nom: "SEGPA Fille" });
    await saisir(segpa, "mere_uai", college);
    expect((await vieOf(segpa)).rattachements.find(({ champ }) => champ === "mere_uai")?.structure).toEqual({
      uai: college,
      nom: "Collège Mère",
    });
    expect((await vieOf(college)).filles).toEqual([{ uai: segpa, nom: "SEGPA Fille" }]);
  });

  test("of a structure out of scope is told by its code alone", async () => {
    const loin = await nouvelle({ nom: "Collège Loin", departement_code: "44", commune_code: null });
    const segpa = await nouvelle({ type: "segpa" });
    await saisir(segpa, "mere_uai", loin);
    expect((await vieOf(segpa)).rattachements.find(({ champ }) => champ === "mere_uai")?.structure).toEqual({
      uai: loin,
      nom: null,
    });
  });
});

describe("a filiation", () => {
  const lien = (uai: string, autreUai: string, change = {}) =>
    relierStructures(context, {
      ...acte(uai),
      autreUai,
      sens: "vers",
      genre: "fusion",
      effetLe: "2025-09-01",
      acte: null,
      fermer: false,
      ...change,
    });

  test("is read from both sides, and closes the former structure when asked", async () => {
    const [avant, apres] = [await nouvelle(), await nouvelle()];
    await lien(avant, apres, { genre: "changement_uai", fermer: true, acte: "Arrêté du 3 mars 2025" });
    expect(await valeurOf(avant, "etat")).toBe("ferme");
    expect(await valeurOf(avant, "fermee_le")).toBe("2025-08-31");
    expect((await vieOf(avant)).filiations).toMatchObject([
      { autreUai: apres, vient: false, genre: "changement_uai" },
    ]);
    expect((await vieOf(apres)).filiations).toMatchObject([
      { autreUai: avant, vient: true, acte: "Arrêté du 3 mars 2025" },
    ]);
    const natures = (await vieOf(avant)).evenements.map(({ nature }) => nature);
    expect(natures).toEqual(expect.arrayContaining(["filiation", "fermeture", "identite"]));
    expect(await evenementsOf(context, avant)).toEqual(["structure.relier"]);
  });

  test("is refused when it makes a circle, repeats one, or leads nowhere", async () => {
    const [a, b, c] = [await nouvelle(), await nouvelle(), await nouvelle()];
    await lien(a, b);
    await lien(b, c);
    expect(await refused(() => lien(c, a))).toBe("cercle");
    expect(await refused(() => lien(a, c, { sens: "de" }))).toBe("cercle");
    expect(await refused(() => lien(a, a))).toBe("soi_meme");
    expect(await refused(() => lien(a, b, { genre: "scission" }))).toBe("deja_reliees");
    expect(await refused(() => lien(a, uaiOf("072", 9998)))).toBe("structure_inconnue");
  });

  test("never closes a structure out of scope", async () => {
    const loin = await nouvelle({ departement_code: "44", commune_code: null });
    const ici = await nouvelle();
    expect(await refused(() => lien(ici, loin, { sens: "de", fermer: true }))).toBe(404);
    await lien(ici, loin, { sens: "de" });
    expect(await valeurOf(loin, "etat")).toBe("ouvert");
    // Their name is not told to who does not reach them.
    expect((await vieOf(ici)).filiations).toMatchObject([{ autreUai: loin, autreNom: null }]);
  });

  test("of both ways at once leaves one only", async () => {
    const [a, b] = [await nouvelle(), await nouvelle()];
    const both = await Promise.allSettled([lien(a, b), lien(b, a)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is withdrawn with a reason, and may then be made the other way", async () => {
    const [a, b] = [await nouvelle(), await nouvelle()];
    await lien(a, b);
    const [{ id } = { id: "" }] = (await vieOf(a)).filiations;
    await retirerFiliation(context, { ...acte(b), id });
    expect((await vieOf(a)).filiations).toEqual([]);
    expect((await vieOf(b)).evenements[0]).toMatchObject({
      nature: "retrait",
      source: "Nora Quai : Courrier de la mairie",
    });
    expect(await refused(() => retirerFiliation(context, { ...acte(a), id }))).toBe("deja_retire");
    await lien(b, a);
  });
});

describe("a scheme", () => {
  const cla = {
    dispositif: "cla",
    debut: "2022-09-01",
    fin: null,
    precision: null,
    source: "Liste académique 2022",
  };

  test("holds between its dates, and is told at both", async () => {
    const uai = await nouvelle();
    await attribuerDispositif(context, { ...acte(uai), ...cla, fin: "2025-09-01" });
    expect((await vieOf(uai)).enVigueur).toEqual([]);
    await attribuerDispositif(context, { ...acte(uai), ...cla, debut: "2025-09-01" });
    expect((await vieOf(uai)).enVigueur.map(({ libelle }) => libelle)).toEqual([
      "Contrat local d'accompagnement (CLA)",
    ]);
    const jours = (await vieOf(uai)).evenements.map(({ jour }) => jour);
    expect(jours).toEqual(["2025-09-01", "2025-09-01", "2022-09-01"]);
    expect(await evenementsOf(context, uai)).toHaveLength(2);
  });

  test("does not hold twice at once, even for two people in a hurry", async () => {
    const uai = await nouvelle();
    await attribuerDispositif(context, { ...acte(uai), ...cla });
    expect(
      await refused(() => attribuerDispositif(context, { ...acte(uai), ...cla, debut: "2026-09-01" })),
    ).toBe("chevauchement");
    expect(
      await refused(() => attribuerDispositif(context, { ...acte(uai), ...cla, dispositif: "inconnu" })),
    ).toBe("dispositif_inconnu");
    const other = await nouvelle();
    const both = await Promise.allSettled(
      [1, 2].map(() => attribuerDispositif(context, { ...acte(other), ...cla })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is given its end, or withdrawn with a reason", async () => {
    const uai = await nouvelle();
    await attribuerDispositif(context, { ...acte(uai), ...cla });
    const [{ id } = { id: "" }] = (await vieOf(uai)).dispositifs;
    expect(await refused(() => terminerDispositif(context, { ...acte(uai), id, fin: "2022-09-01" }))).toBe(
      "periode",
    );
    await terminerDispositif(context, { ...acte(uai), id, fin: "2024-09-01" });
    expect((await vieOf(uai)).dispositifs).toMatchObject([{ fin: "2024-09-01" }]);
    expect(await refused(() => terminerDispositif(context, { ...acte(uai), id, fin: "2025-09-01" }))).toBe(
      "deja_termine",
    );
    await retirerDispositif(context, { ...acte(uai), id });
    expect((await vieOf(uai)).dispositifs).toEqual([]);
    expect((await vieOf(uai)).evenements[0]).toMatchObject({ phrase: "Dispositif retiré" });
    expect(await refused(() => retirerDispositif(context, { ...acte(uai), id }))).toBe("deja_retire");
  });

  test("for a whole list is written for all of them or for none", async () => {
    const [a, b] = [await nouvelle(), await nouvelle()];
    const loin = await nouvelle({ departement_code: "44", commune_code: null });
    const { uai: _, ...sansUai } = acte(a);
    const sortie = { ...sansUai, ...cla, dispositif: "sortie_ep_2015", debut: "2015-09-01" };
    expect(await refused(() => attribuerEnNombre(context, { ...sortie, uais: [a, b, loin] }))).toBe(404);
    await attribuerEnNombre(context, { ...sortie, uais: [a, b] });
    for (const uai of [a, b]) expect((await vieOf(uai)).dispositifs).toHaveLength(1);
    expect(await evenementsOf(context, "sortie_ep_2015")).toEqual(["structure.attribuer_en_nombre"]);
    const c = await nouvelle();
    expect(await refused(() => attribuerEnNombre(context, { ...sortie, uais: [c, a] }))).toBe(
      "chevauchement",
    );
  });
});

describe("a local fact", () => {
  const fait = {
    genre: "emploi" as const,
    survenuLe: "2026-03-01",
    description: "Fermeture de l’usine",
    preuve: "Ouest-France",
  };

  test("of a commune is told on every structure of the commune, and withdrawn from any", async () => {
    await database.pool.query(
      "insert into commune (code, nom, departement_code) values ('72003', 'Allonnes', '72')",
    );
    const [a, b] = [await nouvelle({ commune_code: "72003" }), await nouvelle({ commune_code: "72003" })];
    await consignerFait(context, { ...acte(a), ...fait, commune: true });
    const [told] = (await vieOf(b)).evenements;
    expect(told).toMatchObject({
      nature: "fait_local",
      phrase: "Emploi, activité économique (commune : Allonnes)",
      source: "Ouest-France (Nora Quai)",
    });
    await retirerFait(context, { ...acte(b), id: told?.cle.slice(1) ?? "" });
    expect((await vieOf(a)).evenements).toEqual([]);
    expect(await refused(() => retirerFait(context, { ...acte(a), id: told?.cle.slice(1) ?? "" }))).toBe(
      "deja_retire",
    );
  });

  test("of a structure stays its own; without known commune there is none to tell", async () => {
    const [a, b] = [await nouvelle(), await nouvelle({ commune_code: null })];
    await consignerFait(context, { ...acte(a), ...fait, commune: false });
    expect((await vieOf(a)).evenements).toHaveLength(1);
    expect((await vieOf(b)).evenements).toHaveLength(0);
    expect(await refused(() => consignerFait(context, { ...acte(b), ...fait, commune: true }))).toBe(
      "sans_commune",
    );
    expect(
      await refused(() => retirerFait(context, { ...acte(b), id: "00000000-0000-4000-8000-ffffffffffff" })),
    ).toBe("deja_retire");
  });
});

/** A line of the directory: a public collège of Le Mans. */
const annuaire = (uai: string, telephone: string) => ({
  identifiant_de_l_etablissement: uai,
  nom_etablissement: `Collège ${uai}`,
  type_etablissement: "Collège",
  statut_public_prive: "Public",
  code_commune: "72181",
  nom_commune: "Le Mans",
  code_departement: "072",
  libelle_departement: "Sarthe",
  code_academie: "17",
  libelle_academie: "Nantes",
  latitude: "48.0",
  longitude: "0.2",
  code_nature: "340",
  etat: "OUVERT",
  telephone,
  date_maj_ligne: "2026-01-05",
});

test("a later import leaves a typed fact alone, and speaks again once it is withdrawn", async () => {
  const uai = uaiOf("072", 777);
  const depose = (telephone: string) =>
    appliquer(context, { "annuaire.csv": csv([annuaire(uai, telephone)]) });
  await depose("02 43 00 00 01");
  expect(await valeurOf(uai, "telephone")).toBe("02 43 00 00 01");
  await saisir(uai, "telephone", "02 43 99 99 99", "02 43 00 00 01");
  await depose("02 43 00 00 02");
  expect(await valeurOf(uai, "telephone")).toBe("02 43 99 99 99");
  const { rows } = await database.pool.query("select id from structure_saisie where uai = $1", [uai]);
  await retirerSaisie(context, { ...acte(uai), id: rows[0].id });
  expect(await valeurOf(uai, "telephone")).toBe("02 43 00 00 01");
  await depose("02 43 00 00 03");
  expect(await valeurOf(uai, "telephone")).toBe("02 43 00 00 03");
});

test("the life of a structure out of scope does not exist", async () => {
  const uai = await nouvelle({ departement_code: "44", commune_code: null });
  await expect(vieOf(uai)).rejects.toMatchObject({ status: 404 });
});
