import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor, Scope } from "#app/acces/rules.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { countLignes, getLigne, listLignes } from "./queries.server.ts";
import { type FiltresJournal, readFiltres } from "./schema.ts";

let database: TestDatabase;
let context: TestContext;
beforeAll(async () => {
  database = await createTestDatabase("demo");
});
afterAll(() => database.drop());
beforeEach(() => {
  context = testContext(database);
});

const NOUS = "96";
const AUTRE = "17";
/** Somebody of another académie, whom no function ties to ours. */
const AILLEURS = "77777777-7777-4777-8777-777777777777";

const scope = (...academies: string[]): Scope =>
  scopeOf(
    {
      agentId: AILLEURS,
      nomComplet: "",
      fonctions: academies.map((code) => ({
        fonction: "recteur",
        porteeType: "academie",
        porteeCode: code,
        debut: "2020-01-01",
        fin: null,
      })),
    } satisfies Actor,
    "journal.lire",
  );
const nation = (): Scope =>
  scopeOf(
    {
      agentId: AILLEURS,
      nomComplet: "",
      fonctions: [
        {
          fonction: "administrateur",
          porteeType: "nation",
          porteeCode: "france",
          debut: "2020-01-01",
          fin: null,
        },
      ],
    } satisfies Actor,
    "journal.lire",
  );

interface Acte {
  readonly agentId?: string | null;
  readonly objetType?: string;
  readonly objetId?: string;
  readonly evenement?: string;
}

async function write({
  agentId = null,
  objetType = "essai",
  objetId = "1",
  evenement = "session.ouvrir",
}: Acte) {
  await inTransaction(context.db, (tx) =>
    recordAudit(tx, context, {
      evenement,
      objetType,
      objetId,
      agentId,
      avant: { nom: "Avant" },
      apres: { nom: "Après" },
    }),
  );
  const { rows } = await database.pool.query("select max(id) as id from audit_event");
  return Number(rows[0].id);
}

const filtres = (query = ""): FiltresJournal => readFiltres(new URLSearchParams(query));
const ids = async (portee: Scope, query = "") =>
  (await listLignes(context.db, portee, filtres(query), 50)).lignes.map(({ id }) => id);

async function addFonction(agentId: string, code: string, debut: string, fin: string | null): Promise<void> {
  await database.pool.query(
    `insert into agent (id, nom, prenom, courriel, demonstration, cree_le) values ($1, 'Ailleurs', 'Personne', $2, false, now()) on conflict do nothing`,
    [agentId, `${agentId}@essai.fr`],
  );
  await database.pool.query(
    `insert into fonction_exercee (id, agent_id, fonction, portee_type, portee_code, debut, fin, origine, cree_le)
     values (gen_random_uuid(), $1, 'pilote_academique', 'academie', $2, $3, $4, 'invitation', now())`,
    [agentId, code, debut, fin],
  );
}

