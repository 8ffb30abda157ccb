import { afterAll, describe, expect, test } from "vitest";
import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { type Client, createTestApp, textOf } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { rowsOf } from "#tests/tableaux.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
const ssa = await app.as("ssa");
const head = await app.as("chef_etablissement");
const igesr = await app.as("igesr");
const OWN = `/structures/${LIEUX.college}/indicateurs`;

/** The picture of the years, with its table. */
async function evolutionOf(client: Client, path: string): Promise<string> {
  const { body } = await client.get(path);
  const figures = [...body.matchAll(/<figure.*?<\/figure>/gs)].map(([figure]) => figure);
  return figures.find((figure) => figure.includes("par année</span>")) ?? "";
}

/** Mean of the public collèges of the demonstration, or of one of its départements, by year. */
async function meansOf(departement: string | null): Promise<Map<number, string>> {
  const { rows } = await database.pool.query(
    `select v.annee, avg(v.valeur) as moyenne from valeur_indicateur v join structure s using (uai)
     where v.indicateur_code = 'effectif_college' and v.remplace_le is null and s.type = 'college'
       and s.secteur = 'public' and ($1::text is null or s.departement_code = $1) group by 1`,
    [departement],
  );
  return new Map(rows.map(({ annee, moyenne }) => [annee, formatNombre(moyenne, 1)]));
}

async function valuesOf(indicateur: string, uai: string = LIEUX.college) {
  const { rows } = await database.pool.query<{ annee: number; valeur: number | null }>(
    `select annee, valeur from valeur_indicateur where uai = $1 and indicateur_code = $2 and remplace_le is null
     order by annee`,
    [uai, indicateur],
  );
  return rows;
}

