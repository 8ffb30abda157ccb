import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { hasChromium } from "#tests/chromium.ts";

/** The service statistique writes a rule one criterion at a time, without JavaScript, and compares two scenarios. */
let stage: Stage;
let base: string;
let scenario: string;
beforeAll(async () => {
  if (!hasChromium) return;
  stage = await openStage();
  const ready = await calculerDemonstration(stage.database, stage.app.context);
  base = `/ciblage/${ready.campagne}/scenarios`;
  scenario = ready.scenario;
}, 90_000);
afterAll(() => stage?.close());

describe("a scenario", () => {
  test.runIf(hasChromium)("is written with plain forms only", async () => {
    const page = await stage.open({ as: "ssa", javaScript: false });
    const main = page.locator("main");
    await page.goto(`${base}/nouveau`);
    await main.getByLabel("Nom du scénario").fill("Fragiles");
    await main.getByText("Page blanche : collèges").click();
    await main.getByRole("button", { name: "Écrire le scénario" }).click();
    await main.getByRole("link", { name: "Écrire la règle" }).click();
    await main.getByRole("link", { name: "Un indicateur" }).click();
    await main.getByLabel(/^Indicateur/).selectOption("ips");
    await main.getByLabel("Valeur ou part").fill("vingt");
    await main.getByRole("button", { name: "Enregistrer le critère" }).click();
    expect(await main.getByLabel("Valeur ou part").inputValue()).toBe("vingt");
    await main.getByLabel("Valeur ou part").fill("20");
    await main.getByRole("button", { name: "Enregistrer le critère" }).click();
    expect(await main.innerText()).toContain("(le cinquième le plus bas de la population de la campagne)");
    expect(await main.innerText()).toMatch(/La règle retient \d+\sstructures? sur \d+/);
    // The refusal of « vingt », which the browser reports as any answer above 399.
    expect(stage.complaints()).toEqual([expect.stringContaining("422")]);
    await page.context().close();
  });

  test.runIf(hasChromium).each([
    [1280, false],
    [375, true],
  ] as const)("reads well at %i px, dark: %s, and fits a narrow screen", async (width, dark) => {
    const page = await stage.open({ as: "ssa", width, dark });
    for (const path of [
      ...["", "/nouveau", `/${scenario}`, `/${scenario}/regle`, `/${scenario}/regle/critere?id=c1`],
      ...[
        `/${scenario}/regle/critere?genre=classe`,
        `/${scenario}/variables`,
        `/${scenario}/essai?q=college`,
      ],
      `/comparaison?s=${scenario}`,
    ]) {
      await page.goto(`${base}${path}`);
      await expectAccessible(page, `${path} at ${width}`);
      if (width === 375) await expectReflow(page, path);
    }
    await page.context().close();
    expect(stage.complaints()).toEqual([]);
  });
});
