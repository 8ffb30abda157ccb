import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { Refusal } from "#app/platform/refusal.ts";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import {
  adresse,
  appliquer,
  checksumReferentiel,
  comptesOf,
  csv,
  deposer,
  effectifs,
  ips,
  marquer,
  previsualiser,
  uaiOf,
  viderReferentiel,
} from "#tests/imports.ts";
import { abandonnerImport } from "../commands.server.ts";
import { getImport, listRejets } from "../queries.server.ts";
import { appliquerImport, previsualiserImport } from "./commands.server.ts";

const A = uaiOf("072", 1);
const B = uaiOf("072", 2);
const C = uaiOf("072", 3);

const database = await createTestDatabase();
afterAll(() => database.drop());
await marquer(database);
let context: TestContext;
beforeEach(async () => {
  await viderReferentiel(database);
  context = testContext(database);
});

async function rowsOf<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(context.db)).rows;
}
const valeurs = () =>
  rowsOf(sql<{ valeur: number | null; statut: string; texte: string; retiree: boolean }>`
    select uai, indicateur_code as code, annee, valeur, statut, texte, ligne, colonne, remplace_le is not null as retiree
    from valeur_indicateur order by id`);
const structures = () => rowsOf(sql<Record<string, unknown>>`select * from structure order by uai`);
const rejetsOf = async (vu: Awaited<ReturnType<typeof appliquer>>, index = 0) =>
  listRejets(context.db, vu.fichiers[index]?.id ?? "", 100);

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

describe("lines of one file", () => {
  test("that repeat another are counted and skipped; one that contradicts it is refused naming the first", async () => {
    const vu = await appliquer(context, { "i.csv": csv([ips(A), ips(A), ips(A, { ips: "90" }), ips(B)]) });
    expect(comptesOf(vu)).toEqual([4, 2, 0, 1, 1]);
    expect(vu.fichiers[0]?.avertissements).toEqual([
      expect.stringContaining("1\u00a0ligne répète une ligne précédente"),
    ]);
    expect(await rejetsOf(vu)).toEqual([
      {
        ligne: 4,
        colonne: "",
        valeur: A,
        raison: expect.stringMatching(/déjà à la ligne 2 pour 2023-2024.*la première est retenue/),
      },
    ]);
    expect((await valeurs())[0]).toMatchObject({ valeur: 100.5 });
  });

  test("of two years do not contradict one another, and the identity follows the latest", async () => {
    const vu = await appliquer(context, {
      "i.csv": csv([
        ips(A, { rentree_scolaire: "2023-2024", nom_de_l_etablissment: "COLLEGE NEUF" }),
        ips(A, { rentree_scolaire: "2022-2023", nom_de_l_etablissment: "COLLEGE ANCIEN" }),
      ]),
    });
    expect(comptesOf(vu)).toEqual([2, 2, 0, 0, 0]);
    expect(await structures()).toMatchObject([{ nom: "COLLEGE NEUF" }]);
  });

  test("beyond the limits of the database are refused or cut, never a failure", async () => {
    const vu = await appliquer(context, {
      "a.csv": csv([
        adresse(A, { latitude: "999" }),
        adresse(B, { date_ouverture: "2024-02-31" }),
        adresse(C, {
          appellation_officielle: "x".repeat(400),
          libelle_commune: "y".repeat(400),
          code_commune: "72999",
        }),
      ]),
      "e.csv": csv([
        effectifs(uaiOf("072", 4), { "Dénomination principale": "COLLEGE", Patronyme: "z".repeat(400) }),
        effectifs(uaiOf("072", 5), { "Rentrée scolaire": "9999-12-31" }),
        effectifs(uaiOf("072", 6), { nombre_eleves_total: "w".repeat(5_000) }),
      ]),
    });
    expect([comptesOf(vu, "a.csv"), comptesOf(vu, "e.csv")]).toEqual([
      [3, 1, 0, 0, 2],
      [3, 1, 0, 0, 2],
    ]);
    expect((await rejetsOf(vu)).map(({ colonne }) => colonne)).toEqual(["latitude", "date_ouverture"]);
  });
});

