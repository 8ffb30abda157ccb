import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, TEST_NOW } from "#tests/database.ts";
import { createBareDatabase, rewriteArchive } from "#tests/epreuves/sauvegardes.ts";
import { CLE_ESSAI } from "#tests/key.ts";
import { refusalOf } from "#tests/postgres.ts";
import { refuseOtherKey, refuseOtherVersion, refuseTakenFolder, verifyArchive } from "./controle.ts";
import { restaurer } from "./restauration.ts";
import { sauvegarder } from "./sauvegarde.ts";

const source = await createTestDatabase();
const empty = await createBareDatabase(false);
const place = await mkdtemp(join(tmpdir(), "ancrage-refus-"));
const whole = join(place, "entiere.tar.gz");
const now = new Date(TEST_NOW);
const how = { url: source.url, folder: source.folder, cle: CLE_ESSAI, now };

beforeAll(async () => {
  await mkdir(join(source.folder, "depots"));
  await writeFile(join(source.folder, "depots/piece"), "contenu");
  await sauvegarder(whole, how);
});
afterAll(async () => {
  await source.drop();
  await empty.drop();
  await rm(place, { recursive: true, force: true });
});

/** The archive with one text told otherwise, its last part rewritten to agree unless told not to. */
async function tampered(
  name: string,
  change: (text: string) => string | undefined,
  agree = true,
): Promise<string> {
  const path = join(
    place,
    `${createHash("sha256")
      .update(name + change + agree)
      .digest("hex")
      .slice(0, 12)}.tar.gz`,
  );
  const hashes: Record<string, string> = {};
  await rewriteArchive(whole, path, (part, text) => {
    if (part === "fin.json" && agree) {
      const fin = JSON.parse(text) as { parties: Record<string, string> };
      return JSON.stringify({ ...fin, parties: { ...fin.parties, ...hashes } });
    }
    const told = part === name ? change(text) : text;
    if (told !== undefined && part === name) hashes[part] = createHash("sha256").update(told).digest("hex");
    return told;
  });
  return path;
}

const debutWith = (change: Record<string, unknown>) => (text: string) =>
  JSON.stringify({ ...(JSON.parse(text) as object), ...change });

describe("a damaged archive is refused before anything is written, its fault named", () => {
  test.each([
    [
      "a table with a changed line",
      "tables/academie/00001",
      (text: string) => text.replace("a", "b"),
      "tables/academie/00001",
    ],
    ["a file with a changed byte", "fichiers/depots/piece", () => "contenX", "fichiers/depots/piece"],
    ["a missing file", "fichiers/depots/piece", () => undefined, "fichiers/depots/piece"],
    ["no end", "fin.json", () => undefined, "fin.json"],
    ["a beginning that is no JSON", "debut.json", () => "{", "debut.json"],
  ])("%s", async (_what, name, change, fault) => {
    expect(await refusalOf(verifyArchive(await tampered(name, change, false)))).toContain(
      `est abîmée (${fault})`,
    );
  });

  test("a file cut short, wherever it is cut", async () => {
    const bytes = await readFile(whole);
    for (const share of [0.02, 0.5, 0.98]) {
      const path = join(place, `coupee-${share}.tar.gz`);
      await writeFile(path, bytes);
      await truncate(path, Math.floor(bytes.length * share));
      expect(await refusalOf(verifyArchive(path)), String(share)).toMatch(/est abîmée \(.+\)/);
    }
  });

  test("a byte changed in the packed file, a file that is no archive, and an empty one", async () => {
    const bytes = await readFile(whole);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] as number) ^ 0xff;
    for (const [name, content] of [
      ["octet", bytes],
      ["texte", "bonjour"],
      ["vide", ""],
    ] as const) {
      await writeFile(join(place, name), content);
      expect(await refusalOf(verifyArchive(join(place, name))), name).toContain("est abîmée");
    }
  });
});

describe("an archive of another version is refused with the way out", () => {
  test.each([
    ["another format", { format: 2 }, "restaurez-la avec la version qui l'a faite"],
    ["another major version", { version: "7.1.0" }, "vient d'Ancrage 7.1.0"],
    [
      "a migration that we do not know",
      { migrations: [{ nom: "0999_create_avenir.sql", empreinte: "a".repeat(64) }] },
      "0999_create_avenir.sql",
    ],
    [
      "a migration that we know otherwise",
      { migrations: [{ nom: "0001_create_socle.sql", empreinte: "a".repeat(64) }] },
      "0001_create_socle.sql",
    ],
  ])("%s", async (_what, change, words) => {
    const contenu = await verifyArchive(await tampered("debut.json", debutWith(change)));
    expect(await refusalOf(refuseOtherVersion(contenu))).toContain(words);
  });

  test("while our own passes", async () => {
    await expect(refuseOtherVersion(await verifyArchive(whole))).resolves.toBeUndefined();
  });
});

