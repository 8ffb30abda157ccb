import { afterAll, describe, expect, test } from "vitest";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createServiceDatabase } from "#tests/service.ts";
import { cloreSessions, ouvrirSession, type Revocation } from "../commands.server.ts";
import { listSessions } from "../queries.server.ts";

const database = await createServiceDatabase();
afterAll(() => database.drop());

const MINUTE = 60_000;

async function idsOf(app: ReturnType<typeof createTestApp>, agentId: string): Promise<string[]> {
  return (await listSessions(app.context, agentId)).map(({ id }) => id);
}

describe("my sessions", () => {
  test("show device, dates and proofs of each, and which one is here", async () => {
    const app = createTestApp(database);
    const { id: agentId } = person("daf");
    await inTransaction(database.db, (tx) =>
      ouvrirSession(tx, app.context, {
        agentId,
        mode: "lien",
        facteurs: ["lien", "totp"],
        renforcee: true,
        appareil: "Firefox, Windows",
      }),
    );
    const here = await app.as("daf");
    const page = await here.get("/mon-compte/sessions");
    expect(page.h1).toBe("Mes sessions");
    expect(page.text).toContain("Firefox, Windows");
    expect(page.text).toContain("lien reçu par courriel, puis code de l’application");
    expect(page.text.match(/Cette session/g)).toHaveLength(1);
    expect(page.text.match(/Fermer cette session/g)).toHaveLength(1);
    expect((await here.get("/mon-compte")).text).toContain("Vous êtes connecté sur 2 appareils");
  });

  test("closes one, which ends at its next request and says so", async () => {
    const app = createTestApp(database);
    const [here, there] = [await app.as("dos"), await app.as("dos")];
    const all = await idsOf(app, person("dos").id);
    const { body } = await here.get("/mon-compte/sessions");
    const other = all.find((id) => body.includes(`/mon-compte/sessions/${id}`)) ?? "";
    expect((await here.get(`/mon-compte/sessions/${other}`)).h1).toBe("Fermer cette session");
    expect((await there.get("/structures")).status).toBe(200);
    for (const _twice of [1, 2])
      expect((await here.post(`/mon-compte/sessions/${other}`)).location).toBe(
        "/mon-compte/sessions?fermees=1",
      );
    expect((await there.get("/structures")).location).toBe(
      "/connexion?suite=%2Fstructures&fin=autre_session",
    );
    expect((await here.get("/structures")).status).toBe(200);
    const { rows } = await database.pool.query(
      "select count(*)::int as n from audit_event where evenement = 'session.fermer' and objet_id = $1",
      [person("dos").id],
    );
    expect(rows[0].n).toBe(1);
  });

  test("closes all the others at once", async () => {
    const app = createTestApp(database);
    const others = await Promise.all([1, 2, 3].map(() => app.as("ssa")));
    const here = await app.as("ssa");
    await here.post("/mon-compte/sessions");
    for (const other of others) expect((await other.get("/imports")).status).toBe(303);
    expect((await here.get("/imports")).status).toBe(200);
    expect(await idsOf(app, person("ssa").id)).toHaveLength(1);
  });

  test("are nobody else's: that of another person is not found, and stays open", async () => {
    const app = createTestApp(database);
    const other = await app.as("recteur");
    const [id = ""] = await idsOf(app, person("recteur").id);
    const here = await app.as("equipe");
    for (const path of [id, "00000000-0000-4000-8000-ffffffffffff", "x", "'"]) {
      expect((await here.get(`/mon-compte/sessions/${encodeURIComponent(path)}`)).status, path).toBe(404);
      await here.post(`/mon-compte/sessions/${encodeURIComponent(path)}`);
    }
    expect((await other.get("/structures")).status).toBe(200);
  });

  test("of this browser is left by signing out, not by this page", async () => {
    const app = createTestApp(database);
    const here = await app.as("association");
    const [id = ""] = await idsOf(app, person("association").id);
    expect((await here.get(`/mon-compte/sessions/${id}`)).location).toBe("/mon-compte/sessions");
    await here.post(`/mon-compte/sessions/${id}`);
    expect((await here.get("/mon-compte")).status).toBe(200);
  });

  test("that have ended by themselves are no longer shown", async () => {
    const app = createTestApp(database);
    await app.as("igesr");
    app.context.clock.advance(30 * MINUTE);
    expect(await idsOf(app, person("igesr").id)).toEqual([]);
  });
});

