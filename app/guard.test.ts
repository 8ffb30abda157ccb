import { afterAll, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { createTestApp } from "#tests/app.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());

const MINUTE = 60_000;

describe("somebody who is not signed in", () => {
  test("is sent to the sign-in page, which brings them back where they were going", async () => {
    const answer = await createTestApp(database).anonymous().get("/structures?type=college");
    expect(answer.status).toBe(303);
    expect(answer.location).toBe("/connexion?suite=%2Fstructures%3Ftype%3Dcollege");
  });

  test("is not told of a page to come back to from the home page, nor from a form", async () => {
    const nobody = createTestApp(database).anonymous();
    expect((await nobody.get("/")).location).toBe("/connexion");
    expect((await nobody.post("/imports/depot")).location).toBe("/connexion");
  });

  test("is nobody with a token that we never gave, or one that cannot be ours", async () => {
    const nobody = createTestApp(database).anonymous();
    for (const token of ["A".repeat(43), "x", `${"A".repeat(42)}'`, ""]) {
      expect((await nobody.send("/", { headers: { Cookie: `ancrage=${token}` } })).location).toBe(
        "/connexion",
      );
    }
  });
});

describe("a session", () => {
  test("holds while it is used at least every half hour, and ends after half an hour without", async () => {
    const app = createTestApp(database);
    const ssa = await app.as("ssa");
    for (let visit = 0; visit < 3; visit++) {
      app.context.clock.advance(29 * MINUTE);
      expect((await ssa.get("/")).status).toBe(200);
    }
    app.context.clock.advance(30 * MINUTE);
    expect((await ssa.get("/")).location).toBe("/connexion?fin=eteinte");
    expect((await ssa.get("/structures")).location).toBe("/connexion?suite=%2Fstructures&fin=eteinte");
  });

  test("ends after ten hours, however much it is used", async () => {
    const app = createTestApp(database);
    const ssa = await app.as("ssa");
    for (let elapsed = 0; elapsed < 600 - 25; elapsed += 25) {
      app.context.clock.advance(25 * MINUTE);
      expect((await ssa.get("/")).status).toBe(200);
    }
    app.context.clock.advance(25 * MINUTE);
    expect((await ssa.get("/")).location).toBe("/connexion?fin=eteinte");
  });

  test("ends when it is closed, for every browser that copied its cookie", async () => {
    const app = createTestApp(database);
    const ssa = await app.as("ssa");
    const Cookie = `ancrage=${ssa.cookies.get("ancrage")}`;
    const left = await ssa.post("/deconnexion");
    expect(left).toMatchObject({ status: 303, location: "/connexion" });
    expect(ssa.cookies.has("ancrage")).toBe(false);
    expect((await app.anonymous().send("/", { headers: { Cookie } })).location).toBe("/connexion");
  });

  test("opens nothing on the day when the function of the person has ended, and says so in plain words", async () => {
    const app = createTestApp(database);
    const daf = await app.as("daf");
    await database.db
      .updateTable("fonction_exercee")
      .set({ fin: "2026-11-22" })
      .where("agent_id", "=", person("daf").id)
      .execute();
    app.context.clock.set("2026-11-21T22:59:00Z");
    expect((await (await app.as("daf")).get("/structures")).status).toBe(200);
    app.context.clock.set("2026-11-21T23:01:00Z");
    // Midnight is that of Paris. Signing in again would change nothing: the account holds, its rights have ended.
    for (const path of ["/structures", "/structures/export", `/structures/${LIEUX.college}`, "/imports"]) {
      expect((await daf.get(path)).status, path).toBe(403);
    }
    const home = await daf.get("/");
    expect(home.text).toContain("sans fonction pour l’instant");
    expect(home.text).not.toMatch(/\d+ structures/);
  });
});

async function refusals(fonction: Fonction, route: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ motif: string }>(
    "select faits->>'motif' as motif from audit_event where evenement = 'acces.refuser' and agent_id = $1 and objet_id = $2",
    [person(fonction).id, route],
  );
  return rows.map(({ motif }) => motif);
}

