import { writeXlsx } from "hucre/xlsx";

/** A spreadsheet, which exists only whole. */
export interface ClasseurGenere {
  nom: string;
  octets: () => Promise<Uint8Array>;
}

export interface Feuille {
  nom: string;
  // First header row: title of each group, merged over its columns; second row: the columns.
  groupes: readonly (readonly [string, readonly string[]])[];
  lignes: readonly (readonly (string | number)[])[];
}

// A fixed date: the same seed gives the same bytes.
const DATE = new Date("2026-03-18T08:00:00Z");

function mergeGroupes(groupes: Feuille["groupes"]) {
  let debut = 0;
  return groupes.map(([, colonnes]) => {
    const fusion = { startRow: 0, startCol: debut, endRow: 0, endCol: debut + colonnes.length - 1 };
    debut += colonnes.length;
    return fusion;
  });
}

export function makeClasseur(nom: string, listFeuilles: () => readonly Feuille[]): ClasseurGenere {
  return {
    nom,
    octets: () =>
      writeXlsx({
        properties: { created: DATE, modified: DATE },
        sheets: listFeuilles().map(({ nom: titre, groupes, lignes }) => ({
          name: titre,
          merges: mergeGroupes(groupes).filter(({ startCol, endCol }) => endCol > startCol),
          rows: [
            groupes.flatMap(([groupe, colonnes]) => colonnes.map((_, rang) => (rang === 0 ? groupe : null))),
            groupes.flatMap(([, colonnes]) => [...colonnes]),
            ...lignes.map((ligne) => [...ligne]),
          ],
        })),
      }),
  };
}