describe("a restoration replaces nothing", () => {
  test("so a folder with anything but the key is refused", async () => {
    const folder = join(place, "dossier");
    await expect(refuseTakenFolder(folder)).resolves.toBeUndefined();
    await mkdir(folder);
    await writeFile(join(folder, "cle"), CLE_ESSAI);
    await expect(refuseTakenFolder(folder)).resolves.toBeUndefined();
    await writeFile(join(folder, "note.txt"), "");
    expect(await refusalOf(refuseTakenFolder(folder))).toContain("n'est pas vide");
  });

  test("so a database with a table is refused", async () => {
    const contenu = await verifyArchive(whole);
    const folder = join(place, "ailleurs");
    expect(await refusalOf(restaurer(whole, contenu, { url: source.url, folder, now }))).toContain(
      "La base donnée n'est pas vide",
    );
  });

  test("and what fails on the way leaves the database empty", async () => {
    const path = await tampered("tables/academie/00001", (text) => `${text}XX\tune ligne de trop\t\\N\n`);
    const folder = join(place, "manque");
    await expect(
      restaurer(path, await verifyArchive(path), { url: empty.url, folder, now }),
    ).rejects.toThrow();
    const { rows } = await empty.pool.query("select 1 from pg_tables where schemaname = 'public'");
    expect(rows).toEqual([]);
  });

  test("nor does an archive write outside of its folder", async () => {
    const path = join(place, "evasion.tar.gz");
    let seen = false;
    const evil = await tampered("fichiers/depots/piece", () => "contenu");
    const bytes = await readFile(evil);
    expect(bytes.length).toBeGreaterThan(0);
    await rewriteNames(evil, path, (name) => {
      if (name !== "fichiers/depots/piece") return name;
      seen = true;
      return "fichiers/../../evade";
    });
    expect(seen).toBe(true);
    const folder = join(place, "sur");
    const contenu = await verifyArchive(path);
    expect(await refusalOf(restaurer(path, contenu, { url: empty.url, folder, now }))).toContain(
      "« ../../evade »",
    );
    expect((await readdir(place)).includes("evade")).toBe(false);
  });
});

/** Names are hashed too: the last part is told the new one. */
async function rewriteNames(from: string, to: string, rename: (name: string) => string): Promise<void> {
  await rewriteArchive(
    from,
    to,
    (name, text) => {
      if (name !== "fin.json") return text;
      const fin = JSON.parse(text) as { parties: Record<string, string> };
      const parties = Object.fromEntries(
        Object.entries(fin.parties).map(([part, hash]) => [rename(part), hash]),
      );
      return JSON.stringify({ ...fin, parties });
    },
    rename,
  );
}

describe("the key of the service", () => {
  test("is not needed, is accepted when it is the one, refused when it is another", async () => {
    const contenu = await verifyArchive(whole);
    const folder = join(place, "cles");
    expect(await refuseOtherKey(contenu, folder, undefined)).toBe(false);
    expect(await refuseOtherKey(contenu, folder, CLE_ESSAI)).toBe(true);
    expect(
      await refusalOf(refuseOtherKey(contenu, folder, "une autre clé, assez longue pour être une clé")),
    ).toContain("n'est pas celle de cette sauvegarde");
  });

  test("is nowhere in the archive", async () => {
    const path = join(place, "lue.tar.gz");
    let text = "";
    await rewriteArchive(whole, path, (_name, part) => {
      text += part;
      return part;
    });
    expect(text).toContain("contenu");
    expect(text).not.toContain(CLE_ESSAI);
  });
});

describe("a backup", () => {
  test("never replaces another, and never goes among the data it saves", async () => {
    expect(await refusalOf(sauvegarder(whole, how))).toContain("existe déjà");
    expect(await refusalOf(sauvegarder(join(source.folder, "a.tar.gz"), how))).toContain(
      "dans le dossier des données",
    );
    expect(await refusalOf(sauvegarder(join(place, "absent/a.tar.gz"), how))).toContain(
      "vérifiez que le dossier existe",
    );
  });

  test("of a data folder that is not there is refused, rather than made without its files", async () => {
    const folder = join(place, "faute-de-frappe");
    expect(await refusalOf(sauvegarder(join(place, "b.tar.gz"), { ...how, folder }))).toContain(
      "n'existe pas",
    );
  });

  test("that fails leaves nothing behind", async () => {
    const before = await readdir(place);
    await expect(sauvegarder(join(place, "ratee.tar.gz"), { ...how, url: empty.url })).rejects.toThrow();
    expect(await readdir(place)).toEqual(before);
  });
});
