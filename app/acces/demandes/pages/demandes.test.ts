import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { findActor } from "../../sessions/queries.server.ts";
import { countDemandesADecider, listMesDemandes } from "../queries.server.ts";

let database: TestDatabase;
let app: TestApp;
const agentId = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  // The story of the demonstration has requests of its own.
  await database.pool.query("update demande_acces set etat = 'retiree', decidee_le = now()");
  await database.pool.query(
    "insert into agent (id, nom, prenom, courriel, demonstration, cree_le) values ($1, 'Sansdroit', 'Lou', 'lou@port-amarre.exemple', false, now())",
    [agentId],
  );
});
afterAll(() => database.drop());

const demande = {
  fonction: "equipe",
  recherche: LIEUX.college,
  portee: "",
  message: "Je suis arrivée en septembre.",
};
const idOf = async (etat: string): Promise<string> =>
  (
    await database.pool.query("select id from demande_acces where agent_id = $1 and etat = $2", [
      agentId,
      etat,
    ])
  ).rows[0]?.id;
const decision = { decision: "acceptee", motif: "", debut: "2026-11-22", fin: "", version: "1" };
const lou = (): Promise<Client> => app.signIn(agentId);

describe("somebody without any right", () => {
  test("asks for a function, once, and sees where the request stands", async () => {
    const client = await lou();
    expect((await client.get("/structures")).status).toBe(403);
    expect((await client.post("/demande-acces", { ...demande, fonction: "" })).status).toBe(422);
    expect((await client.post("/demande-acces", { ...demande, recherche: "zzzz" })).text).toContain(
      "ne répond à « zzzz »",
    );
    const sent = await client.post("/demande-acces", demande);
    expect([sent.status, sent.location]).toEqual([303, "/demande-acces"]);
    expect((await client.post("/demande-acces", demande)).status).toBe(303);
    const page = await client.get("/demande-acces");
    expect(page.text).toContain("en attente de décision");
    expect(await listMesDemandes(app.context, agentId)).toHaveLength(1);
  });

  test("tells whoever may decide, and nobody else may read the request", async () => {
    const id = await idOf("deposee");
    const count = async (fonction: Parameters<typeof person>[0]) => {
      const actor = await findActor(app.context, person(fonction).id);
      return actor ? countDemandesADecider(app.context, actor) : undefined;
    };
    expect([
      await count("chef_etablissement"),
      await count("pilote_academique"),
      await count("directeur_ecole"),
    ]).toEqual([1, 1, 0]);
    expect((await (await app.as("chef_etablissement")).get("/demandes-acces")).text).toContain(
      "Lou Sansdroit",
    );
    const directeur = await app.as("directeur_ecole");
    expect((await directeur.get("/demandes-acces")).text).not.toContain("Lou Sansdroit");
    expect((await directeur.get("/demandes-acces?etat=deposee")).text).toContain(
      "Aucune demande ne vous attend",
    );
    expect((await directeur.get(`/demandes-acces/${id}`)).status).toBe(404);
    expect((await directeur.post(`/demandes-acces/${id}`, decision)).status).toBe(404);
    expect((await (await lou()).get(`/demandes-acces/${id}`)).status).toBe(403);
    const { rows } = await database.pool.query(
      "select agent_id from notification where genre = 'acces.demande'",
    );
    expect(rows.map((row) => row.agent_id)).toContain(person("chef_etablissement").id);
  });

  test("is not refused without a motive, nor decided on what another has changed", async () => {
    const page = `/demandes-acces/${await idOf("deposee")}`;
    const chef = await app.as("chef_etablissement");
    const silent = await chef.post(page, { ...decision, decision: "refusee" });
    expect([silent.status, silent.text]).toEqual([
      422,
      expect.stringContaining("Dites à la personne pourquoi"),
    ]);
    const stale = await chef.post(page, { ...decision, version: "2" });
    expect(stale.status).toBe(409);
  });

  test("enters with the next page once the request is accepted, and is told", async () => {
    const client = await lou();
    const page = `/demandes-acces/${await idOf("deposee")}`;
    const chef = await app.as("chef_etablissement");
    expect((await chef.post(page, decision)).status).toBe(303);
    expect((await chef.post(page, decision)).status).toBe(409);
    expect((await client.get("/demande-acces")).text).toContain("acceptée");
    const { rows } = await database.pool.query(
      "select origine, attribuee_par from fonction_exercee where agent_id = $1",
      [agentId],
    );
    expect(rows).toEqual([{ origine: "demande", attribuee_par: person("chef_etablissement").id }]);
    const { rowCount } = await database.pool.query(
      "select from notification where agent_id = $1 and genre = 'acces.decision'",
      [agentId],
    );
    expect(rowCount).toBe(1);
    expect((await client.post("/demande-acces", demande)).text).toContain("vous est déjà confiée");
  });

  test("withdraws a request, twice without harm, and not one that is decided nor another's", async () => {
    const client = await lou();
    await client.post("/demande-acces", { ...demande, fonction: "secretariat" });
    const id = await idOf("deposee");
    expect((await (await app.as("equipe")).post("/demande-acces", { retirer: id })).status).toBe(404);
    expect((await client.post("/demande-acces", { retirer: id })).status).toBe(303);
    expect((await client.post("/demande-acces", { retirer: id })).status).toBe(303);
    expect(await idOf("retiree")).toBe(id);
    const decided = await client.post("/demande-acces", { retirer: await idOf("acceptee") });
    expect(decided.status).toBe(422);
  });

  test("never asks to administer the service, nor for more than five functions at once", async () => {
    const client = await lou();
    expect(
      (await client.post("/demande-acces", { ...demande, fonction: "administrateur", recherche: "france" }))
        .text,
    ).toContain("ne se demande pas");
    const asked = [
      "adjoint",
      "secretariat",
      "chef_etablissement",
      "directeur_ecole",
      "collectivite",
      "association",
    ];
    const statuses: number[] = [];
    for (const fonction of asked)
      statuses.push((await client.post("/demande-acces", { ...demande, fonction })).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303, 422]);
  });
});

describe("what the ministry says of a person", () => {
  test("proposes a function, which is asked for with one press and gives no right by itself", async () => {
    await database.pool.query(
      `insert into identite (id, emetteur, fournisseur, sujet, agent_id, prenom, nom, attributs, vue_le, cree_le, rattachee_le)
       values ($1, 'https://emetteur.exemple', 'idp', 'sub', $2, 'Inès', 'Ressac', $3, now(), now(), now())`,
      [
        randomUUID(),
        person("equipe").id,
        JSON.stringify({ FrEduFonctAdm: "DIR", FrEduRneResp: [`${LIEUX.college}$UAJ$PU$N$T3$CLG$340`] }),
      ],
    );
    const client = await app.as("equipe");
    const page = await client.get("/demande-acces");
    expect(page.text).toContain("Proposé d’après votre identité professionnelle");
    const fields = { fonction: "chef_etablissement", portee: `structure:${LIEUX.college}` };
    expect((await client.post("/demande-acces", fields)).status).toBe(303);
    const { rows } = await database.pool.query(
      "select attributs_proposes from demande_acces where agent_id = $1",
      [person("equipe").id],
    );
    expect(rows).toEqual([{ attributs_proposes: true }]);
    expect((await client.get("/personnes/invitation")).status).toBe(403);
  });
});
