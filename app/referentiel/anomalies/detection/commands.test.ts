import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#app/acces/rules.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { adresse, appliquer, csv, effectifs, ips, marquer, uaiOf } from "#tests/imports.ts";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { justifierAnomalie, justifierAnomalies } from "../commands.server.ts";
import { exportAnomalies, getAnomalie, listAnomalies, listAnomaliesOf } from "../queries.server.ts";

let database: TestDatabase;
let context: ReturnType<typeof testContext>;
const agentId = "00000000-0000-4000-8000-0000000000aa";
const acteur = (academie: string): Actor => ({
  agentId,
  nomComplet: "Essai",
  fonctions: [
    { fonction: "ssa", porteeType: "academie", porteeCode: academie, debut: "2020-01-01", fin: null },
  ],
});
const ssa = acteur("17");
const lire = scopeOf(ssa, "anomalie.lire");
const traiter = scopeOf(ssa, "anomalie.traiter");
const [A, B, C, D] = [1, 2, 3, 4].map((numero) => uaiOf("072", numero)) as [string, string, string, string];

async function constats(genre: string, etat = "ouverte"): Promise<string[]> {
  const { rows } = await database.pool.query(
    "select constat from anomalie where genre = $1 and etat = $2 order by cle",
    [genre, etat],
  );
  return rows.map(({ constat }) => constat);
}

beforeAll(async () => {
  database = await createTestDatabase();
  await marquer(database);
  context = testContext(database);
  await database.pool.query(
    "insert into agent values ($1, 'Essai', 'Nom', 'e@exemple.fr', false, default, now())",
    [agentId],
  );
});
afterAll(() => database.drop());

describe("an import finds", () => {
  test("parts above their total, leaps, twins and structures that closed before their values", async () => {
    await appliquer(context, {
      "adresses.csv": csv([
        adresse(A, { appellation_officielle: "Collège Jean Zay" }),
        adresse(B, { appellation_officielle: "Collège Jean Zay" }),
        adresse(C),
        adresse(D, { nature_uai: "390", appellation_officielle: "Segpa Jean Zay" }),
      ]),
      "effectifs.csv": csv([
        effectifs(A, { "6èmes total": "500" }),
        ...[2020, 2021, 2022, 2023].map((annee) => effectifs(C, { "Rentrée scolaire": String(annee) })),
        effectifs(C, { nombre_eleves_total: "700" }),
        // Others of the type, which stay as they were: a leap is one beside them.
        ...[11, 12, 13, 14].flatMap((numero) =>
          ["2023", "2024"].map((annee) => effectifs(uaiOf("072", numero), { "Rentrée scolaire": annee })),
        ),
      ]),
    });
    expect(await constats("valeur_impossible")).toEqual([
      "Effectif de sixième (500) dépasse effectif total (400) pour 2024-2025.",
    ]);
    expect(await constats("saut")).toEqual([
      "Effectif total passe de 400 à 700 entre 2023-2024 et 2024-2025.",
    ]);
    expect(await constats("doublon")).toEqual([
      `2 structures ouvertes du même type s’appellent « Collège Jean Zay » dans la même commune, Le Mans : ${A}, ${B}.`,
    ]);
    expect(await constats("rattachement")).toEqual(["Cette SEGPA n’a pas de collège de rattachement connu."]);
  });

  test("two files that disagree on a sector", async () => {
    await appliquer(context, { "ips.csv": csv([ips(C, { secteur: "privé sous contrat" })]) });
    expect(await constats("contradiction")).toEqual([
      "Secteur : ips.csv dit « privé », l’identité retenue dit « public ».",
    ]);
  });

  test("nothing new when the same files come again, and writes nothing", async () => {
    const rows = async () =>
      (await database.pool.query("select id, xmin::text from anomalie order by id")).rows;
    const before = await rows();
    await appliquer(context, { "ips.csv": csv([ips(C, { secteur: "privé sous contrat" })]) });
    expect(await rows()).toEqual(before);
  });
});

describe("an anomaly", () => {
  const page = { tri: "structure", sens: "asc", limit: 50, offset: 0 } as const;

  test("is read within a scope only", async () => {
    const { total, genres } = await listAnomalies(database.db, lire, {}, page);
    expect([total, genres]).toEqual([
      7,
      { contradiction: 1, doublon: 1, jeu_perime: 2, rattachement: 1, saut: 1, valeur_impossible: 1 },
    ]);
    const ailleurs = scopeOf(acteur("01"), "anomalie.lire");
    // What concerns no structure concerns them too.
    expect((await listAnomalies(database.db, ailleurs, {}, page)).genres).toEqual({ jeu_perime: 2 });
    expect(await listAnomaliesOf(database.db, ailleurs, C)).toEqual([]);
    expect((await listAnomaliesOf(database.db, lire, C)).length).toBe(2);
    const exported: (string | null)[] = [];
    for await (const { uai } of exportAnomalies(database.db, lire, { genre: "saut" })) exported.push(uai);
    expect(exported).toEqual([C]);
  });

  test("shows the two values of a leap, and does not exist out of scope", async () => {
    const { lignes } = await listAnomalies(database.db, lire, { genre: "saut" }, page);
    const id = lignes[0]?.id ?? "";
    const { valeurs } = await getAnomalie(database.db, lire, getLecteur(ssa), id);
    expect(valeurs.map(({ annee, valeur }) => [annee, valeur])).toEqual([
      [2023, 400],
      [2024, 700],
    ]);
    const ailleurs = scopeOf(acteur("01"), "anomalie.lire");
    await expect(getAnomalie(database.db, ailleurs, getLecteur(ssa), id)).rejects.toMatchObject({
      status: 404,
    });
  });

  test("is justified once by whoever read its present state, and stays so when it is found again", async () => {
    const { lignes } = await listAnomalies(database.db, lire, { genre: "saut" }, page);
    const id = lignes[0]?.id ?? "";
    const acte = { id, version: 1, motif: "Fusion de deux collèges.", agentId, portee: traiter };
    await justifierAnomalie(context, acte);
    await expect(justifierAnomalie(context, acte)).rejects.toMatchObject({ code: "version_perimee" });
    await appliquer(context, { "effectifs.csv": csv([effectifs(C, { nombre_eleves_total: "710" })]) });
    expect(await constats("saut", "justifiee")).toEqual([
      "Effectif total passe de 400 à 710 entre 2023-2024 et 2024-2025.",
    ]);
  });

  test("disappears with what it told, and comes back with its justification", async () => {
    await appliquer(context, { "effectifs.csv": csv([effectifs(C, { nombre_eleves_total: "401" })]) });
    expect(await constats("saut", "disparue")).toHaveLength(1);
    await appliquer(context, { "effectifs.csv": csv([effectifs(C, { nombre_eleves_total: "690" })]) });
    expect(await constats("saut", "justifiee")).toHaveLength(1);
  });

  test("is not justified together with one of another kind, and nothing is written", async () => {
    const { lignes } = await listAnomalies(database.db, lire, {}, page);
    const choix = lignes.filter(({ uai }) => uai !== null).map(({ id, version }) => ({ id, version }));
    await expect(
      justifierAnomalies(context, { choix, motif: "Tout va bien.", agentId, portee: traiter }),
    ).rejects.toMatchObject({ code: "genres_melanges" });
    expect((await listAnomalies(database.db, lire, {}, page)).total).toBe(lignes.length);
  });
});
