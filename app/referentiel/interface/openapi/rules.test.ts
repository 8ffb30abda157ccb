import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, TEST_NOW } from "#tests/database.ts";
import { PAGINATION, type Ressource } from "../ressource/rules.ts";
import { RESSOURCES } from "../rules.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());

interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly anyOf?: readonly Schema[];
  readonly description?: string;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
  readonly example?: unknown;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: Schema }>> }>>;
}
interface Document {
  readonly openapi: string;
  readonly servers: readonly { url: string }[];
  readonly paths: Readonly<Record<string, { get: Operation }>>;
}

let ssa: Client;
let document: Document;
beforeAll(async () => {
  ssa = await app.as("ssa");
  document = JSON.parse((await app.anonymous().get("/api/v1/openapi.json")).body);
  await sql`insert into structure_dispositif (id, uai, dispositif_code, debut, fin, source, fichier_id, ligne, enregistre_le)
    select gen_random_uuid(), ${LIEUX.college}, (select code from dispositif order by ordre limit 1), date '2001-09-01', d.fin, 'fichier', f.id, 2, ${TEST_NOW}
    from (select date '2002-09-01' as fin) d cross join (select id from import_fichier order by rang limit 1) f`.execute(
    database.db,
  );
  await sql`insert into valeur_territoire (niveau, territoire, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
    select 'commune', c.code, 'ips', 1999, 1.5, 'ok', 'x', f.id, 2, 'c', ${TEST_NOW}
    from (select code from commune order by code limit 2) c cross join (select id from import_fichier order by rang limit 1) f`.execute(
    database.db,
  );
});

const FORMATS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  uri: /^http:\/\/127\.0\.0\.1:3000\//,
};

const typeOf = (value: unknown): string =>
  value === null
    ? "null"
    : Array.isArray(value)
      ? "array"
      : Number.isInteger(value)
        ? "integer"
        : typeof value;

/** The part of JSON Schema that our description uses; any other word is told as a fault. */
function faults(schema: Schema, value: unknown, where = "$"): string[] {
  const known =
    /^(type|format|enum|pattern|minimum|maximum|items|required|properties|additionalProperties|description)$/;
  const found = Object.keys(schema)
    .filter((word) => !known.test(word))
    .map((word) => `${where}: ${word}?`);
  const types = [schema.type ?? []].flat();
  const type = typeOf(value);
  if (!types.includes(type) && !(type === "integer" && types.includes("number")))
    return [...found, `${where}: ${type} instead of ${types}`];
  if (schema.enum && !schema.enum.includes(value)) found.push(`${where}: ${value} not in ${schema.enum}`);
  if (typeof value === "string" && schema.format && !FORMATS[schema.format]?.test(value))
    found.push(`${where}: ${value} is no ${schema.format}`);
  if (Array.isArray(value))
    found.push(...value.flatMap((item, n) => faults(schema.items ?? {}, item, `${where}[${n}]`)));
  if (type === "object") {
    const object = value as Readonly<Record<string, unknown>>;
    for (const name of schema.required ?? [])
      if (!(name in object)) found.push(`${where}.${name} is missing`);
    for (const [name, own] of Object.entries(object)) {
      const declared = schema.properties?.[name];
      if (declared) found.push(...faults(declared, own, `${where}.${name}`));
      else if (schema.additionalProperties === false) found.push(`${where}.${name} is not declared`);
    }
  }
  return found;
}

/** What makes a resource answer something: the required parameters, by their examples. */
function demande({ chemin, parametres }: Ressource, more: Readonly<Record<string, string>> = {}): string {
  const needed = parametres.filter(
    ({ obligatoire, nom }) => obligatoire || (chemin === "valeurs" && nom === "indicateur"),
  );
  const params = new URLSearchParams({
    ...Object.fromEntries(needed.map(({ nom, exemple }) => [nom, exemple])),
    ...more,
  });
  return `/api/v1/${chemin}?${params}`;
}

