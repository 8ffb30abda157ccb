import { readOds, readXlsx } from "hucre";
import { afterAll, describe, expect, test } from "vitest";
import { type Client, createTestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
const ssa = await app.as("ssa");
const dgesco = await app.as("dgesco");

/** The client of tests reads text; a workbook is bytes. */
async function download({ cookies }: Client, path: string) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const url = new URL(path, app.context.settings.urlPublique);
  const response = await app.fetch(new Request(url, { headers: { Cookie: cookie } }));
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

const ips = async (): Promise<number> =>
  (
    await database.pool.query(
      `select valeur from valeur_indicateur where uai = '${LIEUX.college}' and indicateur_code = 'ips' and annee = 2025 and remplace_le is null`,
    )
  ).rows[0].valeur;

describe("the list of structures as a workbook", () => {
  test.each([
    ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", readXlsx],
    ["ods", "application/vnd.oasis.opendocument.spreadsheet", readOds],
  ] as const)(
    "in %s has the lines of the CSV, typed, and tells where they come from",
    async (format, type, read) => {
      const query = "type=college&secteur=public&ips=150";
      const { headers, bytes } = await download(ssa, `/structures/export?${query}&format=${format}`);
      expect(headers.get("Content-Type")).toBe(type);
      expect(headers.get("Content-Disposition")).toBe(`attachment; filename="structures.${format}"`);
      const { sheets } = await read(bytes);
      expect(sheets.map(({ name }) => name)).toEqual(["Données", "Origine"]);
      const [header = [], ...lines] = sheets[0]?.rows ?? [];
      const csv = (await ssa.get(`/structures/export?${query}`)).body.trimEnd().split("\r\n");
      expect(lines.length).toBeGreaterThan(1);
      expect(lines).toHaveLength(csv.length - 1);
      const college = lines.find(([uai]) => uai === LIEUX.college) ?? [];
      const cell = (title: string) => college[header.indexOf(title)];
      expect([cell("Nom"), cell("Département"), cell("IPS")]).toEqual([
        "Collège des Salicornes",
        "961",
        await ips(),
      ]);
      const origine = Object.fromEntries(sheets[1]?.rows ?? []);
      expect(origine).toMatchObject({
        Source: "Données fictives de la démonstration d’Ancrage",
        "Date d’extraction": expect.stringMatching(/\d{4}/),
        Filtres: "type : Collège ; secteur : Public ; IPS au plus égal à 150,0",
      });
      expect(origine).not.toHaveProperty("Licence");
    },
  );

  test("says that nothing was filtered, and gives the DGESCO no index", async () => {
    const { bytes } = await download(dgesco, "/structures/export?format=xlsx");
    const { sheets } = await readXlsx(bytes);
    const [header = [], ...lines] = sheets[0]?.rows ?? [];
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.every((line) => (line[header.indexOf("IPS")] ?? null) === null)).toBe(true);
    expect(Object.fromEntries(sheets[1]?.rows ?? []).Filtres).toContain("Aucun");
  });

  test("is a CSV when the format is none that is known", async () => {
    const { headers } = await ssa.get("/structures/export?type=college&format=exe");
    expect(headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
  });
});
