import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { computeAnalyse } from "./analyse/calcul.ts";
import { readDonnees } from "./analyse/lecture.ts";
import { readOptions } from "./analyse/options.ts";
import { jsonOf } from "./analyse/rendu-json.ts";
import { textOf } from "./analyse/rendu-texte.ts";

const STATISTICS = join(import.meta.dirname, "../app/platform/statistics/reference");
const COLLEGES = join(STATISTICS, "colleges.csv");
const ACTIVES = "ips,ecart_type_ips,taux_reussite,va_taux,note_ecrit,va_note,taux_acces,part_presents";

let dossier: string;
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), "ancrage-analyser-"));
});
afterAll(() => rm(dossier, { recursive: true, force: true }));

async function fileOf(text: string): Promise<string> {
  const path = join(await mkdtemp(join(dossier, "fichier-")), "tableau.csv");
  await writeFile(path, text);
  return path;
}

async function analyse(args: readonly string[]) {
  const options = readOptions(args);
  if (!options) throw new Error("help was asked for");
  return { options, found: computeAnalyse(await readDonnees(options), options) };
}

async function jsonFor(args: readonly string[]) {
  const { options, found } = await analyse(args);
  return JSON.parse([...jsonOf(found, options)].join(""));
}

async function run(args: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "analyser.ts"), ...args], {
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [status] = (await once(child, "close")) as [number | null];
  return { status, stdout, stderr };
}

describe("npm run analyser", () => {
  test("ends 0 with nothing but the answer on standard output", async () => {
    const { status, stdout, stderr } = await run([COLLEGES, "--id", "uai", "--actives", ACTIVES, "--json"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout).rows).toMatchObject({ read: 94, kept: 85 });
  });

  test("ends 1 with one sentence and nothing on standard output when a column does not exist", async () => {
    const { status, stdout, stderr } = await run([
      COLLEGES,
      "--id",
      "uai",
      "--actives",
      "ips,inconnue",
      "--json",
    ]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^La colonne « inconnue » n'existe pas à la ligne 1 du fichier\..*\n$/);
  });

  test("explains itself", async () => {
    const { status, stdout } = await run(["--aide"]);
    expect(status).toBe(0);
    expect(stdout).toContain("--manquants imputer");
  });
});

describe("the answer", () => {
  test("is that of FactoMineR on the collèges of three départements, by identifier and by variable", async () => {
    const { cases } = JSON.parse(readFileSync(join(STATISTICS, "pca.json"), "utf8"));
    const reference = cases.find(({ name }: { name: string }) => name === "collèges of three départements");
    const answer = await jsonFor([
      COLLEGES,
      ...["--id", "uai", "--actives", ACTIVES, "--sup", "candidats", "--qualitatives", "secteur,departement"],
    ]);
    const near = (ours: number[], theirs: number[]) => {
      expect(ours.length).toBe(theirs.length);
      for (const [at, value] of ours.entries())
        expect(Math.abs(Math.abs(value) - Math.abs(theirs[at] ?? Number.NaN))).toBeLessThan(
          1e-9 * Math.max(1, Math.abs(value)),
        );
    };
    near(answer.eigenvalues, reference.eigenvalues);
    near(answer.percentages, reference.percentages);
    const individuals: Record<"coordinates" | "cos2" | "contributions", number[]>[] = Object.values(
      answer.individuals,
    );
    for (const of of ["coordinates", "cos2", "contributions"] as const)
      near(
        individuals.flatMap((one) => one[of]),
        reference.individuals[of],
      );
    const variables: Record<"correlations", number[]>[] = Object.values(answer.variables);
    near(
      variables.flatMap((one) => one.correlations),
      reference.variables.correlations,
    );
    near(
      answer.supplementary.quantitative.candidats.correlations,
      reference.supplementaryColumns.correlations,
    );
    near(answer.supplementary.qualitative.secteur.eta2, reference.qualitative.eta2.slice(0, 5));
    expect(Object.keys(answer.variables)).toEqual(ACTIVES.split(","));
    expect(answer.rows.excluded).toHaveLength(9);
    expect(answer.dimdesc[0].quantitative[0]).toMatchObject({ variable: "note_ecrit" });
  });

  test("gives each row a class from 1, describes the classes and names who stands for them", async () => {
    const { classes, individuals } = await jsonFor([
      COLLEGES,
      ...["--id", "uai", "--actives", ACTIVES, "--qualitatives", "secteur", "--classes", "4"],
    ]);
    expect(classes).toMatchObject({ count: 4, preliminary: null, sizes: [4, 16, 39, 26] });
    expect(Object.keys(classes.partition)).toEqual(Object.keys(individuals));
    expect(new Set(Object.values(classes.partition))).toEqual(new Set([1, 2, 3, 4]));
    expect(classes.catdes.variables[0]).toMatchObject({
      variable: expect.any(String),
      eta2: expect.any(Number),
    });
    expect(classes.catdes.classes[4].categories[0]).toMatchObject({ variable: "secteur", level: "PR" });
    const [nearest] = classes.parangons[1].typical;
    expect(classes.partition[nearest.id]).toBe(1);
  });

  test("places supplementary rows on axes that they do not form", async () => {
    const args = [COLLEGES, "--id", "uai", "--actives", ACTIVES];
    const answer = await jsonFor([...args, "--lignes-sup", "0530002P,0530003R"]);
    expect(answer.rows).toMatchObject({ read: 94, kept: 83 });
    expect(answer.individuals["0530002P"]).toBeUndefined();
    const { coordinates, cos2, distance } = answer.supplementary.individuals["0530002P"];
    expect(cos2[0]).toBeCloseTo((coordinates[0] / distance) ** 2, 12);
    const together = await jsonFor(args);
    expect(Math.sign(coordinates[0])).toBe(Math.sign(together.individuals["0530002P"].coordinates[0]));
  });

  test("makes no class when none is wanted, and says when there are fewer than wished", async () => {
    const file = await fileOf("id;a;b\nx;1;4\ny;2;4,5\nz;3;1\n");
    expect((await jsonFor([file, "--id", "id", "--actives", "a,b", "--classes", "0"])).classes).toBeNull();
    const { classes, warnings } = await jsonFor([file, "--id", "id", "--actives", "a,b", "--classes", "7"]);
    expect(classes.count).toBe(3);
    expect(warnings).toContain("3\u00a0classes au lieu de 7 : il n'y a pas plus de lignes différentes.");
  });

  test("keeps identifiers that look like numbers in the order of the file", async () => {
    const file = await fileOf("id,a\n30,1\n7,2\n0012,4\n");
    const answer = [...jsonOf(...(await pairOf([file, "--id", "id", "--actives", "a"])))].join("");
    expect(answer).toMatch(/"individuals":\{"30":.*"7":.*"0012":/);
  });

  test("reads as French for a person", async () => {
    const { found } = await analyse([
      COLLEGES,
      "--id",
      "uai",
      "--actives",
      ACTIVES,
      "--sup",
      "note_ecrit_pro",
    ]);
    const text = textOf(found);
    expect(text).toContain("94\u00a0lignes lues, 85\u00a0analysées.");
    expect(text).toContain("9\u00a0lignes écartées : une valeur active y manque");
    expect(text).toMatch(/axe 1 +3,3114 +41,39 +41,39/);
    expect(text).toContain("note_ecrit_pro (63\u00a0valeurs manquantes)");
    expect(text).toMatch(/classe 1 : \d+\u00a0lignes? ; parangons : /);
  });
});

async function pairOf(args: readonly string[]) {
  const { options, found } = await analyse(args);
  return [found, options] as const;
}
