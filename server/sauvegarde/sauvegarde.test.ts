import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorAudit, readAncres } from "#app/platform/audit/anchors.server.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { verifySeal } from "#app/platform/audit/seal.server.ts";
import { printSchema } from "#app/platform/db/catalogue.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { demanderTache } from "#app/platform/jobs/tache.server.ts";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, TEST_NOW, type TestDatabase, testContext } from "#tests/database.ts";
import { createBareDatabase } from "#tests/epreuves/sauvegardes.ts";
import { sealAll } from "#tests/journal-scelle.ts";
import { CLE_ESSAI } from "#tests/key.ts";
import { verifyArchive } from "./controle.ts";
import { restaurer } from "./restauration.ts";
import { sauvegarder } from "./sauvegarde.ts";

/** The drill: a backup made while people write, put back elsewhere, and what the service then is. */
const source = await createTestDatabase("demo");
const restored = await createBareDatabase(true);
const place = await mkdtemp(join(tmpdir(), "ancrage-sauvegarde-"));
const archive = join(place, "sauvegarde.tar.gz");
const context = testContext(source);
const now = new Date(TEST_NOW);
let written = 0;

beforeAll(async () => {
  await writeFile(join(source.folder, "cle"), CLE_ESSAI);
  await mkdir(join(source.folder, "depots/un"), { recursive: true });
  await writeFile(join(source.folder, "depots/un/1"), Buffer.from([0, 255, 10, 13, 92]));
  await writeFile(join(source.folder, "depots/un/vide"), "");
  await source.pool.query("update import_fichier set emplacement = $1 || '/depots/un/1' where rang = 1", [
    source.folder,
  ]);
  await createTestApp(source).as("ssa");
  await inTransaction(source.db, async (tx) => {
    await demanderTache(tx, context, {
      genre: "essai.attendre",
      objetType: "essai",
      objetId: "1",
      demandeePar: null,
      file: "essai",
    });
  });
  await write("scellée");
  await anchorAudit(context);
  await ageTransactions(source);
  await write("en attente");
  await whileWriting(() =>
    sauvegarder(archive, { url: source.url, folder: source.folder, cle: undefined, now }),
  );
  await restaurer(archive, await verifyArchive(archive), { url: restored.url, folder: restored.folder, now });
}, 60_000);

afterAll(async () => {
  await source.drop();
  await restored.drop();
  await rm(place, { recursive: true, force: true });
});

const write = (objetId: string) =>
  inTransaction(source.db, (tx) =>
    recordAudit(tx, context, {
      evenement: "essai.ecrire",
      objetType: "essai",
      objetId,
      agentId: null,
      apres: { objetId },
    }),
  );

/** The journal of a server that has counted far more transactions than the one where it will be restored. */
async function ageTransactions({ pool }: TestDatabase): Promise<void> {
  await pool.query(`begin; set local session_replication_role = replica;
    update audit_event set transaction = (transaction::text::bigint + 4000000000)::text::xid8; commit`);
}

async function whileWriting(work: () => Promise<unknown>): Promise<void> {
  let going = true;
  const writers = [1, 2].map(async (writer) => {
    while (going) {
      await write(`pendant ${writer}`);
      await anchorAudit(context);
      written += 1;
    }
  });
  await work();
  going = false;
  await Promise.all(writers);
}

const rows = async <T>({ pool }: TestDatabase, text: string): Promise<T[]> =>
  (await pool.query(text)).rows as T[];

