import { readXlsx } from "hucre";
import { afterAll, describe, expect, test } from "vitest";
import { type Answer, type Client, createTestApp, textOf } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
const ssa = await app.as("ssa");
const pilote = await app.as("pilote_academique");
const head = await app.as("chef_etablissement");
const directeur = await app.as("directeur_ecole");
const dgesco = await app.as("dgesco");
const carec = await app.as("carec");

const rowsOf = async <Row>(sql: string): Promise<Row[]> => (await database.pool.query(sql)).rows as Row[];

/** Cells of the table whose caption holds these words. */
function table({ body }: Answer, titre: string): string[][] {
  const found = [...body.matchAll(/<table>(.*?)<\/table>/gs)].find(([, inner]) =>
    textOf(/<caption[^>]*>(.*?)<\/caption>/s.exec(inner ?? "")?.[1])?.includes(titre),
  )?.[1];
  return [...(found ?? "").matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => textOf(cell) ?? ""),
  );
}

describe("the way in", () => {
  test("leads from the académie to its départements, by name", async () => {
    const { status, body, h1 } = await ssa.get("/territoires");
    expect([status, h1]).toEqual([200, "Territoires"]);
    const links = [...body.matchAll(/href="(\/territoires\/[^"]+)"/g)].map(([, href]) => href);
    expect(links).toEqual([
      "/territoires/nation/demonstration",
      "/territoires/academie/96",
      ...(
        await rowsOf<{ code: string }>(
          "select code from departement where academie_code = '96' and code in (select departement_code from structure) order by nom",
        )
      ).map(({ code }) => `/territoires/departement/${code}`),
    ]);
  });

  test.each([
    "/territoires/nation/france",
    "/territoires/departement/72",
    "/territoires/departement/998",
    "/territoires/region/53",
    "/territoires/commune/zzz",
    "/territoires/departement/998/export",
    "/territoires/circonscription/%27%20or%201=1",
  ])("%s does not exist here", async (path) => {
    expect((await ssa.get(path)).status).toBe(404);
  });
});

describe("numbers of structures", () => {
  test.each([
    ["academie/96", "academie_code = '96'"],
    ["departement/961", "departement_code = '961'"],
    [`circonscription/${LIEUX.circonscription}`, `circonscription_code = '${LIEUX.circonscription}'`],
    ["bassin/96612", "bassin_code = '96612'"],
    ["commune/96101", "commune_code = '96101'"],
    ["nation/demonstration", "true"],
  ])("of %s are those of a direct count, whoever reads them", async (path, where) => {
    const counted = await rowsOf<{ type: string; secteur: string; n: number; rep: number }>(
      `select type, secteur, count(*)::int as n, (count(*) filter (where statut_ep = 'rep'))::int as rep
       from structure where ${where} and etat <> 'ferme' group by 1, 2`,
    );
    const total = counted.reduce((sum, { n }) => sum + n, 0);
    for (const client of [ssa, head, directeur, dgesco]) {
      const answer = await client.get(`/territoires/${path}`);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(`${total} structures ouvertes`);
      const [, ...lines] = table(answer, "Structures ouvertes par type");
      expect(lines).toHaveLength(counted.length);
      const figures = (cell = "") => Number(/^\d+/.exec(cell)?.[0]);
      expect(lines.reduce((sum, [, all]) => sum + figures(all), 0)).toBe(total);
      expect(lines.reduce((sum, line) => sum + figures(line[3]), 0)).toBe(
        counted.reduce((sum, { rep }) => sum + rep, 0),
      );
      for (const line of lines)
        expect(figures(line[1])).toBe(line.slice(2).reduce((sum, cell) => sum + figures(cell), 0));
    }
  });

  test("lead to the list of as many, for who reads all of them, and nowhere for who does not", async () => {
    const { body } = await ssa.get("/territoires/departement/961");
    const href = /href="(\/structures\?departement=961&amp;type=college&amp;secteur=public)">(\d+)/.exec(
      body,
    );
    const list = await ssa.get((href?.[1] ?? "").replaceAll("&amp;", "&"));
    expect(list.text).toContain(`${href?.[2]} structures`);
    for (const client of [head, directeur])
      expect((await client.get("/territoires/departement/961")).body).not.toContain(
        "/structures?departement=961&amp;type=",
      );
  });

  test("name no structure out of the scope of a head", async () => {
    const [own, other] = await Promise.all(
      ["96101", "961"].map((code) =>
        head.get(`/territoires/${code.length === 5 ? "commune" : "departement"}/${code}`),
      ),
    );
    const names = await rowsOf<{ nom: string }>(
      `select nom from structure where departement_code = '961' and uai <> '${LIEUX.college}' and length(nom) > 22`,
    );
    for (const { nom } of names) {
      expect(own?.text).not.toContain(nom);
      expect(other?.text).not.toContain(nom);
    }
    expect(other?.text).toContain("1 structure de votre portée");
  });
});

