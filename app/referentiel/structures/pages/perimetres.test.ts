import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { creerJeton } from "#app/acces/jetons/commands.server.ts";
import { type Answer, type Client, createTestApp } from "#tests/app.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());

const total = ({ text }: Answer) => Number(/(\d+) structures? Affichage/.exec(text)?.[1] ?? Number.NaN);
const names = ({ body }: Answer) =>
  new Set([...body.matchAll(/href="\/structures\/(\w{8})"/g)].map(([, uai]) => uai));

async function uais(where: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ uai: string }>(
    `select uai from structure where etat <> 'ferme' and (${where}) order by uai`,
  );
  return rows.map(({ uai }) => uai);
}

/** Another function of somebody of the cast, from now on. */
async function addFonction(agentId: string, fonction: string, type: string, code: string): Promise<void> {
  await database.pool.query(
    `insert into fonction_exercee (id, agent_id, fonction, portee_type, portee_code, debut, origine, cree_le)
     values (gen_random_uuid(), $1, $2, $3, $4, '2024-09-01', 'invitation', now())`,
    [agentId, fonction, type, code],
  );
}

const CONSEIL = person("collectivite", "departement");
const MAIRIE = person("collectivite", "commune");
const CAEC = person("caec");

interface Lecteur {
  readonly who: string;
  readonly agentId: string;
  readonly where: string;
  /** One that is in the territory, and not of the kind. */
  readonly autre: string;
}
const LECTEURS: readonly Lecteur[] = [
  {
    who: "the CAEC",
    agentId: CAEC.id,
    where: `secteur = 'prive_sous_contrat' and academie_code = '${LIEUX.academie}'`,
    autre: "secteur = 'prive_hors_contrat'",
  },
  {
    who: "the conseil départemental",
    agentId: CONSEIL.id,
    where: `secteur = 'public' and type in ('college', 'segpa') and departement_code = '${LIEUX.departement}'`,
    autre: `type = 'primaire' and departement_code = '${LIEUX.departement}'`,
  },
  {
    who: "the mairie",
    agentId: MAIRIE.id,
    where: `secteur = 'public' and type in ('maternelle', 'elementaire', 'primaire', 'ecole_specialisee') and commune_code = '${LIEUX.commune}'`,
    autre: `type = 'college' and commune_code = '${LIEUX.commune}'`,
  },
];

