import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { pluriel } from "#app/platform/format/format.ts";
import type { Donnees } from "./lecture.ts";
import type { Options } from "./options.ts";

/** Rows that form the axes, rows only placed on them, and identifiers of those left out for a missing active value. */
export function selectRows(
  lues: Donnees,
  { imputer, lignesSup }: Options,
): { readonly kept: Donnees; readonly lignesSup: Donnees; readonly exclus: readonly string[] } {
  const supplementary = new Set(lignesSup);
  const known = new Set(lues.ids);
  for (const id of supplementary)
    if (!known.has(id))
      throw new StartRefusal(`L'identifiant « ${id} » de --lignes-sup n'est dans aucune ligne du fichier.`);
  const isSup = lues.ids.map((id) => supplementary.has(id));
  const forming = only(lues, (row) => !isSup[row]);
  // A row that lacks every active variable says nothing: it is never imputed.
  const allowed = imputer ? lues.actives.length - 1 : 0;
  const missing = forming.ids.map(
    (_, row) => forming.actives.filter((values) => Number.isNaN(values[row])).length,
  );
  const kept = only(forming, (row) => (missing[row] as number) <= allowed);
  if (kept.ids.length < 2) throw new StartRefusal(nothingLeft(forming, kept.ids.length, imputer));
  return {
    kept,
    lignesSup: only(lues, (row) => isSup[row] as boolean),
    exclus: forming.ids.filter((_, row) => (missing[row] as number) > allowed),
  };
}

function only(donnees: Donnees, isKept: (row: number) => boolean): Donnees {
  const rows = donnees.ids.flatMap((_, row) => (isKept(row) ? [row] : []));
  const numbers = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] as number);
  return {
    colonnes: donnees.colonnes,
    ids: rows.map((row) => donnees.ids[row] as string),
    actives: donnees.actives.map(numbers),
    sup: donnees.sup.map(numbers),
    qualitatives: donnees.qualitatives.map((values) => rows.map((row) => values[row] ?? null)),
    poids: donnees.poids && numbers(donnees.poids),
  };
}

function nothingLeft({ ids, actives, colonnes }: Donnees, left: number, imputing: boolean): string {
  if (ids.length < 2)
    return "Une seule ligne, ou aucune, est à analyser : une analyse en demande au moins deux.";
  const counts = actives.map((values) => values.filter(Number.isNaN).length);
  const worst = counts.indexOf(Math.max(...counts));
  const start = left === 0 ? "Il ne reste aucune ligne à analyser" : "Il ne reste qu'une ligne à analyser";
  const most = `la colonne « ${colonnes.actives[worst]?.nom} » manque dans ${pluriel(counts[worst] ?? 0, "ligne")} sur ${ids.length}`;
  return `${start} : ${most}. Retirez-la de --actives${imputing ? "" : ", ou ajoutez --manquants imputer"}.`;
}
