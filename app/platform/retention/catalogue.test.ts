import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "#tests/database.ts";
import { listTables } from "./catalogue.server.ts";
import { isHorloge } from "./clocks.server.ts";
import { listTermes } from "./purge.server.ts";
import { formatDuree, readMarque, readMarqueTable } from "./tags.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());
const tables = await listTables(database.db);
const colonnes = tables.flatMap((table) => table.colonnes.map((colonne) => ({ table, ...colonne })));
const nameOf = ({ table, nom }: { table: { nom: string }; nom: string }) => `${table.nom}.${nom}`;

/** Each failure names the table or the column: the tag goes at the end of its comment, in the migration that made it. */
describe("every table says what it holds of persons", () => {
  test("at the end of its comment", () => {
    expect(tables.filter(({ personnelles }) => personnelles === undefined).map(({ nom }) => nom)).toEqual([]);
  });

  test("« aucune » only when no column points at a person nor carries a term", () => {
    const wrong = colonnes.filter(
      ({ table, designe, conservation }) => table.personnelles === false && (designe || conservation),
    );
    expect(wrong.map(nameOf)).toEqual([]);
  });

  test("and where it holds some, each column is tagged, or cannot tell of anybody by its nature", () => {
    const untold = colonnes.filter(
      ({ table, designe, conservation, nonPersonnelle, sansRisque }) =>
        table.personnelles && !(designe || conservation || nonPersonnelle || sansRisque),
    );
    expect(untold.map(nameOf), "[personnelle : … ; P1Y après … ; effacer] or [non personnelle]").toEqual([]);
  });

  test("in tags that read", () => {
    const unread = colonnes.filter(({ texte }) => /\[(non )?personn/u.test(texte));
    expect(unread.map(nameOf)).toEqual([]);
  });

  test("with clocks that exist", () => {
    const unknown = colonnes.filter(
      ({ table, conservation }) => conservation && !isHorloge(table, conservation.horloge),
    );
    expect(unknown.map(nameOf)).toEqual([]);
  });

  test("with one term at most for whole rows", async () => {
    const whole = (await listTermes(database.db)).filter(({ colonnes: own }) => own.length === 0);
    const names = whole.map(({ table }) => table.nom);
    expect(names).toEqual([...new Set(names)]);
  });

  test("and the gate bites: a new table is refused until it has said, and its columns too", async () => {
    await database.pool.query(`create table essai (id uuid primary key, agent_id uuid constraint essai_agent references agent (id), mot text);
      comment on table essai is 'Essai.'; comment on column essai.mot is 'Mot.'`);
    const essai = async () => (await listTables(database.db)).find(({ nom }) => nom === "essai");
    const mot = async () => (await essai())?.colonnes.find(({ nom }) => nom === "mot");
    expect(await essai()).toMatchObject({ personnelles: undefined });
    expect(await mot()).toMatchObject({ sansRisque: false, conservation: undefined, nonPersonnelle: false });
    await database.pool.query("drop table essai");
  });
});

describe("a tag", () => {
  test.each([
    [
      "Motif. [personnelle : aider ; P1Y après cree_le ; effacer]",
      "Motif.",
      ["P1Y", "cree_le", "effacer", null],
    ],
    [
      "Nom. [personnelle : savoir qui ; agit ; P6M après fin_de_fonction ; remplacer par « retirée »]",
      "Nom.",
      ["P6M", "fin_de_fonction", "remplacer", "retirée"],
    ],
    ["Sans rien.", "Sans rien.", undefined],
    ["Faux. [personnelle : x ; 1 an après cree_le ; effacer]", undefined, undefined],
  ])("« %s » is read", (commentaire, texte, attendu) => {
    const marque = readMarque(commentaire);
    const { conservation } = marque;
    expect(marque.texte).toBe(texte ?? commentaire);
    expect(
      conservation && [conservation.duree, conservation.horloge, conservation.action, conservation.valeur],
    ).toEqual(attendu);
  });

  test("may say that a text tells of nobody, or that a key is somebody", () => {
    expect(readMarque("Code. [non personnelle]")).toMatchObject({ texte: "Code.", nonPersonnelle: true });
    expect(readMarque("Auteur. [personne]")).toMatchObject({ texte: "Auteur.", personne: true });
    expect(readMarqueTable("Table. [données personnelles : aucune]")).toEqual({
      texte: "Table.",
      personnelles: false,
    });
  });

  test("gives its term in French", () => {
    expect(["P1Y", "P2Y", "P1M", "P6M", "P1D", "P30D"].map(formatDuree)).toEqual(
      ["1 an", "2 ans", "1 mois", "6 mois", "1 jour", "30 jours"].map((text) => text.replace(" ", "\u00a0")),
    );
  });
});
