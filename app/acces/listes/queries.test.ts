import { afterAll, beforeAll, expect, test } from "vitest";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import { listVerdicts } from "./queries.server.ts";

let database: TestDatabase;
let context: TestContext;
beforeAll(async () => {
  database = await createTestDatabase("demo");
  context = testContext(database);
});
afterAll(() => database.drop());

test.each([
  ["collectivite", LIEUX.commune, "nouvelle Port-Amarre (commune, 962)"],
  ["collectivite", `Commune ${LIEUX.commune}`, "nouvelle Port-Amarre (commune, 962)"],
  ["collectivite", LIEUX.departement, "nouvelle Haute-Amarre (département)"],
  ["collectivite", "75056", "refusee perimetre"],
  ["caec", LIEUX.commune, "refusee perimetre"],
  ["caec", LIEUX.academie, "nouvelle Port-Amarre (académie)"],
  // The code of an académie, and that of a département of another one.
  ["caec", "01", "refusee perimetre"],
  ["caec", "département 01", "refusee perimetre"],
  ["membre_comite", LIEUX.departement, "nouvelle Haute-Amarre (département)"],
  ["coordonnateur_clas", "port-amarre-est", "refusee perimetre"],
])(
  "a line that gives %s on « %s » is judged on what the database knows: %s",
  async (fonction, perimetre, expected) => {
    const cellules = {
      ...{ prenom: "Zoé", nom: "Le Goff", courriel: "zoe@exemple.fr", fonction, perimetre },
      ...{ debut: "", fin: "", acte: "" },
    };
    const actor = await actorOf(context, "pilote_academique");
    const [verdict] = await listVerdicts(context, database.db, actor, [{ ligne: 2, cellules }]);
    const what =
      verdict?.personne?.portee.libelle ?? verdict?.problemes.map(({ colonne }) => colonne).join(" ");
    expect(`${verdict?.suite} ${what}`).toBe(expected);
  },
);
