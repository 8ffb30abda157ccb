import { formatNombre } from "#app/platform/format/format.ts";
import { choisirMasques, type Equation } from "#app/referentiel/secret/rules.ts";
import { DIMENSIONS, type Dimension, nomDeDegre } from "../../listes/lignes/rules.ts";

/** A structure as it is counted: `groupe` is the column that it falls in. */
export interface LigneComptee {
  readonly type: string;
  readonly secteur: string;
  readonly departement: string;
  readonly ruralite: string | null;
  readonly groupe: string;
}

export interface TableComptee {
  readonly dimension: Dimension;
  readonly lignes: readonly { readonly valeur: string; readonly comptes: readonly (number | null)[] }[];
}

export interface Comptes {
  readonly groupes: readonly string[];
  /** Null where a count is masked. */
  readonly totaux: readonly (number | null)[];
  readonly tables: readonly TableComptee[];
}

function valeurOf(ligne: LigneComptee, dimension: Dimension): string {
  if (dimension === "degre") return nomDeDegre(ligne.type);
  return ligne[dimension] ?? "inconnue";
}

const TOTAL = "total";
/** No count is below it. */
const RIEN_A_MASQUER = 1;
const codeOf = (dimension: Dimension, valeur: string) => `${dimension}:${valeur}`;

/**
 * Counts by kind and by column, from which no small number is read, nor worked out: a count from 1 to `seuil` − 1 is
 * masked, and so is what would let it be computed from a total. Each column is protected alone: none is the sum of
 * others. `nommes`: columns whose structures the same page names, where masking would hide nothing. Source: Insee, Guide du secret statistique; qualité §4.
 */
export function compterMasques(
  lignes: readonly LigneComptee[],
  groupes: readonly string[],
  seuil: number,
  nommes: readonly string[] = [],
): Comptes {
  const dimensions = Object.keys(DIMENSIONS) as Dimension[];
  const columns = groupes.map((groupe) =>
    masquerColonne(
      lignes.filter((one) => one.groupe === groupe),
      nommes.includes(groupe) ? RIEN_A_MASQUER : seuil,
    ),
  );
  return {
    groupes,
    totaux: columns.map((column) => column(TOTAL)),
    tables: dimensions.map((dimension) => ({
      dimension,
      lignes: [...new Set(lignes.map((ligne) => valeurOf(ligne, dimension)))].sort().map((valeur) => ({
        valeur,
        comptes: columns.map((column) => column(codeOf(dimension, valeur))),
      })),
    })),
  };
}

/** How a column reads a code: its count, or null where it is masked. */
function masquerColonne(lignes: readonly LigneComptee[], seuil: number): (code: string) => number | null {
  const counts = new Map<string, number>([[TOTAL, lignes.length]]);
  const dimensions = Object.keys(DIMENSIONS) as Dimension[];
  for (const ligne of lignes)
    for (const dimension of dimensions) {
      const code = codeOf(dimension, valeurOf(ligne, dimension));
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  const alias = aliasOf(lignes, dimensions);
  const named = (code: string) => alias.get(code) ?? code;
  const compte = (code: string) => ({ code: named(code), valeur: counts.get(code) ?? 0 });
  const codesOf = (own: readonly LigneComptee[], dimension: Dimension) => [
    ...new Set(own.map((ligne) => codeOf(dimension, valeurOf(ligne, dimension)))),
  ];
  const equationOf = (total: string, own: readonly LigneComptee[], dimension: Dimension): Equation => ({
    total: compte(total),
    parties: codesOf(own, dimension).map(compte),
  });
  const degres = [...new Set(lignes.map((ligne) => valeurOf(ligne, "degre")))];
  const masques = choisirMasques(
    {
      equations: [
        ...dimensions.map((dimension) => equationOf(TOTAL, lignes, dimension)),
        // A degree is the sum of its types: what hides in one table must not be told by the other.
        ...degres.map((degre) =>
          equationOf(
            codeOf("degre", degre),
            lignes.filter((one) => valeurOf(one, "degre") === degre),
            "type",
          ),
        ),
      ],
      taux: [],
    },
    seuil,
  );
  return (code) => (masques.has(named(code)) ? null : (counts.get(code) ?? 0));
}

/** The only part of a whole is the whole under another name: one is not shown while the other is masked. */
function aliasOf(lignes: readonly LigneComptee[], dimensions: readonly Dimension[]): Map<string, string> {
  const alias = new Map<string, string>();
  for (const dimension of dimensions) {
    const codes = new Set(lignes.map((ligne) => codeOf(dimension, valeurOf(ligne, dimension))));
    if (codes.size === 1) for (const code of codes) alias.set(code, TOTAL);
  }
  for (const degre of new Set(lignes.map((ligne) => valeurOf(ligne, "degre")))) {
    const types = new Set(lignes.flatMap((one) => (valeurOf(one, "degre") === degre ? [one.type] : [])));
    const code = codeOf("degre", degre);
    if (types.size === 1) for (const type of types) alias.set(codeOf("type", type), alias.get(code) ?? code);
  }
  return alias;
}

/** A count as it is printed. */
export function direCompte(compte: number | null): string {
  return compte === null ? "masqué" : formatNombre(compte);
}
