/** A piece of a section; `saisi` was typed by a person, and is quoted as it is. */
export type Bloc =
  | { readonly genre: "phrases"; readonly phrases: readonly string[] }
  | { readonly genre: "liste"; readonly entrees: readonly string[] }
  | { readonly genre: "saisi"; readonly titre: string; readonly texte: string }
  | {
      readonly genre: "tableau";
      readonly titre: string;
      /** `part`: share of the width of paper, 1 unless told. */
      readonly colonnes: readonly {
        readonly titre: string;
        readonly nombre?: boolean;
        readonly part?: number;
      }[];
      readonly lignes: readonly (readonly string[])[];
    };

export interface SectionExplication {
  readonly id: string;
  readonly titre: string;
  readonly blocs: readonly Bloc[];
}

/** « Pourquoi mon école ? » in its final words: the page and the paper only place them. */
export interface Explication {
  readonly titre: string;
  readonly surtitre: string;
  readonly chapeau: string;
  readonly sections: readonly SectionExplication[];
}

export const phrases = (...said: readonly string[]): Bloc => ({ genre: "phrases", phrases: said });
