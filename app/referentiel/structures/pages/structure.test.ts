import { afterAll, describe, expect, test } from "vitest";
import { createTestApp, textOf } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
const ssa = await app.as("ssa");
const head = await app.as("chef_etablissement");
const dgesco = await app.as("dgesco");
const IPS = "Indice de position sociale (IPS)";
const OWN = `/structures/${LIEUX.college}`;

/** Text of one indicator's card, by its title. */
function cardOf(body: string, title: string): { html: string; text: string } {
  const html =
    [...body.matchAll(/<article class="anc-fiche".*?<\/article>/gs)]
      .map(([card]) => card)
      .find((card) => textOf(/<h3[^>]*>(.*?)<\/h3>/s.exec(card)?.[1]) === title) ?? "";
  return { html, text: textOf(html) ?? "" };
}

/** The value that a card puts forward, with its year. */
function shownValue(body: string, title: string): string | undefined {
  return textOf(/<p class="anc-fiche__valeur">(.*?)<\/p>/s.exec(cardOf(body, title).html)?.[1]);
}

async function valueId(annee: number, uai: string = LIEUX.college): Promise<string> {
  const { rows } = await database.pool.query(
    "select id from valeur_indicateur where uai = $1 and indicateur_code = 'ips' and annee = $2 and remplace_le is null",
    [uai, annee],
  );
  return String(rows[0].id);
}

