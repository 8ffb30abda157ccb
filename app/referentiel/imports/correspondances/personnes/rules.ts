import { normalizeHeader } from "#app/platform/files/headers.ts";

/** Columns that speak of one pupil or one person, by their normalised label. */
const PERSONNES: readonly RegExp[] = [
  /(^|_)(ine|numero_ine|n_ine|ine_eleve|id_eleve|identifiant_eleve|numen|nir|numero_de_securite_sociale)$/,
  /^identifiant_national/,
  /(^|_)prenoms?(_|$)/,
  /(^|_)nom_(de_l_)?(eleve|candidat|agent|enseignant|famille|de_famille|naissance|de_naissance|usage|d_usage|patronymique)(_|$)/,
  /(^|_)(date|lieu|annee|commune|pays)_(de_)?naissance(_|$)/,
  /^(ddn|nee?_le|ne_e_le|eleve|nom_prenom|nom_et_prenom)$/,
];
/** A pupil's national number as the information systems write it: ten figures and a letter, or nine and two. */
const INE = /^(\d{10}[A-Z]|\d{9}[A-Z]{2})$/i;

/**
 * Columns by which a file speaks of persons: such a file is refused whole, by its header or by what it holds. Gives
 * their labels. Source: qualité §4, no pupil data, ever.
 */
export function findColonnesPersonnelles(
  columns: readonly string[],
  rows: readonly { readonly cells: readonly (string | null)[] }[],
): string[] {
  return columns.filter((column, rang) => {
    const label = normalizeHeader(column);
    if (PERSONNES.some((pattern) => pattern.test(label)) || INE.test(column.trim())) return true;
    return rows.some(({ cells }) => INE.test((cells[rang] ?? "").trim()));
  });
}

export function motifDonneesPersonnelles(columns: readonly string[]): string {
  const cited = columns.map((column) => `« ${INE.test(column) ? "INE" : column.slice(0, 60)} »`).join(", ");
  return `Ce fichier parle de personnes une à une (${cited}) : il n'est pas repris et n'a été montré à personne. Ancrage ne reçoit aucune donnée d'élève ni d'agent. Déposez un tableau qui compte par structure : une ligne par UAI.`;
}

/** Columns whose content is never shown as a sample: they may name or reach a person. */
const NOMINATIVES =
  /(^|_)(mail|mel|courriel|email|tel|telephone|portable|fax|contact|responsable|directeur|directrice|chef|proviseur|proviseure|principal|principale|agent|enseignant|professeur|gestionnaire)(_|$)/;
/** « Nom » alone may be anybody's; the names of places and of establishments name nobody. */
const NOMS = /(^|_)noms?(_|$)/;
const NOMS_DE_LIEUX =
  /(etab|ecole|college|lycee|structure|commune|_com$|dept|departement|academie|region|circonscription|bassin|ville|uai)/;

export function isNominative(column: string): boolean {
  const label = normalizeHeader(column);
  return NOMINATIVES.test(label) || (NOMS.test(label) && !NOMS_DE_LIEUX.test(label));
}
