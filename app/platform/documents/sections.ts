/** Sections that every document may hold; the layout draws them with `#section(donnees.x)`. */
export type Section = SectionDefinitions | SectionTableau | SectionNotes;

interface SectionCommune {
  readonly titre: string;
  /** Short paragraphs under the section. */
  readonly notes?: readonly string[];
}

/** Facts, two by line. */
export interface SectionDefinitions extends SectionCommune {
  readonly genre: "definitions";
  readonly entrees: readonly { readonly terme: string; readonly texte: string }[];
}

/** Lines under column headers; each line has as many cells as there are columns. */
export interface SectionTableau extends SectionCommune {
  readonly genre: "tableau";
  readonly colonnes: readonly Colonne[];
  readonly lignes: readonly (readonly string[])[];
}

export interface Colonne {
  readonly titre: string;
  /** Aligned on the right, as wide as its longest cell. */
  readonly nombre?: boolean;
  /** Share of the width left by the numbers, 1 unless told. */
  readonly part?: number;
}

export interface SectionNotes extends SectionCommune {
  readonly genre: "notes";
}
