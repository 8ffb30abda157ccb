import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DATASETS } from "#app/referentiel/imports/datasets/catalogue.ts";
import { JEUX_DU_PORTAIL } from "#app/referentiel/imports/datasets/portail.ts";
import { createTestDatabase } from "#tests/database.ts";
import { uaiOf } from "#tests/imports.ts";
import { type JeuSimule, type PortailLocal, startPortail } from "#tests/portail.ts";
import { findAcademie, findDepartement, whereOf } from "./perimetre.ts";
import { readPortail } from "./portail.ts";
import { type Choix, telechargerJeux } from "./telechargement.ts";
import { DEPARTEMENTS_PAR_ACADEMIE } from "./territoires.ts";

const ID = "fr-en-ips-colleges-ap2023";
const IPS: JeuSimule = {
  id: ID,
  titre: "Indices de position sociale dans les collèges",
  champs: [
    { name: "rentree_scolaire", label: "Année scolaire", type: "text" },
    { name: "code_academie", label: "Code académie", type: "text" },
    { name: "code_du_departement", label: "Code département", type: "text" },
    { name: "uai", label: "UAI", type: "text" },
    { name: "nom_de_l_etablissement", label: "Nom de l'établissement", type: "text" },
    { name: "ips", label: "IPS", type: "double" },
  ],
  lignes: [
    ["17", "72", uaiOf("072", 1)],
    ["17", "044", uaiOf("044", 1)],
    ["9", "59", uaiOf("059", 1)],
  ].map(([academie = "", departement = "", uai = ""]) => ({
    rentree_scolaire: "2025-2026",
    code_academie: academie,
    code_du_departement: departement,
    uai,
    nom_de_l_etablissement: 'Collège « Le "Grand" ; Pré »\nannexe',
    ips: "101.5",
  })),
  // Late in the evening in universal time: already the next day in Paris.
  donneesLe: "2026-09-29T22:30:00+00:00",
};
const TOUT: Choix = { perimetre: undefined, format: undefined, libelles: false };

let dossier: string;
let portail: PortailLocal;
beforeEach(async () => {
  dossier = await mkdtemp(join(tmpdir(), "ancrage-telecharger-"));
  portail = await startPortail(IPS);
});
afterEach(async () => {
  await portail.close();
  await rm(dossier, { recursive: true, force: true });
});

function telecharger(ids: readonly string[], choix: Partial<Choix> = {}) {
  const origin = portail.origin;
  const transport = {
    origin,
    host: new URL(origin).host,
    now: () => new Date("2026-11-22T08:00:00Z"),
    idleMs: 5_000,
  };
  const jeux = JEUX_DU_PORTAIL.filter(({ id }) => ids.includes(id));
  expect(jeux).toHaveLength(ids.length);
  return telechargerJeux({ transport, dossier, wait: async () => {} }, jeux, { ...TOUT, ...choix });
}

const read = (name: string) => readFile(join(dossier, name), "utf8");
const exportsAsked = () => portail.recues.filter(({ chemin }) => chemin.includes("/exports/"));

