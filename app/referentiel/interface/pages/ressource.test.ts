import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { creerJeton, revoquerJeton } from "#app/acces/jetons/commands.server.ts";
import { type Answer, createTestApp } from "#tests/app.ts";
import { FONCTIONS_JOUEES, LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, TEST_NOW } from "#tests/database.ts";
import { RESSOURCES } from "../rules.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());

const nobody = app.anonymous();
const jetons = new Map<Fonction, string>();

async function jetonOf(fonction: Fonction): Promise<string> {
  const known = jetons.get(fonction);
  if (known) return known;
  const demande = { agentId: person(fonction).id, libelle: "essai", dureeJours: 90 };
  const jeton = await creerJeton(app.context, demande);
  jetons.set(fonction, jeton);
  return jeton;
}

const bearer = (jeton: string) => ({ Authorization: `Bearer ${jeton}` });
async function read(fonction: Fonction, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return nobody.get(path, { ...bearer(await jetonOf(fonction)), ...headers });
}

/** What a JSON answer says. The shape is that of the description, which another test checks. */
interface Page {
  readonly donnees: readonly Readonly<Record<string, unknown>>[];
  readonly suivante: string | null;
}
const pageOf = ({ body }: Answer): Page => JSON.parse(body);
const problemOf = ({ body }: Answer): { status: number; title: string; detail: string } => JSON.parse(body);

/** An answer that is a problem, in the words of programs and of people. */
function expectProblem(answer: Answer, status: number, detail?: RegExp): void {
  expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(problemOf(answer)).toMatchObject({ status, type: "about:blank" });
  expect(answer.status).toBe(status);
  expect(problemOf(answer).detail).toMatch(/^[«\p{Lu}].* .*[.…»\d]$/u);
  if (detail) expect(problemOf(answer).detail).toMatch(detail);
}

/** A request of each resource that its description accepts. */
const DEMANDES: Readonly<Record<keyof typeof RESSOURCES, string>> = {
  structures: "",
  "statuts-ep": "",
  dispositifs: "",
  valeurs: "?indicateur=ips",
  indicateurs: "",
  references: "?indicateur=ips",
  territoires: "?niveau=departement",
  "valeurs-territoires": "?niveau=commune",
};
const ADRESSES = Object.entries(DEMANDES).map(([nom, query]) => `/api/v1/${nom}${query}`);

beforeAll(async () => {
  // What the demonstration may lack, so that no resource is empty.
  await sql`insert into structure_dispositif (id, uai, dispositif_code, debut, fin, precision_texte, source, fichier_id, ligne, enregistre_le)
    select gen_random_uuid(), ${LIEUX.college}, d.code, date '2001-09-01', d.fin, 'essai', 'fichier', f.id, 2, ${TEST_NOW}
    from (values ((select code from dispositif order by ordre limit 1), date '2002-09-01')) as d (code, fin)
    cross join (select id from import_fichier order by rang limit 1) f`.execute(database.db);
  await sql`insert into valeur_territoire (niveau, territoire, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
    select 'commune', c.code, 'ips', 1999, x.valeur, x.statut, 'x', f.id, 2, 'c', ${TEST_NOW}
    from (select code from commune order by code limit 1) c cross join (select id from import_fichier order by rang limit 1) f
    cross join (values (1.5, 'ok')) as x (valeur, statut)`.execute(database.db);
});

