import { normalizeHeader } from "#app/platform/files/headers.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";

/** A label that speaks of an UAI by itself: « UAI », « Code UAI », « uai_etab », « RNE ». */
const DIT_UAI = /(^|_)(code)?(uai|rne)(_|$)/;
/** Labels of files of the ministry that hold an UAI without saying so; looked for when no other does. */
const AUTRES_NOMS = [
  "identifiantuai",
  "identifiant_de_l_etablissement",
  "numero_d_etablissement",
  "numero_etablissement",
  "code_etablissement",
];
const DIT_NOM =
  /(^|_)(nom|denomination|appellation|libelle|etablissement|structure|ecole|college|lycee)(_|$)/;

function ranksOf(columns: readonly string[], says: (label: string) => boolean): number[] {
  return columns.flatMap((label, rank) => (says(normalizeHeader(label)) ? [rank] : []));
}

function ranksOfUai(columns: readonly string[]): number[] {
  const said = ranksOf(columns, (label) => DIT_UAI.test(label));
  return said.length > 0 ? said : ranksOf(columns, (label) => AUTRES_NOMS.includes(label));
}

/** Where a received list tells its structures: their UAI, and their name when it gives one. */
export function readEntete(columns: readonly string[]): {
  readonly uai: number;
  readonly nom: number | undefined;
} {
  const uai = ranksOfUai(columns)[0] ?? -1;
  return { uai, nom: ranksOf(columns, (label) => DIT_NOM.test(label)).find((rank) => rank !== uai) };
}

/** A list names its structures by one column of UAI: none, or several, and a person must say which. Source: house rule. */
export function canLireEntete(columns: readonly string[]): Decision {
  const ranks = ranksOfUai(columns);
  if (ranks.length === 1) return yes;
  const cite = (rank: number) => `« ${columns[rank]?.slice(0, 60)} » (colonne ${rank + 1})`;
  if (ranks.length > 1)
    return no(
      "plusieurs_colonnes_uai",
      `Plusieurs colonnes portent un UAI : ${ranks.map(cite).join(", ")}. Gardez celle des structures de la liste, renommez ou retirez les autres, puis déposez le fichier à nouveau.`,
    );
  const read = columns
    .filter(Boolean)
    .slice(0, 12)
    .map((label) => label.slice(0, 60));
  return no(
    "sans_colonne_uai",
    `Aucune colonne ne s’appelle « UAI ». Colonnes lues : ${read.join(", ") || "aucune"}. Donnez ce titre à celle des codes, puis déposez le fichier à nouveau.`,
  );
}