describe("the page of one indicator of a structure", () => {
  test("shows its value, its years and the means of the territory and of the nation", async () => {
    const values = await valuesOf("effectif_college");
    expect(values.length).toBeGreaterThan(2);
    const answer = await ssa.get(`${OWN}/effectif_college?territoire=departement`);
    expect(answer).toMatchObject({ status: 200, h1: "Effectif total : Collège des Salicornes" });
    expect(answer.text).toContain(`${formatNombre(values.at(-1)?.valeur ?? 0)} élèves 2025-2026`);
    const [departement, nation] = [await meansOf(LIEUX.departement), await meansOf(null)];
    const [headers, ...lines] = rowsOf(
      await evolutionOf(ssa, `${OWN}/effectif_college?territoire=departement`),
    );
    expect(headers).toEqual([
      "Année scolaire",
      "Collège des Salicornes (élèves)",
      "Moyenne, département (élèves)",
      "Moyenne, nation (élèves)",
    ]);
    expect(lines).toEqual(
      values.map(({ annee, valeur }) => [
        formatAnneeScolaire(annee),
        formatNombre(valeur ?? 0, 1),
        departement.get(annee),
        nation.get(annee),
      ]),
    );
  });

  test("draws no line through the break of 2022, and says why beside it", async () => {
    const { rows } = await database.pool.query<{ uai: string }>(
      `select uai from valeur_indicateur join structure using (uai) where indicateur_code = 'ips' and type = 'college'
         and remplace_le is null and valeur is not null and uai <> $1
       group by uai having count(*) = 5 order by uai limit 1`,
      [LIEUX.college],
    );
    const uai = rows[0]?.uai ?? "";
    // Years enough before the break for a line of their own.
    await database.pool.query(
      `insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
       select uai, indicateur_code, y, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le
       from valeur_indicateur, unnest(array[2019, 2020]) y
       where uai = $1 and indicateur_code = 'ips' and annee = 2021 and remplace_le is null`,
      [uai],
    );
    const figure = await evolutionOf(ssa, `/structures/${uai}/indicateurs/ips`);
    const at = Number(/<line x1="([\d.]+)%"[^>]*class="anc-rupture"/.exec(figure)?.[1]);
    expect(at).toBeGreaterThan(0);
    const paths = [...figure.matchAll(/<path d="([^"]+)" class="anc-ligne anc-ligne-(\d)"/g)];
    expect(paths.map(([, , serie]) => serie)).toContain("1");
    for (const [, d = ""] of paths) {
      for (const stroke of d.split("M").filter(Boolean)) {
        const sides = new Set(stroke.split("L").map((point) => Number(point.split(" ")[0]) < at));
        expect(sides.size, `one side of the break only: ${stroke}`).toBe(1);
      }
    }
    const own = paths
      .find(([, , serie]) => serie === "1")?.[1]
      ?.split("M")
      .filter(Boolean);
    expect(own?.map((stroke) => stroke.split("L").length)).toEqual([3, 4]);
    const years = rowsOf(figure).map(([year]) => year ?? "");
    const broken = years.findIndex((year) => year.startsWith("Rupture de série"));
    expect([years[broken - 1], years[broken + 1]]).toEqual(["2021-2022", "2022-2023"]);
    expect(textOf(figure)).toContain("les années d’avant et d’après ne se comparent pas");
    const [first] = (await valuesOf("ips", uai)).filter(({ annee }) => annee === 2022);
    expect(textOf(figure)).toContain(`(${formatNombre(first?.valeur ?? 0, 1)} en 2022-2023)`);
  });

  test("tells the notice of the statistical service, and leads to the whole of it", async () => {
    const { rows } = await database.pool.query(
      "select definition, lecture, bruit, biais, comparaisons, source from indicateur where code = 'ips'",
    );
    const { body, text } = await ssa.get(`${OWN}/ips`);
    const notice = textOf(body.slice(body.indexOf('<section aria-labelledby="notice"'))) ?? "";
    const { definition, ...said } = rows[0];
    expect(text).toContain(definition);
    for (const [name, words] of Object.entries(said)) {
      expect(words, name).not.toBe("");
      expect(notice, name).toContain(words);
    }
    expect(body).toContain('href="/indicateurs/ips"');
    expect((await ssa.get("/indicateurs/ips")).status).toBe(200);
  });

  test("changes year by its address, and falls back on the last known", async () => {
    const values = await valuesOf("effectif_college");
    for (const annee of [2023, 2025]) {
      const asked = annee === 2025 ? "1066" : String(annee);
      const { text } = await ssa.get(`${OWN}/effectif_college?annee=${asked}`);
      const valeur = values.find((value) => value.annee === annee)?.valeur ?? 0;
      expect(text, asked).toContain(`${formatNombre(valeur)} élèves ${formatAnneeScolaire(annee)}`);
    }
  });

  test("says that a small count is masked, in its value as in its years", async () => {
    const { rows } = await database.pool.query(
      `select v.uai, v.indicateur_code as code, v.annee, v.valeur, i.decimales from valeur_masquee m
       join valeur_indicateur v on v.id = m.valeur_id join structure s using (uai)
       join indicateur i on i.code = v.indicateur_code
       where v.remplace_le is null and i.diffusion = 'ouverte' and s.academie_code = '96'
         and (select count(*) from valeur_indicateur o where (o.uai, o.indicateur_code) = (v.uai, v.indicateur_code)
           and o.remplace_le is null) > 1
       order by v.id limit 1`,
    );
    const { uai, code, annee, valeur, decimales } = rows[0];
    const page = `/structures/${uai}/indicateurs/${code}?annee=${annee}`;
    const { body } = await igesr.get(page);
    const value = /<p class="anc-fiche__valeur">(.*?)<\/p>/s.exec(body)?.[1];
    expect(textOf(value)).toBe(`Masquée (secret statistique) ${formatAnneeScolaire(annee)}`);
    const yearIn = async (client: Client) =>
      rowsOf(await evolutionOf(client, page)).find(([year]) => year === formatAnneeScolaire(annee))?.[1];
    expect(await yearIn(igesr)).toBe("Masquée (secret statistique)");
    expect(await yearIn(ssa)).toBe(formatNombre(valeur, Math.max(1, decimales)));
  });

  test("is the own one for a head, without what compares named structures", async () => {
    const own = await head.get(`${OWN}/ivac_reussite_g`);
    expect(own).toMatchObject({
      status: 200,
      h1: "Taux de réussite au DNB, série générale : Collège des Salicornes",
    });
    const expected = `href="/structures/${LIEUX.college}/attendu/`;
    expect(own.body).not.toContain(expected);
    expect((await ssa.get(`${OWN}/ivac_reussite_g`)).body).toContain(expected);
  });

  test("is absent out of scope, without a value, and for an indicator that nobody knows", async () => {
    expect((await ssa.get(`/structures/${LIEUX.ecole}/indicateurs/effectif_ecole`)).status).toBe(200);
    const other = await head.get(`/structures/${LIEUX.ecole}/indicateurs/effectif_ecole`);
    expect(other).toMatchObject({ status: 404, h1: "Page introuvable" });
    expect(other.body).not.toContain("Jusant");
    // An indicator of lycées, then none.
    for (const code of ["effectif_lycee_gt", "absent", "IPS", "%27", "%00", "x".repeat(300)]) {
      expect((await ssa.get(`${OWN}/${code}`)).status, code).toBe(404);
    }
    expect((await ssa.get("/structures/9619999Z/indicateurs/ips")).status).toBe(404);
  });

  test("is refused to whoever reads aggregates only", async () => {
    const { status, body } = await (await app.as("dgesco")).get(`${OWN}/ips`);
    expect(status).toBe(403);
    const [value] = (await valuesOf("ips")).slice(-1);
    expect(body).not.toContain(formatNombre(value?.valeur ?? 0, 1));
  });
});
