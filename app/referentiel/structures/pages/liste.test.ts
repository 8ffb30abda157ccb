import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Client, createTestApp, textOf } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
const ssa: Client = await app.as("ssa");
const head = await app.as("chef_etablissement");
const dgesco = await app.as("dgesco");

/** The table as people read it: the header, then one list of cells a row. */
function tableOf({ body }: Answer): { header: string[]; rows: string[][] } {
  const table = /<section class="anc-table".*?<table>(.*?)<\/table>/s.exec(body)?.[1] ?? "";
  const rows = [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => textOf(cell) ?? ""),
  );
  const [header = [], ...rest] = rows;
  return { header: header.map((title) => title.replace(/ , trier.*/, "")), rows: rest };
}

const names = (answer: Answer) => tableOf(answer).rows.map(([name]) => name);
const total = ({ text }: Answer) =>
  Number(/(\d+) structures? (?:Affichage|Aucune)/.exec(text)?.[1] ?? Number.NaN);
const count = async (condition: string) =>
  (await database.pool.query(`select count(*)::int as n from structure where ${condition}`)).rows[0]
    .n as number;
/** Closed structures are shown when asked for. */
const inDatabase = (condition: string) => count(`(${condition}) and etat <> 'ferme'`);
const ipsOf = async (uai: string): Promise<string> => {
  const { rows } = await database.pool.query(
    `select valeur from valeur_indicateur where uai = '${uai}' and indicateur_code = 'ips' and annee = 2025 and remplace_le is null`,
  );
  return rows[0].valeur.toFixed(1).replace(".", ",");
};