describe("the summary of an indicator", () => {
  const values = (where: string) =>
    rowsOf<{ valeur: number }>(
      `select v.valeur from valeur_indicateur v join structure s using (uai) where v.indicateur_code = 'ips' and v.annee = 2025
        and v.remplace_le is null and v.valeur is not null and ${where} order by v.valeur`,
    ).then((rows) => rows.map(({ valeur }) => valeur));
  const quantile = (sorted: readonly number[], p: number) => {
    const at = (sorted.length - 1) * p;
    const [low = 0, high = 0] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
    return low + (high - low) * (at - Math.floor(at));
  };

  test.each([
    ["academie/96", "s.academie_code = '96'"],
    ["departement/961", "s.departement_code = '961'"],
  ])("of %s agrees with an independent computation, for everybody", async (path, where) => {
    const sorted = await values(`${where} and s.type = 'college'`);
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    for (const client of [ssa, dgesco, head]) {
      const answer = await client.get(`/territoires/${path}?type=college&annee=2025`);
      const line = table(answer, "par type et secteur").find(([name]) => name === "Collège, tous secteurs");
      expect(line?.[1]).toBe(String(sorted.length));
      // Half a tenth: what is written is rounded.
      const close = (cell: string | undefined, ...expected: number[]) => {
        const read = (cell ?? "").split(" – ").map((text) => Number(text.replace(",", ".")));
        expect(read).toHaveLength(expected.length);
        for (const [rank, value] of expected.entries())
          expect(Math.abs((read[rank] ?? Number.NaN) - value)).toBeLessThanOrEqual(0.0501);
      };
      close(line?.[2], mean);
      close(line?.[4], quantile(sorted, 0.5));
      close(line?.[5], quantile(sorted, 0.25), quantile(sorted, 0.75));
      close(line?.[6], quantile(sorted, 0.1), quantile(sorted, 0.9));
    }
  });

  test("compares départements by name, never by value, and says what is not crossed", async () => {
    const answer = await ssa.get("/territoires/academie/96?type=college&secteur=public&annee=2024");
    const section = /<section aria-labelledby="parties".*?<\/section>/s.exec(answer.body)?.[0] ?? "";
    const names = (
      await rowsOf<{ nom: string }>(
        "select nom from departement where code in (select departement_code from structure) order by nom",
      )
    ).map(({ nom }) => nom);
    const bars = section.slice(section.lastIndexOf("<table"));
    const places = names.map((nom) => (textOf(bars) ?? "").indexOf(nom));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    expect(answer.text).toContain("Rupture de série en 2022-2023");
    expect(answer.text).not.toMatch(/classement|meilleur|rang\b/i);
  });

  test("is not told of too few structures, and the sentence says why", async () => {
    const [few] = await rowsOf<{ territoire: string; type: string; annee: number; code: string }>(
      `select r.territoire, r.type, r.annee, r.indicateur_code as code from reference_indicateur r
       join indicateur i on i.code = r.indicateur_code and i.diffusion = 'ouverte' and i.objet = 'structure' and i.retire_le is null
       where r.niveau = 'bassin' and r.secteur = 'tous' and r.base = 'complete' and r.n < 3 order by 1, 2, 3, 4 limit 1`,
    );
    expect(few).toBeDefined();
    const answer = await ssa.get(
      `/territoires/bassin/${few?.territoire}?indicateur=${few?.code}&type=${few?.type}&annee=${few?.annee}`,
    );
    expect(answer.text).toContain("Trop peu de structures pour un résumé");
    const cells = table(answer, "par type et secteur").filter(([, n]) => Number(n) < 3);
    expect(cells.length).toBeGreaterThan(0);
    for (const line of cells) expect(line.slice(2)).toEqual(["t. p.", "t. p.", "t. p.", "t. p.", "t. p."]);
  });

  test("of a commune is not given, and the page says where to look", async () => {
    const { text } = await ssa.get("/territoires/commune/96101");
    expect(text).toContain("les indicateurs se lisent à partir de la circonscription");
  });
});

