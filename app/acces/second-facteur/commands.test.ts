import { Secret, TOTP } from "otpauth";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { person } from "#tests/cast.ts";
import { type TestContext, testContext } from "#tests/database.ts";
import { enrol, enterByLink, keyOf, refusalOf, STEP } from "#tests/second-facteur.ts";
import { createServiceDatabase } from "#tests/service.ts";
import { readCode } from "#tests/totp.ts";
import { findActorByJeton } from "../sessions/queries.server.ts";
import {
  confirmerSecondFacteur,
  preparerSecondFacteur,
  prouverSecondFacteur,
  reinitialiserSecondFacteur,
  remplacerSecondFacteur,
} from "./commands.server.ts";
import { getSecondFacteur } from "./queries.server.ts";

const database = await createServiceDatabase();
afterAll(() => database.drop());

let context: TestContext;
beforeEach(() => {
  context = testContext(database);
});

async function eventsOf(agentId: string): Promise<string[]> {
  const rows = await database.db
    .selectFrom("audit_event")
    .select("evenement")
    .where("objet_id", "=", agentId)
    .where("evenement", "like", "%facteur%")
    .orderBy("id")
    .execute();
  return rows.map(({ evenement }) => evenement);
}

describe("registering a telephone", () => {
  test("gives a key that applications read, the same until the first right code", async () => {
    const session = await enterByLink(context, person("chef_etablissement").id);
    await preparerSecondFacteur(context, session.agentId);
    const { enAttente, confirmeLe } = await getSecondFacteur(context, session.agentId);
    expect(confirmeLe).toBeNull();
    expect(enAttente?.uri).toBe(
      `otpauth://totp/Ancrage:${encodeURIComponent(person("chef_etablissement").courriel)}?issuer=Ancrage&secret=${enAttente?.texte.replaceAll(" ", "")}&algorithm=SHA1&digits=6&period=30`,
    );
    expect(enAttente?.qr.cote).toBeGreaterThan(30);
    await preparerSecondFacteur(context, session.agentId);
    expect(await keyOf(context, session.agentId)).toBe(enAttente?.texte);
    const row = await database.db.selectFrom("second_facteur").selectAll().executeTakeFirstOrThrow();
    expect(row.secret_chiffre.toString("latin1")).not.toContain(enAttente?.texte.replaceAll(" ", ""));
  });

  test("the first right code proves the session, changes its token and gives ten codes of 120 bits", async () => {
    const session = await enterByLink(context, person("ien").id);
    await preparerSecondFacteur(context, session.agentId);
    const code = readCode(await keyOf(context, session.agentId), context.now());
    const { codes, jeton } = await confirmerSecondFacteur(context, session, code);
    expect(new Set(codes).size).toBe(10);
    for (const secours of codes) expect(secours).toMatch(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
    expect(await findActorByJeton(context, session.jeton)).toBeUndefined();
    const actor = await findActorByJeton(context, jeton);
    expect(actor?.session).toMatchObject({
      id: session.sessionId,
      facteurs: ["lien", "totp"],
      secondFacteur: true,
    });
    expect(actor?.session?.renforceeLe).toEqual(context.now());
    expect(await getSecondFacteur(context, session.agentId)).toMatchObject({
      codesRestants: 10,
      enAttente: null,
    });
    expect(await eventsOf(session.agentId)).toEqual(["facteur.creer", "facteur.confirmer"]);
  });

  test("a wrong code puts nothing in service", async () => {
    const session = await enterByLink(context, person("dos").id);
    await preparerSecondFacteur(context, session.agentId);
    const right = readCode(await keyOf(context, session.agentId), context.now());
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, "0");
    expect(await refusalOf(confirmerSecondFacteur(context, session, wrong))).toBe("code_faux");
    expect((await getSecondFacteur(context, session.agentId)).confirmeLe).toBeNull();
    expect(await findActorByJeton(context, session.jeton)).toBeDefined();
  });

  test("another telephone replaces the first when its own code is right, and not before", async () => {
    const { cle, ...qui } = await enrol(context, person("daf").id);
    await remplacerSecondFacteur(context, qui.agentId);
    const other = await keyOf(context, qui.agentId);
    expect(other).not.toBe(cle);
    expect(await refusalOf(confirmerSecondFacteur(context, qui, readCode(cle, context.now())))).toBe(
      "code_faux",
    );
    await prouverSecondFacteur(context, qui, readCode(cle, context.now()));
    await confirmerSecondFacteur(context, qui, readCode(other, context.now()));
    context.clock.advance(STEP);
    expect(await refusalOf(prouverSecondFacteur(context, qui, readCode(cle, context.now())))).toBe(
      "code_faux",
    );
    await prouverSecondFacteur(context, qui, readCode(other, context.now()));
  });
});

