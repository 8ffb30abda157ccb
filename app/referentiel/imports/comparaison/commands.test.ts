import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import { adresse, appliquer, comptesOf, csv, ips, marquer, uaiOf, viderReferentiel } from "#tests/imports.ts";
import { listRejets } from "../queries.server.ts";

const A = uaiOf("072", 1);
const B = uaiOf("072", 2);

const database = await createTestDatabase();
afterAll(() => database.drop());
await marquer(database);
await database.pool.query(
  "insert into agent (id, nom, prenom, courriel, demonstration, cree_le) values ('00000000-0000-4000-8000-aaaaaaaaaaaa', 'Amarin', 'Solène', 's@exemple.fr', false, now())",
);
let context: TestContext;
beforeEach(async () => {
  await viderReferentiel(database);
  context = testContext(database);
});

async function rowsOf<T = Record<string, unknown>>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(context.db)).rows;
}
const structures = () => rowsOf(sql<Record<string, unknown>>`select * from structure order by uai`);

/** A line of the directory, in the manner of 2026. */
function annuaire(uai: string, change: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    identifiant_de_l_etablissement: uai,
    nom_etablissement: "Collège de l'annuaire",
    type_etablissement: "Collège",
    statut_public_prive: "Public",
    adresse_1: "1 rue des Pins",
    code_postal: "72000",
    code_commune: "72181",
    nom_commune: "Le Mans",
    code_departement: "072",
    libelle_departement: "Sarthe",
    code_academie: "17",
    libelle_academie: "Nantes",
    latitude: "48.1",
    longitude: "0.1",
    date_ouverture: "1973-10-25",
    date_maj_ligne: "2026-01-10",
    etat: "OUVERT",
    code_nature: "340",
    telephone: "02 43 00 00 00",
    mail: `ce.${uai.toLowerCase()}@ac-nantes.fr`,
    web: "",
    ...change,
  };
}

/** A line of the closed structures. */
const ferme = (uai: string, fermeture: string) => ({ ...adresse(uai), date_fermeture: fermeture });

