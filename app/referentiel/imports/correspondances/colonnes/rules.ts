import { normalizeHeader } from "#app/platform/files/headers.ts";
import { checkUai } from "../../../rules.ts";
import { type ColumnMapping, mapColumns } from "../../chargement/reconnaissance/rules.ts";
import * as convert from "../../datasets/conversions.ts";
import type { Dataset } from "../../datasets/dataset.ts";
import { isNominative } from "../personnes/rules.ts";

/** A column of the file as the page shows it. */
export interface ColonneVue {
  readonly rang: number;
  readonly etiquette: string;
  /** Up to three values as written; empty for what is never shown. */
  readonly exemples: readonly string[];
  readonly nominative: boolean;
  /** Most of its first cells are UAI, or nearly. */
  readonly uai: boolean;
  /** Its label says communes, and most of its first cells are such codes: a number alone may be anything. */
  readonly commune: boolean;
  /** Most of its first cells are numbers. */
  readonly numerique: boolean;
}

const EXEMPLES = 3;

/** How files of Insee and of local services call the code of a commune. */
const DIT_COMMUNE = /insee|commune|codgeo|depcom|^com$|^code_geo/;

/** The columns of a file with three different values each, nothing of what may name a person. */
export function listColonnes(
  columns: readonly string[],
  rows: readonly { readonly cells: readonly (string | null)[] }[],
): ColonneVue[] {
  return columns.map((etiquette, rang) => {
    const cells = rows.map((row) => (row.cells[rang] ?? "").trim()).filter((cell) => cell !== "");
    const nominative = isNominative(etiquette) || cells.some((cell) => /\S@\S+\.\S/.test(cell));
    const most = (test: (cell: string) => boolean) =>
      cells.length > 0 && cells.filter(test).length * 2 > cells.length;
    const different = [...new Set(cells.map((cell) => cell.slice(0, 40)))].slice(0, EXEMPLES);
    return {
      rang,
      etiquette: etiquette.slice(0, 200),
      exemples: nominative ? [] : different,
      nominative,
      uai: most(isUaiPlausible),
      commune: DIT_COMMUNE.test(normalizeHeader(etiquette)) && most((cell) => /^\d[0-9AB]\d{3}$/i.test(cell)),
      numerique: most((cell) => convert.nombre(cell).ok),
    };
  });
}

/** The column that tells of which structures the lines speak: their codes, or else those of their communes. */
export function findLieu(colonnes: readonly ColonneVue[]): ColonneVue | undefined {
  return colonnes.find(({ uai }) => uai) ?? colonnes.find(({ commune }) => commune);
}

function isUaiPlausible(cell: string): boolean {
  const check = checkUai(cell);
  return check.ok || /^\d{6,8}\s?[A-Za-z]$/.test(cell);
}

/** Likeness of two labels, from 0 to 1: shared words first, then shared letters. */
function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [words, others] = [a, b].map((label) => new Set(label.split("_").filter((word) => word.length > 1)));
  const common = [...(words ?? [])].filter((word) => others?.has(word)).length;
  const shared = common / Math.max(words?.size ?? 0, others?.size ?? 0, 1);
  return Math.max(shared, 1 - distance(a, b) / Math.max(a.length, b.length, 1)) * 0.99;
}

/** Number of letters to add, remove or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Below, two labels have nothing in common and a proposal would mislead. */
const RESSEMBLANCE = 0.6;

/** For each declared column, the column of the file that its names or its look designate; -1 when none does. */
export function proposerColonnes(dataset: Dataset, colonnes: readonly ColonneVue[]): ColumnMapping {
  const labels = colonnes.map(({ etiquette }) => normalizeHeader(etiquette));
  const proposed: Record<string, number> = { ...mapColumns(dataset, labels) };
  const taken = new Set(Object.values(proposed));
  const place = (name: string, rang: number) => {
    if ((proposed[name] ?? -1) >= 0 || taken.has(rang)) return;
    proposed[name] = rang;
    taken.add(rang);
  };
  // A label may lie about the codes of structures; what the column holds does not.
  const uai = colonnes.find((colonne) => colonne.uai && !taken.has(colonne.rang));
  if (uai && "uai" in dataset.colonnes) place("uai", uai.rang);
  const pairs = Object.entries(dataset.colonnes)
    .filter(([name, { obligatoire }]) => obligatoire && proposed[name] === -1)
    .flatMap(([name, { alias }]) =>
      labels.map((label, rang) => ({
        name,
        rang,
        score: Math.max(0, ...alias.map((known) => likeness(label, known))),
      })),
    )
    .filter(({ score }) => score >= RESSEMBLANCE)
    .sort((a, b) => b.score - a.score);
  for (const { name, rang } of pairs) place(name, rang);
  return proposed;
}

/** The dataset that a file resembles most, by the share of its required columns that are found; undefined below a third. */
export function findJeuProche(datasets: readonly Dataset[], columns: readonly string[]): Dataset | undefined {
  const labels = columns.map(normalizeHeader);
  const scored = datasets.map((dataset) => {
    const mapping = mapColumns(dataset, labels);
    const required = Object.entries(dataset.colonnes).filter(([, { obligatoire }]) => obligatoire);
    const found = required.filter(([name]) => (mapping[name] ?? -1) >= 0).length;
    return { dataset, part: found / Math.max(required.length, 1), found };
  });
  const [best] = scored.sort((a, b) => b.part - a.part || b.found - a.found);
  return best && best.part > 1 / 3 ? best.dataset : undefined;
}