describe("files of one import", () => {
  const first = csv([ips(A, { ips: "90" })]);
  const second = csv([ips(A, { ips: "91" }), ips(B)]);

  test("that contradict one another: the later name wins, whatever the order they came in, and again the second time", async () => {
    const vu = await appliquer(context, { "b.csv": second, "a.csv": first });
    expect(comptesOf(vu, "a.csv")).toEqual([1, 0, 0, 1, 0]);
    expect(comptesOf(vu, "b.csv")).toEqual([2, 2, 0, 0, 0]);
    expect(vu.fichiers.find(({ nom }) => nom === "a.csv")?.avertissements).toEqual([
      expect.stringContaining("par un fichier suivant"),
    ]);
    expect((await valeurs()).find((valeur) => valeur.texte.startsWith("9"))).toMatchObject({ valeur: 91 });
    const { audit_event: _before, ...sums } = await checksumReferentiel(context);
    const again = await appliquer(context, { "a.csv": first, "b.csv": second });
    expect([comptesOf(again, "a.csv"), comptesOf(again, "b.csv")]).toEqual([
      [1, 0, 0, 1, 0],
      [2, 0, 0, 2, 0],
    ]);
    expect(await checksumReferentiel(context)).toMatchObject(sums);
  });

  test("are left aside one by one: an open quote, another kind, an empty file, while the others go in", async () => {
    const vu = await appliquer(context, {
      "bon.csv": csv([ips(A)]),
      "guillemet.csv": `${csv([ips(B), ips(C)])}2023-2024;"${uaiOf("072", 9)};COLLEGE\n`,
      "image.png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      "vide.csv": "",
      "reunions.csv": "date;objet\n2026-09-01;rentrée\n",
    });
    expect(vu.fichiers.map(({ nom, etat, lu }) => [nom, etat, lu])).toEqual([
      ["bon.csv", "reconnu", 1],
      ["guillemet.csv", "illisible", null],
      ["image.png", "inconnu", null],
      ["vide.csv", "inconnu", null],
      ["reunions.csv", "inconnu", null],
    ]);
    expect(vu.fichiers[1]?.motif).toMatch(/ligne 4/);
    expect((await structures()).map(({ uai }) => uai)).toEqual([A]);
  });

  test("leave nothing behind when they break off after thousands of good lines, not even a commune", async () => {
    const lines = Array.from({ length: 6_000 }, (_, index) =>
      ips(uaiOf("072", index + 10), { code_insee_de_la_commune: "72999", nom_de_la_commune: "AILLEURS" }),
    );
    const vu = await appliquer(context, {
      "bon.csv": csv([ips(A)]),
      "casse.csv": `${csv(lines)}2023-2024;"jamais refermé\n`,
    });
    expect(vu.fichiers.map(({ etat }) => etat)).toEqual(["reconnu", "illisible"]);
    expect((await structures()).map(({ uai }) => uai)).toEqual([A]);
    const { rows } = await context.pool.query("select code from commune where code = '72999'");
    expect(rows).toEqual([]);
  });

  test("in windows-1252 or with a BOM and CRLF are read with their accents", async () => {
    const accents = csv([adresse(A, { appellation_officielle: "Collège Cœur-d'Été" })]);
    const bytes = Buffer.from(accents.replace("œ", "\x9c"), "latin1");
    const vu = await appliquer(context, {
      "a.csv": bytes,
      "b.csv": `\uFEFF${csv([adresse(B, { appellation_officielle: "Collège Éluard" })]).replaceAll("\n", "\r\n")}`,
    });
    expect((await structures()).map(({ nom }) => nom)).toEqual(["Collège Cœur-d'Été", "Collège Éluard"]);
    expect(vu.fichiers[0]?.avertissements).toEqual([expect.stringContaining("windows-1252")]);
  });

  test("cut in their last line: that line alone is refused", async () => {
    const whole = csv([ips(A), ips(B)]);
    const vu = await appliquer(context, { "i.csv": whole.slice(0, whole.lastIndexOf(";public")) });
    expect(comptesOf(vu)).toEqual([2, 1, 0, 0, 1]);
    expect(await rejetsOf(vu)).toMatchObject([
      { ligne: 3, raison: expect.stringMatching(/il en manque à la fin/) },
    ]);
  });

  test("of open data go into a demonstration too", async () => {
    const demonstration = await createTestDatabase();
    try {
      await marquer(demonstration, true);
      const vu = await appliquer(testContext(demonstration), { "i.csv": csv([ips(A)]) });
      expect(comptesOf(vu)).toEqual([1, 1, 0, 0, 0]);
    } finally {
      await demonstration.drop();
    }
  });
});

