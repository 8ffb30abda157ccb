import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp } from "#tests/app.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { deciderStructures, insererListe, type Publication } from "#tests/listes.ts";
import { allTags, readPdf } from "#tests/pdf.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());
let publication: Publication;
let base: string;
let ailleurs: string;

beforeAll(async () => {
  const { campagne, calcul } = await calculerDemonstration(database, app.context);
  base = `/ciblage/${campagne}/note`;
  const { rows } = await database.pool.query<{ uai: string; nom: string }>(
    `select uai, nom from calcul_structure join structure using (uai)
     where calcul_id = $1 and departement_code <> $2 order by uai limit 1`,
    [calcul, LIEUX.departement],
  );
  ailleurs = rows[0]?.nom as string;
  publication = {
    ...{ campagne, calcul },
    decidees: [
      { uai: LIEUX.college, etat: "retenu", motif: "Un besoin." },
      { uai: rows[0]?.uai as string, etat: "retenu", motif: "Un besoin." },
    ],
  };
  await deciderStructures(database, publication);
});

const fetchFile = async (client: Client, path: string) => {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await app.fetch(
    new Request(new URL(path, app.context.settings.urlPublique), { headers: { cookie } }),
  );
  return { headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
};

describe("the document for the bodies", () => {
  test("shows the work before the list, then the list, with both files", async () => {
    const pilote = await app.as("pilote_academique");
    const before = await pilote.get(base);
    expect([before.status, before.h1]).toEqual([200, "Document pour les instances : CLA, rentrée 2027"]);
    expect(before.text).toContain("aucune liste n’est encore publiée");
    await insererListe(database, publication);
    const after = await pilote.get(base);
    expect(after.text).toContain("Liste publiée le 21 novembre 2026, version 1.");
    expect(after.text).toContain(ailleurs);
    expect(after.text).toContain("masqué");
    for (const href of [`${base}.pdf`, `${base}.docx`]) expect(after.body).toContain(`href="${href}"`);
  });

  test("is a tagged PDF with its map told in words", async () => {
    const { bytes } = await fetchFile(await app.as("recteur"), `${base}.pdf`);
    const { tags, uaPart, lang, pages } = await readPdf(bytes);
    expect([uaPart, lang]).toEqual(["1", "fr-FR"]);
    const all = allTags(tags);
    expect(all.find(({ role }) => role === "Figure")?.alt).toContain("2\u00a0structures");
    expect(all.filter(({ role }) => role === "TH").length).toBeGreaterThan(10);
    expect(pages.join(" ")).toContain("Concertations et positions");
  });

  test("is a file for a word processor, given to be kept", async () => {
    const { headers, bytes } = await fetchFile(await app.as("ssa"), `${base}.docx`);
    expect(headers.get("Content-Type")).toContain("wordprocessingml");
    expect(headers.get("Content-Disposition")).toBe('attachment; filename="document-instances.docx"');
    expect(Buffer.from(bytes.subarray(0, 2)).toString()).toBe("PK");
  });

  test("holds for each reader the structures of their scope", async () => {
    const { status, text } = await (await app.as("dasen")).get(base);
    expect(status).toBe(200);
    expect(text).not.toContain(ailleurs);
    expect(text).toContain("1 structure hors de votre périmètre");
  });

  test("is not for a unit, nor for nobody", async () => {
    for (const path of [base, `${base}.pdf`, `${base}.docx`]) {
      expect((await (await app.as("chef_etablissement")).get(path)).status).toBe(403);
      expect((await app.anonymous().get(path)).status).toBe(303);
    }
    const nowhere = "/ciblage/00000000-0000-4000-8000-ffffffffffff/note";
    expect((await (await app.as("ssa")).get(nowhere)).status).toBe(404);
  });
});