describe("a dataset of the portal", () => {
  const nom = `${ID}_2026-09-30.csv`;

  test("arrives under the date of its data, with its origin beside it", async () => {
    const [resultat] = await telecharger([ID]);
    expect(resultat).toMatchObject({ etat: "telecharge", fichier: join(dossier, nom), avertissements: [] });
    expect((await readdir(dossier)).sort()).toEqual([nom, `${nom}.source.json`]);
    const text = await read(nom);
    expect(text.startsWith("rentree_scolaire;code_academie;")).toBe(true);
    expect(JSON.parse(await read(`${nom}.source.json`))).toEqual({
      jeu: "ips_colleges",
      id: ID,
      titre: "Indices de position sociale dans les collèges",
      page: `${portail.origin}/explore/dataset/${ID}/`,
      url: `${portail.origin}/api/explore/v2.1/catalog/datasets/${ID}/exports/csv?lang=fr&timezone=Europe%2FParis&use_labels=false&delimiter=%3B`,
      perimetre: null,
      donnees_le: "2026-09-29T22:30:00+00:00",
      modifie_le: "2026-09-29T22:30:00+00:00",
      lignes: 3,
      lignes_annoncees: 3,
      licence: "Licence Ouverte v2.0 (Etalab)",
      licence_url: "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
      attribution: `Source : Ministère de l'Éducation nationale (DEPP), ${new URL(portail.origin).host}, « Indices de position sociale dans les collèges », Licence Ouverte v2.0 (Etalab), données du 30 septembre 2026.`,
      taille: Buffer.byteLength(text),
      sha256: createHash("sha256").update(text).digest("hex"),
      telecharge_le: "2026-11-22T08:00:00.000Z",
    });
  });

  test("comes with its headers in plain French, or in JSON, when that is asked for", async () => {
    const [csv] = await telecharger([ID], { libelles: true });
    expect(csv).toMatchObject({ etat: "telecharge", source: { lignes: 3 } });
    expect(await read(`${ID}_libelles_2026-09-30.csv`)).toMatch(/^\uFEFFAnnée scolaire;Code académie;/);
    const [json] = await telecharger([ID], { format: "json" });
    expect(json).toMatchObject({ etat: "telecharge", source: { lignes: 3 } });
    expect(JSON.parse(await read(`${ID}_2026-09-30.json`))).toEqual(IPS.lignes);
  });

  test("is not brought again while its data did not change, unless the file here was altered", async () => {
    await telecharger([ID]);
    expect(await telecharger([ID])).toMatchObject([{ etat: "inchange", fichier: join(dossier, nom) }]);
    expect(exportsAsked()).toHaveLength(1);

    await writeFile(join(dossier, nom), (await read(nom)).replace("101.5", "199.5"));
    expect(await telecharger([ID])).toMatchObject([{ etat: "telecharge" }]);
    expect(await read(nom)).not.toContain("199.5");

    portail.publier({ ...IPS, donneesLe: "2026-11-20T10:00:00+00:00" });
    expect(await telecharger([ID])).toMatchObject([{ etat: "telecharge" }]);
    expect((await readdir(dossier)).filter((name) => name.endsWith(".csv"))).toEqual([
      nom,
      `${ID}_2026-11-20.csv`,
    ]);
  });

  test("that the portal does not know is told, and the others arrive", async () => {
    const resultats = await telecharger([ID, "fr-en-annuaire-education"]);
    expect(resultats).toMatchObject([
      {
        id: "fr-en-annuaire-education",
        etat: "echec",
        motif: expect.stringMatching(/ne connaît pas, ou plus, le jeu fr-en-annuaire-education/),
      },
      { id: ID, etat: "telecharge" },
    ]);
  });

  test("whose lines are not those that the catalogue announces is kept with a warning", async () => {
    portail.publier({ ...IPS, annoncees: 21_061 });
    const [resultat] = await telecharger([ID]);
    expect(resultat?.etat).toBe("telecharge");
    expect(resultat?.avertissements).toEqual([
      expect.stringMatching(/^le fichier a 3 lignes et le catalogue en annonce 21\u202f061/),
    ]);
  });

  test("without any line, while some are announced, is a failure that leaves nothing", async () => {
    portail.publier({ ...IPS, lignes: [], annoncees: 3 });
    expect(await telecharger([ID])).toMatchObject([
      { etat: "echec", motif: expect.stringMatching(/aucune ligne/) },
    ]);
    expect(await readdir(dossier)).toEqual([]);
  });

  test("without a date is named by the day of the download, and always brought again", async () => {
    portail.publier({ ...IPS, donneesLe: null });
    for (let time = 0; time < 2; time++)
      expect(await telecharger([ID])).toMatchObject([
        { etat: "telecharge", fichier: join(dossier, `${ID}_2026-11-22.csv`) },
      ]);
  });
});

