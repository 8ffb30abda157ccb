import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectReflow, openStage, type Stage } from "#tests/browser.ts";
import { changerEtat, oublierListe } from "#tests/candidatures.ts";
import { hasChromium } from "#tests/chromium.ts";
import { type CampagneDecidee, deciderDemonstration } from "#tests/listes.ts";

/** The recteur publishes a list, then a second version; the statistical service reads what was frozen that day. */
let stage: Stage;
let decidee: CampagneDecidee;
beforeAll(async () => {
  if (!hasChromium) return;
  stage = await openStage();
  await oublierListe(stage.database);
  decidee = await deciderDemonstration(stage.database, stage.app.context, [
    ...["retenu", "retenu", "retenu", "suivi_differencie", "non_retenu", "propose", "presente"],
  ] as const);
}, 90_000);
afterAll(() => stage?.close());

describe("a list", () => {
  test.runIf(hasChromium)("is published with plain forms only, once nothing prevents it", async () => {
    const page = await stage.open({ as: "recteur", renforcee: true, javaScript: false });
    const main = page.locator("main");
    await page.goto(`/ciblage/${decidee.campagne}/publication`);
    expect(await main.innerText()).toMatch(/1\sstructure présentée attend une décision/);
    expect(await main.getByRole("button", { name: "Publier la liste" }).count()).toBe(0);
    await changerEtat(stage.database, decidee.campagne, decidee.uais[6] as string, "non_retenu");
    await page.reload();
    expect(await main.getByLabel("Règles publiées").inputValue()).toContain("Collèges (Règle de Nantes)");
    await main.getByRole("button", { name: "Publier la liste" }).click();
    expect(await main.locator("h1").innerText()).toBe("Liste publiée");
    expect(await main.innerText()).toMatch(/3\sstructures retenues/);
    expect(stage.complaints()).toEqual([]);
    await page.context().close();
  });

  test.runIf(hasChromium)(
    "gets a second version, with its motive, its differences and no other message",
    async () => {
      const { campagne, uais } = decidee;
      await changerEtat(stage.database, campagne, uais[0] as string, "a_decline");
      const page = await stage.open({ as: "recteur", renforcee: true });
      const main = page.locator("main");
      await page.goto(`/ciblage/${campagne}/publication`);
      expect(await main.innerText()).toMatch(
        /N’est plus dans la liste des structures retenues : 1\sstructure/,
      );
      await expectAccessible(page, "publication");
      await main.getByRole("button", { name: "Publier la version 2" }).click();
      await main.getByText("Dites en une phrase").first().waitFor();
      await main.getByLabel("Motif de cette version").fill("Un collège préfère attendre.");
      await main.getByRole("button", { name: "Publier la version 2" }).click();
      await main.getByRole("link", { name: "Écarts" }).click();
      await main.getByText("retenue → a décliné").waitFor();
      const { rows } = await stage.database.pool.query(
        "select count(*)::int as n from courriel where gabarit = 'ciblage.publication'",
      );
      expect(rows).toEqual([{ n: 4 }]);
      expect(stage.complaints()).toEqual([expect.stringContaining("422")]);
      await page.context().close();
    },
  );

  test.runIf(hasChromium)(
    "is read by the statistical service with its baseline and its comparison group",
    async () => {
      const page = await stage.open({ as: "ssa", width: 375 });
      const { rows } = await stage.database.pool.query(
        "select id from liste_publiee order by numero desc limit 1",
      );
      const base = `/ciblage/listes/${rows[0].id}`;
      for (const [view, titre] of [
        ["", "Liste publiée"],
        ["/ecarts", "Écarts avec la version précédente"],
        ["/base", "Point de départ gelé"],
        ["/comparaison", "Groupe de comparaison"],
      ] as const) {
        await page.setViewportSize({ width: 375, height: 800 });
        await page.goto(base + view);
        expect(await page.locator("h1").innerText()).toBe(titre);
        await expectAccessible(page, view);
        await expectReflow(page, view);
      }
      expect(stage.complaints()).toEqual([]);
      await page.context().close();
    },
  );
});
