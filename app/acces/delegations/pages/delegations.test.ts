import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());

let fields: Record<string, string>;
beforeAll(async () => {
  await database.db.updateTable("delegation").set({ revoquee_le: app.context.now() }).execute();
  const { id } = await database.db
    .selectFrom("fonction_exercee")
    .select("id")
    .where("agent_id", "=", person("chef_etablissement").id)
    .executeTakeFirstOrThrow();
  fields = {
    fonction: id,
    delegataire: person("secretariat").id,
    nature: "saisie",
    debut: "2026-11-22",
    dernier: "2027-08-31",
    acte: "Décision n° 12",
  };
});

describe("the pages of delegations", () => {
  test("give one by a form without scripts, show it to both, and end it at the very next request", async () => {
    const chef = await app.as("chef_etablissement");
    const form = await chef.get("/delegations/nouvelle?q=ecoute");
    expect(form.h1).toBe("Déléguer une fonction");
    expect(form.text).toContain("Malo Écoute");
    expect(form.text).not.toContain("Sarah Hauban");
    const given = await chef.post("/delegations/nouvelle", fields);
    expect(given.status).toBe(303);
    expect((await chef.post("/delegations/nouvelle", fields)).location).toBe(given.location);
    const secretariat = await app.as("secretariat");
    expect((await secretariat.get("/delegations")).text).toContain("De Nadia Estran En cours");
    const home = await secretariat.get("/droits");
    expect(home.body).toContain("Chef d’établissement par délégation de Nadia Estran");
    expect(home.text).toContain(
      "Lire les indicateurs d’une structure et leur origine : dans votre périmètre, par délégation de Nadia Estran.",
    );
    expect((await secretariat.get("/structures/9610315V/indicateurs/ips")).status).toBe(200);
    const ended = await chef.post(`${given.location}/revocation`, { motif: "Retour à temps plein" });
    expect(ended).toMatchObject({ status: 303, location: given.location });
    expect((await secretariat.get("/structures/9610315V/indicateurs/ips")).status).toBe(403);
    expect((await secretariat.get(given.location ?? "")).text).toContain("Retour à temps plein");
  });

  test.each([
    [{ acte: "" }, "Donnez la référence de l’acte"],
    [{ debut: "2026-11-21" }, "Une délégation commence au plus tôt aujourd’hui"],
    [{ dernier: "2028-08-31" }, "Une délégation dure un an au plus"],
    [{ dernier: "2027-02-30" }, "Donnez le dernier jour de la délégation."],
    [{ nature: "tout" }, "Choisissez ce que vous déléguez"],
  ])("keep what was typed and say what to change for %j", async (change, sentence) => {
    const chef = await app.as("chef_etablissement");
    const answer = await chef.post("/delegations/nouvelle", { ...fields, ...change });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(sentence);
    if (!("acte" in change)) expect(answer.body).toContain('value="Décision n° 12"');
  });

  test("know nobody and nothing outside of one's périmètre", async () => {
    const chef = await app.as("chef_etablissement");
    expect(
      (await chef.post("/delegations/nouvelle", { ...fields, delegataire: person("daf").id })).status,
    ).toBe(404);
    const { location } = await chef.post("/delegations/nouvelle", { ...fields, debut: "2026-12-01" });
    for (const qui of ["directeur_ecole", "daf", "ien"] as const)
      for (const path of ["", "/revocation"])
        expect((await (await app.as(qui)).get(`${location}${path}`)).status, qui).toBe(404);
    expect((await chef.get("/delegations/x")).status).toBe(404);
    const pilote = await app.as("pilote_academique");
    expect((await pilote.get(location ?? "")).text).toContain("Mettre fin à cette délégation");
    expect((await pilote.get("/delegations/perimetre")).text).toContain("1 délégation");
    expect((await (await app.as("directeur_ecole")).get("/delegations/perimetre")).text).toContain(
      "Aucune délégation ici",
    );
    const csv = (await pilote.get("/delegations/export?format=csv")).body;
    expect(csv).toContain("Nadia Estran;Malo Écoute;");
    expect((await (await app.as("secretariat")).get("/delegations/nouvelle")).status).toBe(403);
  });
});

test("an act done by delegation says by which in the journal, one's own does not", async () => {
  const { recordAudit } = await import("#app/platform/audit/audit.server.ts");
  const { delegationsOf } = await import("../../rules.ts");
  const { findActor } = await import("../../sessions/queries.server.ts");
  const faitsOf = async (fonction: "chef_etablissement" | "equipe") => {
    const actor = await findActor(app.context, person(fonction).id);
    if (!actor) throw new Error("nobody");
    const context = { ...app.context, delegations: delegationsOf(actor, "structure.lire") };
    const line = { evenement: "essai.faire", objetType: "essai", objetId: fonction, agentId: actor.agentId };
    await database.db.transaction().execute((tx) => recordAudit(tx, context, { ...line, faits: { n: 1 } }));
    return database.db.selectFrom("audit_event").select("faits").where("objet_id", "=", fonction).execute();
  };
  const chef = await app.as("chef_etablissement");
  const { location } = await chef.post("/delegations/nouvelle", {
    ...fields,
    delegataire: person("equipe").id,
  });
  expect(await faitsOf("equipe")).toEqual([{ faits: { n: 1, delegation: location?.split("/").at(-1) } }]);
  expect(await faitsOf("chef_etablissement")).toEqual([{ faits: { n: 1 } }]);
});
