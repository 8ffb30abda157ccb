import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { Refusal } from "#app/platform/refusal.ts";
import {
  adresse,
  appliquer,
  checksumReferentiel,
  comptesOf,
  csv,
  deposer,
  effectifs,
  ips,
  previsualiser,
  uaiOf,
} from "#tests/imports.ts";
import { prepareImports } from "#tests/imports-banc.ts";
import { abandonnerImport } from "../commands.server.ts";
import { getImport } from "../queries.server.ts";
import { appliquerImport, previsualiserImport } from "./commands.server.ts";

const A = uaiOf("072", 1);
const B = uaiOf("072", 2);
const C = uaiOf("072", 3);

const { database, context, rowsOf, valeurs, structures, rejetsOf } = await prepareImports();

describe("an applied import", () => {
  test("writes structures, values, references, counts, its report and its audit row", async () => {
    const vu = await appliquer(context, {
      "adresses.csv": csv([adresse(A, { appellation_officielle: "Collège Alain-Fournier" }), adresse(B)]),
      "ips.csv": csv([ips(A), ips(B, { ips: "NS", ecart_type_de_l_ips: "" })]),
      "effectifs.csv": csv([effectifs(A, { REP: "1" }), effectifs(C, { "REP +": "1" })]),
    });
    expect(vu).toMatchObject({ etat: "applique", appliqueLe: context.now(), version: 2 });
    expect(vu.fichiers.map(({ nom, jeu }) => [nom, jeu, ...comptesOf(vu, nom)])).toEqual([
      ["adresses.csv", "adresse_geolocalisation", 2, 2, 0, 0, 0],
      ["ips.csv", "ips_colleges", 2, 2, 0, 0, 0],
      ["effectifs.csv", "effectifs_college", 2, 2, 0, 0, 0],
    ]);
    expect(await structures()).toMatchObject([
      {
        uai: A,
        nom: "Collège Alain-Fournier",
        type: "college",
        secteur: "public",
        etat: "ouvert",
        commune_code: "72181",
        departement_code: "72",
        academie_code: "17",
        source_identite: "adresse",
        statut_ep: "rep",
        statut_ep_annee: 2024,
        recherche: `college alain fournier le mans ${A.toLowerCase()}`,
        ligne: 2,
        ouverte_le: "1973-10-25",
      },
      { uai: B, statut_ep: null },
      { uai: C, source_identite: "statistique", statut_ep: "rep_plus", nom: `COLLEGE ${C}`, ligne: 3 },
    ]);
    expect((await valeurs()).filter(({ statut }) => statut !== "ok")).toMatchObject([
      { uai: B, code: "ips", annee: 2023, valeur: null, statut: "ns", texte: "NS", ligne: 3, colonne: "ips" },
      { uai: B, code: "ips_ecart_type", valeur: null, statut: "manquant", texte: "" },
    ]);
    expect(
      await rowsOf(sql`select n, moyenne from reference_indicateur where indicateur_code = 'ips'
      and niveau = 'nation' and secteur = 'tous'`),
    ).toEqual([{ n: 1, moyenne: 100.5 }]);
    expect(await rowsOf(sql`select sum(n)::int as n from comptage_structure`)).toEqual([{ n: 3 }]);
    expect(
      await rowsOf(sql`select evenement, objet_id, agent_id, faits from audit_event order by id`),
    ).toEqual([
      {
        evenement: "import.deposer",
        objet_id: vu.id,
        agent_id: null,
        faits: { fichiers: 3, origine: "commande" },
      },
      {
        evenement: "import.appliquer",
        objet_id: vu.id,
        agent_id: null,
        faits: { fichiers: 3, cree: 6, modifie: 0 },
      },
    ]);
  });

  test("changes nothing the second time", async () => {
    const contenus = {
      "adresses.csv": csv([adresse(A), adresse(B)]),
      "ips.csv": csv([ips(A), ips(A, { rentree_scolaire: "2022-2023" }), ips(B, { ips: "NS" })]),
      "effectifs.csv": csv([effectifs(A, { REP: "1" }), effectifs(C)]),
    };
    await appliquer(context, contenus);
    const { audit_event: _first, ...before } = await checksumReferentiel(context);
    context.clock.advance(86_400_000);
    const vu = await appliquer(context, contenus);
    expect(vu.fichiers.map(({ nom }) => comptesOf(vu, nom))).toEqual([
      [2, 0, 0, 2, 0],
      [3, 0, 0, 3, 0],
      [2, 0, 0, 2, 0],
    ]);
    const { audit_event: _second, ...after } = await checksumReferentiel(context);
    expect(after).toEqual(before);
  });

  test("of a changed value adds a row, retires the old one and moves the references", async () => {
    await appliquer(context, { "ips.csv": csv([ips(A), ips(B)]) });
    const first = context.now();
    context.clock.advance(3_600_000);
    const vu = await appliquer(context, { "ips.csv": csv([ips(A, { ips: "110,5" }), ips(B)]) });
    expect(comptesOf(vu)).toEqual([2, 0, 1, 1, 0]);
    expect(
      await rowsOf(sql`select valeur, texte, enregistre_le, remplace_le from valeur_indicateur
        where uai = ${A} and indicateur_code = 'ips' order by id`),
    ).toEqual([
      { valeur: 100.5, texte: "100.5", enregistre_le: first, remplace_le: context.now() },
      { valeur: 110.5, texte: "110,5", enregistre_le: context.now(), remplace_le: null },
    ]);
    expect(
      await rowsOf(sql`select moyenne from reference_indicateur
        where indicateur_code = 'ips' and niveau = 'academie' and secteur = 'tous'`),
    ).toEqual([{ moyenne: 105.5 }]);
  });

  test("keeps a value whose writing alone changed", async () => {
    await appliquer(context, { "ips.csv": csv([ips(A)]) });
    const vu = await appliquer(context, { "ips.csv": csv([ips(A, { ips: "100,50" })]) });
    expect(comptesOf(vu)).toEqual([1, 0, 0, 1, 0]);
  });

  test("may turn a published value into an absent one and back, never into 0", async () => {
    for (const cell of ["100", "NS", "", "100"])
      await appliquer(context, { "ips.csv": csv([ips(A, { ips: cell })]) });
    const own = (await valeurs()).filter((valeur) => (valeur as { code?: string }).code === "ips");
    expect(own.map(({ valeur, statut, retiree }) => [valeur, statut, retiree])).toEqual([
      [100, "ok", true],
      [null, "ns", true],
      [null, "manquant", true],
      [100, "ok", false],
    ]);
  });
});