describe("an identity told by several files", () => {
  const three = {
    "annuaire.csv": csv([annuaire(A)]),
    "adresses.csv": csv([adresse(A, { latitude: "48.9", adresse_uai: "2 rue Basse" })]),
    "ips.csv": csv([ips(A, { nom_de_l_etablissment: "COLLEGE STAT" })]),
  };

  test("takes each fact from the directory first, then the addresses, then statistics", async () => {
    await appliquer(context, three);
    expect(await structures()).toMatchObject([
      {
        nom: "Collège de l'annuaire",
        latitude: 48.1,
        adresse: "1 rue des Pins",
        source_identite: "annuaire",
      },
    ]);
  });

  test("is the same when they come one after the other, in any order", async () => {
    const shown = async () => {
      const [{ enregistre_le: _e, fichier_id: _f, ligne: _l, ...identity } = {}] = await structures();
      return identity;
    };
    await appliquer(context, three);
    const together = await shown();
    for (const order of [
      ["ips.csv", "adresses.csv", "annuaire.csv"],
      ["annuaire.csv", "ips.csv", "adresses.csv"],
    ] as const) {
      await viderReferentiel(database);
      for (const nom of order) await appliquer(context, { [nom]: three[nom] });
      expect(await shown()).toEqual(together);
    }
  });

  test("is completed by an older directory, never replaced by it", async () => {
    await appliquer(context, { "a.csv": csv([annuaire(A, { telephone: "" })]) });
    const older = annuaire(A, {
      nom_etablissement: "Ancien nom",
      date_maj_ligne: "2020-01-01",
      telephone: "01 01",
    });
    await appliquer(context, { "b.csv": csv([older]) });
    expect(await structures()).toMatchObject([
      { nom: "Collège de l'annuaire", telephone: "01 01", identite_le: "2026-01-10" },
    ]);
    await appliquer(context, { "c.csv": csv([{ ...older, date_maj_ligne: "2027-01-01" }]) });
    expect(await structures()).toMatchObject([{ nom: "Ancien nom", identite_le: "2027-01-01" }]);
  });

  test("loses nothing to a file that is silent on a fact", async () => {
    await appliquer(context, { "a.csv": csv([annuaire(A)]) });
    const silent = annuaire(A, {
      telephone: "",
      mail: "",
      adresse_1: "",
      latitude: "",
      date_maj_ligne: "2026-06-01",
    });
    await appliquer(context, { "b.csv": csv([silent]) });
    expect(await structures()).toMatchObject([
      {
        telephone: "02 43 00 00 00",
        adresse: "1 rue des Pins",
        latitude: 48.1,
        courriel: `ce.${A.toLowerCase()}@ac-nantes.fr`,
      },
    ]);
  });

  test("keeps a fact that a person typed", async () => {
    await appliquer(context, { "a.csv": csv([annuaire(A)]) });
    await database.pool.query(
      `insert into structure_saisie (id, uai, champ, valeur, motif, agent_id, saisie_le)
       values ('00000000-0000-4000-8000-bbbbbbbbbbbb', $1, 'telephone', '09 99', 'appel', '00000000-0000-4000-8000-aaaaaaaaaaaa', now())`,
      [A],
    );
    await appliquer(context, {
      "b.csv": csv([annuaire(A, { telephone: "03 33", date_maj_ligne: "2026-06-01" })]),
    });
    expect(await structures()).toMatchObject([{ telephone: "09 99" }]);
  });

  test("that stands on two lines of one file takes its facts from both without complaint, when the file repeats", async () => {
    const twice = [annuaire(A, { telephone: "" }), annuaire(A, { nom_etablissement: "Site bis" })];
    const vu = await appliquer(context, { "a.csv": csv(twice) });
    expect(comptesOf(vu)[4]).toBe(0);
    expect(vu.fichiers[0]?.avertissements.join(" ")).toContain("répète une ligne précédente");
    expect(await structures()).toHaveLength(1);
  });
});

describe("a closing", () => {
  test("wins whoever states it, unless a directory dated after it says that the structure is open", async () => {
    await appliquer(context, {
      "a.csv": csv([annuaire(A), annuaire(B)]),
      "f.csv": csv([ferme(A, "2026-03-01"), ferme(B, "2025-08-31")]),
    });
    expect(await structures()).toMatchObject([
      { uai: A, etat: "ferme", fermee_le: "2026-03-01" },
      { uai: B, etat: "ouvert" },
    ]);
    await appliquer(context, { "a.csv": csv([annuaire(A, { date_maj_ligne: "2026-09-01" })]) });
    expect(await structures()).toMatchObject([{ uai: A, etat: "ouvert" }, { uai: B }]);
  });
});

describe("schemes", () => {
  const scheme = (uai: string, debut: string, fin = "") => ({
    uai,
    dispositif: "cite_educative",
    debut,
    fin,
  });
  const held = () =>
    rowsOf(
      sql`select uai, dispositif_code as code, debut, fin, retire_le is not null as retire from structure_dispositif order by enregistre_le, debut`,
    );

  test("are attributed with their dates; the same file again changes nothing, other dates replace", async () => {
    await appliquer(context, { "a.csv": csv([adresse(A)]) });
    const file = (fin: string) => ({ "dispositifs.csv": csv([scheme(A, "2020-09-01", fin)]) });
    expect(comptesOf(await appliquer(context, file("")))).toEqual([1, 1, 0, 0, 0]);
    expect(comptesOf(await appliquer(context, file("")))).toEqual([1, 0, 0, 1, 0]);
    context.clock.advance(60_000);
    expect(comptesOf(await appliquer(context, file("2024-08-31")))).toEqual([1, 0, 1, 0, 0]);
    expect(await held()).toEqual([
      { uai: A, code: "cite_educative", debut: "2020-09-01", fin: null, retire: true },
      { uai: A, code: "cite_educative", debut: "2020-09-01", fin: "2024-08-31", retire: false },
    ]);
  });

  test("of an unknown structure, or that end before they begin, are refused with the way out", async () => {
    await appliquer(context, { "a.csv": csv([adresse(A)]) });
    const vu = await appliquer(context, {
      "d.csv": csv([scheme(B, "2020-09-01"), scheme(A, "2020-09-01", "2019-08-31")]),
    });
    expect(comptesOf(vu)).toEqual([2, 0, 0, 0, 2]);
    const raisons = (await listRejets(context.db, vu.fichiers[0]?.id ?? "", 10)).map(({ raison }) => raison);
    expect(raisons).toEqual([
      expect.stringContaining("Importez d'abord l'annuaire"),
      expect.stringContaining("finit avant d'avoir commencé"),
    ]);
  });
});

