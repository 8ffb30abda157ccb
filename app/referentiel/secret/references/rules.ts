/**
 * References that are not shown: those of too few structures, and those that would give one back by difference.
 * Insee's rule of three units, made good against linear algebra: whatever sum a reader can form from shown means and
 * counts, it never is that of a hidden reference nor of fewer structures than the threshold.
 */

/** A reference of one (indicator, year, type): a territory and a sector, as the groups of structures that it adds up. */
export interface Cellule {
  readonly cle: string;
  /** Ranks of its groups; a group is the structures that no reference separates. */
  readonly groupes: readonly number[];
}

export interface Tableau {
  /** Number of structures of each group. */
  readonly groupes: readonly number[];
  readonly cellules: readonly Cellule[];
}

const EPSILON = 1e-9;

/**
 * Keys of the references to hide, `deja` among them: those are protected as if they were too small. The same table
 * always gives the same answer.
 */
export function choisirReferencesMasquees(
  { groupes, cellules }: Tableau,
  seuil: number,
  deja: ReadonlySet<string> = new Set(),
): Set<string> {
  const size = (ranks: readonly number[]) => ranks.reduce((sum, rank) => sum + (groupes[rank] ?? 0), 0);
  const sized = cellules
    .map((cellule) => ({ ...cellule, n: size(cellule.groupes) }))
    .sort((a, b) => a.groupes.length - b.groupes.length || a.n - b.n || (a.cle < b.cle ? -1 : 1));
  const secrets = sized.filter(({ cle, n }) => deja.has(cle) || n < seuil);
  const masquees = new Set(secrets.map(({ cle }) => cle));
  for (;;) {
    const shown = sized.filter(({ cle }) => !masquees.has(cle));
    const espace = new Espace(groupes.length, shown);
    const revealed = [
      ...secrets.map((cellule) => espace.combinationOf(cellule.groupes)),
      ...groupes.map((n, rank) => (n < seuil ? espace.combinationOf([rank]) : undefined)),
      ...espace.listSums().map(({ ranks, cells }) => (size(ranks) < seuil ? cells : undefined)),
    ].filter((cells) => cells !== undefined);
    if (revealed.length === 0) return withoutDeducible(masquees, secrets, sized, espace);
    for (const cells of revealed) {
      // Hidden in the same turn for another of them: the next turn tells whether that was enough.
      if (cells.some((index) => masquees.has(shown[index]?.cle ?? ""))) continue;
      const least = cells
        .map((index) => shown[index])
        .filter((cellule) => cellule !== undefined)
        .sort((a, b) => a.n - b.n || (a.cle < b.cle ? -1 : 1))[0];
      if (least) masquees.add(least.cle);
    }
  }
}

/** What shown references give back anyway is shown: hiding it would protect nothing. */
function withoutDeducible(
  masquees: ReadonlySet<string>,
  secrets: readonly Cellule[],
  cellules: readonly Cellule[],
  espace: Espace,
): Set<string> {
  const kept = new Set(secrets.map(({ cle }) => cle));
  return new Set(
    cellules
      .filter(({ cle }) => masquees.has(cle))
      .filter(({ cle, groupes }) => kept.has(cle) || espace.combinationOf(groupes) === undefined)
      .map(({ cle }) => cle),
  );
}

interface Ligne {
  readonly vecteur: Float64Array;
  /** Shown cells that it adds up, by index, with their coefficients. */
  readonly cellules: Map<number, number>;
}

/** Every sum that shown cells can form, as an echelon basis over the groups. */
class Espace {
  private readonly pivots: (Ligne | undefined)[];
  private readonly taille: number;

  constructor(taille: number, shown: readonly Cellule[]) {
    this.taille = taille;
    this.pivots = new Array(taille);
    for (const [index, { groupes }] of shown.entries()) {
      const ligne = { vecteur: vectorOf(groupes, taille), cellules: new Map([[index, 1]]) };
      const pivot = this.reduce(ligne);
      if (pivot !== undefined) this.pivots[pivot] = ligne;
    }
    // From the last one, so that each row only keeps its pivot and columns that no row holds.
    for (let pivot = taille - 1; pivot >= 0; pivot--) {
      const ligne = this.pivots[pivot];
      if (ligne) this.reduce(ligne, pivot + 1);
    }
  }

  /** Shown cells that add up to these groups; undefined when none do. */
  combinationOf(groupes: readonly number[]): number[] | undefined {
    const ligne = { vecteur: vectorOf(groupes, this.taille), cellules: new Map<number, number>() };
    return this.reduce(ligne) === undefined ? [...ligne.cellules.keys()] : undefined;
  }

  /** Sums of groups, all with one coefficient, among the rows of the basis. */
  listSums(): { ranks: number[]; cells: number[] }[] {
    return this.pivots.flatMap((ligne) => {
      if (!ligne) return [];
      const ranks = [...ligne.vecteur.keys()].filter((rank) => Math.abs(ligne.vecteur[rank] ?? 0) > EPSILON);
      const first = ligne.vecteur[ranks[0] ?? 0] ?? 0;
      const same = ranks.every((rank) => Math.abs((ligne.vecteur[rank] ?? 0) - first) < EPSILON);
      return same ? [{ ranks, cells: [...ligne.cellules.keys()] }] : [];
    });
  }

  /** Takes away from a row what the basis already says; gives its first remaining column. */
  private reduce(ligne: Ligne, from = 0): number | undefined {
    let first: number | undefined;
    for (let rank = from; rank < this.taille; rank++) {
      const value = ligne.vecteur[rank] ?? 0;
      if (Math.abs(value) < EPSILON) continue;
      const pivot = this.pivots[rank];
      if (pivot) subtract(ligne, pivot, value / (pivot.vecteur[rank] ?? 1), rank);
      else first ??= rank;
    }
    return first;
  }
}

function vectorOf(groupes: readonly number[], taille: number): Float64Array {
  const vecteur = new Float64Array(taille);
  for (const rank of groupes) vecteur[rank] = 1;
  return vecteur;
}

function subtract(ligne: Ligne, pivot: Ligne, factor: number, from: number): void {
  for (let rank = from; rank < ligne.vecteur.length; rank++)
    ligne.vecteur[rank] = (ligne.vecteur[rank] ?? 0) - factor * (pivot.vecteur[rank] ?? 0);
  for (const [index, coefficient] of pivot.cellules) {
    const rest = (ligne.cellules.get(index) ?? 0) - factor * coefficient;
    if (Math.abs(rest) < EPSILON) ligne.cellules.delete(index);
    else ligne.cellules.set(index, rest);
  }
}