describe("a code of the application", () => {
  test("agrees with the published values of its algorithm", () => {
    // RFC 6238, appendix B, its last six digits.
    const secret = Secret.fromLatin1("12345678901234567890");
    const code = (second: number) => new TOTP({ secret }).generate({ timestamp: second * 1000 });
    expect([59, 1111111109, 1234567890, 20000000000].map(code)).toEqual([
      "287082",
      "081804",
      "005924",
      "353130",
    ]);
  });

  test.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ])("of %i steps of thirty seconds from now: taken %s", async (steps, taken) => {
    const context = testContext(database);
    context.clock.set(new Date(Date.parse("2026-11-23T08:00:00Z") + steps * 3_600_000));
    const key = await freshKey(context, "pilote_academique");
    const session = await enterByLink(context, person("pilote_academique").id);
    const code = readCode(key, new Date(context.now().getTime() + steps * STEP));
    const proof = prouverSecondFacteur(context, session, code);
    if (taken) expect(await proof).toMatch(/^[\w-]{43}$/);
    else expect(await refusalOf(proof)).toBe("code_faux");
  });

  test("serves once: neither again, nor an earlier one after it", async () => {
    const qui = await enrol(context, person("carec").id);
    const earlier = readCode(qui.cle, new Date(context.now().getTime() - STEP));
    const now = readCode(qui.cle, context.now());
    await prouverSecondFacteur(context, qui, now);
    expect(await refusalOf(prouverSecondFacteur(context, qui, now))).toBe("code_faux");
    expect(await refusalOf(prouverSecondFacteur(context, qui, earlier))).toBe("code_faux");
  });

  test("sent ten times at once enters once", async () => {
    const qui = await enrol(context, person("dasen").id);
    const code = readCode(qui.cle, context.now());
    const sent = await Promise.allSettled(
      Array.from({ length: 10 }, () => prouverSecondFacteur(context, qui, code)),
    );
    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("of somebody else is wrong", async () => {
    const [one, other] = [
      await enrol(context, person("recteur").id),
      await enrol(context, person("dsden").id),
    ];
    expect(await refusalOf(prouverSecondFacteur(context, one, readCode(other.cle, context.now())))).toBe(
      "code_faux",
    );
  });

  test("five wrong ones make wait a minute, even the right one, which afterwards forgives", async () => {
    const qui = await enrol(context, person("drh").id);
    for (let time = 0; time < 5; time++)
      expect(await refusalOf(prouverSecondFacteur(context, qui, "000000"))).toBe("code_faux");
    expect(await refusalOf(prouverSecondFacteur(context, qui, readCode(qui.cle, context.now())))).toBe(
      "trop_d_essais",
    );
    context.clock.advance(60_000);
    await prouverSecondFacteur(context, qui, readCode(qui.cle, context.now()));
    context.clock.advance(STEP);
    expect(await refusalOf(prouverSecondFacteur(context, qui, "000000"))).toBe("code_faux");
    await prouverSecondFacteur(context, qui, readCode(qui.cle, context.now()));
    const { rows } = await database.pool.query(
      "select count(*)::int as n from audit_event where evenement = 'connexion.refuser' and objet_id = $1",
      [qui.agentId],
    );
    expect(rows[0].n).toBe(6);
  });

  test("proves nothing for a session that was closed meanwhile", async () => {
    const qui = await enrol(context, person("igesr").id);
    await database.pool.query("update session set fermee_le = ouverte_le where id = $1", [qui.sessionId]);
    expect(await refusalOf(prouverSecondFacteur(context, qui, readCode(qui.cle, context.now())))).toBe(
      "session_close",
    );
  });
});

/** Registers the telephone of a person again, far enough in the past for every step around now to be unused. */
async function freshKey(at: TestContext, fonction: Fonction): Promise<string> {
  const { id: agentId } = person(fonction);
  await reinitialiserSecondFacteur(at, { agentId, parAgentId: person("administrateur").id });
  const then = testContext(database);
  then.clock.set(new Date(at.now().getTime() - 600_000));
  return (await enrol(then, agentId)).cle;
}