describe("the list of structures", () => {
  test("filters by type, sector, education priority and département, and each of them narrows", async () => {
    const filters = [
      ["type=college", "type = 'college'"],
      ["type=college&secteur=public", "type = 'college' and secteur = 'public'"],
      ["ep=rep_plus", "statut_ep = 'rep_plus'"],
      [`departement=${LIEUX.departement}`, `departement_code = '${LIEUX.departement}'`],
      [
        `type=college&departement=962&ep=rep`,
        `type = 'college' and departement_code = '962' and statut_ep = 'rep'`,
      ],
    ] as const;
    for (const [query, condition] of filters) {
      const expected = await inDatabase(condition);
      expect(expected, condition).toBeGreaterThan(0);
      const answer = await ssa.get(`/structures?${query}&taille=100`);
      expect(total(answer), query).toBe(expected);
      expect(names(answer), query).toHaveLength(Math.min(expected, 100));
    }
  });

  test("ignores a filter that nobody offered, and says nothing technical", async () => {
    for (const query of [
      "type=chateau",
      "departement=%27",
      "page=-1&taille=7",
      "tri=ips",
      "annee=1&ips=abc",
      "q=",
    ]) {
      const answer = await ssa.get(`/structures?${query}`);
      expect(answer.status, query).toBe(200);
      expect(total(answer), query).toBe(await inDatabase("true"));
    }
  });

  test("finds by part of the name, the commune or the UAI, with or without accents, whatever the case", async () => {
    for (const q of [
      "salicornes",
      "SALICORNES",
      "Collège des Salicornes",
      "college salicornes",
      LIEUX.college,
    ]) {
      expect(names(await ssa.get(`/structures?q=${encodeURIComponent(q)}`)), q).toContain(
        "Collège des Salicornes",
      );
    }
    const [bare, accented] = await Promise.all(
      ["pre la bouee", "Pré-la-Bouée"].map(async (q) =>
        names(await ssa.get(`/structures?q=${encodeURIComponent(q)}`)),
      ),
    );
    expect(bare).toEqual(accented);
    expect(bare?.length).toBeGreaterThan(0);
  });

  test("takes the signs of a search literally", async () => {
    for (const q of ["%", "_", "100%", "'; drop table structure; --", "\\"]) {
      expect((await ssa.get(`/structures?q=${encodeURIComponent(q)}`)).status, q).toBe(200);
    }
    expect((await ssa.get("/structures?q=a%00b")).status).toBe(404);
    expect(await inDatabase("true")).toBe(900);
  });

  test("corrects a slight typing error, and says what it looked for instead", async () => {
    const answer = await ssa.get("/structures?q=salicornnes");
    expect(names(answer)).toContain("Collège des Salicornes");
    expect(answer.text).toContain(
      "Rien ne correspond à « salicornnes » ; voici ce qui s’en approche : « salicornes ».",
    );
  });

  test("keeps the filters in the form, and offers to remove them", async () => {
    const { body } = await ssa.get("/structures?q=salicornes&type=college&tri=-nom");
    expect(body).toMatch(/<input[^>]*name="q"[^>]*value="salicornes"/);
    expect(body).toMatch(/<option value="college" selected="">/);
    expect(body).toContain('<input type="hidden" name="tri" value="-nom"/>');
    expect(body).toMatch(/<a class="fr-link" href="\?tri=-nom">Effacer les filtres/);
  });

  test("sorts by name in the order of French, both ways, and says which column leads", async () => {
    const query = `type=college&departement=${LIEUX.departement}&taille=100`;
    const up = await ssa.get(`/structures?${query}`);
    expect(up.body.match(/aria-sort="ascending"/g)).toHaveLength(1);
    const down = await ssa.get(`/structures?${query}&tri=-nom`);
    expect(down.body).toContain('aria-sort="descending"');
    expect(names(down)).toEqual([...names(up)].reverse());
    const collator = new Intl.Collator("fr");
    expect(names(up)).toEqual(names(up).toSorted((a = "", b = "") => collator.compare(a, b)));
  });

  test("never sorts by the index: it is a directory, no ranking", async () => {
    const { body } = await ssa.get("/structures?type=college&tri=ips");
    expect(body).not.toMatch(/class="anc-tri" href="[^"]*tri=-?ips"/);
    expect(body).toMatch(/aria-sort="ascending"[^>]*><a class="anc-tri" href="[^"]*tri=-nom"/);
  });

  test("shows pages that neither repeat nor forget anybody", async () => {
    const expected = await inDatabase("type = 'college'");
    const pages = Math.ceil(expected / 20);
    const seen: (string | undefined)[] = [];
    for (let page = 1; page <= pages; page++) {
      const answer = await ssa.get(
        `/structures?type=college&taille=20&page=${page}&tri=commune&colonnes=uai`,
      );
      expect(answer.text).toContain(`Page ${page} sur ${pages}`);
      seen.push(...tableOf(answer).rows.map((row) => row.at(-1)));
    }
    expect(new Set(seen).size).toBe(expected);
    expect(seen).toHaveLength(expected);
  });

  test("shows the columns that were chosen, the name always", async () => {
    const chosen = tableOf(await ssa.get("/structures?colonnes=uai&colonnes=academie"));
    expect(chosen.header).toEqual(["Nom", "Académie", "UAI"]);
    expect(tableOf(await ssa.get("/structures?colonnes=")).header).toEqual(["Nom"]);
    expect(tableOf(await ssa.get("/structures")).header).not.toContain("Académie");
  });

  test("that is empty says what to try", async () => {
    const answer = await ssa.get("/structures?q=zzzzzzzz");
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("Aucune structure ne correspond");
    expect(answer.text).toContain("0 structure");
    expect(names(answer)).toEqual([]);
  });

  test("shows to a head the own school and no other, whatever the filters", async () => {
    expect(names(await head.get("/structures"))).toEqual(["Collège des Salicornes"]);
    expect(names(await head.get(`/structures?departement=${LIEUX.departement}&type=college`))).toEqual([
      "Collège des Salicornes",
    ]);
    const searched = await head.get("/structures?q=jusant");
    expect(names(searched)).toEqual([]);
    expect(searched.body).not.toContain(LIEUX.ecole);
    expect((await head.get("/structures?page=2")).text).not.toContain("Ecole primaire");
  });

  test("shows no index to the DGESCO, and does not let it be guessed by filtering", async () => {
    const all = await dgesco.get("/structures?type=college&taille=100");
    expect(tableOf(all).header.join()).not.toContain("IPS");
    expect(all.body).not.toContain(await ipsOf(LIEUX.college));
    expect(total(await ssa.get("/structures?ips=80"))).toBeGreaterThan(0);
    for (const ips of ["80", "90", "200"])
      expect(total(await dgesco.get(`/structures?ips=${ips}`)), ips).toBe(0);
  });
});