describe("what was imported", () => {
  beforeEach(() =>
    appliquer(context, {
      "a.csv": csv([adresse(A)]),
      "e.csv": csv([effectifs(A)]),
    }),
  );

  test.each([
    "update valeur_indicateur set valeur = 1",
    "update valeur_indicateur set remplace_le = now(), valeur = 1",
    "delete from valeur_indicateur",
    "update statut_ep_annuel set statut = 'rep'",
    "delete from statut_ep_annuel",
  ])("is not changed by « %s »", async (statement) => {
    await expect(database.pool.query(statement)).rejects.toMatchObject({ constraint: "journal_immuable" });
  });

  test("is retired once, and never comes back", async () => {
    await database.pool.query("update valeur_indicateur set remplace_le = now()");
    await expect(
      database.pool.query("update valeur_indicateur set remplace_le = null"),
    ).rejects.toMatchObject({
      constraint: "journal_immuable",
    });
  });

  test("keeps the history of identities for good", async () => {
    await appliquer(context, { "a.csv": csv([adresse(A, { libelle_commune: "Allonnes" })]) });
    for (const statement of [
      "update structure_modification set avant = ''",
      "delete from structure_modification",
    ])
      await expect(database.pool.query(statement)).rejects.toMatchObject({ constraint: "journal_immuable" });
  });
});

describe("a preview", () => {
  const before = {
    "a.csv": csv([adresse(A), adresse(B)]),
    "i.csv": csv([ips(A), ips(B)]),
  };
  const after = {
    "a.csv": csv([
      adresse(A, { appellation_officielle: "Collège Neuf" }),
      adresse(B),
      adresse(uaiOf("999", 1), { code_departement: "999", code_commune: "", code_academie: "98" }),
    ]),
    "i.csv": csv([ips(A, { ips: "90" }), ips(B), ips(C), ips(C, { ips: "91" })]),
    "e.csv": csv([effectifs(A, { "REP +": "1" })]),
    "autre.txt": "bonjour",
  };

  test("writes nothing of the reference and announces exactly what the application then does", async () => {
    await appliquer(context, before);
    const id = await deposer(context, after);
    const sums = await checksumReferentiel(context);
    await previsualiserImport(context, id, async () => {});
    expect(await checksumReferentiel(context)).toEqual(sums);
    const announced = await getImport(context.db, id);
    expect(announced).toMatchObject({ etat: "previsualise", appliqueLe: null, version: 2 });
    const announcedRejets = await rejetsOf(announced, 1);

    await appliquerImport(context, id, async () => {});
    const done = await getImport(context.db, id);
    expect(done.etat).toBe("applique");
    expect(done.fichiers).toEqual(announced.fichiers);
    expect(await rejetsOf(done, 1)).toEqual(announcedRejets);
    expect(done.fichiers.map(({ nom, etat, cree, modifie }) => [nom, etat, cree, modifie])).toEqual([
      ["a.csv", "reconnu", 1, 1],
      ["i.csv", "reconnu", 1, 1],
      ["e.csv", "reconnu", 1, 0],
      ["autre.txt", "inconnu", null, null],
    ]);
  });

  test("asked again says the same, and never undoes an application", async () => {
    const id = await deposer(context, before);
    await previsualiserImport(context, id, async () => {});
    const { fichiers } = await getImport(context.db, id);
    await previsualiserImport(context, id, async () => {});
    expect((await getImport(context.db, id)).fichiers).toEqual(fichiers);
    await appliquerImport(context, id, async () => {});
    const applied = await getImport(context.db, id);
    await previsualiserImport(context, id, async () => {});
    expect(await getImport(context.db, id)).toEqual(applied);
  });

  test("of an import that was given up is not applied after all", async () => {
    const id = await deposer(context, before);
    await abandonnerImport(context, { importId: id, agentId: null, version: 1 });
    const sums = await checksumReferentiel(context);
    await expect(appliquerImport(context, id, async () => {})).rejects.toThrow(Refusal);
    expect(await checksumReferentiel(context)).toEqual(sums);
  });

  test("followed twice by the application applies once", async () => {
    const id = await deposer(context, before);
    await appliquerImport(context, id, async () => {});
    const sums = await checksumReferentiel(context);
    await appliquerImport(context, id, async () => {});
    expect(await checksumReferentiel(context)).toEqual(sums);
  });
});

test("a preview of nothing we know says so for each file", async () => {
  const vu = await previsualiser(context, { "notes.csv": "a;b\n1;2\n" });
  expect(vu.fichiers).toMatchObject([{ etat: "inconnu", jeu: null, lu: null }]);
});