describe("a département that nobody knows", () => {
  const D = uaiOf("961", 1);
  test("is learnt from a line that names its académie, even when a later line does not", async () => {
    const line = { code_departement: "961", libelle_departement: "Ailleurs", code_commune: "96101" };
    const vu = await appliquer(context, {
      "a.csv": csv([
        adresse(D, { ...line, code_academie: "96", libelle_academie: "Port-Amarre" }),
        adresse(uaiOf("961", 2), { ...line, code_academie: "", libelle_academie: "" }),
      ]),
      "i.csv": csv([ips(D, { code_du_departement: "961", code_insee_de_la_commune: "96101" })]),
    });
    expect([comptesOf(vu, "a.csv"), comptesOf(vu, "i.csv")]).toEqual([
      [2, 2, 0, 0, 0],
      [1, 1, 0, 0, 0],
    ]);
    expect((await structures()).map((row) => [row.departement_code, row.academie_code])).toEqual([
      ["961", "96"],
      ["961", "96"],
    ]);
    expect(await rowsOf(sql`select nation from academie where code = '96'`)).toEqual([
      { nation: "demonstration" },
    ]);
  });

  test("without its académie refuses the line and says which file to import first", async () => {
    const vu = await appliquer(context, { "i.csv": csv([ips(D, { code_du_departement: "961" }), ips(A)]) });
    expect(comptesOf(vu)).toEqual([2, 1, 0, 0, 1]);
    expect(await rejetsOf(vu)).toMatchObject([
      {
        ligne: 2,
        valeur: "961",
        raison: expect.stringContaining("Importez d'abord le fichier des adresses"),
      },
    ]);
  });
});

describe("an identity", () => {
  test("from the addresses is never rewritten by a statistical file", async () => {
    await appliquer(context, { "a.csv": csv([adresse(A)]) });
    const before = await structures();
    const change = {
      nom_de_l_etablissment: "COLLEGE AUTRE",
      code_insee_de_la_commune: "72003",
      secteur: "PR",
    };
    const vu = await appliquer(context, { "i.csv": csv([ips(A, change)]) });
    expect(comptesOf(vu)).toEqual([1, 1, 0, 0, 0]);
    expect(await structures()).toEqual(before);
    expect(await rowsOf(sql`select * from structure_modification`)).toEqual([]);
  });

  test("in one import comes from the addresses, whatever the name of its file", async () => {
    await appliquer(context, {
      "z-adresses.csv": csv([adresse(A)]),
      "a-ips.csv": csv([ips(A)]),
    });
    expect(await structures()).toMatchObject([{ nom: `Collège ${A}`, source_identite: "adresse" }]);
  });

  test("known from statistics only is completed by the addresses, field by field, with the trace of each", async () => {
    await appliquer(context, { "i.csv": csv([ips(A)]) });
    const vu = await appliquer(context, { "a.csv": csv([adresse(A)]) });
    expect(comptesOf(vu)).toEqual([1, 0, 1, 0, 0]);
    expect(await structures()).toMatchObject([
      { nom: `Collège ${A}`, latitude: 48, source_identite: "adresse" },
    ]);
    const changes = await rowsOf(
      sql<{ champ: string }>`select champ, avant, apres from structure_modification`,
    );
    expect(changes).toContainEqual({ champ: "nom", avant: `COLLEGE ${A}`, apres: `Collège ${A}` });
    expect(changes).toContainEqual({ champ: "source_identite", avant: "statistique", apres: "adresse" });
    expect(changes.map(({ champ }) => champ).sort()).toEqual(
      [
        "commune_nom",
        "etat",
        "latitude",
        "longitude",
        "nature",
        "nom",
        "ouverte_le",
        "source_identite",
      ].sort(),
    );
  });

  test("that changes of sector moves the references of its values", async () => {
    await appliquer(context, { "a.csv": csv([adresse(A), adresse(B)]), "i.csv": csv([ips(A), ips(B)]) });
    await appliquer(context, {
      "a.csv": csv([adresse(A, { secteur_public_prive_libe: "Privé" })]),
    });
    expect(
      await rowsOf(sql`select secteur, n from reference_indicateur
        where indicateur_code = 'ips' and niveau = 'nation' order by secteur`),
    ).toEqual([
      { secteur: "prive", n: 1 },
      { secteur: "public", n: 1 },
      { secteur: "tous", n: 2 },
    ]);
  });

  test.each([
    ["Privé", "CONTRAT D'ASSOCIATION TOUTES CLASSES", "prive_sous_contrat"],
    ["Privé", "HORS CONTRAT", "prive_hors_contrat"],
    ["Privé", "", "prive"],
    ["Public", "SANS OBJET", "public"],
  ])("%s with the contract %j is %s", async (secteur, contrat, expected) => {
    await appliquer(context, {
      "a.csv": csv([
        adresse(A, {
          secteur_public_prive_libe: secteur,
          secteur_prive_libelle_type_contrat: contrat,
        }),
      ]),
    });
    expect(await structures()).toMatchObject([{ secteur: expected }]);
  });
});

