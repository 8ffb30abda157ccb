import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { person } from "#tests/cast.ts";
import { type TestContext, testContext } from "#tests/database.ts";
import { enrol, enterByLink, refusalOf } from "#tests/second-facteur.ts";
import { createServiceDatabase } from "#tests/service.ts";
import { findActorByJeton, hashJeton } from "../../sessions/queries.server.ts";
import { prouverSecondFacteur, reinitialiserSecondFacteur } from "../commands.server.ts";
import { getSecondFacteur } from "../queries.server.ts";
import { renouvelerCodesSecours } from "./commands.server.ts";

const database = await createServiceDatabase();
afterAll(() => database.drop());

let context: TestContext;
beforeEach(() => {
  context = testContext(database);
});

describe("a recovery code", () => {
  test("serves once, however it is copied, and is told", async () => {
    const qui = await enrol(context, person("dgesco").id);
    const [first = "", second = ""] = qui.codes;
    await prouverSecondFacteur(context, qui, first.toLowerCase().replaceAll("-", " "));
    expect(await refusalOf(prouverSecondFacteur(context, qui, first))).toBe("code_faux");
    await prouverSecondFacteur(context, qui, second);
    expect((await getSecondFacteur(context, qui.agentId)).codesRestants).toBe(8);
    const told = await database.db
      .selectFrom("notification")
      .select("titre")
      .where("agent_id", "=", qui.agentId)
      .where("titre", "=", "Un code de secours a servi")
      .execute();
    expect(told).toHaveLength(2);
  });

  test("is kept by its hash only, and no longer serves once renewed", async () => {
    const qui = await enrol(context, person("depp").id);
    const { rows } = await database.pool.query("select c::text as row from code_secours c");
    for (const code of qui.codes) {
      expect(rows.map(({ row }) => row).join()).not.toContain(code.replaceAll("-", ""));
      expect(rows.map(({ row }) => row).join()).toContain(
        hashJeton(code.replaceAll("-", "")).toString("hex"),
      );
    }
    const renewed = await renouvelerCodesSecours(context, qui.agentId);
    expect(await refusalOf(prouverSecondFacteur(context, qui, qui.codes[3] ?? ""))).toBe("code_faux");
    await prouverSecondFacteur(context, qui, renewed[3] ?? "");
  });
});

describe("losing both telephone and codes", () => {
  test("the entitled person resets: sessions closed, the owner told, everything to register again", async () => {
    const qui = await enrol(context, person("equipe").id);
    const admin = person("administrateur").id;
    await reinitialiserSecondFacteur(context, { agentId: qui.agentId, parAgentId: admin });
    expect(await findActorByJeton(context, qui.jeton)).toBeUndefined();
    expect(await getSecondFacteur(context, qui.agentId)).toMatchObject({
      confirmeLe: null,
      codesRestants: 0,
    });
    const told = await database.db
      .selectFrom("courriel")
      .select(["objet", "etat"])
      .where("agent_id", "=", qui.agentId)
      .where("objet", "like", "%réinitialisé%")
      .execute();
    expect(told).toEqual([
      { objet: expect.stringContaining("Second facteur réinitialisé"), etat: "en_attente" },
    ]);
    const events = await database.db
      .selectFrom("audit_event")
      .select(["evenement", "agent_id"])
      .where("objet_id", "=", qui.agentId)
      .orderBy("id", "desc")
      .limit(2)
      .execute();
    expect(events).toEqual([
      { evenement: "session.revoquer", agent_id: admin },
      { evenement: "facteur.reinitialiser", agent_id: admin },
    ]);
    const again = await enterByLink(context, qui.agentId);
    expect((await findActorByJeton(context, again.jeton))?.session?.secondFacteur).toBe(false);
  });

  test("resetting what is not there changes nothing", async () => {
    const before = await database.pool.query("select count(*) as n from audit_event");
    const agentId = person("association").id;
    await reinitialiserSecondFacteur(context, { agentId, parAgentId: person("administrateur").id });
    expect((await database.pool.query("select count(*) as n from audit_event")).rows).toEqual(before.rows);
  });
});
