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
const igesr = await app.as("igesr");
const OWN = `/structures/${LIEUX.college}`;

/** The table of a family on the page of a structure. */
async function tableOf(client: Client, famille: string, page = OWN): Promise<string> {
  const { body } = await client.get(page);
  const table = new RegExp(`<section[^>]*aria-labelledby="tableau-${famille}".*?</table>`, "s").exec(body);
  return table?.[0] ?? "";
}

const lineOf = (html: string, indicateur: string): string =>
  [...html.matchAll(/<tr>.*?<\/tr>/gs)]
    .map(([line]) => line)
    .find((line) => line.includes(`/indicateurs/${indicateur}"`)) ?? "";

interface Connue {
  id: string;
  code: string;
  libelle: string;
  unite: string;
  decimales: number;
  annee: number;
  valeur: number | null;
}

/** The latest known value of each indicator of a family, in the order of the dictionary. */
async function latest(famille: string): Promise<Connue[]> {
  const { rows } = await database.pool.query<Connue>(
    `select * from (select distinct on (i.code) v.id, i.code, i.libelle, i.unite, i.decimales, i.ordre, v.annee, v.valeur
       from valeur_indicateur v join indicateur i on i.code = v.indicateur_code
       where v.uai = $1 and v.remplace_le is null and i.famille = $2 order by i.code, v.annee desc) l order by ordre`,
    [LIEUX.college, famille],
  );
  return rows;
}

describe("the table of a family", () => {
  test.each(["etablissement", "eleves", "resultats"])(
    "of %s holds every indicator, its value and its year, each a click from its page and its origin",
    async (famille) => {
      const known = await latest(famille);
      expect(known.length).toBeGreaterThan(1);
      const html = await tableOf(ssa, famille);
      const [headers, ...lines] = rowsOf(html);
      expect(headers).toEqual(["Indicateur", "Valeur", "Année", "Département", "Académie", "Nation"]);
      expect(lines.map(([, value, year]) => [value, year])).toEqual(
        known.map(({ valeur, decimales, unite, annee }) => [
          valeur === null ? "Non publiée" : `${formatNombre(valeur, decimales)} ${unite}`.trim(),
          formatAnneeScolaire(annee),
        ]),
      );
      for (const { id, code, libelle } of known) {
        const line = lineOf(html, code);
        expect(textOf(/<a href="[^"]*\/indicateurs\/[^>]*>(.*?)<\/a>/s.exec(line)?.[1])).toBe(libelle);
        const [value] = [...line.matchAll(/<td class="anc-nombre"><a href="([^"]+)"/g)].map(
          ([, href]) => href,
        );
        expect(value).toBe(`${OWN}/valeurs/${id}`);
      }
    },
  );

  test("leads from each value to where it comes from, and from each name to its page", async () => {
    for (const { id, code, libelle } of await latest("eleves")) {
      expect((await ssa.get(`${OWN}/valeurs/${id}`)).h1, code).toBe(`${libelle} : d’où vient ce chiffre`);
      expect((await ssa.get(`${OWN}/indicateurs/${code}`)).h1, code).toBe(
        `${libelle} : Collège des Salicornes`,
      );
    }
  });

  test("gives the means of the same type and sector, the smallest territory first", async () => {
    const { rows } = await database.pool.query(
      `select avg(v.valeur) filter (where s.departement_code = '961') as departement, avg(v.valeur) as academie
       from valeur_indicateur v join structure s using (uai)
       where v.indicateur_code = 'effectif_college' and v.annee = 2024 and v.remplace_le is null
         and s.type = 'college' and s.secteur = 'public'`,
    );
    const { departement, academie } = rows[0];
    const [line] = rowsOf(
      lineOf(await tableOf(ssa, "etablissement", `${OWN}?annee=2024`), "effectif_college"),
    );
    expect(line?.slice(2)).toEqual([
      "2024-2025",
      formatNombre(departement, 1),
      formatNombre(academie, 1),
      formatNombre(academie, 1),
    ]);
  });

  test("shows a local value beside the official one, for its own year only", async () => {
    const { rows } = await database.pool.query(
      `select c.valeur as locale, c.motif, c.piece, v.valeur as officielle from correction_locale c
       join valeur_indicateur v on (v.uai, v.indicateur_code, v.annee) = (c.uai, c.indicateur_code, c.annee)
       where c.uai = $1 and c.indicateur_code = 'effectif_college' and c.annee = 2025 and c.retiree_le is null
         and v.remplace_le is null`,
      [LIEUX.college],
    );
    const { locale, motif, piece, officielle } = rows[0];
    expect(locale).not.toBe(officielle);
    const [line] = rowsOf(lineOf(await tableOf(ssa, "etablissement"), "effectif_college"));
    expect(line?.[0]).toContain(`Valeur locale : ${formatNombre(locale)} élèves`);
    for (const said of [motif, piece, "Solène Amarin"]) expect(line?.[0]).toContain(said);
    expect(line?.slice(1, 3)).toEqual([`${formatNombre(officielle)} élèves`, "2025-2026"]);
    const [before] = rowsOf(
      lineOf(await tableOf(ssa, "etablissement", `${OWN}?annee=2024`), "effectif_college"),
    );
    expect(before?.[0]).toBe("Effectif total");
  });

  test("says that a small count is masked to whoever may not read it, and shows it to the others", async () => {
    const { rows } = await database.pool.query(
      `select v.uai, v.indicateur_code as code, v.annee, v.valeur, i.famille, i.decimales, i.unite
       from valeur_masquee m join valeur_indicateur v on v.id = m.valeur_id join structure s using (uai)
       join indicateur i on i.code = v.indicateur_code
       where v.remplace_le is null and i.diffusion = 'ouverte' and s.academie_code = '96' order by v.id limit 1`,
    );
    const { uai, code, annee, valeur, famille, decimales, unite } = rows[0];
    const page = `/structures/${uai}?annee=${annee}`;
    const [hidden] = rowsOf(lineOf(await tableOf(igesr, famille, page), code));
    expect(hidden?.[1]).toBe("Masquée (secret statistique)");
    const [shown] = rowsOf(lineOf(await tableOf(ssa, famille, page), code));
    expect(shown?.[1]).toBe(`${formatNombre(valeur, decimales)} ${unite}`.trim());
  });
});
