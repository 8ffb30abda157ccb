import { describe, expect, test } from "vitest";
import { hasChromium } from "#tests/chromium.ts";
import { listStates } from "./etat.ts";
import { expectFitForAll, prepareVisit } from "./visite.ts";

const visit = prepareVisit();

describe("the states that an address alone does not show", () => {
  test.runIf(hasChromium).each(listStates().map((state) => [state.name, state] as const))(
    "%s",
    async (_name, state) => {
      const { stage, objects, open } = visit();
      const page = await open(state.as ? { as: state.as } : {});
      await page.goto(state.url(objects));
      await state.reach?.(page);
      await expectFitForAll(page, state.name);
      expect(stage.complaints().filter((line) => !state.expected?.test(line))).toEqual([]);
      await page.close();
    },
  );
});
