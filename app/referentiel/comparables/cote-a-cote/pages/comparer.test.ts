import { afterAll, describe, expect, test } from "vitest";
import { createTestApp, textOf } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createMonde, drawColleges, insertValeurs, maskValeurs } from "#tests/comparables.ts";
import { createTestDatabase } from "#tests/database.ts";

const colleges = drawColleges(40);
const database = await createTestDatabase();
afterAll(() => database.drop());
await createMonde(database, colleges);
const app = createTestApp(database, { settings: { demonstration: true } });
const ssa = await app.as("ssa");
const head = await app.as("chef_etablissement");
const [A = "", B = "", C = ""] = colleges.map(({ uai }) => uai);
const hrefOf = (uais: readonly string[], more = "") =>
  `/comparer?${uais.map((uai) => `uai=${uai}`).join("&")}${more}`;

/** Cells of a line of the table, by the name of its indicator. */
function lineOf(body: string, name: string): string[] {
  const table = /<caption id="comparaison-legende".*?<\/table>/s.exec(body)?.[0] ?? "";
  const line = [...table.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/gs)].find(([, title]) =>
    textOf(title)?.startsWith(name),
  );
  return [...(line?.[2] ?? "").matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) =>
    (textOf(cell) ?? "").replace(" : d’où vient ce chiffre", ""),
  );
}

const written = (value: number | undefined) => (value ?? Number.NaN).toFixed(1).replace(".", ",");

describe("structures side by side", () => {
  test("stand in the order chosen, one year for all on each line", async () => {
    const { body, h1 } = await ssa.get(hrefOf([C, A, B]));
    expect(h1).toBe("Structures côte à côte");
    const ips = (uai: string) => written(colleges.find((college) => college.uai === uai)?.ips);
    expect(lineOf(body, "Indice de position sociale")).toEqual(["2024-2025", ips(C), ips(A), ips(B)]);
    const links = [...body.matchAll(/\/structures\/(\w{8})\/valeurs\/\d+/g)].map(([, uai]) => uai);
    expect(new Set(links)).toEqual(new Set([A, B, C]));
  });

  test("take the latest year that most know, or the year asked for, and tell what is missing", async () => {
    await insertValeurs(database, [[A, "dnb_reussite", 2024, 91.2]]);
    await insertValeurs(
      database,
      [A, B].map((uai) => [uai, "dnb_reussite", 2023, 88.8] as const),
    );
    const name = "Taux de réussite au DNB, toutes séries";
    expect(lineOf((await ssa.get(hrefOf([A, B]))).body, name)).toEqual(["2023-2024", "88,8", "88,8"]);
    expect(lineOf((await ssa.get(hrefOf([A, B], "&annee=2024"))).body, name)).toEqual([
      "2024-2025",
      "91,2",
      "Non publiée",
    ]);
  });

  test("mask what this person may not read", async () => {
    const igesr = await app.as("igesr");
    await maskValeurs(database, [B], "ivac_reussite_g");
    const name = "Taux de réussite au DNB, série générale";
    expect(lineOf((await igesr.get(hrefOf([A, B]))).body, name)[2]).toBe("Masquée (secret statistique)");
    expect(lineOf((await ssa.get(hrefOf([A, B]))).body, name)[2]).toBe(written(colleges[1]?.reussite));
    const csv = (await igesr.get(hrefOf([A, B]).replace("comparer", "comparer/export"))).body;
    const line = csv.split("\r\n").find((text) => text.includes("ivac_reussite_g;")) ?? "";
    expect(line).toContain("Masquée");
    expect(line).not.toContain(written(colleges[1]?.reussite));
  });

  test("are drawn in bars and by years, cut at the break", async () => {
    const { text } = await ssa.get(hrefOf([A, B]));
    expect(text).toContain("Rupture de série");
    const six = await ssa.get(
      hrefOf(
        colleges.slice(0, 6).map(({ uai }) => uai),
        "&indicateur=effectif_college",
      ),
    );
    expect(six.text).toContain("année par année (1/2)");
    expect(six.text).toContain("année par année (2/2)");
  });

  test("are six at most, and of one type to be read", async () => {
    const seven = await ssa.get(hrefOf(colleges.slice(0, 7).map(({ uai }) => uai)));
    expect(seven.text).toContain("Seules les 6 premières structures sont montrées");
    expect(seven.body).not.toContain(`/structures/${colleges[6]?.uai}`);
    const mixed = await ssa.get(hrefOf([A, LIEUX.ecole]));
    expect(mixed.text).toContain("Des structures de types différents");
    expect((await ssa.get(hrefOf([A, B]))).text).not.toContain("types différents");
  });

  test("are added by a search and removed by a link, all in the address", async () => {
    const found = await ssa.get(`${hrefOf([A])}&q=${B.toLowerCase()}`);
    expect(found.body).toContain(`href="/comparer?uai=${A}&amp;uai=${B}&amp;indicateur=ips"`);
    const both = await ssa.get(hrefOf([A, B]));
    expect(both.body).toContain(`href="/comparer?uai=${B}&amp;indicateur=ips"`);
    expect((await ssa.get(`${hrefOf([A])}&q=zzzzzz`)).text).toContain("Aucune autre structure ne correspond");
    expect((await ssa.get("/comparer")).text).toContain("Aucune structure choisie");
  });

  test("are taken away in three formats", async () => {
    const { body, headers } = await ssa.get(
      `${hrefOf([A, B]).replace("comparer", "comparer/export")}&format=csv`,
    );
    expect(headers.get("Content-Disposition")).toContain("comparaison.csv");
    const line = body.split("\r\n").find((text) => text.includes(";ips;")) ?? "";
    expect(line).toContain(written(colleges[0]?.ips));
    expect(line).toContain(written(colleges[1]?.ips));
    for (const format of ["xlsx", "ods"])
      expect(
        (await ssa.get(`${hrefOf([A]).replace("comparer", "comparer/export")}&format=${format}`)).status,
      ).toBe(200);
  });

  test("do not exist when one of them does not", async () => {
    for (const uai of ["9619999Z", "%27", "x".repeat(300)])
      expect((await ssa.get(hrefOf([A, uai]))).status, uai).toBe(404);
  });
});

describe("whoever does not compare by name", () => {
  test("is led to anonymous references beside a structure of their own", async () => {
    const own = `/structures/${LIEUX.college}/comparables`;
    for (const path of ["/comparer", hrefOf([LIEUX.college, B])])
      expect(await head.get(path)).toMatchObject({ status: 303, location: own });
    expect(await (await app.as("ien")).get("/comparer")).toMatchObject({
      status: 303,
      location: "/structures",
    });
  });

  test("learns nothing of the others, not even that they exist", async () => {
    expect((await head.get(hrefOf([B]))).status).toBe(404);
    expect((await head.get(hrefOf(["9619999Z"]))).status).toBe(404);
    expect((await head.get(hrefOf([B]).replace("comparer", "comparer/export"))).status).toBe(403);
    expect((await (await app.as("dgesco")).get("/comparer")).status).toBe(403);
  });
});