describe("territories", () => {
  const commune = (code: string, change: Readonly<Record<string, string>> = {}) => ({
    code_insee: code,
    nom: `Commune ${code}`,
    departement: "72",
    population: "1200",
    latitude: "48",
    longitude: "0.2",
    ...change,
  });

  test("are described by a file of communes; said again they change nothing, moved they do", async () => {
    await appliquer(context, { "a.csv": csv([adresse(A)]) });
    const file = (population: string) => ({
      "communes.csv": csv([commune("72181", { population }), commune("72003")]),
    });
    expect(comptesOf(await appliquer(context, file("145000")))).toEqual([2, 1, 1, 0, 0]);
    expect(comptesOf(await appliquer(context, file("145000")))).toEqual([2, 0, 0, 2, 0]);
    expect(comptesOf(await appliquer(context, file("146000")))).toEqual([2, 0, 1, 1, 0]);
    expect(await rowsOf(sql`select code, population from commune order by code`)).toEqual([
      { code: "72003", population: 1200 },
      { code: "72181", population: 146_000 },
    ]);
  });

  test("have an outline, replaced when it moves", async () => {
    const outline = (side: number) =>
      JSON.stringify({
        type: "FeatureCollection",
        features: [
          {
            type: "Feature",
            properties: { code: "72", nom: "Sarthe" },
            geometry: {
              type: "Polygon",
              coordinates: [
                [
                  [0, 48],
                  [side, 48],
                  [side, 49],
                  [0, 48],
                ],
              ],
            },
          },
        ],
      });
    expect(comptesOf(await appliquer(context, { "departements.geojson": outline(1) }))).toEqual([
      1, 1, 0, 0, 0,
    ]);
    expect(comptesOf(await appliquer(context, { "departements.geojson": outline(1) }))).toEqual([
      1, 0, 0, 1, 0,
    ]);
    expect(comptesOf(await appliquer(context, { "departements.geojson": outline(2) }))).toEqual([
      1, 0, 1, 0, 0,
    ]);
    expect(await rowsOf(sql`select niveau, code, nom from contour`)).toEqual([
      { niveau: "departement", code: "72", nom: "Sarthe" },
    ]);
  });
});

describe("lines out of our field", () => {
  test("are counted, never refused, whoever set them aside", async () => {
    await database.pool.query(
      `insert into decision_uai (id, texte, uai, motif, agent_id, decidee_le) values
       ('00000000-0000-4000-8000-cccccccccccc', 'TOTAL', null, 'ligne de total', '00000000-0000-4000-8000-aaaaaaaaaaaa', now())`,
    );
    const vu = await appliquer(context, {
      "ips.csv": csv([ips(A), ips("TOTAL")]),
      "a.csv": csv([adresse(A)]),
    });
    expect(comptesOf(vu, "ips.csv")).toEqual([2, 1, 0, 1, 0]);
    expect(vu.fichiers.find(({ nom }) => nom === "ips.csv")?.avertissements).toEqual([
      "1\u00a0ligne porte un code mal formé, lu ou écarté comme décidé : « TOTAL ».",
    ]);
  });
});