describe("the finer filters", () => {
  const jour = "2026-10-01";
  beforeAll(async () => {
    const agent = (await database.pool.query("select id from agent limit 1")).rows[0].id;
    await database.pool.query(
      `insert into structure_dispositif (id, uai, dispositif_code, debut, fin, source, agent_id, enregistre_le, retire_le) values
        (gen_random_uuid(), $1, 'cla', '2020-09-01', null, 'essai', $3, $4, null),
        (gen_random_uuid(), $2, 'cla', '2020-09-01', '2021-09-01', 'essai', $3, $4, null),
        (gen_random_uuid(), $2, 'ter', '2020-09-01', null, 'essai', $3, $4, $4)`,
      [LIEUX.college, LIEUX.ecole, agent, jour],
    );
    await database.pool.query(`delete from orpheline; delete from decision_orpheline`);
    await database.pool.query(
      `insert into orpheline (uai, annee, calcul, raisons, calcule_le)
       select uai, annee, case when abs(hashtext(uai || annee)) % 3 = 0 then 'oui' else 'non' end, '{}', '${jour}'
       from structure, unnest(array[2023, 2024]) as a (annee) where type = 'primaire'`,
    );
    await database.pool.query(
      `insert into decision_orpheline (id, uai, annee, orpheline, motif, agent_id, decidee_le)
       select gen_random_uuid(), uai, 2024, abs(hashtext(uai)) % 2 = 0, 'essai', $1, '${jour}' from structure where type = 'primaire' and abs(hashtext(uai)) % 5 = 0`,
      [agent],
    );
  });

  const CALCULEE =
    "exists (select from orpheline o where o.uai = structure.uai and o.annee = 2024 and o.calcul = 'oui')";
  const decidee = (value: boolean) =>
    `exists (select from decision_orpheline d where d.uai = structure.uai and d.orpheline = ${value})`;
  const communes = (classes: string) =>
    `commune_code in (select code from commune where typologie in (${classes}))`;
  test.each([
    ["circonscription=9619901Y", "circonscription_code = '9619901Y'"],
    [`circonscription=${LIEUX.circonscription}`, `circonscription_code = '${LIEUX.circonscription}'`],
    ["bassin=96612&type=college", "bassin_code = '96612' and type = 'college'"],
    ["commune=96101", "commune_code = '96101'"],
    ["typologie=tr2", communes("'tr2'")],
    ["typologie=rural&type=college", `${communes("'tr1', 'tr2', 'tr3'")} and type = 'college'`],
    ["typologie=urbain", communes("'tr5', 'tr6'")],
    ["dispositif=cla", `uai = '${LIEUX.college}'`],
    ["dispositif=ter", "false"],
    ["orpheline=calculees", CALCULEE],
    ["orpheline=decidees", decidee(true)],
    ["orpheline=reconnues", `(${decidee(true)} or ${CALCULEE} and not ${decidee(false)})`],
  ])("%s lists what a direct count does, in the page and in the file", async (query, condition) => {
    const expected = await inDatabase(condition);
    const answer = await ssa.get(`/structures?${query}&taille=100`);
    expect([total(answer), names(answer).length]).toEqual([expected, Math.min(expected, 100)]);
    const file = (await ssa.get(`/structures/export?${query}`)).body.trimEnd().split("\r\n");
    expect(file).toHaveLength(expected + 1);
  });

  test("leave closed structures out, unless they are asked for", async () => {
    const [open, closed] = [await count("etat <> 'ferme'"), await count("etat = 'ferme'")];
    expect(closed).toBeGreaterThan(0);
    expect(total(await ssa.get("/structures"))).toBe(open);
    expect(total(await ssa.get("/structures?etat=fermees"))).toBe(closed);
    expect(total(await ssa.get("/structures?etat=toutes"))).toBe(open + closed);
  });

  test("tell nothing of orphelines to the DGESCO, whose reasons are an index", async () => {
    expect(total(await dgesco.get("/structures?orpheline=calculees"))).toBe(0);
    expect((await dgesco.get("/structures")).body).not.toContain('name="orpheline"');
  });

  test("stay within the scope of a head", async () => {
    expect(names(await head.get("/structures?dispositif=cla"))).toEqual(["Collège des Salicornes"]);
    expect(names(await head.get("/structures?bassin=96612&etat=toutes&orpheline=reconnues"))).toEqual([]);
  });

  test("offer circonscriptions and communes once a département is chosen, and keep what the address names", async () => {
    expect((await ssa.get("/structures")).body).not.toContain('name="commune"');
    const chosen = await ssa.get("/structures?departement=961&commune=96101");
    expect(chosen.body).toMatch(/<option value="96101" selected="">/);
    expect(chosen.body).toContain('name="circonscription"');
    expect((await ssa.get("/structures?commune=96101")).body).toMatch(/<option value="96101" selected="">/);
  });
});