describe("a line belongs to an académie", () => {
  beforeAll(() => addFonction(AILLEURS, AUTRE, "2024-09-01", null));

  test("by who acted there that day", async () => {
    const id = await write({ agentId: person("chef_etablissement").id });
    expect(await ids(scope(NOUS))).toContain(id);
    expect(await ids(scope(AUTRE))).not.toContain(id);
  });

  test.each([
    ["structure", LIEUX.college],
    ["academie", NOUS],
    ["agent", person("chef_etablissement").id],
    ["circonscription", LIEUX.circonscription],
  ])("by the %s that was acted on, whoever acted", async (objetType, objetId) => {
    const id = await write({ agentId: AILLEURS, objetType, objetId });
    expect(await ids(scope(NOUS))).toContain(id);
    expect(await ids(scope(AUTRE))).toContain(id);
  });

  test("and an act of the service on what belongs nowhere is read by the nation only", async () => {
    const id = await write({ objetType: "reglage", objetId: "seuil" });
    expect(await ids(scope(NOUS))).not.toContain(id);
    expect(await ids(scope())).toEqual([]);
    expect(await ids(nation())).toContain(id);
  });

  test("as it was that day: whoever moved keeps each line where it was made", async () => {
    const mobile = "66666666-6666-4666-8666-666666666666";
    await addFonction(mobile, NOUS, "2025-09-01", "2026-09-01");
    await addFonction(mobile, AUTRE, "2026-09-01", null);
    context.clock.set("2026-08-31T10:00:00Z");
    const before = await write({ agentId: mobile });
    context.clock.set("2026-09-01T10:00:00Z");
    const after = await write({ agentId: mobile });
    expect(await ids(scope(NOUS), `agent=${mobile}`)).toEqual([before]);
    expect(await ids(scope(AUTRE), `agent=${mobile}`)).toEqual([after]);
  });

  test("also when the person acts by a delegation received", async () => {
    const delegataire = "55555555-5555-4555-8555-555555555555";
    await addFonction(delegataire, AUTRE, "2020-09-01", "2021-09-01");
    await database.pool.query(
      `insert into delegation (id, fonction_exercee_id, delegant_id, delegataire_id, nature, debut, fin, acte, creee_le)
       select gen_random_uuid(), f.id, f.agent_id, $1, 'saisie', '2026-09-01', '2027-09-01', 'Acte', now()
       from fonction_exercee f where f.agent_id = $2`,
      [delegataire, person("chef_etablissement").id],
    );
    const id = await write({ agentId: delegataire });
    expect(await ids(scope(NOUS))).toContain(id);
  });

  test("and a line of another is not found, nor counted", async () => {
    const id = await write({ agentId: AILLEURS });
    const before = await countLignes(context.db, scope(NOUS), filtres());
    expect(await ids(scope(NOUS))).not.toContain(id);
    await expect(getLigne(context.db, scope(NOUS), String(id))).rejects.toMatchObject({ status: 404 });
    await expect(getLigne(context.db, scope(NOUS), "999999999")).rejects.toMatchObject({ status: 404 });
    await expect(getLigne(context.db, scope(NOUS), "1; drop")).rejects.toMatchObject({ status: 404 });
    await write({ agentId: AILLEURS });
    expect(await countLignes(context.db, scope(NOUS), filtres())).toBe(before);
    expect(await getLigne(context.db, scope(AUTRE), String(id))).toMatchObject({ avant: { nom: "Avant" } });
  });

  test("once, when two académies of the reader share it", async () => {
    const id = await write({ agentId: AILLEURS, objetType: "structure", objetId: LIEUX.college });
    const found = (await ids(scope(NOUS, AUTRE))).filter((other) => other === id);
    expect(found).toEqual([id]);
  });
});

describe("the journal", () => {
  test("is cut by object, person, name, family, refusals and days, both included", async () => {
    const chef = person("chef_etablissement");
    context.clock.set("2026-11-10T22:59:00Z");
    const late = await write({
      agentId: chef.id,
      evenement: "acces.refuser",
      objetType: "route",
      objetId: "journal.liste",
    });
    context.clock.set("2026-11-10T23:00:00Z");
    const next = await write({
      agentId: chef.id,
      evenement: "donnees.exporter",
      objetType: "agent",
      objetId: chef.id,
    });
    for (const portee of [nation(), scope(NOUS)]) {
      expect(await ids(portee, `objet=agent:${chef.id}`)).toContain(next);
      expect(await ids(portee, `objet=agent:${chef.id}`)).not.toContain(late);
      expect(await ids(portee, `agent=${chef.id}&famille=donnees`)).toEqual([next]);
      expect(
        await ids(portee, `personne=${encodeURIComponent(chef.nom.toLowerCase())}&famille=acces`),
      ).toEqual([late]);
      expect(await ids(portee, "refus=on")).toEqual([late]);
      expect(await ids(portee, "du=2026-11-10&au=2026-11-10")).toEqual([late]);
      expect(await ids(portee, "du=2026-11-11&au=2026-11-11")).toEqual([next]);
      expect(await ids(portee, "personne=%25")).toEqual([]);
    }
  });

  test.each([
    ["nation", nation],
    ["académie", () => scope(NOUS)],
    ["two académies", () => scope(NOUS, AUTRE)],
  ])("is paged without a hole nor a repeat: %s", async (_nom, portee) => {
    // Same instant for all: the rank alone orders them.
    context.clock.set("2026-12-01T10:00:00Z");
    for (let n = 0; n < 7; n += 1) await write({ agentId: person("chef_etablissement").id });
    for (const tri of ["-date", "date"]) {
      const whole = (await listLignes(context.db, portee(), filtres(`tri=${tri}`), 10_000)).lignes.map(
        ({ id }) => id,
      );
      const paged: number[] = [];
      for (let apres = ""; ; ) {
        const query = filtres(`tri=${tri}${apres && `&apres=${apres}`}`);
        const { lignes, suite } = await listLignes(context.db, portee(), query, 3);
        paged.push(...lignes.map(({ id }) => id));
        if (suite === null) break;
        apres = suite;
      }
      expect(paged).toEqual(whole);
      expect(new Set(paged).size).toBe(whole.length);
      expect(whole.length).toBe(await countLignes(context.db, portee(), filtres()));
    }
  });

  test("ignores what is not one of its own filters", () => {
    const odd = filtres("objet=x&agent=moi&famille=constructor&du=hier&refus=oui&tri=nom&apres=1;2");
    expect(odd).toEqual({ refus: false, tri: "-date" });
  });
});
