import { afterAll, beforeAll, expect, test } from "vitest";
import { scopeOf } from "#app/acces/rules.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { AGENT, acteur, compterEcrits, evenementsOf, inserer, porteeOf, preparer } from "#tests/vie.ts";
import { corrigerContact } from "./commands.server.ts";
import { getCirconscription, listStructuresCirconscription } from "./queries.server.ts";

const database = await createTestDatabase();
const context = testContext(database);
afterAll(() => database.drop());
beforeAll(async () => {
  await preparer(context);
  await database.pool.query(
    "insert into circonscription (code, nom, departement_code) values ('72-nord', 'Le Mans nord', '72'), ('44-sud', 'Nantes sud', '44')",
  );
});

const correction = {
  code: "72-nord",
  courriel: "ce.ien72nord@ac-nantes.fr",
  telephone: "02 43 00 00 00",
  vu: "",
  motif: "Annuaire de la DSDEN",
  agentId: AGENT,
  portee: porteeOf("structure.gerer"),
};

test("receives its shared mailbox, with an audit event; who read the former one is told", async () => {
  await corrigerContact(context, correction);
  expect(await getCirconscription(context.db, porteeOf("structure.lire"), "72-nord")).toMatchObject({
    courriel: correction.courriel,
    telephone: correction.telephone,
  });
  expect(await evenementsOf(context, "72-nord")).toEqual(["circonscription.corriger"]);
  await expect(corrigerContact(context, { ...correction, courriel: null })).rejects.toMatchObject({
    code: "version_perimee",
  });
});

test("refuses the address of a person and a telephone that cannot be read, and writes nothing", async () => {
  const before = await compterEcrits(context);
  const vu = `${correction.courriel} ${correction.telephone}`;
  for (const [change, code] of [
    [{ courriel: "jean.dupont@ac-nantes.fr" }, "courriel_nominatif"],
    [{ telephone: "le matin" }, "telephone"],
  ] as const)
    await expect(corrigerContact(context, { ...correction, vu, ...change })).rejects.toMatchObject({ code });
  await expect(corrigerContact(context, { ...correction, code: "44-sud" })).rejects.toMatchObject({
    status: 404,
  });
  expect(await compterEcrits(context)).toEqual(before);
});

test("is reached by its territory or by a structure of one's own, and shows no other structure", async () => {
  const circonscription = { type: "primaire", circonscription_code: "72-nord" };
  const [a, b] = [await inserer(context, 1, circonscription), await inserer(context, 2, circonscription)];
  const directeur = scopeOf(acteur("directeur_ecole", "structure", a), "structure.lire");
  const ien = scopeOf(acteur("ien", "circonscription", "72-nord"), "structure.lire");
  const ailleurs = scopeOf(acteur("ien", "circonscription", "44-sud"), "structure.lire");
  const uais = async (scope: typeof ien) =>
    (await listStructuresCirconscription(context.db, scope, "72-nord")).map(({ uai }) => uai);
  for (const scope of [directeur, ien]) await getCirconscription(context.db, scope, "72-nord");
  expect(await uais(directeur)).toEqual([a]);
  expect(await uais(ien)).toEqual([a, b]);
  await expect(getCirconscription(context.db, ailleurs, "72-nord")).rejects.toMatchObject({ status: 404 });
  await expect(getCirconscription(context.db, directeur, "44-sud")).rejects.toMatchObject({ status: 404 });
});