describe("the choice of structures to compare", () => {
  test("is a plain form of boxes, for those who compare by name and nobody else", async () => {
    const { body } = await ssa.get("/structures?type=college");
    expect(body).toMatch(/<form id="comparer"[^>]*action="\/comparer" method="get"/);
    expect(body.match(/<input type="checkbox"[^>]*form="comparer"[^>]*>/g)).toHaveLength(50);
    for (const other of [head, dgesco]) {
      const answer = await other.get("/structures?type=college");
      expect(answer.body).not.toContain("/comparer");
      expect(answer.body).not.toContain('name="uai"');
    }
  });
});

describe("the list as a file", () => {
  test("opens in a French spreadsheet: mark of UTF-8, semicolons, decimal comma, an attachment", async () => {
    const { status, headers, body } = await ssa.get("/structures/export?type=college");
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("Content-Disposition")).toBe('attachment; filename="structures.csv"');
    expect(body.startsWith("\uFEFFUAI;Nom;Type;")).toBe(true);
    expect(body).toContain(
      `\r\n${LIEUX.college};Collège des Salicornes;Collège;Public;Merlande-la-Haute;961;;Port-Amarre;Hors éducation prioritaire;2025-2026;${await ipsOf(LIEUX.college)};Publiée\r\n`,
    );
    expect(body.trimEnd().split("\r\n")).toHaveLength(1 + (await inDatabase("type = 'college'")));
    expect(body).not.toMatch(/\d\.\d/);
  });

  test("has the same lines as the list, whatever the filters and the correction of typing", async () => {
    for (const query of ["q=salicornnes", "type=college&ips=85", "departement=961&secteur=public", ""]) {
      const lines = (await ssa.get(`/structures/export?${query}`)).body.trimEnd().split("\r\n").length - 1;
      expect(lines, query).toBe(total(await ssa.get(`/structures?${query}`)));
    }
  });

  test("gives to a head one line, and to the DGESCO no index", async () => {
    const own = (await head.get("/structures/export?type=college&departement=961")).body
      .trimEnd()
      .split("\r\n");
    expect(own).toHaveLength(2);
    expect(own[1]).toContain(LIEUX.college);
    const aggregated = (await dgesco.get("/structures/export?type=college")).body;
    expect(aggregated).toContain(`${LIEUX.college};`);
    expect(aggregated).not.toMatch(/\d,\d/);
    expect(aggregated).not.toContain("Publiée");
  });

  test("neutralises what a spreadsheet would run, and leaves numbers alone", async () => {
    const other = await createTestDatabase("demo");
    try {
      await other.pool.query(
        `update structure set nom = '=HYPERLINK("http://x";"y")', commune_nom = '@SOMME(A1)' where uai = $1`,
        [LIEUX.college],
      );
      const client = await createTestApp(other).as("chef_etablissement");
      const [, line] = (await client.get("/structures/export")).body.split("\r\n");
      expect(line).toContain(`${LIEUX.college};"'=HYPERLINK(""http://x"";""y"")";`);
      expect(line).toContain(";'@SOMME(A1);961;");
      expect(line).toContain(`;${await ipsOf(LIEUX.college)};`);
    } finally {
      await other.drop();
    }
  });
});

describe("the spread of the index above the list", () => {
  const figure = ({ body }: Answer) => /<figure.*?<\/figure>/s.exec(body)?.[0];

  test("comes with a threshold, tells how many structures it counts, and its table adds up to them", async () => {
    const answer = await ssa.get("/structures?type=college&ips=90");
    const drawn = figure(answer) ?? "";
    const { rows } = await database.pool.query(
      "select count(*)::int as n from valeur_indicateur v join structure s using (uai) where s.type = 'college' and v.indicateur_code = 'ips' and v.annee = 2025 and v.valeur is not null and v.remplace_le is null",
    );
    expect(textOf(drawn)).toContain(`${rows[0].n} structures`);
    expect(textOf(drawn)).toMatch(/seuil choisi\s: 90,0/);
    const counts = [...drawn.matchAll(/<td[^>]*>(\d+)<\/td>/g)].map(([, count]) => Number(count));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows[0].n);
    expect(total(answer)).toBe(
      await inDatabase(
        "type = 'college' and uai in (select uai from valeur_indicateur where indicateur_code = 'ips' and annee = 2025 and valeur <= 90 and remplace_le is null)",
      ),
    );
  });

  test("is drawn when asked for, without a threshold, and never otherwise", async () => {
    expect(figure(await ssa.get("/structures?type=college"))).toBeUndefined();
    expect(textOf(figure(await ssa.get("/structures?type=college&repartition=oui")) ?? "")).not.toContain(
      "seuil",
    );
    expect(figure(await dgesco.get("/structures?type=college&ips=90&repartition=oui"))).toBeUndefined();
  });
});
