import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amorceSchema } from "#app/acces/amorce/schema.ts";
import { demandeLienSchema } from "#app/acces/liens/schema.ts";
import { courrielSchema } from "#app/acces/personnes/schema.ts";
import { userinfoSchema } from "#app/acces/proconnect/schema.ts";
import { canonicalCourriel } from "#app/platform/form/courriel.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const TYPED = "  Nadia.ESTRAN@Ac-Exemple.FR ";
const KEPT = "nadia.estran@ac-exemple.fr";

describe("the address of a person", () => {
  test.each([
    ["the form of an invitation", () => courrielSchema.parse(TYPED)],
    ["the request of a link", () => demandeLienSchema.parse({ courriel: TYPED }).courriel],
    ["the first start", () => amorceSchema.parse({ prenom: "N", nom: "E", courriel: TYPED }).courriel],
    [
      "ProConnect",
      () =>
        userinfoSchema.parse({ sub: "s", idp_id: "i", given_name: "N", usual_name: "E", email: TYPED }).email,
    ],
  ])("has one form, by %s", (_door, read) => {
    expect(read()).toBe(KEPT);
  });

  test("keeps an accent as one letter, however it was typed", () => {
    expect(canonicalCourriel("Ame\u0301lie@exemple.fr")).toBe("am\u00e9lie@exemple.fr");
  });

  test("once in its form stays as it is, and the table takes it, whatever the letters", async () => {
    const letter = fc.string({ unit: "grapheme-composite", minLength: 1, maxLength: 20 });
    const samples = fc
      .sample(letter, 300)
      .map(canonicalCourriel)
      .filter((text) => /^[^@\s]+$/.test(text));
    expect(samples.map(canonicalCourriel)).toEqual(samples);
    const { rows } = await database.pool.query(
      "select s from unnest($1::text[]) s where not (s = lower(s) and s is nfc normalized)",
      [samples],
    );
    expect(rows).toEqual([]);
  });

  test("in another form does not enter the table, nor twice in its own", async () => {
    const insert = (courriel: string) =>
      database.pool.query(
        "insert into agent (id, prenom, nom, courriel, demonstration, cree_le) values (gen_random_uuid(), 'N', 'E', $1, false, now())",
        [courriel],
      );
    await insert(KEPT);
    await expect(insert(KEPT)).rejects.toMatchObject({ constraint: "agent_courriel_unique" });
    for (const other of ["Nadia.estran@ac-exemple.fr", "ame\u0301lie@exemple.fr"])
      await expect(insert(other)).rejects.toMatchObject({ constraint: "agent_courriel_canonique" });
  });
});
