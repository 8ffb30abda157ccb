import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import { ecrireAuLieu } from "./commands.server.ts";
import type { Boite } from "./rules.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const ECOLE = "ce.ecole@ac-exemple.fr";
const CIRCO = "ien.port-amarre@ac-exemple.fr";

let context: TestContext;
beforeEach(async () => {
  context = testContext(database);
  await database.pool.query("truncate notification, courriel");
  await setMailboxes(ECOLE, CIRCO);
});

async function setMailboxes(ecole: string | null, circonscription: string | null): Promise<void> {
  await database.pool.query("update structure set courriel = $2, circonscription_code = $3 where uai = $1", [
    LIEUX.ecole,
    ecole,
    LIEUX.circonscription,
  ]);
  await database.pool.query("update circonscription set courriel = $2 where code = $1", [
    LIEUX.circonscription,
    circonscription,
  ]);
}

const write = (boite: Boite) =>
  inTransaction(context.db, (tx) =>
    ecrireAuLieu(tx, context, {
      boite,
      regle: "direction",
      courriel: {
        gabarit: "essai.lieu",
        objet: "Objet",
        blocs: [],
        objetType: "essai",
        objetId: "1",
        cle: "essai:1",
      },
    }),
  );
const mails = async () =>
  (await database.pool.query("select destinataire, copies, agent_id from courriel order by destinataire"))
    .rows;
const told = async () =>
  (await database.pool.query("select agent_id, genre, href, titre from notification order by href")).rows;

describe("writing to a place", () => {
  test("reaches the shared mailbox of an école, its circonscription in copy, and nobody in particular", async () => {
    await write({ type: "structure", code: LIEUX.ecole });
    expect(await mails()).toEqual([{ destinataire: ECOLE, copies: [CIRCO], agent_id: null }]);
    expect(await told()).toEqual([]);
  });

  test("reaches the mailbox of a circonscription", async () => {
    await write({ type: "circonscription", code: LIEUX.circonscription });
    expect(await mails()).toEqual([{ destinataire: CIRCO, copies: [], agent_id: null }]);
  });

  test("reaches who holds it when its mailbox is unknown; the statistical service is asked once to complete it", async () => {
    await setMailboxes(null, null);
    await write({ type: "structure", code: LIEUX.ecole });
    const directeur = person("directeur_ecole");
    expect(await mails()).toEqual([{ destinataire: directeur.courriel, copies: [], agent_id: directeur.id }]);
    const ssa = { agent_id: person("ssa").id, genre: "referentiel.adresse" };
    expect(await told()).toMatchObject([
      { ...ssa, href: `/circonscriptions/${LIEUX.circonscription}/contact` },
      { ...ssa, href: `/structures/${LIEUX.ecole}/vie/saisie` },
    ]);
    await write({ type: "structure", code: LIEUX.ecole });
    expect([(await mails()).length, (await told()).length]).toEqual([1, 2]);
  });

  test("says nothing of a place that does not exist", async () => {
    await write({ type: "structure", code: "9619999Z" });
    await write({ type: "circonscription", code: "absente" });
    expect([await mails(), await told()]).toEqual([[], []]);
  });
});
