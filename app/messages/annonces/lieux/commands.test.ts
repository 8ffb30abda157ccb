import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createScene, type Scene } from "#tests/annonces.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());

let scene: Scene;
beforeEach(async () => {
  scene = await createScene(database);
  await database.pool.query("update structure set courriel = 'ce.lieu@ac-exemple.fr' where uai = any($1)", [
    [LIEUX.ecole, LIEUX.college],
  ]);
  await database.pool.query(
    "update circonscription set courriel = 'ce.circonscription@ac-exemple.fr' where code = (select circonscription_code from structure where uai = $1)",
    [LIEUX.ecole],
  );
});

const sent = async (gabarit: string) =>
  (
    await database.pool.query(
      "select destinataire, copies, texte from courriel where gabarit = $1 order by cree_le, id",
      [gabarit],
    )
  ).rows;

describe("the mailbox of an école", () => {
  test.each([
    ["liste", []],
    ["invitation", ["ce.circonscription@ac-exemple.fr"]],
    ["changement", ["ce.circonscription@ac-exemple.fr"]],
  ])("hears who answers for it when that comes from « %s », with %j in copy", async (origine, copies) => {
    const fonctionExercee = await scene.insert("fonction_exercee", {
      agent_id: person("equipe").id,
      fonction: "directeur_ecole",
      portee_type: "structure",
      portee_code: LIEUX.ecole,
      debut: "2026-12-01",
      fin: null,
      origine,
      cree_le: scene.context.now(),
    });
    await scene.act("fonction.attribuer", {
      objetType: "agent",
      objetId: person("equipe").id,
      faits: { fonctionExercee, origine },
    });
    expect(await sent("messages.fonction_lieu")).toMatchObject([
      { destinataire: "ce.lieu@ac-exemple.fr", copies },
    ]);
  });
});

describe("a handover that opens", () => {
  const open = async (own: Record<string, unknown> = {}) =>
    scene.insert("passation", {
      fonction: "chef_etablissement",
      portee_type: "structure",
      portee_code: LIEUX.college,
      sortant_id: person("chef_etablissement").id,
      depart: "2027-09-01",
      mot: "",
      cree_le: scene.context.now(),
      version: 1,
      ...own,
    });
  const tell = (objetId: string, faits: Record<string, string | null>) =>
    scene.act("passation.ouvrir", { objetType: "passation", objetId, faits });

  test("is told once to the mailbox of the place, without a name, however it moves afterwards", async () => {
    const id = await open();
    await tell(id, { fonction: "chef_etablissement", entrant: null });
    await tell(id, { depart: "2027-08-15", entrant: null });
    await tell(id, { entrant: person("equipe").id });
    const messages = await sent("acces.passation");
    expect(messages).toMatchObject([{ destinataire: "ce.lieu@ac-exemple.fr", copies: [] }]);
    expect(messages[0].texte).toMatch(/1er septembre\s+2027/);
    expect(messages[0].texte).not.toContain("Estran");
  });

  test("where no mailbox is known is told to who holds the place, and the directory is asked to be completed", async () => {
    await database.pool.query("update structure set courriel = null where uai = $1", [LIEUX.college]);
    await tell(await open(), { fonction: "chef_etablissement", entrant: null });
    expect(await sent("acces.passation")).toMatchObject([
      { destinataire: person("chef_etablissement").courriel },
    ]);
    const titres = (await scene.told()).map(({ titre }) => titre);
    expect(titres.some((titre) => titre.startsWith("Boîte générique inconnue"))).toBe(true);
  });

  test("on something wider than a place is told to no mailbox", async () => {
    const id = await open({ fonction: "dsden", portee_type: "departement", portee_code: "999" });
    await tell(id, { fonction: "dsden", entrant: null });
    expect(await sent("acces.passation")).toEqual([]);
  });
});