describe("a territory", () => {
  test("keeps its own lines, however the portal writes its code", async () => {
    const [lille] = await telecharger([ID], { perimetre: findAcademie("9") });
    expect(lille).toMatchObject({
      etat: "telecharge",
      fichier: join(dossier, `${ID}_academie-09_2026-09-30.csv`),
      source: { lignes: 1, lignes_annoncees: 1, perimetre: "academie 09" },
      avertissements: [],
    });
    const [loireAtlantique] = await telecharger([ID], { perimetre: findDepartement("44") });
    expect(loireAtlantique?.source).toMatchObject({ lignes: 1, perimetre: "departement 44" });
    expect(await read(`${ID}_departement-44_2026-09-30.csv`)).toContain(uaiOf("044", 1));
  });

  test("is found by its départements where the file has no code of académie", async () => {
    const champs = IPS.champs.filter(({ name }) => name !== "code_academie");
    portail.publier({ ...IPS, champs });
    const [nantes] = await telecharger([ID], { perimetre: findAcademie("17") });
    expect(nantes?.source?.lignes).toBe(2);
  });

  test("that a dataset cannot tell brings it whole, and says so", async () => {
    const champs = IPS.champs.filter(({ name }) => !name.startsWith("code_"));
    portail.publier({ ...IPS, champs });
    const [resultat] = await telecharger([ID], { perimetre: findAcademie("17") });
    expect(resultat).toMatchObject({
      fichier: join(dossier, `${ID}_2026-09-30.csv`),
      source: { lignes: 3, perimetre: null },
      avertissements: [expect.stringMatching(/il vient en entier/)],
    });
  });

  test.each([
    ["2a", "text", 'dep="2A" or dep="02A"'],
    ["1", "text", 'dep="01" or dep="001" or dep="1"'],
    ["974", "text", 'dep="974"'],
    ["059", "int", "dep=59"],
    ["2A", "int", undefined],
  ])("of code %s in a column of type %s is asked for by %s", (code, type, clause) => {
    const perimetre = findDepartement(code);
    expect(perimetre && whereOf(perimetre, [{ name: "dep", type }])).toBe(clause);
  });

  test.each(["", "00", "99", "177", "Nantes", "constructor"])("of code « %s » does not exist", (code) => {
    expect([findAcademie(code), findDepartement(code)]).toEqual([undefined, undefined]);
  });

  test("has the départements of the référentiel", async () => {
    const database = await createTestDatabase();
    const { rows } = await database.pool.query<{ academie: string; departements: string[] }>(
      `select a.code as academie, array_agg(d.code order by d.code) as departements from academie a
        join departement d on d.academie_code = a.code where a.nation = 'france' group by a.code`,
    );
    await database.drop();
    const known = Object.fromEntries(rows.map(({ academie, departements }) => [academie, departements]));
    expect(DEPARTEMENTS_PAR_ACADEMIE).toEqual(known);
  });
});

test("the catalogue names each dataset of the portal once", () => {
  const ids = JEUX_DU_PORTAIL.map(({ id }) => id);
  expect(ids).toHaveLength(21);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^fr-en-[a-z0-9_-]+$/.test(id))).toEqual([]);
});

test("what is brought is what the import knows how to read", () => {
  const known = new Set(DATASETS.map(({ code }) => code));
  expect(JEUX_DU_PORTAIL.filter(({ jeu }) => !known.has(jeu))).toEqual([]);
});

test.each([
  [undefined, "https://data.education.gouv.fr"],
  ["", "https://data.education.gouv.fr"],
  ["https://data.exemple.fr", "https://data.exemple.fr"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ["http://[::1]:8080", "http://[::1]:8080"],
  ["http://data.education.gouv.fr", undefined],
  ["http://127.0.0.1.exemple.fr", undefined],
  ["https://data.exemple.fr/chemin", undefined],
  ["https://compte:secret@data.exemple.fr", undefined],
  ["ftp://data.exemple.fr", undefined],
  ["data.exemple.fr", undefined],
])("ANCRAGE_PORTAIL=%s gives %s", (text, origin) => {
  if (origin) expect(readPortail(text).origin).toBe(origin);
  else expect(() => readPortail(text)).toThrow(/^La variable ANCRAGE_PORTAIL vaut/);
});
