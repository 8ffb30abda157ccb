import { mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAcademie } from "#server/demonstration/academie.ts";
import type { TestDatabase } from "#tests/database.ts";

/** The very lock of app/referentiel/imports/execution: whoever holds it keeps every import waiting. */
const IMPORT_LOCK = 4_201_780;

/**
 * The folder that a statistician drags in: another state of the académie, one file of which was cut while it was
 * copied, one line of which has a UAI mistyped, and a file that is none of ours.
 */
export async function writeFolder(root: string): Promise<string> {
  const folder = join(root, "depot-de-rentree");
  await mkdir(folder, { recursive: true });
  await writeAcademie(folder, { graine: 7, structures: 80 });
  const cut = join(folder, "fr-en-ips-colleges-ap2022.csv");
  const { length } = await readFile(cut);
  await truncate(cut, Math.floor(length * 0.6));
  const mistyped = join(folder, "fr-en-ips_colleges.csv");
  const text = await readFile(mistyped, "utf8");
  await writeFile(mistyped, text.replace(/(\n(?:[^,\n]*,){4}\d{7})[A-Z](?=,)/, "$1I"));
  await writeFile(join(folder, "compte rendu de réunion.txt"), "Présents : tout le monde.\n");
  return folder;
}

/** The structures of the folder's address file. */
export async function listUais(folder: string): Promise<string[]> {
  const name = "fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre.csv";
  const text = await readFile(join(folder, name), "utf8");
  return [...text.matchAll(/^"?(\d{7}[A-Z])\b/gm)].map(([, uai]) => uai as string);
}

/** Keeps imports waiting while a person looks at the progress. */
export async function holdImports({ pool }: TestDatabase): Promise<() => Promise<void>> {
  const client = await pool.connect();
  await client.query("select pg_advisory_lock($1)", [IMPORT_LOCK]);
  return async () => {
    await client.query("select pg_advisory_unlock($1)", [IMPORT_LOCK]);
    client.release();
  };
}

/**
 * A file as a colleague sends it: the label of the codes was overwritten by a value, one code has lost its capital,
 * another its letter. `label` makes its header unlike any other, so that a journey mends it from the start.
 */
export async function writeDamaged(
  root: string,
  label: string,
  uais: readonly [string, string, string],
): Promise<string> {
  const path = join(root, `indices-${label}-2024.csv`);
  const [whole, small, wrong] = uais;
  const codes = [whole, small.toLowerCase(), `${wrong.slice(0, 7)}I`];
  const lines = codes.map((code, rank) => `2024-2025;${code};COLLEGE DES PINS;961;public;${95 + rank}`);
  const header = `rentree_scolaire;${label};nom_de_l_etablissement;code_du_departement;secteur;ips`;
  await writeFile(path, [header, ...lines, ""].join("\n"));
  return path;
}