describe("the description", () => {
  test("is OpenAPI 3.1, served to everybody, and describes every resource once", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document.servers).toEqual([{ url: "http://127.0.0.1:3000" }]);
    expect(Object.keys(document.paths)).toEqual(
      Object.values(RESSOURCES).map(({ chemin }) => `/api/v1/${chemin}`),
    );
    const ids = Object.values(document.paths).map(({ get }) => get.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("resolves each of its references, and gives every parameter a sentence and a good example", () => {
    const text = JSON.stringify(document);
    for (const [, path = ""] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = path
        .split("/")
        .reduce((at: unknown, key) => (at as Record<string, unknown>)?.[key], document);
      expect(target, path).toBeTypeOf("object");
    }
    for (const { get } of Object.values(document.paths)) {
      expect(new Set(get.parameters.map(({ name }) => name)).size).toBe(get.parameters.length);
      for (const { name, in: place, description, schema, example } of get.parameters) {
        expect([place, description.endsWith(".") || description.endsWith(")")], name).toEqual([
          "query",
          true,
        ]);
        if (example !== undefined && schema.pattern)
          expect(example, name).toMatch(new RegExp(schema.pattern));
        if (example !== undefined && schema.enum) expect(schema.enum, name).toContain(example);
      }
    }
  });

  test("says the statuses of problems, each with its shape", () => {
    for (const { get } of Object.values(document.paths))
      expect(Object.keys(get.responses)).toEqual(["200", "304", "400", "401", "403", "429"]);
  });
});

describe.each(
  Object.values(RESSOURCES).map((ressource) => [ressource.chemin, ressource as Ressource] as const),
)("the resource %s", (chemin, ressource) => {
  test("answers what the description says, row by row", async () => {
    const schema =
      document.paths[`/api/v1/${chemin}`]?.get.responses["200"]?.content?.["application/json"]?.schema;
    for (const limite of ["5000", "1"]) {
      const body = JSON.parse((await ssa.get(demande(ressource, { limite }))).body);
      expect(body.donnees.length).toBeGreaterThan(0);
      expect(faults(schema ?? {}, body).slice(0, 5)).toEqual([]);
      for (const row of body.donnees.slice(0, 20))
        expect(Object.keys(row)).toEqual(ressource.colonnes.map(({ nom }) => nom));
    }
  });

  test("honours every parameter that it declares", async () => {
    const { donnees } = JSON.parse((await ssa.get(demande(ressource, { limite: "5000" }))).body);
    const tried = ressource.parametres.filter(({ obligatoire }) => !obligatoire);
    for (const { nom, forme } of tried) {
      const column = { depuis: "modifie_le" in donnees[0] ? "modifie_le" : "enregistre_le" }[nom] ?? nom;
      // Not every filter is a column: the others are tried on what they keep out.
      const sample = donnees.findLast((row: Record<string, unknown>) => row[column] != null)?.[column];
      if (sample === undefined) continue;
      const kept = JSON.parse(
        (await ssa.get(demande(ressource, { [nom]: String(sample), limite: "5000" }))).body,
      ).donnees;
      const expected = donnees.filter((row: Record<string, unknown>) =>
        forme.genre === "instant" ? String(row[column]) >= String(sample) : row[column] === sample,
      );
      expect(kept.length, nom).toBeGreaterThan(0);
      expect(kept, nom).toEqual(expected);
    }
    const csv = await ssa.get(demande(ressource, { format: "csv", limite: "1" }));
    expect(csv.body.split("\r\n")).toHaveLength(3);
    expect(PAGINATION.map(({ nom }) => nom)).toEqual(["limite", "apres", "format"]);
  });

  test("gives each key once, in one order", async () => {
    const { donnees } = JSON.parse((await ssa.get(demande(ressource, { limite: "5000" }))).body);
    const keys = donnees.map((row: Record<string, unknown>) =>
      JSON.stringify(ressource.cle.map((nom) => row[nom])),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("a filter that is no column of the answer", () => {
  test("keeps the values of structures of that type, sector, académie and département", async () => {
    const { donnees: all } = JSON.parse((await ssa.get("/api/v1/structures?limite=5000")).body);
    const byUai = new Map<string, Record<string, string>>(
      all.map((row: Record<string, string>) => [row.uai, row]),
    );
    const { donnees } = JSON.parse((await ssa.get("/api/v1/valeurs?indicateur=ips&limite=5000")).body);
    for (const nom of ["type", "secteur", "academie", "departement"]) {
      const wanted = byUai.get(donnees[0].uai)?.[nom] ?? "";
      const path = `/api/v1/valeurs?indicateur=ips&limite=5000&${nom}=${wanted}`;
      expect(JSON.parse((await ssa.get(path)).body).donnees, nom).toEqual(
        donnees.filter(({ uai }: { uai: string }) => byUai.get(uai)?.[nom] === wanted),
      );
    }
  });

  test("keeps the schemes in force on a day, the first included and the last excluded", async () => {
    const count = async (jour: string) =>
      JSON.parse(
        (await ssa.get(`/api/v1/dispositifs?uai=${LIEUX.college}&en_vigueur_le=${jour}`)).body,
      ).donnees.filter(({ debut }: { debut: string }) => debut === "2001-09-01").length;
    expect(await Promise.all(["2001-08-31", "2001-09-01", "2002-08-31", "2002-09-01"].map(count))).toEqual([
      0, 1, 1, 0,
    ]);
  });

  test("since a day starts at midnight in Paris, the first instant included", async () => {
    await sql`update structure set enregistre_le = timestamptz '2031-06-30T22:00:00Z' where uai = ${LIEUX.college}`.execute(
      database.db,
    );
    const uais = async (depuis: string) =>
      JSON.parse((await ssa.get(`/api/v1/structures?depuis=${depuis}`)).body).donnees.map(
        ({ uai }: { uai: string }) => uai,
      );
    expect(await uais("2031-07-01")).toEqual([LIEUX.college]);
    expect(await uais("2031-06-30T22:00:00Z")).toEqual([LIEUX.college]);
    expect(await uais("2031-06-30T22:00:01Z")).toEqual([]);
    expect(await uais("2031-07-02")).toEqual([]);
  });
});
