import { afterAll, describe, expect, test } from "vitest";
import { person } from "#tests/cast.ts";
import { askLink, createLiens } from "#tests/liens.ts";
import { createServiceDatabase } from "#tests/service.ts";

const database = await createServiceDatabase();
const { appOf, work, linkFor } = createLiens(database);
afterAll(() => database.drop());

const MINUTE = 60_000;
const head = person("chef_etablissement");

async function countLinks(): Promise<number> {
  const { rows } = await database.pool.query("select count(*)::int as n from lien_connexion");
  return rows[0].n;
}

describe("asking for a link", () => {
  test("sends one to the person, which leads where they were going once their code is given", async () => {
    const app = appOf();
    const client = app.anonymous();
    expect(
      await askLink(client, ` ${head.courriel.toUpperCase()} `, "/structures?type=college"),
    ).toMatchObject({
      status: 303,
      location: "/connexion/lien?demande=1",
    });
    expect((await client.get("/connexion/lien?demande=1")).h1).toBe("Regardez votre boîte aux lettres");
    await work(app);
    const link = await linkFor(head.courriel);
    const page = await client.get(link);
    expect(page).toMatchObject({ status: 200, h1: "Entrer dans le service" });
    expect(page.text).toContain("Vous allez entrer comme Nadia Estran");
    expect(await client.post(link)).toMatchObject({ status: 303, location: "/structures?type=college" });
    expect((await client.get("/structures?type=college")).location).toBe(
      "/second-facteur?suite=%2Fstructures%3Ftype%3Dcollege",
    );
  });

  test("answers the same, header for header, whether the address is known, unknown or closed", async () => {
    const app = appOf();
    await database.pool.query("update agent set ferme_le = now() where id = $1", [person("caf").id]);
    const before = await countLinks();
    const answers = [];
    for (const courriel of [head.courriel, "inconnue@ailleurs.exemple", person("caf").courriel]) {
      const { status, location, body, headers } = await askLink(app.anonymous(), courriel);
      headers.delete("X-Request-Id");
      headers.delete("Content-Security-Policy");
      answers.push({ status, location, body, headers: [...headers] });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    // Nothing was looked up yet: the same rows were written for each.
    expect(await countLinks()).toBe(before);
    const { rows } = await database.pool.query(
      `select count(*)::int as n, count(distinct length(payload::text) / 40)::int as sizes from graphile_worker._private_jobs as jobs
       join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id where identifier = 'preparer_lien'`,
    );
    expect(rows[0].n).toBe(3);
    expect(await work(app)).toBe(3);
    expect(await countLinks()).toBe(before + 1);
    const refused = await database.pool.query(
      "select objet_id, agent_id, faits->>'motif' as motif from audit_event where evenement = 'connexion.refuser' order by id desc limit 2",
    );
    expect(refused.rows).toEqual([
      { objet_id: "connexion", agent_id: null, motif: "compte_ferme" },
      { objet_id: "connexion", agent_id: null, motif: "adresse_inconnue" },
    ]);
  });

  test("keeps the address neither in the jobs nor in what counts the tries", async () => {
    const app = appOf();
    await askLink(app.anonymous(), "secrete@ailleurs.exemple");
    for (const table of ["graphile_worker._private_jobs", "tentative", "audit_event"]) {
      const { rows } = await database.pool.query(`select t::text as row from ${table} t`);
      expect(rows.map(({ row }) => row).join()).not.toContain("secrete");
    }
    await work(app);
    const { rows } = await database.pool.query("select t::text as row from audit_event t");
    expect(rows.map(({ row }) => row).join()).not.toContain("secrete");
  });

  test("more than three times in a quarter of an hour is asked to look into the mailbox, known or not", async () => {
    const app = appOf();
    for (const courriel of [person("dos").courriel, "personne@ailleurs.exemple"]) {
      for (let time = 0; time < 3; time++)
        expect((await askLink(app.anonymous(), courriel)).status).toBe(303);
      const slowed = await askLink(app.anonymous(), courriel);
      expect(slowed.status).toBe(429);
      expect(slowed.headers.get("Retry-After")).toBe("900");
      expect(slowed.text).toContain("vous pourrez en demander un autre dans 15 minutes");
    }
    app.context.clock.advance(15 * MINUTE);
    expect((await askLink(app.anonymous(), person("dos").courriel)).status).toBe(303);
    await work(app);
  });

  test("is slowed for the network of a machine that tries addresses, and for nobody else", async () => {
    const app = appOf();
    const ask = (rank: number, forwarded: string) =>
      app
        .anonymous()
        .post("/connexion/lien", { courriel: `a${rank}@ailleurs.exemple` }, { "X-Forwarded-For": forwarded });
    // Two minutes of it, so that the brake of the page, which forgets each minute, is not the one that stops it.
    for (let rank = 0; rank < 60; rank++) {
      if (rank === 30) app.context.clock.advance(MINUTE);
      expect((await ask(rank, `198.51.100.${rank}, 2001:db8:9:9::${rank + 1}`)).status).toBe(303);
    }
    app.context.clock.advance(MINUTE);
    const slowed = await ask(60, "198.51.100.77, 2001:db8:9:9::abc");
    expect([slowed.status, slowed.headers.get("Retry-After")]).toEqual([429, "480"]);
    expect((await ask(61, "2001:db8:9:a::1")).status).toBe(303);
    const { rows } = await database.pool.query(
      "select t::text || encode(t.cle, 'escape') as row from tentative t union all select j::text from graphile_worker._private_jobs j",
    );
    expect(rows.map(({ row }) => row).join()).not.toMatch(/2001:db8|198\.51/);
    app.context.clock.advance(8 * MINUTE);
    expect((await ask(62, "2001:db8:9:9::1")).status).toBe(303);
    await work(app);
  });

  test("is slowed for the whole service when several machines try addresses", async () => {
    const app = appOf();
    const { rows } = await database.pool.query(
      "select cle from tentative where genre = 'lien_service' limit 1",
    );
    await database.pool.query(
      "insert into tentative (genre, cle, survenue_le) select 'lien_service', $1, $2 from generate_series(1, 300)",
      [rows[0].cle, app.context.now()],
    );
    expect((await askLink(app.anonymous(), "encore@ailleurs.exemple")).status).toBe(429);
    app.context.clock.advance(10 * MINUTE);
    expect((await askLink(app.anonymous(), "encore@ailleurs.exemple")).status).toBe(303);
    await work(app);
  });

  test.each([
    "",
    "pas une adresse",
    "a@b",
    `${"a".repeat(260)}@exemple.fr`,
    "x@exemple.fr\nBcc: y@exemple.fr",
  ])("refuses %j with a sentence, and keeps what was typed", async (courriel) => {
    const { status, text } = await askLink(appOf().anonymous(), courriel);
    expect(status).toBe(422);
    expect(text).toMatch(/adresse/);
  });

  test("leads nowhere else than to the service afterwards", async () => {
    const app = appOf();
    await askLink(app.anonymous(), person("ien").courriel, "//ailleurs.exemple/");
    await work(app);
    const client = app.anonymous();
    expect((await client.post(await linkFor(person("ien").courriel))).location).toBe("/");
  });
});
