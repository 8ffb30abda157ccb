/** One official file, written in pieces so that a load test never holds it whole. */
export interface FichierGenere {
  nom: string;
  // Each call starts the file again from its first byte.
  parts: () => Generator<string>;
}

/** The style traps of one official export: see donnees.md §3 « separators » and « BOM / EOL ». */
interface FormatCsv {
  separateur: ";" | ",";
  finDeLigne: "\r\n" | "\n";
  bom: boolean;
}

export const TECHNIQUE: FormatCsv = { separateur: ";", finDeLigne: "\r\n", bom: false };
export const ETIQUETTES: FormatCsv = { separateur: ";", finDeLigne: "\r\n", bom: true };
export const VIRGULES: FormatCsv = { separateur: ",", finDeLigne: "\n", bom: false };

export type Cellule = string | number;
export type Ligne = readonly Cellule[];

/** Replaces a line by none, itself, another, or several. `colonne` gives the place of a header. */
export type Alteration = (ligne: Ligne, colonne: (entete: string) => number) => readonly Ligne[];

export interface FichierTabulaire extends FichierGenere {
  // `listAjouts` is read after the last line.
  alterer: (alteration: Alteration, listAjouts: () => readonly Ligne[]) => FichierTabulaire;
}

const LIGNES_PAR_PART = 500;

function formatCellule(cellule: Cellule, separateur: string): string {
  const texte = String(cellule);
  if (!texte.includes(separateur) && !/["\r\n]/.test(texte)) return texte;
  return `"${texte.replaceAll('"', '""')}"`;
}

function* writeLignes(format: FormatCsv, entetes: string, lignes: Iterable<Ligne>): Generator<string> {
  let part = (format.bom ? "\uFEFF" : "") + entetes + format.finDeLigne;
  let nombre = 0;
  for (const cellules of lignes) {
    part += cellules.map((cellule) => formatCellule(cellule, format.separateur)).join(format.separateur);
    part += format.finDeLigne;
    nombre += 1;
    if (nombre % LIGNES_PAR_PART === 0) {
      yield part;
      part = "";
    }
  }
  if (part) yield part;
}

/** The file is computed line by line each time it is read. */
export function makeFichier(
  nom: string,
  format: FormatCsv,
  entetes: string,
  listLignes: () => Iterable<Ligne>,
): FichierTabulaire {
  return {
    nom,
    parts: () => writeLignes(format, entetes, listLignes()),
    alterer(alteration, listAjouts) {
      const noms = entetes.split(format.separateur);
      const colonne = (entete: string) => {
        const rang = noms.indexOf(entete);
        if (rang < 0) throw new RangeError(`${nom} has no column ${entete}`);
        return rang;
      };
      return makeFichier(nom, format, entetes, function* () {
        for (const ligne of listLignes()) yield* alteration(ligne, colonne);
        yield* listAjouts();
      });
    },
  };
}

/** A bare array, as the portal's API v2.1 exports it: one record a line. */
export function makeFichierJson(nom: string, listObjets: () => Iterable<object>): FichierGenere {
  return {
    nom,
    *parts() {
      let separateur = "[\n";
      for (const objet of listObjets()) {
        yield separateur + JSON.stringify(objet);
        separateur = ",\n";
      }
      yield separateur === "[\n" ? "[]\n" : "\n]\n";
    },
  };
}
