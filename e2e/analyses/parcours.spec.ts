import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { hasChromium } from "#tests/chromium.ts";

/** A statistician looks at a run of the demonstration: axes, circle, plane, classes, map, and back. */
let stage: Stage;
let base: string;
beforeAll(async () => {
  if (!hasChromium) return;
  stage = await openStage();
  base = `/ciblage/calculs/${(await calculerDemonstration(stage.database, stage.app.context)).calcul}`;
}, 60_000);
afterAll(() => stage?.close());

const VUES = ["axes", "cercle", "plan", "plan?couleur=v-ips@2025&classe=1", "classes", "carte"];

describe("the five views of a run", () => {
  test.runIf(hasChromium).each([
    [1280, false],
    [375, true],
  ])("are without defect for axe, %d px wide, dark: %s, and nothing is cut", async (width, dark) => {
    const page = await stage.open({ as: "ssa", width, dark });
    for (const vue of VUES) {
      await page.goto(`${base}/${vue}`);
      for (const details of await page.locator("main details").all()) {
        await details.evaluate((element) => element.setAttribute("open", ""));
      }
      await expectAccessible(page, `${vue} at ${width}`);
      if (width === 375) await expectReflow(page, vue);
    }
    expect(stage.complaints()).toEqual([]);
    await page.context().close();
  });

  test.runIf(hasChromium)(
    "lead from a class to its structures, to the map and back, without JavaScript",
    async () => {
      const page = await stage.open({ as: "ssa", javaScript: false });
      await page.goto(`${base}/classes`);
      await page.getByRole("link", { name: "(classe 2)" }).first().click();
      expect(page.url()).toContain("classe=2");
      const row = page.locator("section[aria-labelledby=structures] tbody tr").first();
      const nom = (await row.locator("th a").textContent()) ?? "";
      await page.locator("main #filtre-cherche").fill(nom);
      await page.locator("main").getByRole("button", { name: "Filtrer" }).click();
      await page.locator("main [role=status]").getByText(nom).first().waitFor();
      await page.getByRole("link", { name: /^Agrandir$/ }).click();
      expect(page.url()).toContain("x0=");
      await page.getByRole("link", { name: "Voir les mêmes structures sur la carte" }).click();
      await page.getByRole("heading", { level: 1, name: "Carte de l’analyse" }).waitFor();
      await page.getByText("Reprendre tout le nuage").click();
      expect(page.url()).not.toContain("x0=");
      await page.getByRole("link", { name: "Voir les mêmes structures sur le plan" }).click();
      expect(page.url()).toContain("/plan?");
      expect(page.url()).toContain("classe=2");
      await page.context().close();
    },
  );
});
