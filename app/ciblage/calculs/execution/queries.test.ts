import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { describe, expect, test } from "vitest";
import { packJson, unpackText } from "#app/platform/files/packed-json.server.ts";
import { computeApart } from "#app/platform/jobs/thread.server.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { entreeDessai } from "#tests/calculs.ts";
import { calculer } from "../moteur/rules.ts";
import type { EntreeCalcul, ResultatCalcul } from "../rules.ts";
import { CALCUL_APART, getResultat } from "./queries.server.ts";

/** The rule keeps one class, which follows the axes of each draw. */
function entreeOf(n: number, tirages = 60): EntreeCalcul {
  const critere = { id: "c1", role: "requis", motif: null, nom: "", genre: "classe", classes: [1] } as const;
  const entree = entreeDessai(n, {
    regle: { criteres: [critere], auMoins: 0, composite: null, nombreMax: null },
  });
  return { ...entree, stabilite: { ...entree.stabilite, tirages } };
}

describe("a run in threads", () => {
  const nothing = async () => {};

  test("gives the bytes of a run made here, and tells how far it is", async () => {
    const entree = entreeOf(60);
    const { bytes, sha256, value } = await computeApart<ResultatCalcul>(
      { ...CALCUL_APART, packed: packJson(entree).bytes },
      nothing,
    );
    const here = packJson(calculer(entree));
    expect(unpackText(bytes)).toBe(unpackText(here.bytes));
    expect(sha256.equals(here.sha256)).toBe(true);
    expect(value.structures).toHaveLength(60);
  });

  test("gives them too when it is large enough for the runs of its stability to be shared out", async () => {
    const entree = entreeOf(3_000, 200);
    const told: number[] = [];
    const { sha256 } = await computeApart<ResultatCalcul>(
      { ...CALCUL_APART, packed: packJson(entree).bytes },
      async (done) => void told.push(done),
    );
    expect(sha256.equals(packJson(calculer(entree)).sha256)).toBe(true);
    expect(packJson(await getResultat(entree, () => {})).sha256.equals(sha256)).toBe(true);
    expect(told.some((done) => done > 200 && done < 980)).toBe(true);
  });

  test("comes back as the refusal that it was", async () => {
    const packed = packJson(entreeOf(0)).bytes;
    await expect(computeApart({ ...CALCUL_APART, packed }, nothing)).rejects.toMatchObject({
      code: "population_vide",
    });
  });

  test("ends, with all its threads, when the person asks to stop", async () => {
    const packed = packJson(entreeOf(3_000, 60_000)).bytes;
    const before = threads();
    let most = 0;
    const stop = async (done: number) => {
      most = Math.max(most, threads());
      if (done > 200) throw new Refusal("annulee", "Travail annulé.");
    };
    await expect(computeApart({ ...CALCUL_APART, packed }, stop)).rejects.toMatchObject({ code: "annulee" });
    await expect.poll(threads).toBe(before);
    const made = process.platform === "linux" ? 1 + Math.min(4, availableParallelism()) : 0;
    expect(most - before).toBeGreaterThanOrEqual(made);
  });

  /** Threads of this process, where the system tells them. */
  const threads = () => (process.platform === "linux" ? readdirSync("/proc/self/task").length : 0);
});
