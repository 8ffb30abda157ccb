import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { findActor } from "../sessions/queries.server.ts";
import { abandonnerListe, appliquerListe, deposerListe, executerListe } from "./commands.server.ts";
import { jobs } from "./jobs.server.ts";
import { getListe, readLignes } from "./queries.server.ts";
import { LIGNES_SUR_LE_CHAMP } from "./rules.ts";

let database: TestDatabase;
let context: ReturnType<typeof testContext>;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  context = testContext(database, { newId: randomUUID });
});
afterAll(() => database.drop());

const ENTETE = "Prénom;Nom;Adresse;Fonction;Périmètre;Premier jour;Fin;Acte";
let files = 0;
function write(content: string | Uint8Array): string {
  const path = join(database.folder, `liste-${++files}`);
  writeFileSync(path, content);
  return path;
}
const ligne = (rank: number | string, change = "") =>
  change || `Zoé;N${rank};liste.${rank}@port-amarre.exemple;Membre d'une équipe;${LIEUX.college};;;`;

async function as(fonction: Fonction) {
  const actor = await findActor(context, person(fonction).id);
  if (!actor) throw new Error(fonction);
  return actor;
}

async function deposit(lignes: readonly string[], fonction: Fonction = "chef_etablissement") {
  const actor = await as(fonction);
  const path = write([ENTETE, ...lignes].join("\r\n"));
  const empreinte = Buffer.alloc(32, lignes.join("").length + files);
  const depot = { agentId: actor.agentId, nom: "liste.csv", empreinte, lignes: await readLignes(path) };
  const id = await deposerListe(context, depot);
  return { actor, id, depot, acte: { actor, id, version: 1, message: "" } };
}

const count = async (query: string, ...values: unknown[]) =>
  Number((await database.pool.query(`select count(*) as n ${query}`, values)).rows[0].n);
const people = (like: string) => count("from agent where courriel like $1", like);

describe("reading a file", () => {
  test.each([
    ["UTF-8 with a BOM and semicolons", () => `\uFEFF${ENTETE}\r\nZoé;Écume;a@b.fr;equipe;U;;;`],
    ["UTF-8 with commas", () => `${ENTETE.replaceAll(";", ",")}\nZoé,Écume,a@b.fr,equipe,U,,,`],
    ["code page 1252", () => Buffer.from(`${ENTETE}\r\nZoé;Écume;a@b.fr;equipe;U;;;`, "latin1")],
  ])("in %s keeps the accents", async (_what, content) => {
    const [read] = await readLignes(write(content()));
    expect(read).toMatchObject({ ligne: 2, cellules: { prenom: "Zoé", nom: "Écume", perimetre: "U" } });
  });

  test.each(["xlsx", "ods"] as const)("made from the model in %s gives its rows back", async (format) => {
    async function* rows() {
      yield ["Zoé", "Écume", "a@b.fr", "equipe", "U", { date: "2026-09-01" }, null, null];
    }
    const file = tableFile({ nom: "l", format, columns: ENTETE.split(";"), rows: rows() });
    const [read] = await readLignes(write(Buffer.from(await file.arrayBuffer())));
    expect(read?.cellules).toMatchObject({ prenom: "Zoé", nom: "Écume" });
    expect(read?.cellules.debut).toContain("2026");
  });

  test.each([
    ["without its columns", "Nom;Adresse\r\nA;a@b.fr", "colonnes_absentes"],
    ["without any line", `${ENTETE}\r\n;;;;;;;`, "liste_vide"],
    [
      "too long",
      [ENTETE, ...Array.from({ length: 2001 }, (_, rank) => ligne(rank))].join("\n"),
      "trop_de_lignes",
    ],
    ["that is no table", "", "fichier_vide"],
  ])("%s is refused with a way out", async (_what, content, code) => {
    await expect(readLignes(write(content))).rejects.toMatchObject({ brand: "Refusal", code });
  });
});