describe("a refusal", () => {
  test("is written in the journal: who, which page, which right was missing; once a minute in a loop", async () => {
    const app = createTestApp(database);
    const equipe = await app.as("equipe");
    for (let time = 0; time < 5; time++) expect((await equipe.get("/imports")).status).toBe(403);
    expect(await refusals("equipe", "imports.liste")).toEqual(["import.lire"]);
    app.context.clock.advance(MINUTE);
    await equipe.post("/imports/depot");
    await equipe.get("/imports");
    expect(await refusals("equipe", "imports.liste")).toHaveLength(2);
    expect(await refusals("equipe", "imports.depot")).toEqual(["import.deposer"]);
  });
});

describe("a page of a sensitive act", () => {
  const page = `/personnes/${person("ia_ipr").id}/sessions`;
  const asked = `/confirmation?suite=${encodeURIComponent(page)}`;

  test("opens for ten minutes after a proof, and asks for another one after", async () => {
    const app = createTestApp(database);
    const client = await app.as("administrateur");
    expect((await client.get(page)).location).toBe(asked);
    expect((await client.post("/confirmation", { suite: page })).location).toBe(page);
    app.context.clock.advance(10 * MINUTE - 1);
    expect((await client.get(page)).status).toBe(200);
    app.context.clock.advance(1);
    expect((await client.get(page)).location).toBe(asked);
  });

  test("takes a form typed at length as long as the session lives; beyond, says that nothing was taken", async () => {
    const app = createTestApp(database);
    const client = await app.as("administrateur", { renforcee: true });
    app.context.clock.advance(10 * MINUTE - 1);
    expect((await client.get(page)).status).toBe(200);
    app.context.clock.advance(30 * MINUTE - 1);
    // Not a word of the form was needed to know that the gate let it through.
    expect((await client.post(page, { motif: "" })).status).toBe(422);
    app.context.clock.advance(MINUTE);
    const late = await client.post(page, { motif: "Téléphone perdu" });
    expect(late.location).toBe(`${asked}&envoi=interrompu`);
    expect((await client.get(late.location ?? "")).text).toContain("Votre envoi n’a pas été pris en compte");
  });

  test("says nothing of itself to whom it is not for: the right comes before the proof", async () => {
    expect((await (await createTestApp(database).as("dgesco")).get(page)).status).toBe(403);
  });
});

describe("whoever sees the service as somebody else", () => {
  test("reads, and writes nothing, whatever the rights of the person", async () => {
    const app = createTestApp(database);
    const [aidee, aidant] = [person("ssa"), person("assistance")];
    const client = await app.as("assistance", { renforcee: true });
    const id = database.newId();
    await database.pool.query(
      `insert into assistance (id, agent_id, assistant_id, motif, demandee_le, expire_le, consentie_le)
       values ($1, $2, $3, 'Essai', $4, $5, $4)`,
      [id, aidee.id, aidant.id, app.context.now(), new Date(app.context.now().getTime() + 60 * MINUTE)],
    );
    await database.pool.query("update session set assistance_id = $1 where agent_id = $2", [id, aidant.id]);
    expect((await client.get("/imports")).status).toBe(200);
    const before = await database.pool.query("select count(*) as n from jeton_api");
    for (const path of ["/jetons", "/imports/depot", "/mon-compte/sessions", "/confirmation"])
      expect((await client.post(path, { libelle: "à moi", duree: "90" })).status, path).toBe(403);
    expect((await database.pool.query("select count(*) as n from jeton_api")).rows).toEqual(before.rows);
    expect(await refusals("assistance", "imports.depot")).toEqual(["assistance"]);
    // The key of the person's telephone is nobody else's, not even to look at.
    expect((await client.get("/second-facteur")).status).toBe(403);
  });
});

