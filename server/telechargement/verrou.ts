import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { Echec } from "./echec.ts";

const SQLITE_BUSY = 5;

/**
 * Two downloads into one folder would write the same parts. A kernel lock through SQLite, as for the data folder
 * (server/postgres/hold.ts): it falls with the process, even killed. The name is hidden: the import passes it by.
 */
export function holdDossier(dossier: string): { release(): void } {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(dossier, ".telechargement"), { timeout: 0 });
    lock.exec("pragma journal_mode = memory; begin exclusive");
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY)
      throw new StartRefusal(
        `Un autre téléchargement est en cours dans ${dossier} : attendez sa fin, ou choisissez un autre dossier avec --dans.`,
        { cause: error },
      );
    throw new Echec(
      "ecriture",
      `Le dossier ${dossier} ne se laisse pas écrire.`,
      "Donnez-en le droit au compte qui lance la commande, ou choisissez un autre dossier avec --dans.",
      { cause: error },
    );
  }
  const held = lock;
  return { release: () => held.close() };
}