describe("the education-priority status", () => {
  test("is kept by year, corrected by a new row, and the latest year is shown", async () => {
    const year = (annee: string, change: Record<string, string>) =>
      effectifs(A, { "Rentrée scolaire": annee, ...change });
    await appliquer(context, {
      "e.csv": csv([year("2024", { "REP +": "1" }), year("2022", { REP: "1" }), year("2023", {})]),
    });
    const vu = await appliquer(context, { "e.csv": csv([year("2023", { REP: "1" })]) });
    expect(comptesOf(vu)).toEqual([1, 0, 1, 0, 0]);
    expect(
      await rowsOf(
        sql`select annee, statut, remplace_le is not null as retire from statut_ep_annuel order by annee, id`,
      ),
    ).toEqual([
      { annee: 2022, statut: "rep", retire: false },
      { annee: 2023, statut: "hors_ep", retire: true },
      { annee: 2023, statut: "rep", retire: false },
      { annee: 2024, statut: "rep_plus", retire: false },
    ]);
    expect(await structures()).toMatchObject([{ statut_ep: "rep_plus", statut_ep_annee: 2024 }]);
  });
});

describe("an interrupted import", () => {
  test("stopped in the middle leaves nothing, and goes in whole afterwards", async () => {
    const contenus = { "a.csv": csv([adresse(A)]), "i.csv": csv([ips(A), ips(B)]) };
    const id = await deposer(context, contenus);
    const sums = await checksumReferentiel(context);
    for (const step of ["Lecture de i.csv", "Comparaison", "Calcul des références", "Enregistrement"]) {
      const stop = async (_milliemes: number, etape: string) => {
        if (etape.startsWith(step)) throw new Refusal("annulee", "Travail annulé.");
      };
      await expect(appliquerImport(context, id, stop)).rejects.toThrow("Travail annulé.");
      expect(await checksumReferentiel(context)).toEqual(sums);
      expect(await getImport(context.db, id)).toMatchObject({ etat: "depose", version: 1 });
    }
    await appliquerImport(context, id, async () => {});
    expect((await getImport(context.db, id)).etat).toBe("applique");
    expect(await structures()).toHaveLength(2);
  });

  test("of a file that vanished fails and leaves nothing", async () => {
    const id = await deposer(context, { "a.csv": csv([adresse(A)]) });
    await database.pool.query("update import_fichier set emplacement = '/nulle/part'");
    await expect(appliquerImport(context, id, async () => {})).rejects.toThrow(/ENOENT/);
    expect((await getImport(context.db, id)).etat).toBe("depose");
  });
});

describe("two imports at once", () => {
  test("take their turn, and both are right", async () => {
    const ids = await Promise.all([
      deposer(context, { "i.csv": csv([ips(A, { ips: "90" }), ips(B)]) }),
      deposer(context, { "i.csv": csv([ips(A, { ips: "91" }), ips(C)]) }),
      deposer(context, { "a.csv": csv([adresse(A), adresse(B)]) }),
    ]);
    await Promise.all(ids.map((id) => appliquerImport(context, id, async () => {})));
    expect((await structures()).map((row) => [row.uai, row.source_identite])).toEqual([
      [A, "adresse"],
      [B, "adresse"],
      [C, "statistique"],
    ]);
    const own = await rowsOf(sql<{ n: number; courantes: number; moyenne: number }>`
      select count(*)::int as n, (count(*) filter (where remplace_le is null))::int as courantes
      from valeur_indicateur where uai = ${A} and indicateur_code = 'ips'`);
    expect(own).toEqual([{ n: 2, courantes: 1 }]);
    expect(
      await rowsOf(sql`select (r.moyenne = (select avg(valeur) from valeur_indicateur
          where indicateur_code = 'ips' and remplace_le is null)) as juste, r.n from reference_indicateur r
        where indicateur_code = 'ips' and niveau = 'nation' and secteur = 'tous'`),
    ).toEqual([{ juste: true, n: 3 }]);
  });

  test("of the same deposit apply it once", async () => {
    const id = await deposer(context, { "i.csv": csv([ips(A)]) });
    await Promise.all([1, 2, 3].map(() => appliquerImport(context, id, async () => {})));
    expect(await getImport(context.db, id)).toMatchObject({ etat: "applique", version: 2 });
    expect(await rowsOf(sql`select from audit_event where evenement = 'import.appliquer'`)).toHaveLength(1);
  });
});

test("a preview of nothing we know says so for each file", async () => {
  const vu = await previsualiser(context, { "notes.csv": "a;b\n1;2\n" });
  expect(vu.fichiers).toMatchObject([{ etat: "inconnu", jeu: null, lu: null }]);
});