describe("a rush of forms that anybody may send", () => {
  const from = (address: string) => ({ "X-Forwarded-For": address });

  test("from one network is slowed for that page and that network alone", async () => {
    const app = createTestApp(database);
    app.context.clock.set("2026-12-23T08:00:00Z");
    const nobody = app.anonymous();
    const send = (address: string) => nobody.post("/affichage", { theme: "x" }, from(address));
    for (let time = 0; time < 60; time++) expect((await send("2001:db8:7:7::1")).status).toBe(422);
    const slowed = await send("2001:db8:7:7:ffff::2");
    expect([slowed.status, slowed.headers.get("Retry-After")]).toEqual([429, "60"]);
    expect((await send("2001:db8:7:8::1")).status).toBe(422);
    expect((await nobody.post("/connexion", { agent: "x" }, from("2001:db8:7:7::1"))).status).toBe(422);
    // What the first network was refused cost the others nothing.
    for (let time = 0; time < 400; time++) await send("2001:db8:7:7::1");
    expect((await send("203.0.113.9")).status).toBe(422);
    app.context.clock.advance(MINUTE);
    expect((await send("2001:db8:7:7::1")).status).toBe(422);
  });

  test("is not hidden by the addresses that the sender writes, with or without a relay", async () => {
    const app = createTestApp(database);
    app.context.clock.set("2026-12-23T09:00:00Z");
    const send = async (forwarded: string, peer: string) => {
      const request = new Request("http://127.0.0.1:3000/affichage", {
        method: "POST",
        body: new URLSearchParams({ theme: "x" }),
        headers: { Origin: "http://127.0.0.1:3000", ...from(forwarded) },
      });
      return (await app.fetch(request, peer)).status;
    };
    for (let time = 0; time < 60; time++) {
      expect(await send(`198.51.100.${time}`, "203.0.113.1")).toBe(422);
      expect(await send(`198.51.100.${time}, 203.0.113.2`, "::ffff:127.0.0.1")).toBe(422);
    }
    expect(await send("198.51.100.200", "203.0.113.1")).toBe(429);
    expect(await send("127.0.0.1", "203.0.113.1")).toBe(429);
    expect(await send("198.51.100.200, 203.0.113.2", "127.0.0.1")).toBe(429);
    expect(await send("203.0.113.2, 203.0.113.3", "127.0.0.1")).toBe(422);
  });

  test("is slowed for that page alone, with a sentence and the time to wait", async () => {
    const app = createTestApp(database);
    app.context.clock.set("2026-12-24T08:00:00Z");
    const nobody = app.anonymous();
    const statuses = new Set<number>();
    for (let time = 0; time < 300; time++)
      statuses.add((await nobody.post("/affichage", { theme: "x" }, from(`203.0.113.${time % 250}`))).status);
    expect(statuses).toEqual(new Set([422]));
    const slowed = await nobody.post("/affichage", { theme: "x" });
    expect(slowed.status).toBe(429);
    expect(slowed.headers.get("Retry-After")).toBe("60");
    expect((await nobody.get("/affichage")).status).toBe(200);
    expect((await (await app.as("ssa")).post("/affichage", { theme: "x" })).status).toBe(422);
    expect((await nobody.post("/connexion", { agent: "x" })).status).toBe(422);
    app.context.clock.advance(MINUTE);
    expect((await nobody.post("/affichage", { theme: "x" })).status).toBe(422);
  });
});

describe("a page", () => {
  test("without a line in the route table does not exist", async () => {
    const ssa = await createTestApp(database).as("ssa");
    for (const path of ["/nulle-part", "/structures/x/y/z", "/__manifest", "/.env"]) {
      expect((await ssa.get(path)).status, path).toBe(404);
    }
  });

  test("of the function of somebody else says which right it asks for, without a word on what it holds", async () => {
    const answer = await (await createTestApp(database).as("dgesco")).get("/imports");
    expect(answer.status).toBe(403);
    expect(answer.h1).toBe("Cette page n’est pas ouverte à votre fonction");
    expect(answer.text).toContain("Lire les dépôts de fichiers");
    expect(answer.text).not.toMatch(/\.csv/i);
  });

  test("for developers is served where the vitrine is open, and nowhere else", async () => {
    const closed = createTestApp(database, { settings: { vitrine: false } });
    expect((await closed.anonymous().get("/dev/vitrine")).status).toBe(404);
    const open = createTestApp(database, { settings: { vitrine: true } });
    expect((await open.anonymous().get("/dev/vitrine")).status).toBe(200);
  });
});

describe("a refused page", () => {
  test("keeps the frame of the person: their name, the strip of the demonstration, what they may open", async () => {
    const refused = await (await createTestApp(database).as("dos")).get("/imports");
    expect(refused.status).toBe(403);
    expect(refused.text).toContain("Cette page n’est pas ouverte à votre fonction");
    expect(refused.body).toContain(`${person("dos").prenom} ${person("dos").nom}`);
    expect(refused.body).toContain("Démonstration");
    expect(refused.body).toContain('href="/structures"');
    expect(refused.body).not.toContain('href="/imports"');
  });
});