describe("the page of a structure", () => {
  test("shows the two families, in the order and the words of the académies", async () => {
    const { body, h1 } = await ssa.get(OWN);
    expect(h1).toBe("Collège des Salicornes");
    const sections = [...body.matchAll(/<h2 id="famille-\w+">(.*?)<\/h2>/g)].map(([, title]) =>
      textOf(title),
    );
    expect(sections).toEqual(["Caractéristiques de l'établissement", "Caractéristiques des élèves"]);
    const [, school = "", pupils = ""] = body.split(/<section aria-labelledby="famille-/);
    expect(shownValue(school, "Effectif total")).toBe("443 élèves 2025-2026");
    expect(shownValue(pupils, IPS)).toBe("87,6 2025-2026");
    expect(shownValue(school, IPS)).toBeUndefined();
  });

  test("shows each value beside the mean and median of its pairs, in three territories", async () => {
    const { text } = cardOf((await ssa.get(OWN)).body, "Effectif total");
    expect(text).toContain("443 élèves 2025-2026");
    expect(text).toContain("Nation 427,9 395,0 38 Académie 427,9 395,0 38 Département 433,2 382,0 11");
    const { rows } = await database.pool.query(
      `select round(avg(v.valeur)::numeric, 1)::text as moyenne, count(*)::int as n from valeur_indicateur v join structure s using (uai)
       where v.indicateur_code = 'effectif_college' and v.annee = 2025 and v.remplace_le is null
         and s.type = 'college' and s.secteur = 'public' and s.departement_code = '961'`,
    );
    expect(rows).toEqual([{ moyenne: "433.2", n: 11 }]);
  });

  test("changes year and territory by its address", async () => {
    const { body } = await ssa.get(`${OWN}?annee=2023&territoire=departement`);
    const { text } = cardOf(body, "Effectif total");
    expect(text).toContain("439 élèves 2023-2024");
    expect(text).toContain("Répartition 2023-2024, département");
    expect(body).toMatch(/<option value="2023" selected="">/);
    for (const query of ["annee=1066", "annee=abc", "territoire=lune", "annee=2030"]) {
      const { status, text: shown } = await ssa.get(`${OWN}?${query}`);
      expect(status, query).toBe(200);
      expect(shown, query).toContain("443 élèves");
    }
  });

  test("never puts values of both sides of the break of 2022 in one series, and says why", async () => {
    const { body } = await ssa.get(OWN);
    const { html, text } = cardOf(body, IPS);
    const series = [...html.matchAll(/<ul class="anc-serie">(.*?)<\/ul>/gs)].map(([, list]) =>
      [...(textOf(list) ?? "").matchAll(/(\d{4})-\d{4} :/g)].map(([, year]) => Number(year)),
    );
    expect(series).toEqual([[2022, 2023, 2024, 2025], [2021]]);
    expect(text).toContain("Rupture de série en 2022");
    expect(shownValue((await ssa.get(`${OWN}?annee=2021`)).body, IPS)).toBe("89,3 2021-2022");
  });

  test("never shows zero where a value is not published", async () => {
    const { rows } = await database.pool.query(
      "select uai from valeur_indicateur where statut = 'manquant' and annee = 2025 and indicateur_code = 'ips' limit 1",
    );
    const { body } = await ssa.get(`/structures/${rows[0].uai}`);
    expect(shownValue(body, IPS)).toBe("Non publiée 2025-2026");
  });

  test("shows no value and no reference to the DGESCO, and says why", async () => {
    const { status, text, body } = await dgesco.get(OWN);
    expect(status).toBe(200);
    expect(text).toContain("Les valeurs par structure ne sont pas ouvertes à votre fonction");
    expect(text).toContain("Merlande-la-Haute");
    for (const value of ["87,6", "87.6", "443", "427,9"]) expect(body).not.toContain(value);
    const script = await dgesco.get(`${OWN}.data`);
    for (const value of ["87.6", "443", "427.9"]) expect(script.body).not.toContain(value);
  });

  test("is the own one for a head; another one does not exist", async () => {
    const { text } = await head.get(OWN);
    expect(text).toContain("443 élèves");
    const other = await head.get(`/structures/${LIEUX.ecole}`);
    expect(other).toMatchObject({ status: 404, h1: "Page introuvable" });
    expect(other.body).not.toContain("Jusant");
  });

  test("that does not exist is absent, whatever the address holds", async () => {
    for (const uai of ["9619999Z", "%27", "x".repeat(300), "..%2f..%2fetc", "%00", "9610315v"]) {
      expect((await ssa.get(`/structures/${uai}`)).status, uai).toBe(404);
    }
  });
});

describe("where a value comes from", () => {
  test("names the file, the line, the column and what was written there", async () => {
    const answer = await ssa.get(`${OWN}/valeurs/${await valueId(2025)}`);
    expect(answer.status).toBe(200);
    expect(answer.h1).toContain("d’où vient ce chiffre");
    expect(answer.text).toContain("fr-en-ips-colleges-ap2023.csv");
    expect(answer.text).toContain("ligne 102, colonne « IPS »");
    expect(answer.text).toContain("« 87.6 »");
    const { rows } = await database.pool.query(
      "select encode(empreinte, 'hex') as sha from import_fichier where nom = 'fr-en-ips-colleges-ap2023.csv'",
    );
    expect(answer.text).toContain(rows[0].sha);
    expect(answer.text).toContain("elle n’a jamais été corrigée");
  });

  test("leads to the import only whoever may read it", async () => {
    const address = `${OWN}/valeurs/${await valueId(2025)}`;
    expect((await ssa.get(address)).body).toMatch(/href="\/imports\/[0-9a-f-]{36}"/);
    expect((await head.get(address)).body).not.toContain('href="/imports/');
  });

  test("is reached through its own structure only", async () => {
    const { rows } = await database.pool.query(
      "select uai from valeur_indicateur where uai <> $1 and annee = 2025 and indicateur_code = 'ips' order by uai limit 1",
      [LIEUX.college],
    );
    const foreign = await valueId(2025, rows[0].uai);
    expect((await ssa.get(`/structures/${rows[0].uai}/valeurs/${foreign}`)).status).toBe(200);
    for (const client of [ssa, head]) {
      expect((await client.get(`${OWN}/valeurs/${foreign}`)).status).toBe(404);
    }
    expect((await head.get(`/structures/${rows[0].uai}/valeurs/${foreign}`)).status).toBe(404);
    expect((await dgesco.get(`${OWN}/valeurs/${await valueId(2025)}`)).status).toBe(403);
  });

  test("shows every value that was known, a correction beside what it replaced", async () => {
    const other = await createTestDatabase("demo");
    try {
      const { rows } = await other.pool.query(
        `with ancienne as (update valeur_indicateur set remplace_le = '2026-11-21T09:00:00Z'
           where uai = $1 and indicateur_code = 'ips' and annee = 2025 and remplace_le is null returning *)
         select id from ancienne`,
        [LIEUX.college],
      );
      const { rows: added } = await other.pool.query(
        `insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
         select uai, indicateur_code, annee, 88.4, 'ok', '88.4', fichier_id, ligne, colonne, '2026-11-21T09:00:00Z'
         from valeur_indicateur where id = $1 returning id`,
        [rows[0].id],
      );
      const client = await createTestApp(other).as("ssa");
      const current = await client.get(`${OWN}/valeurs/${added[0].id}`);
      expect(current.text).toContain("Valeur 88,4");
      expect(current.text).toMatch(
        /87,6 , fr-en-ips-colleges-ap2023\.csv, ligne 102.*remplacée le 21 novembre 2026/,
      );
      const former = await client.get(`${OWN}/valeurs/${rows[0].id}`);
      expect(former.text).toContain("Remplacée le 21 novembre 2026");
      expect(shownValue((await client.get(OWN)).body, IPS)).toBe("88,4 2025-2026");
    } finally {
      await other.drop();
    }
  });

  test("does not exist for a number that is none", async () => {
    for (const id of ["0", "abc", "1e3", "-1", "999999999999999", "9999999999999999999"]) {
      expect((await ssa.get(`${OWN}/valeurs/${id}`)).status, id).toBe(404);
    }
  });
});