describe.each(LECTEURS)("$who", ({ agentId, where, autre }) => {
  let client: Client;
  let expected: string[];
  let outside: string;
  beforeAll(async () => {
    client = await app.signIn(agentId);
    expected = await uais(where);
    outside = (await uais(autre))[0] ?? "";
  });

  test("lists, counts, exports and maps the same structures, and some", async () => {
    const list = await client.get("/structures?taille=100");
    expect(expected.length).toBeGreaterThan(3);
    expect(total(list)).toBe(expected.length);
    expect(names(list).size).toBe(Math.min(expected.length, 100));
    for (const uai of names(list)) expect(expected).toContain(uai);
    const lines = (await client.get("/structures/export")).body.trimEnd().split("\r\n").slice(1);
    expect(lines.map((line) => line.slice(0, 8).replaceAll('"', "")).sort()).toEqual(expected);
    const points = JSON.parse((await client.get("/structures/carte/points.json")).body) as {
      rows: string[][];
    };
    for (const [uai] of points.rows) expect(expected).toContain(uai);
    expect(points.rows.length).toBeGreaterThan(3);
    expect((await client.get("/structures/carte")).body).not.toContain(outside);
  });

  test("counts the same with a filter that the table of counts knows, and with one that it does not", async () => {
    for (const [query, filter] of [
      ["secteur=public", "secteur = 'public'"],
      ["type=college", "type = 'college'"],
      ["etat=sans_courriel", "courriel is null"],
    ])
      expect((await client.get(`/structures?${query}`)).text, query).toContain(
        await phraseOf(`(${where}) and ${filter}`),
      );
  });

  test("opens one of them, and nothing of what is beside", async () => {
    for (const page of ["", "/vie", "/vie/export"])
      expect((await client.get(`/structures/${expected[0]}${page}`)).status, page).toBe(200);
    for (const uai of [outside, LIEUX.ecole, LIEUX.college].filter((uai) => !expected.includes(uai)))
      for (const page of ["", "/vie", "/vie/export"])
        expect((await client.get(`/structures/${uai}${page}`)).status, `${uai}${page}`).toBe(404);
    expect((await client.get(`/structures/${outside}`)).text).toBe(
      (await client.get("/structures/9999999Z")).text,
    );
  });

  test("finds them by search, and not the others, be it by code", async () => {
    expect((await client.get(`/recherche?q=${expected[0]}`)).location).toBe(`/structures/${expected[0]}`);
    const byCode = await client.get(`/recherche?q=${outside}`);
    expect([byCode.location, byCode.body.includes(`/structures/${outside}`)]).toEqual([null, false]);
    const { rows } = await database.pool.query("select nom from structure where uai = $1", [outside]);
    for (const page of ["/recherche", "/structures"])
      expect((await client.get(`${page}?q=${encodeURIComponent(rows[0].nom)}`)).body).not.toContain(
        `/structures/${outside}`,
      );
  });

  test("is told so on the home page and among the rights", async () => {
    const { rows } = await database.pool.query(
      `select count(*)::int as n from structure where etat <> 'ferme' and (${where})`,
    );
    const home = await client.get("/");
    expect(home.text).toContain(`${rows[0].n} structure`);
    expect((await client.get("/droits")).text).toMatch(
      /, pour (les structures privées sous contrat|les collèges publics et leurs SEGPA|les écoles publiques), depuis le/,
    );
  });
});

async function phraseOf(where: string): Promise<string> {
  const n = (await uais(where)).length;
  return n === 0 ? "Aucune structure" : `${n} structure`;
}

test("whoever also heads a public collège reads it, and no other public one", async () => {
  await addFonction(CAEC.id, "chef_etablissement", "structure", LIEUX.college);
  const client = await app.signIn(CAEC.id);
  const expected = await uais(
    `secteur = 'prive_sous_contrat' and academie_code = '${LIEUX.academie}' or uai = '${LIEUX.college}'`,
  );
  expect(total(await client.get("/structures"))).toBe(expected.length);
  expect((await client.get(`/structures/${LIEUX.college}`)).text).toContain("IPS");
  expect((await client.get(`/structures/${LIEUX.ecole}`)).status).toBe(404);
  // A function of the field reads values of its own school; the CAEC reads identities only.
  const privee = expected.find((uai) => uai !== LIEUX.college);
  expect((await client.get(`/structures/${privee}/indicateurs/ips`)).status).toBe(404);
  expect((await client.get(`/structures/${LIEUX.college}/indicateurs/ips`)).status).toBe(200);
});

test("programs read by the interface what the person reads, structure by structure", async () => {
  const { id } = person("igesr");
  await database.pool.query(
    "update fonction_exercee set portee_type = 'academie', portee_code = '01' where agent_id = $1",
    [id],
  );
  await addFonction(id, "caec", "departement", LIEUX.departement);
  const jeton = await creerJeton(app.context, { agentId: id, libelle: "essai", dureeJours: 90 });
  const read = async (path: string) => {
    const answer = await app.anonymous().get(`/api/v1/${path}`, { Authorization: `Bearer ${jeton}` });
    return (JSON.parse(answer.body) as { donnees: { uai: string }[] }).donnees;
  };
  const expected = await uais(`secteur = 'prive_sous_contrat' and departement_code = '${LIEUX.departement}'`);
  expect(expected.length).toBeGreaterThan(3);
  expect((await read("structures?limite=500")).map(({ uai }) => uai).sort()).toEqual(expected);
  expect(await read(`structures?uai=${LIEUX.college}`)).toEqual([]);
  expect(await read("valeurs?indicateur=ips&annee=2025")).toEqual([]);
});