describe("a revocation by an entitled person", () => {
  const revoke = (revocation: Revocation) =>
    inTransaction(database.db, (tx) => cloreSessions(tx, createTestApp(database).context, revocation));

  test("takes effect at the next request, tells the person, and voids the links on their way", async () => {
    const app = createTestApp(database);
    const { id: agentId } = person("ien");
    const client = await app.as("ien");
    await database.pool.query(
      `insert into lien_connexion (id, empreinte, agent_id, suite, cree_le, expire_le)
       values ($1, sha256('x'), $2, '/', $3, $4)`,
      [database.newId(), agentId, app.context.now(), new Date(app.context.now().getTime() + 15 * MINUTE)],
    );
    expect((await client.get("/structures")).status).toBe(200);
    const parAgentId = person("administrateur").id;
    expect(await revoke({ agentId, parAgentId, motif: "Téléphone perdu" })).toBe(1);
    expect((await client.get("/structures")).location).toBe("/connexion?suite=%2Fstructures&fin=revocation");
    expect((await client.post("/jetons", { libelle: "x", duree: "90" })).location).toBe(
      "/connexion?fin=revocation",
    );
    const told = await database.db
      .selectFrom("notification")
      .select(["titre", "genre"])
      .where("agent_id", "=", agentId)
      .execute();
    expect(told).toEqual([{ titre: "Vos sessions ont été fermées", genre: "acces.securite" }]);
    const links = await database.pool.query(
      "select 1 from lien_connexion where agent_id = $1 and utilise_le is null",
      [agentId],
    );
    expect(links.rows).toEqual([]);
    const { rows } = await database.pool.query(
      "select agent_id, faits from audit_event where evenement = 'session.revoquer' and objet_id = $1",
      [agentId],
    );
    expect(rows).toEqual([{ agent_id: parAgentId, faits: { nombre: 1 } }]);
    expect(await revoke({ agentId, parAgentId, motif: "Encore" })).toBe(0);
  });

  test("closing the account ends everything, its name for the person included", async () => {
    const app = createTestApp(database);
    const client = await app.as("caec");
    await database.pool.query("update agent set ferme_le = $1 where id = $2", [
      app.context.now(),
      person("caec").id,
    ]);
    expect((await client.get("/structures")).location).toBe(
      "/connexion?suite=%2Fstructures&fin=compte_ferme",
    );
  });
});

describe("a new device", () => {
  const enter = (
    app: ReturnType<typeof createTestApp>,
    agentId: string,
    appareil: string,
    mode: "lien" | "proconnect",
  ) =>
    inTransaction(database.db, (tx) =>
      ouvrirSession(tx, app.context, { agentId, mode, facteurs: [mode], renforcee: false, appareil }),
    );

  test("is told to the person by e-mail, but neither the first of all nor one already known", async () => {
    const app = createTestApp(database);
    const { id: agentId } = person("prefecture");
    const told = async () => {
      const { rows } = await database.pool.query(
        "select count(*)::int as n from courriel where agent_id = $1 and objet like '%nouvel appareil%'",
        [agentId],
      );
      return rows[0].n;
    };
    await enter(app, agentId, "Firefox, Linux", "lien");
    await enter(app, agentId, "Firefox, Linux", "proconnect");
    expect(await told()).toBe(0);
    await enter(app, agentId, "Chrome, Android", "lien");
    expect(await told()).toBe(1);
    await enter(app, agentId, "Chrome, Android", "lien");
    expect(await told()).toBe(1);
  });
});
