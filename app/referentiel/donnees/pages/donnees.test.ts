import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database);
});
afterAll(() => database.drop());

const one = async <T>(text: string, values: unknown[] = []): Promise<T> =>
  (await database.pool.query(text, values)).rows[0] as T;

describe("datasets", () => {
  test("say what is known, and how to get what is not", async () => {
    const page = await (await app.as("chef_etablissement")).get("/donnees");
    expect([page.status, page.h1]).toEqual([200, "Données"]);
    expect(page.text).toContain("npm run telecharger -- --jeu");
    expect(page.text).toContain("Licence Ouverte 2.0 — INSEE COG 2026, IGN Admin Express, La Poste");
  });

  test("count published values as the values themselves do", async () => {
    const wrong = await one<{ n: number }>(`select count(*)::int as n from (
      (select indicateur_code, annee, academie_code, type, publiees, non_significatives, manquantes from couverture_indicateur
       except
       select v.indicateur_code, v.annee, s.academie_code, s.type, count(*) filter (where statut = 'ok'), count(*) filter (where statut = 'ns'),
         count(*) filter (where statut not in ('ok', 'ns')) from valeur_indicateur v join structure s using (uai) where remplace_le is null group by 1, 2, 3, 4)
      union all
      (select v.indicateur_code, v.annee, s.academie_code, s.type, count(*) filter (where statut = 'ok'), count(*) filter (where statut = 'ns'),
         count(*) filter (where statut not in ('ok', 'ns')) from valeur_indicateur v join structure s using (uai) where remplace_le is null group by 1, 2, 3, 4
       except select indicateur_code, annee, academie_code, type, publiees, non_significatives, manquantes from couverture_indicateur)) d`);
    expect(wrong.n).toBe(0);
  });

  test("show their coverage by académie, then by département, and do not exist under another name", async () => {
    const ssa = await app.as("ssa");
    const page = await ssa.get("/donnees/ips_colleges");
    expect(page.status).toBe(200);
    expect(page.text).toContain("Ouvertes sans valeur");
    expect((await ssa.get("/donnees/ips_colleges?academie=96&indicateur=ips")).text).toContain("Département");
    expect((await ssa.get("/donnees/inconnu")).status).toBe(404);
  });
});

describe("where a figure comes from", () => {
  test("is told of a value: file, line, imprint, notice and readers", async () => {
    const { id } = await one<{ id: number }>(
      "select id from valeur_indicateur where uai = $1 and indicateur_code = 'ips' and remplace_le is null limit 1",
      [LIEUX.college],
    );
    const page = await (await app.as("ssa")).get(`/structures/${LIEUX.college}/valeurs/${id}`);
    expect(page.status).toBe(200);
    for (const words of [
      "Empreinte du fichier",
      "Ce que le hasard fait varier",
      "Qui peut la lire",
      "Jeu de données",
    ])
      expect(page.text).toContain(words);
  });

  test("is told of a masked value without the value, nor the one it replaced", async () => {
    const found = await one<{ id: number; uai: string; texte: string }>(
      `select v.id, v.uai, v.texte from valeur_masquee m join valeur_indicateur v on v.id = m.valeur_id
       where m.motif = 'secondaire' and v.remplace_le is null order by v.id limit 1`,
    );
    const dos = await (await app.as("dos")).get(`/structures/${found.uai}/valeurs/${found.id}`);
    expect(dos.text).toContain("Petit effectif, ou valeur qui permettrait d’en retrouver un.");
    expect(dos.text).not.toContain(`« ${found.texte} »`);
    const ssa = await (await app.as("ssa")).get(`/structures/${found.uai}/valeurs/${found.id}`);
    expect(ssa.text).toContain("Secret secondaire");
    expect(ssa.text).toContain(`« ${found.texte} »`);
  });

  test("is told of a reference that is shown, and of no other", async () => {
    const cle = await one<{
      indicateur_code: string;
      annee: number;
      territoire: string;
      type: string;
      n: number;
    }>(
      "select * from reference_indicateur where indicateur_code = 'ips' and niveau = 'academie' and secteur = 'tous' and type = 'college' and not masquee order by annee desc limit 1",
    );
    const address = (change = {}) =>
      `/references?${new URLSearchParams({ indicateur: "ips", annee: String(cle.annee), niveau: "academie", territoire: cle.territoire, type: "college", secteur: "tous", ...change })}`;
    const dos = await app.as("dos");
    const page = await dos.get(address());
    expect(page.h1).toBe("D’où vient cette référence");
    expect(page.text).toContain(`${cle.n} collèges`);
    expect((await dos.get(address({ territoire: "00" }))).status).toBe(404);
    expect((await dos.get("/references")).status).toBe(404);
    const hidden = await one<{
      annee: number;
      niveau: string;
      territoire: string;
      type: string;
      secteur: string;
    }>("select * from reference_indicateur where indicateur_code = 'ips' and masquee limit 1");
    expect((await dos.get(address({ ...hidden, annee: String(hidden.annee) }))).status).toBe(404);
  });
});

describe("the threshold of secrecy", () => {
  test("is raised by the administrator alone, never lowered", async () => {
    const admin = await app.as("administrateur");
    expect((await admin.get("/reglages")).h1).toBe("Seuil des petits effectifs");
    const lower = await admin.post("/reglages", { valeur: "4", lue: "5" });
    expect(lower.status).toBe(422);
    expect(lower.text).toContain("ne peut qu’être relevé");
    expect((await admin.post("/reglages", { valeur: "6", lue: "5" })).status).toBe(303);
    expect((await admin.get("/reglages")).text).toContain("En attente");
    expect((await (await app.as("ssa")).get("/reglages")).status).toBe(403);
  });
});
