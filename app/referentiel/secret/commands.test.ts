import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#app/acces/rules.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { appliquer, csv, effectifs, marquer, uaiOf } from "#tests/imports.ts";
import { getLecteur } from "../indicateurs/lecture/queries.server.ts";
import { listReferences } from "../indicateurs/queries.server.ts";
import { recalculerSecret, releverSeuil } from "./commands.server.ts";
import { getReglageSecret } from "./queries.server.ts";

let database: TestDatabase;
let context: ReturnType<typeof testContext>;
const silently = async () => {};

/** Somebody of another académie, whom nothing hidden concerns. */
const dehors: Actor = {
  agentId: "00000000-0000-4000-8000-0000000000ff",
  nomComplet: "Essai",
  fonctions: [
    {
      fonction: "pilote_academique",
      porteeType: "academie",
      porteeCode: "01",
      debut: "2020-01-01",
      fin: null,
    },
  ],
};

const college = (numero: number, change = {}) =>
  effectifs(uaiOf("072", numero), { "Nombre d'élèves total ULIS": "0", ...change });

async function masquees(): Promise<string[]> {
  const { rows } = await database.pool.query(
    `select v.uai || ' ' || v.indicateur_code || ' ' || v.valeur || ' ' || m.motif as ligne
     from valeur_masquee m join valeur_indicateur v on v.id = m.valeur_id where v.remplace_le is null order by 1`,
  );
  return rows.map(({ ligne }) => ligne);
}

beforeAll(async () => {
  database = await createTestDatabase();
  await marquer(database);
  context = testContext(database);
});
afterAll(() => database.drop());

describe("an import", () => {
  test("hides small counts, with their text, and counts them out of shared references", async () => {
    await appliquer(context, {
      "effectifs.csv": csv([
        college(1, { "Nombre d'élèves total ULIS": "3" }),
        ...[2, 3, 4, 5].map((numero) =>
          college(numero, { "Nombre d'élèves total ULIS": String(8 + numero) }),
        ),
      ]),
    });
    expect(await masquees()).toEqual([`${uaiOf("072", 1)} effectif_ulis 3 petit_effectif`]);
    const { rows } = await database.pool.query(
      `select base, n, moyenne, masquee from reference_indicateur
       where indicateur_code = 'effectif_ulis' and niveau = 'departement' and secteur = 'tous' order by base`,
    );
    expect(rows).toEqual([
      { base: "complete", n: 5, moyenne: 9.8, masquee: true },
      { base: "diffusable", n: 4, moyenne: 11.5, masquee: false },
    ]);
  });

  test("does it again without any change", async () => {
    const before = await masquees();
    const { rows } = await database.pool.query("select xmin::text as x from valeur_masquee");
    await appliquer(context, { "effectifs.csv": csv([college(1, { "Nombre d'élèves total ULIS": "3" })]) });
    expect(await masquees()).toEqual(before);
    expect((await database.pool.query("select xmin::text as x from valeur_masquee")).rows).toEqual(rows);
  });

  test("shows again a count that is corrected above the threshold, and keeps the former one hidden", async () => {
    await appliquer(context, { "effectifs.csv": csv([college(1, { "Nombre d'élèves total ULIS": "12" })]) });
    expect(await masquees()).toEqual([]);
    const { rows } = await database.pool.query("select count(*)::int as n from valeur_masquee");
    expect(rows).toEqual([{ n: 1 }]);
    const shown = await listReferences(
      database.db,
      getLecteur(dehors),
      { type: "college", secteur: "tous", territoires: { departement: "72" } },
      [{ indicateur: "effectif_ulis", annee: 2024 }],
    );
    expect(shown.map(({ n, moyenne }) => [n, moyenne])).toEqual([[5, 11.6]]);
  });
});

describe("raising the threshold", () => {
  test("asks for a recomputation, which hides more", async () => {
    const agentId = "00000000-0000-4000-8000-0000000000aa";
    await database.pool.query(
      "insert into agent values ($1, 'Essai', 'Nom', 'e@exemple.fr', false, default, now())",
      [agentId],
    );
    await releverSeuil(context, { valeur: 11, lue: 5, agentId });
    const vu = await getReglageSecret(database.db);
    expect([vu.valeur, vu.tache?.etat]).toEqual([11, "en_attente"]);
    await recalculerSecret(context, silently);
    expect(await masquees()).toEqual([`${uaiOf("072", 2)} effectif_ulis 10 petit_effectif`]);
  });

  test("is refused towards less, and leaves nothing behind", async () => {
    const lower = releverSeuil(context, {
      valeur: 5,
      lue: 11,
      agentId: "00000000-0000-4000-8000-0000000000aa",
    });
    await expect(lower).rejects.toMatchObject({ code: "jamais_abaisse" });
    expect((await getReglageSecret(database.db)).valeur).toBe(11);
  });
});
