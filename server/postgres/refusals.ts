import { isStartRefusal, StartRefusal } from "#app/platform/env/start-refusal.ts";

export const OTHER_FOLDER = "choisissez un autre dossier avec ANCRAGE_DONNEES";

const sentenceByCode: Record<string, (path: string) => string> = {
  ENOSPC: (path) => `Le disque de ${path} est plein : libérez au moins 300 Mo, ou ${OTHER_FOLDER}.`,
  EDQUOT: (path) =>
    `Le quota de disque est atteint dans ${path} : libérez au moins 300 Mo, ou ${OTHER_FOLDER}.`,
  EROFS: (path) => `Le dossier ${path} est sur un disque en lecture seule : ${OTHER_FOLDER}.`,
  EACCES: (path) =>
    `Le compte qui lance Ancrage ne peut pas écrire dans ${path} : donnez-lui ce droit, ou ${OTHER_FOLDER}.`,
  ENOTDIR: (path) => `Le chemin ${path} passe par un fichier et non par un dossier : ${OTHER_FOLDER}.`,
};
sentenceByCode.EPERM = sentenceByCode.EACCES as (path: string) => string;
sentenceByCode.EEXIST = sentenceByCode.ENOTDIR as (path: string) => string;

/** What the operator can repair (disk, rights) becomes a refusal; anything else passes as it is. */
export function refusalFrom(error: unknown, path: string): unknown {
  const sentence = sentenceByCode[(error as NodeJS.ErrnoException).code ?? ""];
  return sentence && !isStartRefusal(error) ? new StartRefusal(sentence(path), { cause: error }) : error;
}
