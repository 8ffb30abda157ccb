import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { insertLigne } from "#tests/ligne-quelconque.ts";
import { readPdf } from "#tests/pdf.ts";

let database: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database);
});
afterAll(() => database.drop());

async function addLigne(table: string, donnees: Record<string, unknown>): Promise<void> {
  const client = await database.pool.connect();
  try {
    await insertLigne(client, table, app.context.now(), donnees);
  } finally {
    client.release();
  }
}

describe("the register of personal data", () => {
  test("is read by everybody signed in, from the catalogue itself", async () => {
    const page = await (await app.as("directeur_ecole")).get("/conservation");
    expect([page.status, page.h1]).toEqual([200, "Registre des données personnelles"]);
    expect(page.text).toContain("1 an après la fin de la dernière fonction de la personne");
    expect(page.text).toContain("remplacée par « retirée »");
    expect((await app.anonymous().get("/conservation")).status).toBe(303);
  });

  test("is taken away as a file", async () => {
    const csv = await (await app.as("ssa")).get("/conservation/export?format=csv");
    expect(csv.body).toContain(";agent;nom");
    expect((await (await app.as("ssa")).get("/conservation/export?format=ods")).status).toBe(200);
  });
});

describe("purges", () => {
  test("are tried without erasing anything, by whoever answers for them", async () => {
    await addLigne("tentative", { survenue_le: new Date("2026-11-01") });
    const admin = await app.as("administrateur");
    const page = await admin.get("/conservation/purges");
    expect(page.text).toContain("1 ligne au terme de leur durée");
    expect(page.text).toContain("Aucune purge n’a encore rien effacé");
    const { rows } = await database.pool.query("select count(*)::int as n from tentative");
    expect(rows[0].n).toBe(1);
    expect((await (await app.as("recteur")).get("/conservation/purges")).status).toBe(403);
  });
});

