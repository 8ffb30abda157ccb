import { parse } from "csv-parse/sync";
import { generateAcademie, type OptionsAcademie } from "./academie.ts";
import type { FichierGenere } from "./fichiers/csv.ts";

/** Reads the generated files back, as an importer would: what the tests assert on. */
export type Ligne = Record<string, string>;

export function read(fichier: FichierGenere | undefined): string {
  return [...(fichier?.parts() ?? [])].join("");
}

export function parseLignes(texte: string): Ligne[] {
  const delimiter = texte.slice(0, texte.indexOf("\n")).includes(";") ? ";" : ",";
  return parse(texte, { bom: true, columns: true, delimiter, skip_empty_lines: false }) as Ligne[];
}

/** The files of an académie by name, as text and as lines. */
export function readAcademie(options: OptionsAcademie): {
  textes: ReadonlyMap<string, string>;
  lignes: (nom: string) => Ligne[];
} {
  const textes = new Map(generateAcademie(options).map((fichier) => [fichier.nom, read(fichier)]));
  return {
    textes,
    lignes: (nom) => {
      const texte = textes.get(nom);
      if (texte === undefined) throw new RangeError(`No file ${nom}`);
      return nom.endsWith(".json") ? (JSON.parse(texte) as Ligne[]) : parseLignes(texte);
    },
  };
}

export function mean(valeurs: readonly number[]): number {
  return valeurs.reduce((somme, valeur) => somme + valeur, 0) / valeurs.length;
}

/** Pearson's coefficient. */
export function correlate(couples: readonly (readonly [number, number])[]): number {
  const [mx, my] = [mean(couples.map(([x]) => x)), mean(couples.map(([, y]) => y))];
  const sum = (f: (x: number, y: number) => number) =>
    couples.reduce((somme, [x, y]) => somme + f(x - mx, y - my), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}
