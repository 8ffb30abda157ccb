import type { ClasseurGenere } from "../fichiers/classeur.ts";
import type { Ligne } from "../fichiers/csv.ts";

/** « 12,5 »: home-made files keep the comma of the spreadsheet. */
export function formatVirgule(valeur: number, decimales: number): string {
  return valeur.toFixed(decimales).replace(".", ",");
}

/** A CSV as « Enregistrer sous » of a French spreadsheet writes it: `;`, CRLF, Windows code page 1252. */
export function makeCsvMaison(
  nom: string,
  entetes: readonly string[],
  listLignes: () => Iterable<Ligne>,
): ClasseurGenere {
  return {
    nom,
    octets: async () => {
      const lignes = [entetes, ...listLignes()].map((ligne) => `${ligne.join(";")}\r\n`);
      // latin1 and 1252 agree on every letter that these files use.
      return Buffer.from(lignes.join(""), "latin1");
    },
  };
}
