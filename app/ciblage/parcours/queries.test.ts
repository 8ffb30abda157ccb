import { afterAll, describe, expect, test } from "vitest";
import { scopeOf } from "#app/acces/rules.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import { getCampagneLue } from "../campagnes/queries.server.ts";
import { countPopulation } from "../populations/queries.server.ts";
import { listPopulations } from "./queries.server.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const context = testContext(database);

describe("the populations of a campaign, read at once", () => {
  test.each(["recteur", "dasen", "ssa"] as const)(
    "are those that their own pages count, for %s",
    async (who) => {
      const actor = await actorOf(context, who);
      const { id } = await database.db
        .selectFrom("campagne_ciblage")
        .select("id")
        .where("etat", "=", "ouverte")
        .executeTakeFirstOrThrow();
      const campagne = await getCampagneLue(database.db, actor, id);
      const found = await listPopulations(database.db, actor, campagne);
      expect(found.length).toBeGreaterThan(1);
      for (const { famille, n } of found) {
        const scope = scopeOf(actor, "ciblage.lire");
        expect(n).toBe((await countPopulation(database.db, campagne, famille, scope)).dedans);
        expect(n).toBeGreaterThan(0);
      }
    },
  );
});