describe("a backup made while people write, restored into an empty place", () => {
  test("was made under writes, none of which it holds by halves", async () => {
    expect(written).toBeGreaterThan(5);
    const halves = await rows(
      restored,
      "select e.id from audit_event e left join audit_valeur v on v.audit_event_id = e.id where e.evenement = 'essai.ecrire' and v.avant is null and v.apres is null",
    );
    expect(halves).toEqual([]);
  });

  test("has the very schema of the source, and the lines that the archive tells", async () => {
    const [before, after] = await Promise.all(
      [source, restored].map(async ({ pool }) => {
        const client = await pool.connect();
        return printSchema(client).finally(() => client.release());
      }),
    );
    expect(after).toBe(before);
    const { fin } = await verifyArchive(archive);
    const [values] = await rows<{ n: number }>(restored, "select count(*)::int as n from valeur_indicateur");
    expect(values?.n).toBe(fin.lignes.valeur_indicateur);
    expect(values?.n).toBeGreaterThan(10_000);
    const sums = "select md5(string_agg(v::text, '|' order by id)) as somme from valeur_indicateur v";
    expect(await rows(restored, sums)).toEqual(await rows(source, sums));
  });

  test("computes again the columns that are computed", async () => {
    const [row] = await rows<{ n: number }>(
      restored,
      "select count(*)::int as n from agent where demonstration and demonstration_installation",
    );
    expect(row?.n).toBeGreaterThan(20);
  });

  test("goes on sealing its journal where the source had stopped, and its immutable lines stay so", async () => {
    const there = testContext(restored);
    const ancres = await readAncres(restored.folder);
    expect(ancres.length).toBeGreaterThan(0);
    expect(await verifySeal(restored.db, ancres)).toMatchObject({ ok: true, ancre: ancres.at(-1)?.numero });
    await inTransaction(restored.db, (tx) =>
      recordAudit(tx, there, {
        evenement: "essai.ecrire",
        objetType: "essai",
        objetId: "après",
        agentId: null,
      }),
    );
    expect(await sealAll(there)).toBeGreaterThan(1);
    expect(await verifySeal(restored.db)).toMatchObject({ ok: true, enAttente: 0 });
    const last = await rows<{ objet_id: string }>(
      restored,
      "select e.objet_id from audit_maillon m join audit_event e on e.id = m.audit_event_id order by m.numero desc limit 1",
    );
    expect(last).toEqual([{ objet_id: "après" }]);
    await expect(restored.pool.query("update audit_event set objet_id = 'x'")).rejects.toMatchObject({
      constraint: "journal_immuable",
    });
  });

  test("tells its restoration in its journal, and numbers what follows after what it has", async () => {
    const told = await rows(
      restored,
      "select evenement from audit_event where evenement = 'installation.restaurer'",
    );
    expect(told).toHaveLength(1);
    const [ids] = await rows<{ unique: boolean }>(
      restored,
      "select nextval(pg_get_serial_sequence('audit_event', 'id')) > max(id) as unique from audit_event",
    );
    expect(ids).toEqual({ unique: true });
  });

  test("takes its waiting jobs up again", async () => {
    const jobs = "select task_identifier, queue_name, max_attempts from graphile_worker.jobs order by id";
    expect(await rows(restored, jobs)).toEqual(await rows(source, jobs));
    expect(await rows(restored, jobs)).toHaveLength(1);
  });

  test("closes the sessions it held, and lets a person of the cast sign in again", async () => {
    expect(await rows(restored, "select 1 from session where fermee_le is null")).toEqual([]);
    const client = createTestApp(restored).anonymous();
    const entry = await client.post("/connexion", { agent: person("ssa").id, suite: "/structures" });
    expect(entry.status).toBe(303);
    expect((await client.get("/structures")).status).toBe(200);
  });

  test("stays the demonstration it was, never a service where real data might come", async () => {
    expect(await rows(restored, "select demonstration from installation")).toEqual([{ demonstration: true }]);
    await expect(
      restored.pool.query("insert into installation values (true, false, now())"),
    ).rejects.toThrow();
  });

  test("has its files byte for byte where the database now says, without the key", async () => {
    expect(await readFile(join(restored.folder, "depots/un/1"))).toEqual(Buffer.from([0, 255, 10, 13, 92]));
    expect((await stat(join(restored.folder, "depots/un/vide"))).size).toBe(0);
    expect((await stat(join(restored.folder, "depots/un/1"))).mode & 0o777).toBe(0o600);
    await expect(stat(join(restored.folder, "cle"))).rejects.toThrow("ENOENT");
    const [moved] = await rows<{ emplacement: string }>(
      restored,
      "select emplacement from import_fichier where rang = 1",
    );
    expect(moved?.emplacement).toBe(join(restored.folder, "depots/un/1"));
  });

  test("is readable by its account alone", async () => {
    expect((await stat(archive)).mode & 0o777).toBe(0o600);
  });
});
