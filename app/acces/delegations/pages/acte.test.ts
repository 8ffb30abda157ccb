import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { pdf } from "#tests/pieces.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());
let delegation: string;
beforeAll(async () => {
  const given = await database.db
    .selectFrom("delegation")
    .select("id")
    .where("delegant_id", "=", person("chef_etablissement").id)
    .executeTakeFirstOrThrow();
  delegation = `/delegations/${given.id}`;
});

function withFile(nom: string, bytes: Uint8Array | string): FormData {
  const form = new FormData();
  form.set("piece", new File([bytes as BlobPart], nom));
  return form;
}

describe("the act of a delegation", () => {
  test("is joined by whoever delegates, then read by whoever received it", async () => {
    const chef = await app.as("chef_etablissement");
    expect((await chef.get(`${delegation}/acte/fichier`)).status).toBe(404);
    expect((await chef.post(`${delegation}/acte`, withFile("arrêté.pdf", pdf("Arrete")))).status).toBe(303);
    expect((await chef.get(delegation)).text).toContain("Remplacer l’acte joint");
    const received = await (await app.as("adjoint")).get(`${delegation}/acte/fichier`);
    expect(received.status).toBe(200);
    expect(received.headers.get("Content-Disposition")).toMatch(/^attachment; /);
    expect(received.body).toContain("%PDF");
  });

  test("is refused with its reason, and nothing changes", async () => {
    const chef = await app.as("chef_etablissement");
    const { status, text } = await chef.post(`${delegation}/acte`, withFile("arrêté.pdf", "<html>"));
    expect(status).toBe(422);
    expect(text).toContain("« arrêté.pdf » n’est pas d’un format accepté");
    const without = await chef.post(`${delegation}/acte`, new FormData());
    expect(without.status).toBe(422);
    expect(without.text).toContain("Aucun fichier n'est arrivé");
  });

  test("is joined neither by whoever received it, nor by somebody of elsewhere", async () => {
    const adjoint = await (await app.as("adjoint")).post(`${delegation}/acte`, withFile("a.pdf", pdf("x")));
    expect(adjoint.status).toBe(422);
    expect(adjoint.text).toContain("Seules la personne qui délègue et celles qui tiennent les droits");
    const ailleurs = await (await app.as("directeur_ecole")).post(
      `${delegation}/acte`,
      withFile("a.pdf", pdf("x")),
    );
    expect(ailleurs.status).toBe(404);
  });
});
