import { afterAll, describe, expect, test } from "vitest";
import { formatNombre } from "#app/platform/format/format.ts";
import { ACADEMIE_DEMONSTRATION } from "#server/demonstration/academie.ts";
import { readAcademie } from "#server/demonstration/relecture.ts";
import { createTestApp, textOf } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { rowsOf } from "#tests/tableaux.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
const ssa = await app.as("ssa");
const head = await app.as("chef_etablissement");
const dgesco = await app.as("dgesco");
const IPS = "Indice de position sociale (IPS)";
const OWN = `/structures/${LIEUX.college}`;

/** What the files of the demonstration say, read apart from the product. */
const { lignes } = readAcademie(ACADEMIE_DEMONSTRATION);
const FICHIER_IPS = "fr-en-ips-colleges-ap2023.csv";

function ipsOf(rentree: string): { valeur: string; lu: string; ligne: number } {
  const rank = lignes(FICHIER_IPS).findIndex(
    (ligne) => ligne.UAI === LIEUX.college && ligne["Année scolaire"] === rentree,
  );
  const lu = lignes(FICHIER_IPS)[rank]?.IPS ?? "";
  return { valeur: formatNombre(Number(lu), 1), lu, ligne: rank + 2 };
}

function effectifOf(annee: number): string {
  const line = lignes("fr-en-college-effectifs-niveau-sexe-lv.csv").find(
    (ligne) => ligne.UAI === LIEUX.college && ligne["Rentrée scolaire"] === String(annee),
  );
  return `${line?.nombre_eleves_total} élèves`;
}

const IPS_2025 = ipsOf("2025-2026");
const IPS_2021 = formatNombre(
  Number(lignes("fr-en-ips_colleges.csv").find(({ uai }) => uai === LIEUX.college)?.ips),
  1,
);

/** Public collèges of a territory: their mean, their median, their number. */
async function pairsOf(annee: number, departement: string | null) {
  const { rows } = await database.pool.query(
    `select avg(v.valeur) as moyenne, percentile_cont(0.5) within group (order by v.valeur) as mediane, count(*)::int as n
     from valeur_indicateur v join structure s using (uai)
     where v.indicateur_code = 'effectif_college' and v.annee = $1 and v.remplace_le is null and v.valeur is not null
       and s.type = 'college' and s.secteur = 'public' and ($2::text is null or s.departement_code = $2)`,
    [annee, departement],
  );
  const { moyenne, mediane, n } = rows[0];
  return [formatNombre(moyenne, 1), formatNombre(mediane, 1), String(n)];
}

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
  test("shows the three families, in the order and the words of the académies", async () => {
    const { body, h1 } = await ssa.get(OWN);
    expect(h1).toBe("Collège des Salicornes");
    const sections = [...body.matchAll(/<h2 id="famille-\w+">(.*?)<\/h2>/g)].map(([, title]) =>
      textOf(title),
    );
    expect(sections).toEqual([
      "Caractéristiques de l'établissement",
      "Caractéristiques des élèves",
      "Résultats aux examens et aux évaluations",
    ]);
    const [, school = "", pupils = "", results = ""] = body.split(/<section aria-labelledby="famille-/);
    expect(shownValue(school, "Effectif total")).toBe(`${effectifOf(2025)} 2025-2026`);
    expect(shownValue(pupils, IPS)).toBe(`${IPS_2025.valeur} 2025-2026`);
    expect(shownValue(school, IPS)).toBeUndefined();
    // A result has a line in the table; what one sees first is the public and the size.
    expect(results).not.toContain('<article class="anc-fiche"');
  });

  test("shows each value beside the mean and median of its pairs, in three territories", async () => {
    const { html, text } = cardOf((await ssa.get(OWN)).body, "Effectif total");
    expect(text).toContain(`${effectifOf(2025)} 2025-2026`);
    const nation = await pairsOf(2025, null);
    // The demonstration is an académie that is a nation by itself.
    expect(rowsOf(html).slice(0, 4)).toEqual([
      ["Territoire", "Moyenne", "Médiane", "Structures"],
      ["Nation", ...nation],
      ["Académie", ...nation],
      ["Département", ...(await pairsOf(2025, "961"))],
    ]);
  });

  test("changes year and territory by its address", async () => {
    const { body } = await ssa.get(`${OWN}?annee=2023&territoire=departement`);
    const { text } = cardOf(body, "Effectif total");
    expect(text).toContain(`${effectifOf(2023)} 2023-2024`);
    expect(text).toContain("Effectif total : répartition 2023-2024, département");
    expect(body).toMatch(/<option value="2023" selected="">/);
    for (const query of ["annee=1066", "annee=abc", "territoire=lune", "annee=2030"]) {
      const { status, text: shown } = await ssa.get(`${OWN}?${query}`);
      expect(status, query).toBe(200);
      expect(shown, query).toContain(`${effectifOf(2025)} 2025-2026`);
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
    expect(shownValue((await ssa.get(`${OWN}?annee=2021`)).body, IPS)).toBe(`${IPS_2021} 2021-2022`);
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
    const effectif = /\d+/.exec(effectifOf(2025))?.[0] ?? "";
    const [moyenne = ""] = await pairsOf(2025, null);
    const secrets = [IPS_2025.valeur, IPS_2025.lu, effectifOf(2025), moyenne];
    const own = (await ssa.get(OWN)).body;
    for (const value of [IPS_2025.valeur, effectif, moyenne]) expect(own).toContain(value);
    for (const value of secrets) expect(body).not.toContain(value);
    const script = await dgesco.get(`${OWN}.data`);
    expect(script.status).toBe(200);
    for (const value of [...secrets, moyenne.replace(",", ".")]) expect(script.body).not.toContain(value);
    expect(script.body).not.toMatch(new RegExp(`[[,:]${effectif}[,\\]}]`));
  });

  test("is the own one for a head; another one does not exist", async () => {
    const { text } = await head.get(OWN);
    expect(text).toContain(effectifOf(2025));
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
    expect(answer.text).toContain(FICHIER_IPS);
    expect(answer.text).toContain(`ligne ${IPS_2025.ligne}, colonne « IPS »`);
    expect(answer.text).toContain(`« ${IPS_2025.lu} »`);
    const { rows } = await database.pool.query(
      "select encode(empreinte, 'hex') as sha from import_fichier where nom = $1",
      [FICHIER_IPS],
    );
    expect(answer.text).toContain(rows[0].sha);
    expect(answer.text).toContain("aucun fichier ne l’a changée");
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
        new RegExp(
          `${IPS_2025.valeur} , ${FICHIER_IPS}, ligne ${IPS_2025.ligne}, .*remplacée le 21 novembre 2026`,
        ),
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
