import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStage, type Stage } from "#tests/browser.ts";
import { LIEUX } from "#tests/cast.ts";
import { hasChromium } from "#tests/chromium.ts";
import { donneesPresentes } from "#tests/donnees-officielles.ts";
import {
  comprendre,
  deplacerDirection,
  deplacerDistribution,
  emporterNote,
  FICHIERS_NANTES,
  lireRegles,
  listColleges,
  listRetenues,
  mener,
} from "./etat.ts";
import { calculer, importer, ouvrirCampagne, textOf } from "./gestes.ts";

const NOM = "Contrats locaux de l’académie de Nantes";
const possible = hasChromium && donneesPresentes;
let stage: Stage;
beforeAll(async () => {
  if (!possible) return;
  stage = await openStage();
  await deplacerDistribution(stage);
}, 60_000);
afterAll(() => stage?.close());

describe("the rule of Nantes, on the official files", () => {
  test.runIf(possible)(
    "goes from the import to a published list, its note, and why each collège",
    async () => {
      const ssa = await stage.open({ as: "ssa" });
      await importer(ssa, FICHIERS_NANTES);
      const campagne = await ouvrirCampagne(ssa, NOM);
      const calcul = await calculer(ssa, campagne, 200);
      expect(await textOf(ssa, `${calcul}/liste`)).toContain("valeur ajoutée nulle ou négative");
      const { ajoutee } = await mener(stage, {
        campagne,
        calcul,
        ajoutables: await listColleges(stage, "17"),
      });
      const retenues = await listRetenues(stage);
      expect(retenues.length).toBeGreaterThan(0);
      expect(retenues.map(({ nom }) => nom)).not.toContain(ajoutee);
      await emporterNote(stage, campagne);
      await deplacerDirection(stage, retenues[0]?.uai ?? "");
      await comprendre(stage, retenues[0]?.uai ?? "", LIEUX.college);
      await lireRegles(
        stage,
        NOM,
        retenues.map(({ nom }) => nom),
      );
    },
    400_000,
  );
});
