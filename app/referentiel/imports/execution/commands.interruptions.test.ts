import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { Refusal } from "#app/platform/refusal.ts";
import { adresse, checksumReferentiel, csv, deposer, ips, uaiOf } from "#tests/imports.ts";
import { prepareImports } from "#tests/imports-banc.ts";
import { getImport } from "../queries.server.ts";
import { appliquerImport } from "./commands.server.ts";

const A = uaiOf("072", 1);
const B = uaiOf("072", 2);
const C = uaiOf("072", 3);

const { database, context, rowsOf, structures } = await prepareImports();

describe("an interrupted import", () => {
  test("stopped in the middle leaves nothing, and goes in whole afterwards", async () => {
    const contenus = { "a.csv": csv([adresse(A)]), "i.csv": csv([ips(A), ips(B)]) };
    const id = await deposer(context, contenus);
    const sums = await checksumReferentiel(context);
    for (const step of ["Lecture de i.csv", "Comparaison", "Calcul des références", "Enregistrement"]) {
      const stop = async (_milliemes: number, etape: string) => {
        if (etape.startsWith(step)) throw new Refusal("annulee", "Travail annulé.");
      };
      await expect(appliquerImport(context, id, stop)).rejects.toThrow("Travail annulé.");
      expect(await checksumReferentiel(context)).toEqual(sums);
      expect(await getImport(context.db, id)).toMatchObject({ etat: "depose", version: 1 });
    }
    await appliquerImport(context, id, async () => {});
    expect((await getImport(context.db, id)).etat).toBe("applique");
    expect(await structures()).toHaveLength(2);
  });

  test("of a file that vanished fails and leaves nothing", async () => {
    const id = await deposer(context, { "a.csv": csv([adresse(A)]) });
    await database.pool.query("update import_fichier set emplacement = '/nulle/part'");
    await expect(appliquerImport(context, id, async () => {})).rejects.toThrow(/ENOENT/);
    expect((await getImport(context.db, id)).etat).toBe("depose");
  });
});

describe("two imports at once", () => {
  test("take their turn, and both are right", async () => {
    const ids = await Promise.all([
      deposer(context, { "i.csv": csv([ips(A, { ips: "90" }), ips(B)]) }),
      deposer(context, { "i.csv": csv([ips(A, { ips: "91" }), ips(C)]) }),
      deposer(context, { "a.csv": csv([adresse(A), adresse(B)]) }),
    ]);
    await Promise.all(ids.map((id) => appliquerImport(context, id, async () => {})));
    expect((await structures()).map((row) => [row.uai, row.source_identite])).toEqual([
      [A, "adresse"],
      [B, "adresse"],
      [C, "statistique"],
    ]);
    const own = await rowsOf(sql<{ n: number; courantes: number; moyenne: number }>`
      select count(*)::int as n, (count(*) filter (where remplace_le is null))::int as courantes
      from valeur_indicateur where uai = ${A} and indicateur_code = 'ips'`);
    expect(own).toEqual([{ n: 2, courantes: 1 }]);
    expect(
      await rowsOf(sql`select (r.moyenne = (select avg(valeur) from valeur_indicateur
          where indicateur_code = 'ips' and remplace_le is null)) as juste, r.n from reference_indicateur r
        where indicateur_code = 'ips' and niveau = 'nation' and secteur = 'tous'`),
    ).toEqual([{ juste: true, n: 3 }]);
  });

  test("of the same deposit apply it once", async () => {
    const id = await deposer(context, { "i.csv": csv([ips(A)]) });
    await Promise.all([1, 2, 3].map(() => appliquerImport(context, id, async () => {})));
    expect(await getImport(context.db, id)).toMatchObject({ etat: "applique", version: 2 });
    expect(await rowsOf(sql`select from audit_event where evenement = 'import.appliquer'`)).toHaveLength(1);
  });
});
