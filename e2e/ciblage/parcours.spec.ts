import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStage, type Stage } from "#tests/browser.ts";
import { oublierListe } from "#tests/candidatures.ts";
import { LIEUX } from "#tests/cast.ts";
import { hasChromium } from "#tests/chromium.ts";
import { comprendre, emporterNote, type ListeLue, lireRegles, listColleges, mener } from "./etat.ts";
import { calculer, ouvrirCampagne, textOf } from "./gestes.ts";

const NOM = "CLA, rentrée 2028";
let stage: Stage;
let campagne: string;
let liste: ListeLue;
beforeAll(async () => {
  if (!hasChromium) return;
  stage = await openStage();
  await oublierListe(stage.database);
  const ssa = await stage.open({ as: "ssa" });
  campagne = await ouvrirCampagne(ssa, NOM);
  const calcul = await calculer(ssa, campagne, 200);
  liste = await mener(stage, { campagne, calcul, ajoutables: await listColleges(stage, LIEUX.academie) });
}, 200_000);
afterAll(() => stage?.close());

describe("a list of the demonstration", () => {
  test.runIf(hasChromium)(
    "is read with its decisions, its baseline and, by the statisticians alone, its comparisons",
    async () => {
      const recteur = await stage.open({ as: "recteur" });
      const text = await textOf(recteur, liste.adresse);
      expect(text).toContain("Collège des Salicornes");
      expect(text).toContain(liste.ajoutee);
      expect(await textOf(recteur, `${liste.adresse}/base`)).toContain("IPS");
      expect((await recteur.goto(`${liste.adresse}/comparaison`))?.status()).toBe(404);
      const ssa = await stage.open({ as: "ssa" });
      expect(await textOf(ssa, `${liste.adresse}/comparaison`)).toMatch(/rétréci/);
      expect(stage.complaints()).toEqual([expect.stringContaining("404")]);
    },
  );

  test.runIf(hasChromium)("tells the team of a chosen collège why, and no other team", () =>
    comprendre(stage, LIEUX.college, LIEUX.ecole),
  );

  test.runIf(hasChromium)("goes to the bodies as a note", () => emporterNote(stage, campagne));

  test.runIf(hasChromium)("shows its rules to everybody", () =>
    lireRegles(stage, NOM, ["Collège des Salicornes"]),
  );
});
