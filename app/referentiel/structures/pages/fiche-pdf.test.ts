import { afterAll, describe, expect, test } from "vitest";
import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { type Client, createTestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { allTags, readPdf } from "#tests/pdf.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
const ssa = await app.as("ssa");
const head = await app.as("chef_etablissement");
const dgesco = await app.as("dgesco");
const OWN = `/structures/${LIEUX.college}/fiche.pdf`;

/** The answer with its bytes, which a text would spoil. */
async function fetchPdf(client: Client, path: string) {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const url = new URL(path, app.context.settings.urlPublique);
  const response = await app.fetch(new Request(url, { headers: { cookie } }));
  return { headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function sheet(client: Client, path: string) {
  return readPdf((await fetchPdf(client, path)).bytes);
}

describe("the printed sheet of a structure", () => {
  test("is a PDF/UA shown in place, titled by the structure", async () => {
    const { headers, bytes } = await fetchPdf(ssa, OWN);
    expect(headers.get("Content-Type")).toBe("application/pdf");
    expect(headers.get("Content-Disposition")).toBe(`inline; filename="structure-${LIEUX.college}.pdf"`);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(await readPdf(bytes)).toMatchObject({
      uaPart: "1",
      lang: "fr-FR",
      title: (await ssa.get(`/structures/${LIEUX.college}`)).h1,
      author: "Ancrage",
    });
  });

  test("shows what the page shows: identity, value, references, years, origin", async () => {
    const { pages, tags } = await sheet(ssa, OWN);
    const text = pages.join(" ");
    const { rows } = await database.pool.query(
      `select v.valeur, v.annee, v.ligne, f.nom as fichier, r.n, r.moyenne, r.deciles[5] as mediane, s.commune_nom
       from valeur_indicateur v join structure s using (uai) join import_fichier f on f.id = v.fichier_id
       join reference_indicateur r on r.indicateur_code = v.indicateur_code and r.annee = v.annee
         and r.type = s.type and r.secteur = s.secteur and r.niveau = 'departement' and r.territoire = s.departement_code
       where v.uai = $1 and v.indicateur_code = 'effectif_college' and v.remplace_le is null
       order by v.annee desc limit 1`,
      [LIEUX.college],
    );
    const { valeur, annee, ligne, fichier, n, moyenne, mediane, commune_nom } = rows[0];
    for (const said of [
      commune_nom,
      "Effectif total",
      `${formatNombre(valeur)} élèves ${formatAnneeScolaire(annee)}`,
      `Département ${formatNombre(moyenne, 1)} ${formatNombre(mediane, 1)} ${n}`,
      "Avant la rupture de série de 2022",
      `${fichier}, `,
      `${formatAnneeScolaire(annee)} : ligne ${formatNombre(ligne)}`,
      "Extrait le 22 novembre 2026.",
      "(Licence Ouverte 2.0)",
    ]) {
      expect(text).toContain(said.replace(/\s+/g, " "));
    }
    const all = allTags(tags);
    expect(all.filter(({ role }) => role === "TH").length).toBeGreaterThan(10);
    const figures = all.filter(({ role }) => role === "Figure");
    expect(figures.length).toBeGreaterThan(4);
    for (const { alt } of figures) expect(alt).toMatch(/^Répartition \d{4}-\d{4}, académie\. \d+ structures/);
  });

  test("follows the year and the territory of the page, which leads to it", async () => {
    const page = await ssa.get(`/structures/${LIEUX.college}?annee=2023&territoire=departement`);
    const link = /href="([^"]+fiche\.pdf[^"]*)"[^>]*data-reload/
      .exec(page.body)?.[1]
      ?.replaceAll("&amp;", "&");
    expect(link).toBe(`${OWN}?annee=2023&territoire=departement`);
    const { rows } = await database.pool.query(
      `select valeur from valeur_indicateur
       where uai = $1 and indicateur_code = 'effectif_college' and annee = 2023 and remplace_le is null`,
      [LIEUX.college],
    );
    const text = (await sheet(ssa, link ?? "")).pages.join(" ");
    expect(text).toContain(`${formatNombre(rows[0].valeur)} élèves 2023-2024`.replace(/\s+/g, " "));
    expect(text).toContain("Répartition 2023-2024, département");
  });

  test("gives the same bytes for the same data and the same day", async () => {
    const [first, second] = [await fetchPdf(ssa, OWN), await fetchPdf(ssa, OWN)];
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true);
  });

  test("says that a value is not published, and never zero", async () => {
    const { rows } = await database.pool.query(
      "select uai from valeur_indicateur where statut = 'manquant' and annee = 2025 and indicateur_code = 'ips' limit 1",
    );
    const { tags } = await sheet(ssa, `/structures/${rows[0].uai}/fiche.pdf`);
    const read = allTags(tags);
    const place = read.findIndex(({ role, text }) => role === "H2" && text.startsWith("Indice de position"));
    expect(read.slice(place + 1).find(({ role }) => role === "P")?.text).toBe("Non publiée");
  });

  test("does not exist out of scope, nor for whoever may not read values", async () => {
    expect((await head.get(OWN)).status).toBe(200);
    expect((await head.get(`/structures/${LIEUX.ecole}/fiche.pdf`)).status).toBe(404);
    expect((await ssa.get("/structures/9619999Z/fiche.pdf")).status).toBe(404);
    expect((await dgesco.get(OWN)).status).toBe(403);
    expect((await dgesco.get(`/structures/${LIEUX.college}`)).body).not.toContain("fiche.pdf");
    expect((await app.anonymous().get(OWN)).status).toBe(303);
  });
});