describe("secrecy", () => {
  /** Pairs that secrecy touches, with a base that differs from the whole one. */
  const touched = () =>
    rowsOf<{ code: string; annee: number; type: string; entiere: number; diffusable: number; n: number }>(
      `select c.indicateur_code as code, c.annee, c.type, c.moyenne as entiere, d.moyenne as diffusable, d.n
       from reference_indicateur c join reference_indicateur d using (indicateur_code, annee, type, secteur, niveau, territoire)
       join indicateur i on i.code = c.indicateur_code and i.diffusion = 'ouverte' and i.retire_le is null
       where c.base = 'complete' and d.base = 'diffusable' and c.niveau = 'departement' and c.territoire = '961' and c.secteur = 'tous'
         and not d.masquee and d.n >= 3 and abs(c.moyenne - d.moyenne) > 2 order by 1, 2, 3 limit 5`,
    );

  test("gives the whole mean to the entitled, and to all others the one that leaves masked values out", async () => {
    const pairs = await touched();
    expect(pairs.length).toBeGreaterThan(0);
    for (const { code, annee, type, entiere, diffusable } of pairs) {
      const path = `/territoires/departement/961/export?table=indicateur&indicateur=${code}&type=${type}&annee=${annee}`;
      const means = async (client: Client) => {
        const lines = (await client.get(path)).body.split("\r\n").map((line) => line.split(";"));
        const label = (
          await rowsOf<{ libelle: string }>(`select libelle from indicateur where code = '${code}'`)
        )[0]?.libelle;
        expect(lines[1]?.join(";")).toContain(label);
        return lines.filter((line) => line.includes("Tous")).map((line) => line[5] ?? "");
      };
      const written = (value: number) => value.toString().replace(".", ",").slice(0, 8);
      const seen = async (client: Client, value: number) =>
        (await means(client)).some((cell) => cell.startsWith(written(value)));
      expect(await seen(pilote, entiere), code).toBe(true);
      for (const client of [dgesco, head, carec]) {
        expect(await seen(client, entiere), code).toBe(false);
        expect(await seen(client, diffusable), code).toBe(true);
      }
    }
  });

  test("counts pupils from what the reader may see, and says so", async () => {
    const answer = await ssa.get("/territoires/departement/961");
    const line = table(answer, "Élèves, dernière année connue").find(([, annee]) => annee === "2025-2026");
    expect(line).toBeDefined();
    const [{ eleves } = { eleves: 0 }] = await rowsOf<{ eleves: number }>(
      `select sum(v.valeur)::int as eleves from valeur_indicateur v join structure s using (uai) where s.departement_code = '961'
        and v.indicateur_code = 'effectif_ecole' and v.remplace_le is null and v.annee = (select max(annee) from valeur_indicateur where indicateur_code = 'effectif_ecole')`,
    );
    expect(
      table(answer, "Élèves, dernière année connue").find(
        ([niveau]) => niveau === "Effectif de l'école",
      )?.[2],
    ).toBe(eleves.toLocaleString("fr-FR").replace(/\s/g, " "));
    expect(answer.text).toContain(
      "les valeurs non publiées ou masquées par le secret statistique n’y sont pas",
    );
  });
});

describe("tables to take away", () => {
  test.each(["comptages", "indicateur", "parties", "effectifs", "valeurs"])(
    "%s comes in three formats and tells where it comes from",
    async (table) => {
      const path = `/territoires/academie/96/export?table=${table}`;
      const csv = (await ssa.get(path)).body.trimEnd().split("\r\n");
      expect(csv.length).toBeGreaterThan(1);
      const { cookies } = ssa;
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const url = new URL(`${path}&format=xlsx`, app.context.settings.urlPublique);
      const response = await app.fetch(new Request(url, { headers: { Cookie: cookie } }));
      const { sheets } = await readXlsx(Buffer.from(await response.arrayBuffer()));
      expect(sheets[0]?.rows).toHaveLength(csv.length);
      expect(Object.fromEntries(sheets[1]?.rows ?? [])).toMatchObject({
        Territoire: "Académie : Port-Amarre",
        Source: "données fictives de la démonstration d’Ancrage",
      });
    },
  );
});

