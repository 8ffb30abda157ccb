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

export type Cellule = string | number;

const LIGNES_PAR_PART = 500;

function formatCellule(cellule: Cellule, separateur: string): string {
  const texte = String(cellule);
  if (!texte.includes(separateur) && !/["\r\n]/.test(texte)) return texte;
  return `"${texte.replaceAll('"', '""')}"`;
}

/** The file is computed line by line each time it is read. */
export function makeFichier(
  nom: string,
  format: FormatCsv,
  entetes: string,
  listLignes: () => Iterable<readonly Cellule[]>,
): FichierGenere {
  return {
    nom,
    *parts() {
      let part = (format.bom ? "\uFEFF" : "") + entetes + format.finDeLigne;
      let nombre = 0;
      for (const cellules of listLignes()) {
        part += cellules.map((cellule) => formatCellule(cellule, format.separateur)).join(format.separateur);
        part += format.finDeLigne;
        nombre += 1;
        if (nombre % LIGNES_PAR_PART === 0) {
          yield part;
          part = "";
        }
      }
      if (part) yield part;
    },
  };
}
