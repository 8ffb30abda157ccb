import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { createScene, type Scene } from "#tests/annonces.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { annoncerImportsArretes } from "./commands.server.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const id = (fonction: Fonction) => person(fonction).id;

let scene: Scene;
beforeEach(async () => {
  scene = await createScene(database);
});

describe("an import", () => {
  test("that is applied is told to who deposited it and to who applied it", async () => {
    const depot = await scene.insert("import", {
      etat: "previsualise",
      origine: "interface",
      depose_par: id("ssa"),
      depose_le: scene.context.now(),
      version: 1,
    });
    await scene.act("import.appliquer", {
      objetType: "import",
      objetId: depot,
      agentId: id("administrateur"),
    });
    expect((await scene.told()).map(({ qui, href }) => [qui, href]).sort()).toEqual(
      [id("ssa"), id("administrateur")].map((qui) => [qui, `/imports/${depot}`]).sort(),
    );
  });

  test("that stopped is told once to who asked for it, with its sentence", async () => {
    const tache = {
      genre: "import.appliquer",
      objet_type: "import",
      objet_id: "depot",
      etat: "echouee",
      avancement: 0,
      etape: "Arrêté",
      demandee_par: id("ssa"),
      demandee_le: scene.context.now(),
      terminee_le: scene.context.now(),
      erreur: "Le fichier ne se lit pas.",
      request_id: "r",
    };
    await scene.insert("tache", tache);
    await scene.insert("tache", { ...tache, demandee_par: null });
    await scene.insert("tache", { ...tache, etat: "annulee" });
    await scene.insert("tache", {
      ...tache,
      terminee_le: new Date(scene.context.now().getTime() - 25 * 3_600_000),
    });
    await annoncerImportsArretes(scene.context);
    await annoncerImportsArretes(scene.context);
    expect(await scene.told()).toMatchObject([
      {
        qui: id("ssa"),
        titre: "L’import que vous suivez s’est arrêté",
        texte: "Le fichier ne se lit pas.",
        href: "/imports/depot",
      },
    ]);
  });
});

describe("an act on something that is gone", () => {
  test.each([
    "demande_acces.deposer",
    "demande_acces.decider",
    "delegation.donner",
    "passation.ouvrir",
    "assistance.demander",
  ])("%s tells nobody and does not fail", async (evenement) => {
    await scene.act(evenement, { objetId: "00000000-0000-4000-8000-ffffffffffff" });
    expect(await scene.told()).toEqual([]);
  });
});
