import { afterAll, describe, expect, test } from "vitest";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createServiceDatabase } from "#tests/service.ts";
import { inviterAgent } from "../../invitations/commands.server.ts";

const database = await createServiceDatabase();
afterAll(() => database.drop());
const app = createTestApp(database);

async function invite(fonction: Parameters<typeof person>[0], message = ""): Promise<string> {
  const { id: agentId, courriel } = person(fonction);
  const invitePar = person("pilote_academique").id;
  await inTransaction(database.db, (tx) => inviterAgent(tx, app.context, { agentId, invitePar, message }));
  const sent = await database.db
    .selectFrom("courriel")
    .select("texte")
    .where("destinataire", "=", courriel)
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  const path = /\/invitation\/[\w-]{43}/.exec(sent.texte ?? "")?.[0];
  if (!path) throw new Error("the message holds no invitation");
  return path;
}

describe("an invitation", () => {
  test("says who invites, what is entrusted and how to enter", async () => {
    const page = await app.anonymous().get(await invite("chef_etablissement", "Bienvenue <b>à bord</b>."));
    expect(page).toMatchObject({ status: 200, h1: "Votre invitation dans Ancrage" });
    expect(page.text).toContain("Bonjour Nadia Estran. Ronan Vigie vous ouvre un accès.");
    expect(page.text).toContain("Chef d’établissement, Collège des Salicornes");
    expect(page.text).toContain(person("chef_etablissement").courriel);
    expect(page.body).toContain("Bienvenue &lt;b&gt;à bord&lt;/b&gt;.");
    expect(page.body).not.toContain("/connexion/proconnect");
  });

  test("offers ProConnect when the service has it", async () => {
    const proconnect = {
      emetteur: "https://identite.exemple",
      client: "ancrage",
      secret: "un secret de seize signes",
      niveaux: ["eidas2"],
      sirets: [],
    };
    const path = await invite("ien");
    const { body } = await createTestApp(database, { settings: { proconnect } }).anonymous().get(path);
    expect(body).toContain(`href="/connexion/proconnect?invitation=${path.split("/").at(-1)}"`);
  });

  test("accepted with the address opens a session that owes a second factor, once", async () => {
    const path = await invite("directeur_ecole");
    const client = app.anonymous();
    expect(await client.post(path)).toMatchObject({ status: 303, location: "/" });
    expect((await client.get("/")).location).toBe("/second-facteur");
    const again = app.anonymous();
    expect(await again.post(path)).toMatchObject({ status: 404, h1: "Cette invitation ne sert plus" });
    expect(again.cookies.size).toBe(0);
    const { rows } = await database.pool.query(
      "select evenement from audit_event where agent_id = $1 and evenement in ('invitation.accepter', 'session.ouvrir') order by id",
      [person("directeur_ecole").id],
    );
    expect(rows.map(({ evenement }) => evenement)).toEqual(["invitation.accepter", "session.ouvrir"]);
  });

  test("is not accepted by being read", async () => {
    const path = await invite("equipe");
    for (let time = 0; time < 3; time++) expect((await app.anonymous().get(path)).status).toBe(200);
  });

  test.each(["A".repeat(43), "x", "%00", "' or true"])(
    "that never was (%s) is one kind page",
    async (word) => {
      const page = await app.anonymous().get(`/invitation/${encodeURIComponent(word)}`);
      expect(page.status).toBe(404);
    },
  );
});