describe("a token", () => {
  test("reads every resource in its own name, without a cookie nor an Origin", async () => {
    for (const adresse of ADRESSES) {
      const answer = await read("ssa", adresse);
      expect([adresse, answer.status]).toEqual([adresse, 200]);
      expect(pageOf(answer).donnees.length, adresse).toBeGreaterThan(0);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  test("that is absent, malformed, unknown or of another scheme opens nothing, a cookie beside it or not", async () => {
    const ssa = await app.as("ssa");
    const jeton = await jetonOf("ssa");
    const wrong = [
      `Bearer ${jeton.slice(0, -1)}`,
      `Bearer ${jeton}x`,
      "Bearer x",
      "Bearer ",
      `Basic ${jeton}`,
      jeton,
      `Bearer ${"é".repeat(3)}`.replace(/é/g, "%C3"),
    ];
    for (const adresse of ADRESSES) {
      const answer = await nobody.get(adresse);
      expectProblem(answer, 401, /jeton en vigueur/);
      expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="ancrage"');
    }
    for (const Authorization of wrong)
      for (const who of [nobody, ssa])
        expectProblem(await who.get("/api/v1/structures", { Authorization }), 401);
  });

  test("in the address is refused, and the answer does not repeat it", async () => {
    const jeton = await jetonOf("ssa");
    for (const name of ["jeton", "access_token", "token", "apres"]) {
      const path = `/api/v1/structures?${name}=${jeton}`;
      expectProblem(await nobody.get(path), 401);
      const answer = await read("ssa", path);
      expectProblem(answer, 400);
      expect(answer.body).not.toContain(jeton);
    }
  });

  test("opens no page", async () => {
    for (const path of ["/structures", "/jetons", "/"])
      expect((await read("ssa", path)).status, path).toBe(303);
  });

  test("ends when it is revoked, at the next request, and when it expires, at that instant", async () => {
    const { id: agentId } = person("depp");
    const own = createTestApp(database);
    const jeton = await creerJeton(own.context, { agentId, libelle: "bref", dureeJours: 90 });
    const status = async () => (await own.anonymous().get("/api/v1/indicateurs", bearer(jeton))).status;
    own.context.clock.advance(90 * 24 * 3_600_000 - 1);
    expect(await status()).toBe(200);
    own.context.clock.advance(1);
    expect(await status()).toBe(401);
    own.context.clock.set(TEST_NOW);
    expect(await status()).toBe(200);
    const { id } = await database.db
      .selectFrom("jeton_api")
      .select("id")
      .where("libelle", "=", "bref")
      .executeTakeFirstOrThrow();
    await revoquerJeton(own.context, { agentId, id });
    expect(await status()).toBe(401);
  });

  test("dies with the function of its person, on its last midnight in Paris", async () => {
    const own = createTestApp(database);
    const { id: agentId } = person("igesr");
    const jeton = await creerJeton(own.context, { agentId, libelle: "essai", dureeJours: 90 });
    const status = async () => (await own.anonymous().get("/api/v1/structures", bearer(jeton))).status;
    await database.db
      .updateTable("fonction_exercee")
      .set({ fin: "2026-12-01" })
      .where("agent_id", "=", agentId)
      .execute();
    own.context.clock.set("2026-11-30T22:59:59Z");
    expect(await status()).toBe(200);
    own.context.clock.set("2026-11-30T23:00:00Z");
    expect(await status()).toBe(401);
  });

  test("opens nothing to a person whose functions may no longer have one", async () => {
    const { id: agentId } = person("chef_etablissement");
    const jeton = await creerJeton(app.context, { agentId, libelle: "essai", dureeJours: 90 });
    expectProblem(await nobody.get("/api/v1/structures", bearer(jeton)), 401);
  });

  test("is kept nowhere: neither in the log, nor in the journal, nor in the database", async () => {
    const lines: string[] = [];
    const log = new Proxy(app.context.log, {
      get: (target, name) =>
        name === "info" || name === "error" || name === "warn"
          ? (...args: unknown[]) => lines.push(JSON.stringify(args))
          : Reflect.get(target, name),
    });
    const told = createTestApp(database, { log });
    const jeton = await jetonOf("ssa");
    for (const path of ["/api/v1/structures?limite=1", "/api/v1/structures?faux=1", "/api/v1/rien"])
      await told.anonymous().get(path, bearer(jeton));
    await told.anonymous().get(`/api/v1/structures?jeton=${jeton}`, bearer(`${jeton}x`));
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join("\n")).not.toContain(jeton.slice(10, 30));
    const { rows } = await sql<{ text: string }>`select (select json_agg(a)::text from audit_event a) ||
      (select json_agg(j)::text from jeton_api j) as text`.execute(database.db);
    expect(rows[0]?.text).toContain("jeton.creer");
    expect(rows[0]?.text).not.toContain(jeton.slice(8));
  });

  test("that asks 600 times in a minute waits for the next, alone", async () => {
    const own = createTestApp(database);
    const make = (fonction: Fonction) =>
      creerJeton(own.context, { agentId: person(fonction).id, libelle: "boucle", dureeJours: 90 });
    const [busy, calm] = [await make("dos"), await make("pilote_academique")];
    const ask = (jeton: string) => own.anonymous().get("/api/v1/openapi.json", bearer(jeton));
    own.context.clock.set("2026-11-23T09:00:00Z");
    for (let n = 0; n < 600; n++) expect((await ask(busy)).status).toBe(200);
    own.context.clock.advance(20_000);
    const stopped = await ask(busy);
    expectProblem(stopped, 429, /reprenez dans 40 s/);
    expect(stopped.headers.get("retry-after")).toBe("40");
    expect((await ask(calm)).status).toBe(200);
    own.context.clock.advance(40_000);
    expect((await ask(busy)).status).toBe(200);
  });
});

describe("the rights", () => {
  test("of a session are those of the browser, to read only", async () => {
    const ssa = await app.as("ssa");
    expect((await ssa.get("/api/v1/structures?limite=1")).status).toBe(200);
    expect((await ssa.send("/api/v1/structures?limite=1", { method: "HEAD" })).status).toBe(200);
    expectProblem(await ssa.post("/api/v1/structures"), 405);
  });

  test("give a head their own structure, values included, and no other", async () => {
    const chef = await app.as("chef_etablissement");
    const { donnees } = pageOf(await chef.get("/api/v1/structures"));
    expect(donnees.map(({ uai }) => uai)).toEqual([LIEUX.college]);
    const valeurs = pageOf(await chef.get("/api/v1/valeurs?indicateur=ips")).donnees;
    expect(new Set(valeurs.map(({ uai }) => uai))).toEqual(new Set([LIEUX.college]));
    for (const nom of ["statuts-ep", "dispositifs"]) {
      const uais = pageOf(await chef.get(`/api/v1/${nom}`)).donnees.map(({ uai }) => uai);
      expect(new Set(uais), nom).toEqual(new Set([LIEUX.college]));
    }
  });

  test("give the DGESCO aggregates and identities, and no value of a structure", async () => {
    const dgesco = await app.as("dgesco");
    expectProblem(await dgesco.get("/api/v1/valeurs?indicateur=ips"), 403, /fonction/);
    for (const nom of ["references?indicateur=ips", "structures", "territoires?niveau=academie"])
      expect(pageOf(await dgesco.get(`/api/v1/${nom}`)).donnees.length, nom).toBeGreaterThan(0);
  });

  test("hide a masked value, and what is proposed beside it, from whoever may not read it", async () => {
    const { rows } = await sql<{ id: number; uai: string; code: string; annee: number }>`
      insert into valeur_masquee (valeur_id, motif)
      select id, 'petit_effectif' from valeur_indicateur v
      where uai = ${LIEUX.college} and indicateur_code = 'ips' and remplace_le is null and valeur is not null
        and not exists (select from valeur_masquee m where m.valeur_id = v.id)
      order by annee desc limit 1
      returning valeur_id as id, ${LIEUX.college} as uai, 'ips' as code,
        (select annee from valeur_indicateur where id = valeur_id) as annee`.execute(database.db);
    const masked = rows[0];
    await sql`insert into correction_locale (id, uai, indicateur_code, annee, valeur, motif, piece, agent_id, enregistre_le)
      values (gen_random_uuid(), ${LIEUX.college}, 'ips', ${masked?.annee}, 101.5, 'm', 'p', ${person("ssa").id}, ${TEST_NOW})`.execute(
      database.db,
    );
    const path = `/api/v1/valeurs?indicateur=ips&uai=${LIEUX.college}&annee=${masked?.annee}`;
    const [hidden] = pageOf(await (await app.as("carec")).get(path)).donnees;
    expect(hidden).toMatchObject({ valeur: null, statut: "masque", valeur_locale: null });
    const [shown] = pageOf(await read("ssa", path)).donnees;
    expect(shown).toMatchObject({ valeur: expect.any(Number), statut: "ok", valeur_locale: 101.5 });
    const csv = (await (await app.as("carec")).get(`${path}&format=csv`)).body.split("\r\n")[1];
    expect(csv).toMatch(new RegExp(`^${LIEUX.college};ips;${masked?.annee};;masque;;`));
  });
});

describe("a request", () => {
  test.each([
    ["structures?annee=2024", /« annee » n'existe pas ici/],
    ["structures?type=chateau", /« type » attend l'un de ces mots : .*college/],
    ["structures?limite=0", /« limite » attend un nombre entier de lignes, de 1 à 5000/],
    ["structures?limite=5001", /« limite »/],
    ["structures?limite=1e3", /« limite »/],
    ["structures?type=college&type=lp", /« type » est donné deux fois/],
    ["structures?uai=1", /« uai » attend sept chiffres/],
    ["structures?depuis=hier", /« depuis » attend une date/],
    ["structures?depuis=0000-01-01", /« depuis »/],
    ["structures?depuis=2026-02-30", /« depuis »/],
    ["structures?format=xml", /« format »/],
    ["structures?apres=x", /« apres » reprend le repère/],
    [`structures?apres=${Buffer.from('["a\\u0000"]').toString("base64url")}`, /« apres »/],
    [`structures?apres=${Buffer.from('["a","b"]').toString("base64url")}`, /« apres »/],
    [`statuts-ep?apres=${Buffer.from('["a",99999]').toString("base64url")}`, /« apres »/],
    ["valeurs", /Précisez « indicateur » ou « uai »/],
    ["valeurs?indicateur=ips&annee=24", /« annee » attend une année/],
    ["references", /« indicateur » est attendu/],
    ["territoires", /« niveau » est attendu/],
    ["territoires?niveau=planete", /« niveau »/],
    ["dispositifs?en_vigueur_le=2026-13-01", /« en_vigueur_le » attend un jour/],
  ])("%s is told what is wrong", async (path, detail) => {
    expectProblem(await read("ssa", `/api/v1/${path}`), 400, detail);
  });

  test("by another method is told that nothing is written here, whoever asks", async () => {
    const ssa = await app.as("ssa");
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      for (const [who, headers] of [
        [nobody, {}],
        [nobody, bearer(await jetonOf("ssa"))],
        [ssa, { Origin: "https://ailleurs.exemple" }],
      ] as const) {
        const answer = await who.send("/api/v1/structures", { method, headers });
        expectProblem(answer, 405, /GET/);
        expect(answer.headers.get("allow")).toBe("GET, HEAD");
      }
    }
  });

  test("of an address that does not exist is a problem too", async () => {
    for (const path of [
      "/api",
      "/api/",
      "/api/v1/rien",
      "/api/v2",
      "/api/v1/structures/9610315V",
      "/api/v1/structures.data",
      "/api/v1.data",
      "/api/v1/structures%00",
    ])
      expectProblem(await read("ssa", path), 404);
  });

  test("of a resource answers alike with a final slash, and in capitals", async () => {
    const plain = pageOf(await read("ssa", "/api/v1/statuts-ep?limite=2"));
    for (const path of ["/api/v1/statuts-ep/?limite=2", "/API/V1/Statuts-EP?limite=2"])
      expect(pageOf(await read("ssa", path))).toEqual(plain);
  });

  test("of the head alone has the headers of the answer, and no body", async () => {
    const get = await read("ssa", "/api/v1/structures?limite=3");
    const head = await nobody.send("/api/v1/structures?limite=3", {
      method: "HEAD",
      headers: bearer(await jetonOf("ssa")),
    });
    expect([head.status, head.body]).toEqual([200, ""]);
    for (const name of ["etag", "link", "content-type", "cache-control"])
      expect(head.headers.get(name), name).toBe(get.headers.get(name));
  });
});

describe("a conditional request", () => {
  test("costs no body while nothing changed, and all of it afterwards", async () => {
    const path = "/api/v1/structures?limite=3";
    const first = await read("ssa", path);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    for (const held of [etag, etag.slice(2), `"autre", ${etag}`, "*"]) {
      const again = await read("ssa", path, { "If-None-Match": held });
      expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, "", etag]);
    }
    expect((await read("ssa", path, { "If-None-Match": '"autre"' })).status).toBe(200);
    const { uai } = pageOf(first).donnees[0] as { uai: string };
    await database.db.updateTable("structure").set({ nom: "Nom changé" }).where("uai", "=", uai).execute();
    const after = await read("ssa", path, { "If-None-Match": etag });
    expect([after.status, pageOf(after).donnees[0]?.nom]).toEqual([200, "Nom changé"]);
  });

  test("has another tag for another person whose answer differs, for another format and another page", async () => {
    const path = "/api/v1/structures";
    const chef = await (await app.as("chef_etablissement")).get(path);
    const answers = [
      chef,
      await read("ssa", path),
      await read("ssa", `${path}?format=csv`),
      await read("ssa", `${path}?limite=2`),
    ];
    expect(new Set(answers.map(({ headers }) => headers.get("etag"))).size).toBe(4);
    for (const { headers } of answers) expect(headers.get("vary")).toMatch(/^Authorization, Cookie/);
  });

  test("is compressed when asked", async () => {
    const answer = await app.fetch(
      new Request("http://127.0.0.1:3000/api/v1/structures?limite=900", {
        headers: { ...bearer(await jetonOf("ssa")), "Accept-Encoding": "gzip, br" },
      }),
    );
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect((await answer.arrayBuffer()).byteLength).toBeLessThan(80_000);
  });
});

describe("pages", () => {
  test("follow one another by the address of the body, which is that of the header", async () => {
    const whole = pageOf(await read("ssa", "/api/v1/structures?type=college&limite=5000"));
    expect(whole.suivante).toBeNull();
    const rows: unknown[] = [];
    let path: string | null = "/api/v1/structures?type=college&limite=37";
    while (path) {
      const answer: Answer = await read("ssa", path);
      const { donnees, suivante } = pageOf(answer);
      expect(answer.headers.get("link")).toBe(suivante && `<${suivante}>; rel="next"`);
      rows.push(...donnees);
      path = suivante === null ? null : suivante.slice(new URL(suivante).origin.length);
    }
    expect(rows).toEqual(whole.donnees);
    expect(rows.length).toBeGreaterThan(50);
  });

  test("in CSV hold the same rows, with the decimal comma, and follow one another by the header", async () => {
    const path = "/api/v1/valeurs?indicateur=ips&limite=50";
    const { donnees } = pageOf(await read("ssa", path));
    const answer = await read("ssa", `${path}&format=csv`);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("link")).toMatch(/format=csv.*apres=/);
    const [header, ...lines] = answer.body.trimEnd().split("\r\n");
    expect(header).toBe(RESSOURCES.valeurs.colonnes.map(({ nom }) => nom).join(";"));
    expect(lines.map((line) => line.split(";").slice(0, 5))).toEqual(
      donnees.map(({ uai, indicateur, annee, valeur, statut }) => [
        uai,
        indicateur,
        String(annee),
        valeur === null ? "" : String(valeur).replace(".", ","),
        statut,
      ]),
    );
  });
});

describe("the matrix", () => {
  test("answers JSON or a problem to every function, never a page", async () => {
    for (const fonction of FONCTIONS_JOUEES) {
      const client = await app.as(fonction);
      for (const adresse of ADRESSES) {
        const { status, headers } = await client.get(adresse);
        expect([200, 403], `${fonction} ${adresse}`).toContain(status);
        expect(headers.get("content-type")).toMatch(/^application\/(problem\+)?json/);
      }
    }
  });
});