describe("the elimination of archives", () => {
  const preparation = { serie: "courriels", jusquAu: "2026-06-01" };
  let adresse: string;

  test("says what is missing, and keeps what was typed", async () => {
    const admin = await app.as("administrateur");
    const vide = await admin.post("/archives", preparation);
    expect(vide.status).toBe(422);
    expect(vide.text).toContain("il n’y a rien à éliminer");
    expect(vide.body).toContain('value="2026-06-01"');
    expect((await admin.post("/archives", { serie: "tout", jusquAu: "hier" })).status).toBe(422);
  });

  test("goes from the bordereau to the visa, then to the act, proven again before each", async () => {
    await addLigne("courriel", {
      etat: "envoye",
      objet: "Objet",
      cree_le: new Date("2026-01-10"),
      agent_id: null,
    });
    const admin = await app.as("administrateur");
    const done = await admin.post("/archives", preparation);
    expect(done.status).toBe(303);
    adresse = done.location ?? "";
    expect((await admin.get(adresse)).text).toContain("Pas encore de visa");
    expect((await admin.get(`${adresse}/visa`)).location).toMatch(/^\/confirmation\?/);
    const sure = await app.as("administrateur", { renforcee: true });
    const visa = { autorite: "Archives départementales", reference: "2026-12", le: "2026-11-22" };
    const before = await sure.get(`${adresse}/execution`);
    expect(before.text).toContain("Le visa des archives manque");
    expect(before.body).not.toContain('name="compris"');
    const early = await sure.post(`${adresse}/execution`, { compris: "on" });
    expect(early.status).toBe(422);
    expect(early.text).toContain("Le visa des archives manque");
    expect((await sure.post(`${adresse}/visa`, { ...visa, le: "2026-12-01" })).text).toContain(
      "dans l’avenir",
    );
    expect((await sure.post(`${adresse}/visa`, visa)).status).toBe(303);
    expect((await sure.get(adresse)).text).toContain("Archives départementales, 2026-12");
    expect((await sure.post(`${adresse}/execution`)).text).toContain("Cochez la case");
    expect((await sure.post(`${adresse}/execution`, { compris: "on" })).location).toBe(adresse);
    expect((await sure.get(adresse)).text).toContain("Éliminé par");
    for (const acte of ["execution", "abandon"]) {
      const { text, body } = await sure.get(`${adresse}/${acte}`);
      expect(text, acte).toMatch(/est (déjà )?clos/);
      expect(body, acte).not.toContain("anc-formulaire");
    }
    expect((await sure.get("/archives")).text).toContain("Bordereau n° 1");
  });

  test("is printed as a tagged PDF, with what the archives ask for", async () => {
    const admin = await app.as("administrateur");
    const answer = await admin.send(`${adresse}/bordereau.pdf`);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    const response = await app.fetch(
      new Request(new URL(`${adresse}/bordereau.pdf`, app.context.settings.urlPublique), {
        headers: { Cookie: [...admin.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      }),
    );
    const pdf = await readPdf(new Uint8Array(await response.arrayBuffer()));
    expect([pdf.uaPart, pdf.marked, pdf.lang]).toEqual(["1", true, "fr-FR"]);
    const text = pdf.pages.join(" ");
    for (const part of [
      "L214-3",
      "R212-14",
      "Service producteur",
      "Traces d’envoi",
      "Archives départementales",
      "2026-12",
      "10 janvier 2026",
    ])
      expect(text).toContain(part);
  });

  test("is for whoever administers, and a bordereau that does not exist is a 404", async () => {
    expect((await (await app.as("recteur")).get("/archives")).status).toBe(403);
    const admin = await app.as("administrateur", { renforcee: true });
    const absent = "/archives/00000000-0000-4000-8000-ffffffffffff";
    for (const path of [
      absent,
      `${absent}/visa`,
      `${absent}/execution`,
      `${absent}/abandon`,
      `${absent}/bordereau.pdf`,
      "/archives/x",
    ])
      expect((await admin.get(path)).status, path).toBe(404);
    expect((await admin.post(`${absent}/abandon`)).status).toBe(404);
  });
});

describe("my data", () => {
  const chef = person("chef_etablissement");

  test("shows what is held about me, in words", async () => {
    const page = await (await app.as("chef_etablissement")).get("/mes-donnees");
    expect([page.status, page.h1]).toEqual([200, "Mes données"]);
    expect(page.text).toContain(chef.courriel);
    expect(page.text).toContain("Sur vous : une autre personne, ou le service, a enregistré une personne");
  });

  test("is taken away whole, without secrets, and that is journaled", async () => {
    const client = await app.as("chef_etablissement");
    const json = JSON.parse((await client.get("/mes-donnees/export?format=json")).body);
    const tables = json.tables.map(({ table }: { table: string }) => table);
    expect(tables).toEqual(expect.arrayContaining(["agent", "audit_event", "fonction_exercee", "session"]));
    expect(JSON.stringify(json)).not.toMatch(/empreinte"|secret_chiffre|jeton_fournisseur"/);
    const { rows } = await database.pool.query(
      "select agent_id, objet_id from audit_event where evenement = 'donnees.exporter'",
    );
    expect(rows).toEqual([{ agent_id: chef.id, objet_id: chef.id }]);
  });

  test("is mine alone: what I did to somebody else's row says nothing of them", async () => {
    const autre = person("ssa");
    await addLigne("demande_acces", {
      agent_id: autre.id,
      decidee_par: chef.id,
      etat: "refusee",
      decidee_le: app.context.now(),
      fonction: "ssa",
      portee_type: "academie",
      portee_code: "96",
      message: "Je suis souffrant",
      motif: "Motif privé",
    });
    const mine = (await (await app.as("chef_etablissement")).get("/mes-donnees/export?format=json")).body;
    expect(mine).toContain("(concerne une autre personne)");
    expect(mine).not.toContain("souffrant");
    const theirs = (await (await app.as("ssa")).get("/mes-donnees/export?format=json")).body;
    expect(theirs).toContain("souffrant");
    expect(theirs).not.toContain(chef.courriel);
  });

  test("has a new table by itself, as one file more in the zip", async () => {
    await database.pool.query(`create table essai_nouveau (id int primary key, agent_id uuid constraint essai_agent references agent (id), mot text);
      comment on table essai_nouveau is 'Essai. [données personnelles : oui]';
      comment on column essai_nouveau.mot is 'Mot. [personnelle : essai ; P1Y après cree_le ; effacer]'`);
    await database.pool.query("insert into essai_nouveau values (1, $1, '=1+1')", [chef.id]);
    const client = await app.as("chef_etablissement");
    expect((await client.get("/mes-donnees")).text).toContain("=1+1");
    const zip = await client.get("/mes-donnees/export?format=zip");
    expect(zip.headers.get("content-type")).toBe("application/zip");
    for (const name of ["essai_nouveau.csv", "agent.csv", "journal.csv", "lisez-moi.txt"])
      expect(zip.body).toContain(name);
    await database.pool.query("drop table essai_nouveau");
  });
});
