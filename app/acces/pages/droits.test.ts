import { afterAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { createTestDatabase } from "#tests/database.ts";
import { THEMES } from "../components/droits-themes.ts";
import { DROITS } from "../droits/rules.ts";
import { FONCTIONS } from "../fonctions/rules.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());

describe("the page of rights", () => {
  test("tells first what one is, on which périmètre, and what one may do, sentence by sentence", async () => {
    const { h1, text } = await (await app.as("chef_etablissement")).get("/droits");
    expect(h1).toBe("Qui peut faire quoi");
    expect(text).toContain(
      "Chef d’établissement Collège des Salicornes (Merlande-la-Haute), depuis le 1er septembre 2024.",
    );
    expect(text).toContain(
      "Inviter des personnes, leur confier une fonction, y mettre fin : dans votre périmètre.",
    );
    expect(text.indexOf("Mes droits")).toBeLessThan(text.indexOf("Tableau des droits"));
    expect(text).toContain("Chef d’établissement (vous)");
  });

  test("holds every line of the table, whatever was added to it, and each theme names what exists", async () => {
    const { text } = await (await app.as("equipe")).get("/droits");
    for (const { libelle, pourquoi } of Object.values(DROITS)) {
      expect(text).toContain(libelle.replaceAll(/\s+/g, " "));
      expect(text).toContain(pourquoi.replaceAll(/\s+/g, " "));
    }
    const objets = new Set(Object.keys(DROITS).map((permission) => permission.split(".")[0] ?? ""));
    const named = THEMES.flatMap((theme) => theme.objets);
    expect([...objets].filter((objet) => !named.includes(objet))).toEqual([]);
  });

  test("narrows to one function", async () => {
    const { text } = await (await app.as("ssa")).get("/droits?fonction=caf");
    const table = text.slice(text.indexOf("Tableau des droits"));
    expect(table).toContain("Lire les pages des territoires et la vue nationale");
    expect(table).not.toContain("Proposer une valeur locale");
    expect((await (await app.as("ssa")).get("/droits?fonction=toString")).status).toBe(200);
  });

  test("leaves as a file, one line an action and a function, with room for corrections", async () => {
    const { body } = await (await app.as("equipe")).get("/droits/export?format=csv");
    const [head, ...lines] = body.trimEnd().split("\r\n");
    expect(head).toContain("Thème;Action;Pourquoi;Fonction;Étendue;Par délégation;À corriger");
    const expected = Object.values(DROITS).reduce(
      (sum, { fonctions }) => sum + Object.keys(fonctions).length,
      0,
    );
    expect(lines.length).toBeGreaterThanOrEqual(expected);
    expect(body).toContain(`;${FONCTIONS.caf};Partout;`);
  });
});

describe("a refused page", () => {
  test("says which right is missing, who has it, what one is, and how to ask", async () => {
    const { status, text, body } = await (await app.as("equipe")).get("/imports");
    expect(status).toBe(403);
    expect(text).toContain("« Lire les dépôts de fichiers et leurs comptes rendus »");
    expect(text).toContain(
      "Qui tient ce droit Administrateur du service Service statistique académique Pilote académique",
    );
    expect(text).toContain("Ce que vous êtes ici : Membre d’une équipe.");
    expect(body).toContain('href="/demande-acces"');
  });

  test("says so to a person without any function", async () => {
    await database.pool.query("update fonction_exercee set fin = '2026-11-22' where fonction = 'daf'");
    const { status, text } = await (await app.as("daf")).get("/structures");
    expect([status, text.includes("Aucune fonction ne vous est confiée ici pour le moment.")]).toEqual([
      403,
      true,
    ]);
  });
});
