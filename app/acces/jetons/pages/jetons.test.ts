import { afterAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());

const JETON = /ancrage_[\w-]{43}/;

async function audits(evenement: string) {
  return database.db
    .selectFrom("audit_event")
    .select(["objet_id", "objet_type", "agent_id", "faits"])
    .where("evenement", "=", evenement)
    .orderBy("id")
    .execute();
}

async function lastId(agentId: string): Promise<string> {
  const { id } = await database.db
    .selectFrom("jeton_api")
    .select("id")
    .where("agent_id", "=", agentId)
    .orderBy("cree_le", "desc")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  return id;
}

describe("the page of tokens", () => {
  test("says how to begin when there is none, and is led to from the page of rights of those who may", async () => {
    const ssa = await app.as("ssa");
    const page = await ssa.get("/jetons");
    expect([page.status, page.h1]).toEqual([200, "Jetons de l’interface de lecture"]);
    expect(page.text).toContain("Vous n’avez aucun jeton");
    expect((await ssa.get("/droits")).text).toContain("un jeton que vous créez");
    const chef = await app.as("chef_etablissement");
    expect((await chef.get("/droits")).text).not.toContain("un jeton que vous créez");
    expect((await chef.get("/jetons")).status).toBe(403);
  });

  test("shows a new token once, keeps its hash only, and records the act without it", async () => {
    const ssa = await app.as("ssa");
    const created = await ssa.post("/jetons", { libelle: "tableau R", duree: "180" });
    expect(created.status).toBe(200);
    const [jeton = ""] = JETON.exec(created.text) ?? [];
    expect(jeton).not.toBe("");
    expect(created.text).toContain("Copiez-le maintenant");
    // The button is the work of scripts: the page without them promises nothing.
    expect(created.text).not.toContain("Copier le jeton");
    const again = await ssa.get("/jetons");
    expect(again.text).toContain(
      "tableau R Créé le 22 novembre 2026, en vigueur jusqu’au 21 mai 2027. Jamais utilisé.",
    );
    expect(again.body).not.toMatch(JETON);
    const id = await lastId(person("ssa").id);
    expect(await audits("jeton.creer")).toEqual([
      { objet_id: id, objet_type: "jeton", agent_id: person("ssa").id, faits: { dureeJours: 180 } },
    ]);
    await app.anonymous().get("/api/v1/indicateurs", { Authorization: `Bearer ${jeton}` });
    expect((await ssa.get("/jetons")).text).toContain("Dernier usage le 22 novembre 2026");
  });

  test.each([
    [{ libelle: "", duree: "90" }, "Dites à quoi servira ce jeton."],
    [{ libelle: "x".repeat(101), duree: "90" }, "Cent caractères au plus."],
    [{ libelle: "R", duree: "3650" }, "Choisissez une durée dans la liste."],
  ])("keeps what was typed in %j and says what to change", async (fields, sentence) => {
    const before = (await audits("jeton.creer")).length;
    const ssa = await app.as("ssa");
    const answer = await ssa.post("/jetons", fields);
    expect([answer.status, answer.text.includes(sentence)]).toEqual([422, true]);
    expect(answer.body).not.toMatch(JETON);
    expect(await audits("jeton.creer")).toHaveLength(before);
  });

  test("stops at ten tokens in force, and counts neither the revoked nor the expired", async () => {
    const own = createTestApp(database);
    const depp = await own.as("depp");
    const create = async () => (await depp.post("/jetons", { libelle: "R", duree: "90" })).status;
    for (let n = 0; n < 10; n++) expect(await create()).toBe(200);
    const refused = await depp.post("/jetons", { libelle: "de trop", duree: "90" });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Vous avez déjà 10 jetons en vigueur");
    expect(refused.body).toContain('value="de trop"');
    expect((await depp.post(`/jetons/${await lastId(person("depp").id)}/revocation`)).status).toBe(303);
    expect(await create()).toBe(200);
    own.context.clock.advance(91 * 24 * 3_600_000);
    const later = await own.as("depp");
    expect((await later.get("/jetons")).text).toMatch(/Terminés .*expiré depuis le 20 février 2027/);
    expect((await later.post("/jetons", { libelle: "R", duree: "90" })).status).toBe(200);
  });

  test("lets its person revoke, once, and nobody else", async () => {
    const pilote = await app.as("pilote_academique");
    await pilote.post("/jetons", { libelle: "essai", duree: "90" });
    const id = await lastId(person("pilote_academique").id);
    const path = `/jetons/${id}/revocation`;
    const ssa = await app.as("ssa");
    for (const answer of [
      await ssa.get(path),
      await ssa.post(path),
      await pilote.get("/jetons/x/revocation"),
    ])
      expect(answer.status).toBe(404);
    expect((await pilote.get(path)).text).toContain("dès leur prochaine demande");
    const before = (await audits("jeton.revoquer")).length;
    for (let n = 0; n < 2; n++)
      expect(await pilote.post(path)).toMatchObject({ status: 303, location: "/jetons" });
    const after = await audits("jeton.revoquer");
    expect(after.length).toBe(before + 1);
    expect(after.at(-1)).toMatchObject({ objet_id: id, agent_id: person("pilote_academique").id });
    expect((await pilote.get("/jetons")).text).toMatch(
      /Terminés essai Créé le 22 novembre 2026, révoqué le 22 novembre 2026/,
    );
  });
});
