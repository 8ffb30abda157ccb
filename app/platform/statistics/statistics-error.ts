/** What a table lacks for a method to mean something. The feature turns the code into a sentence for the person. */
export type StatisticsFault =
  | "lignes_insuffisantes"
  | "variable_absente"
  | "dimensions_differentes"
  | "valeur_manquante"
  | "valeur_infinie"
  | "poids_invalide"
  | "inertie_nulle"
  | "variable_vide"
  | "axes_invalides"
  | "calcul_interrompu";

/** `row` and `column` are 0-based places in the table given, where one cell is at fault. */
export class StatisticsError extends Error {
  readonly code: StatisticsFault;
  readonly row: number | undefined;
  readonly column: number | undefined;
  constructor(code: StatisticsFault, place: { readonly row?: number; readonly column?: number } = {}) {
    super(`statistics: ${code}`);
    this.code = code;
    this.row = place.row;
    this.column = place.column;
  }
}
