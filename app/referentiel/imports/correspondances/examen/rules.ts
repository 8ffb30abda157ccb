import type { ColumnMapping } from "../../chargement/reconnaissance/rules.ts";
import {
  isLeft,
  isRejection,
  type Known,
  type LineFacts,
  type Reading,
  readLine,
} from "../../chargement/rules.ts";
import type { Dataset } from "../../datasets/dataset.ts";
import { canImporterIci } from "../../rules.ts";

/** Lines read by a trial. */
export const LIGNES_ESSAI = 200;
const REFUS_MONTRES = 5;
const EXEMPLES = 3;

/** What a reading would give of the first lines, before anything is kept. */
export interface Essai {
  readonly lignes: number;
  readonly lues: number;
  readonly ecartees: number;
  readonly refusees: number;
  /** The first refusals, with the line of the file. */
  readonly refus: readonly { readonly ligne: number; readonly raison: string }[];
  readonly valeurs: readonly EssaiValeur[];
}

export interface EssaiValeur {
  readonly libelle: string;
  readonly n: number;
  readonly absentes: number;
  readonly minimum: number | null;
  readonly mediane: number | null;
  readonly maximum: number | null;
  /** As written, and as read. */
  readonly exemples: readonly { readonly texte: string; readonly valeur: number | null }[];
}

export interface Essayer {
  readonly dataset: Dataset;
  readonly mapping: ColumnMapping;
  readonly about: Pick<Reading, "columns" | "fichier" | "anneeDite">;
  readonly known: Known;
  readonly demonstration: boolean;
  readonly rows: readonly { readonly line: number; readonly cells: readonly (string | null)[] }[];
  /** Académie of each structure that the lines may name. */
  readonly structures: ReadonlyMap<string, string>;
  /** Communes that the lines may name and where the académie has structures. */
  readonly communes: ReadonlySet<string>;
  readonly libelles: ReadonlyMap<string, string>;
}

/** Reads the first lines as an import would, and sums up what they say. */
export function essayerLecture({
  dataset,
  mapping,
  about,
  known,
  demonstration,
  rows,
  structures,
  communes,
  libelles,
}: Essayer): Essai {
  const refus: { ligne: number; raison: string }[] = [];
  const facts: LineFacts[] = [];
  let ecartees = 0;
  for (const row of rows) {
    const read = readLine({ ...about, dataset, mapping }, known, row);
    if (isRejection(read)) refus.push({ ligne: read.ligne, raison: read.raison });
    else if (isLeft(read) || (read.dit.objet === "structures_commune" && !communes.has(read.dit.commune)))
      ecartees += 1;
    else {
      const raison = findRefus(read, dataset, demonstration, structures);
      if (raison) refus.push({ ligne: read.ligne, raison });
      else facts.push(read);
    }
  }
  return {
    lignes: rows.length,
    lues: facts.length,
    ecartees,
    refusees: refus.length,
    refus: refus.slice(0, REFUS_MONTRES),
    valeurs: summarize(facts, libelles),
  };
}

function findRefus(
  { dit }: LineFacts,
  dataset: Dataset,
  demonstration: boolean,
  structures: ReadonlyMap<string, string>,
): string | undefined {
  if (dit.objet === "structures_commune") return undefined;
  const uai = dit.objet === "structure" ? dit.uai : undefined;
  const here = canImporterIci(dataset, uai, demonstration);
  if (!here.ok) return here.message;
  if (dit.objet !== "structure" || dit.structure || uai === undefined) return undefined;
  if (!structures.has(uai)) return `${uai} n'est pas une structure connue : importez d'abord l'annuaire.`;
  const academie = dataset.objet === "structure" ? dataset.academie : undefined;
  return academie && structures.get(uai) !== academie.code
    ? `${uai} n'est pas une structure de l'académie de ${academie.nom}.`
    : undefined;
}

function summarize(facts: readonly LineFacts[], libelles: ReadonlyMap<string, string>): EssaiValeur[] {
  const byCode = new Map<string, LineFacts["valeurs"][number][]>();
  for (const valeur of facts.flatMap(({ valeurs }) => valeurs)) {
    const own = byCode.get(valeur.indicateur);
    if (own) own.push(valeur);
    else byCode.set(valeur.indicateur, [valeur]);
  }
  return [...byCode].map(([code, valeurs]) => {
    const numbers = valeurs.flatMap(({ valeur }) => (valeur === null ? [] : [valeur])).sort((a, b) => a - b);
    return {
      libelle: libelles.get(code) ?? code,
      n: numbers.length,
      absentes: valeurs.length - numbers.length,
      minimum: numbers[0] ?? null,
      mediane: medianOf(numbers),
      maximum: numbers.at(-1) ?? null,
      exemples: valeurs.slice(0, EXEMPLES).map(({ texte, valeur }) => ({ texte, valeur })),
    };
  });
}

/** Middle of sorted numbers, mean of the two middles when they are an even number. */
function medianOf(sorted: readonly number[]): number | null {
  const middle = sorted.length / 2;
  if (sorted.length === 0) return null;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? null;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