describe("what else a territory tells", () => {
  test("gives the mailbox of a circonscription, the population and the class of a commune", async () => {
    await database.pool.query(
      `update circonscription set courriel = 'ien.essai@exemple.fr' where code = '${LIEUX.circonscription}'`,
    );
    const circonscription = await directeur.get(`/territoires/circonscription/${LIEUX.circonscription}`);
    expect(circonscription.text).toContain("ien.essai@exemple.fr");
    const [commune] = await rowsOf<{ population: number; typologie: string }>(
      "select population, typologie from commune where code = '96101'",
    );
    const { text } = await ssa.get("/territoires/commune/96101");
    expect(text.replace(/\s/g, "")).toContain(`${commune?.population}habitants`);
    expect(text).toContain(`Typologie ${commune?.typologie}`);
  });

  test("names the communes that were merged, both ways", async () => {
    const codes = await rowsOf<{ code: string }>(
      "select code from commune where code not in (select commune_code from structure where commune_code is not null) and departement_code = '961' limit 1",
    );
    const old = codes[0]?.code ?? "96199";
    if (codes.length === 0)
      await database.pool.query(
        "insert into commune (code, nom, departement_code) values ('96199', 'Vieux-Bourg', '961')",
      );
    await database.pool.query(`update commune set actuelle_code = '96101' where code = '${old}'`);
    expect((await ssa.get("/territoires/commune/96101")).text).toContain(`(${old})`);
    expect((await ssa.get(`/territoires/commune/${old}`)).body).toContain(
      'href="/territoires/commune/96101"',
    );
  });

  test("counts schemes that hold, and networks, and gives values of the territory with their origin", async () => {
    const [{ id } = { id: "" }] = await rowsOf<{ id: string }>("select id from agent limit 1");
    await database.pool.query(
      `insert into structure_dispositif (id, uai, dispositif_code, debut, fin, source, agent_id, enregistre_le)
       select gen_random_uuid(), uai, 'pre', '2020-09-01', case when commune_code = '96101' then null else date '2021-01-01' end, 'essai', $1, now()
       from structure where departement_code = '961' and type = 'college' and etat <> 'ferme'`,
      [id],
    );
    const [{ n } = { n: 0 }] = await rowsOf<{ n: number }>(
      "select count(*)::int as n from structure where commune_code = '96101' and type = 'college' and etat <> 'ferme'",
    );
    const answer = await ssa.get("/territoires/departement/961");
    const line = table(answer, "Structures par dispositif en vigueur").find(([name]) =>
      name?.includes("(PRE)"),
    );
    expect(line?.[1]).toMatch(new RegExp(`^${n} `));
    const [value] = await rowsOf<{ libelle: string; ligne: number; nom: string }>(
      `select i.libelle, v.ligne, f.nom from valeur_territoire v join indicateur i on i.code = v.indicateur_code join import_fichier f on f.id = v.fichier_id
       where v.niveau = 'departement' and v.territoire = '961' and v.remplace_le is null order by i.ordre, v.annee desc limit 1`,
    );
    const first = table(answer, "Dernière valeur publiée")[1] ?? [];
    expect(first[0]).toBe(value?.libelle);
    expect(first[4]).toContain(`${value?.nom}, ligne ${value?.ligne}`);
  });

  test("hides from an académie-bound indicator whoever is of no such académie", async () => {
    await database.pool.query(
      `update indicateur set diffusion = 'interne', academie_code = '96' where code = 'eloignement'`,
    );
    try {
      const offered = async (client: Client) =>
        (await client.get("/territoires/departement/961")).body.includes('value="eloignement"');
      expect(await offered(ssa)).toBe(true);
      for (const client of [dgesco, head]) expect(await offered(client)).toBe(false);
    } finally {
      await database.pool.query(
        `update indicateur set diffusion = 'ouverte', academie_code = null where code = 'eloignement'`,
      );
    }
  });
});