describe("a list", () => {
  test("invites everybody at once, keeps the report, and the same file again invites nobody", async () => {
    const { actor, id, acte, depot } = await deposit([ligne("a1"), ligne("a2")]);
    expect(await deposerListe(context, depot)).toBe(id);
    await appliquerListe(context, { ...acte, quoi: "toutes", message: "Bienvenue à bord." });
    expect(await people("liste.a%")).toBe(2);
    expect(
      await count("from courriel where destinataire like 'liste.a%' and texte like '%Bienvenue à bord.%'"),
    ).toBe(2);
    const applied = await getListe(context.db, actor.agentId, id);
    expect([applied.etat, applied.compteRendu?.map(({ suite }) => suite)]).toEqual([
      "appliquee",
      ["nouvelle", "nouvelle"],
    ]);
    await expect(appliquerListe(context, { ...acte, quoi: "toutes" })).rejects.toMatchObject({
      code: "deja_close",
    });
    const again = await deposerListe(context, depot);
    expect(again).not.toBe(id);
    await expect(appliquerListe(context, { ...acte, id: again, quoi: "toutes" })).rejects.toMatchObject({
      code: "rien_a_faire",
    });
    expect(await people("liste.a%")).toBe(2);
  });

  test("with a bad line invites nobody, or the valid lines when the person says so", async () => {
    const bad = `Zoé;Hors;hors@port-amarre.exemple;Chef d'établissement;${LIEUX.ecole};;;`;
    const { actor, id, acte } = await deposit([ligne("b1"), bad]);
    await expect(appliquerListe(context, { ...acte, quoi: "toutes" })).rejects.toMatchObject({
      code: "lignes_refusees",
    });
    expect(await people("liste.b%")).toBe(0);
    await appliquerListe(context, { ...acte, quoi: "valables" });
    expect(await people("liste.b%")).toBe(1);
    expect(await people("hors@%")).toBe(0);
    const { compteRendu } = await getListe(context.db, actor.agentId, id);
    expect(compteRendu?.[1]).toMatchObject({ suite: "refusee", problemes: [{ colonne: "fonction" }] });
  });

  test("gives one person two functions with a single invitation", async () => {
    const second = ligne("c1").replace("Membre d'une équipe", "Secrétariat (saisie par délégation)");
    const { acte } = await deposit([ligne("c1"), second]);
    await appliquerListe(context, { ...acte, quoi: "toutes" });
    expect(await people("liste.c%")).toBe(1);
    expect(await count("from courriel where destinataire like 'liste.c%'")).toBe(1);
    expect(
      await count(
        "from fonction_exercee f join agent a on a.id = f.agent_id where a.courriel like 'liste.c%'",
      ),
    ).toBe(2);
  });

  test("is nobody else's, and is given up without writing anything", async () => {
    const { id, acte } = await deposit([ligne("d1")]);
    const other = await as("pilote_academique");
    await expect(getListe(context.db, other.agentId, id)).rejects.toMatchObject({ status: 404 });
    await expect(abandonnerListe(context, { ...acte, actor: other })).rejects.toMatchObject({ status: 404 });
    await abandonnerListe(context, acte);
    await expect(appliquerListe(context, { ...acte, quoi: "toutes" })).rejects.toMatchObject({
      code: "deja_close",
    });
    expect(await people("liste.d%")).toBe(0);
  });

  test("of 500 lines is a work with its progress, all or nothing, with the rights of that moment", async () => {
    const lines = Array.from({ length: 500 }, (_, rank) => ligne(`e${rank}`));
    const { actor, id, acte } = await deposit(lines, "pilote_academique");
    expect(lines.length).toBeGreaterThan(LIGNES_SUR_LE_CHAMP);
    await appliquerListe(context, { ...acte, quoi: "toutes" });
    expect((await getListe(context.db, actor.agentId, id)).etat).toBe("en_cours");
    await expect(appliquerListe(context, { ...acte, version: 2, quoi: "toutes" })).rejects.toMatchObject({
      code: "en_cours",
    });
    const { rows } = await database.pool.query("select id from tache where objet_id = $1", [id]);
    await expect(
      executerListe(context, id, async (milliemes) => {
        if (milliemes > 500) throw new Error("the process dies");
      }),
    ).rejects.toThrow();
    expect(await people("liste.e%")).toBe(0);
    await jobs["liste.inviter"](context, { tacheId: rows[0].id });
    const applied = await getListe(context.db, actor.agentId, id);
    expect([applied.etat, applied.travail?.etat, applied.travail?.erreur]).toEqual([
      "appliquee",
      "terminee",
      null,
    ]);
    expect(await people("liste.e%")).toBe(500);
    await executerListe(context, id, async () => {});
    expect(await count("from courriel where destinataire like 'liste.e%'")).toBe(500);
  }, 60_000);
});
