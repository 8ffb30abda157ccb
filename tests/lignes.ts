import { normalizeHeader } from "#app/platform/files/headers.ts";
import { recognize } from "#app/referentiel/imports/chargement/reconnaissance/rules.ts";
import {
  isLeft,
  isRejection,
  type LineFacts,
  lineReader,
  readLine,
} from "#app/referentiel/imports/chargement/rules.ts";
import { DATASETS } from "#app/referentiel/imports/datasets/catalogue.ts";

export type Ligne = Readonly<Record<string, string>>;

/** What one line of a file says, once its dataset is recognised. */
export function lire(
  ligne: Ligne,
  { fichier = "fichier.csv", anneeDite = undefined as number | undefined } = {},
) {
  const columns = Object.keys(ligne);
  const file = { columns, fichier, anneeDite };
  const cells = Object.values(ligne);
  const found = recognize(DATASETS, columns.map(normalizeHeader), (mapping) => [
    lineReader({ ...file, mapping }, cells),
  ]);
  if (!found.ok) throw new Error(found.motif);
  const known = { bornes: new Map(), decisionsUai: new Map() };
  return readLine({ ...file, dataset: found.dataset, mapping: found.mapping }, known, { line: 2, cells });
}

export function accepter(...args: Parameters<typeof lire>): LineFacts {
  const read = lire(...args);
  if (isRejection(read) || isLeft(read)) throw new Error(JSON.stringify(read));
  return read;
}

export function structureOf(...args: Parameters<typeof lire>) {
  const { dit } = accepter(...args);
  if (dit.objet !== "structure" || !dit.structure) throw new Error("no structure");
  return { ...dit.structure, statutEp: dit.statutEp };
}

export function raisonOf(...args: Parameters<typeof lire>): string {
  const read = lire(...args);
  if (!isRejection(read)) throw new Error("accepted");
  return read.raison;
}

export function valeursOf(line: LineFacts): Record<string, number | null> {
  return Object.fromEntries(line.valeurs.map(({ indicateur, valeur }) => [indicateur, valeur]));
}
