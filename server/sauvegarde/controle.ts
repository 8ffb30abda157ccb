import { join } from "node:path";
import { readMigrations } from "#app/platform/db/migrations.server.ts";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { damaged, readParts, sha256, wholeText } from "./archive.ts";
import { isFolderFree, readText } from "./fichiers.ts";
import {
  DEBUT,
  type Debut,
  debutSchema,
  empreinteDeCle,
  FIN,
  type Fin,
  FORMAT,
  finSchema,
  readProductVersion,
} from "./manifeste.ts";

export interface Contenu {
  readonly debut: Debut;
  readonly fin: Fin;
}

/** Reads the whole archive and compares each part with its hash, before anything is written anywhere. */
export async function verifyArchive(path: string): Promise<Contenu> {
  const hashes: Record<string, string> = {};
  let debut: Debut | undefined;
  for await (const part of readParts(path)) {
    if (part.name === FIN) {
      const fin = parsePart(path, FIN, finSchema, await wholeText(part));
      if (!debut) throw damaged(path, DEBUT);
      refuseDifference(path, hashes, fin.parties);
      return { debut, fin };
    }
    if (part.name === DEBUT) {
      const text = await wholeText(part);
      debut = parsePart(path, DEBUT, debutSchema, text);
      hashes[part.name] = await sha256(one(text));
    } else hashes[part.name] = await sha256(part.content);
  }
  throw damaged(path, FIN);
}

async function* one(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

export function parsePart<T>(path: string, name: string, schema: Schema<T>, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(path, name);
  }
  const read = schema.safeParse(value);
  if (!read.success) throw damaged(path, name);
  return read.data;
}

function refuseDifference(
  path: string,
  found: Record<string, string>,
  expected: Record<string, string>,
): void {
  const differing = [...new Set([...Object.keys(expected), ...Object.keys(found)])].find(
    (name) => found[name] !== expected[name],
  );
  if (differing !== undefined) throw damaged(path, differing);
}

/** What this version of Ancrage cannot take up again. */
export async function refuseOtherVersion({ debut }: Contenu): Promise<void> {
  const own = await readProductVersion();
  const major = (version: string) => version.split(".")[0];
  if (debut.format !== FORMAT || major(debut.version) !== major(own)) {
    throw new StartRefusal(
      `Cette sauvegarde vient d'Ancrage ${debut.version} (format ${debut.format}) et cette version est ${own} (format ${FORMAT}) : restaurez-la avec la version qui l'a faite, puis mettez à jour.`,
    );
  }
  const known = new Map((await readMigrations()).map(({ name, checksum }) => [name, checksum]));
  const foreign = debut.migrations.find(({ nom, empreinte }) => known.get(nom) !== empreinte);
  if (foreign) {
    throw new StartRefusal(
      `Cette sauvegarde a reçu la migration ${foreign.nom}, que cette version d'Ancrage ne connaît pas ou connaît autrement : restaurez avec la version ${debut.version} ou une plus récente.`,
    );
  }
}

export async function refuseTakenFolder(folder: string): Promise<void> {
  if (await isFolderFree(folder)) return;
  throw new StartRefusal(
    `Le dossier ${folder} n'est pas vide : une restauration ne remplace rien. Choisissez un dossier vide avec --dans, ou déplacez celui-ci.`,
  );
}

/** The key is kept apart; when one is there, it must be the one that protects these secrets. */
export async function refuseOtherKey(
  { debut }: Contenu,
  folder: string,
  setting: string | undefined,
): Promise<boolean> {
  const cle = setting ?? (await readText(join(folder, "cle")));
  if (cle === undefined) return false;
  if (empreinteDeCle(cle) === debut.cle) return true;
  throw new StartRefusal(
    "La clé du service donnée (ANCRAGE_CLE ou le fichier « cle ») n'est pas celle de cette sauvegarde : donnez la bonne, ou retirez-la ; les seconds facteurs seront alors à refaire.",
  );
}
