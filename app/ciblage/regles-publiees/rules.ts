import type { ContenuListe, LignePubliee } from "../listes/rules.ts";

/** A name that anybody may read, and nothing that was measured or said of the structure. */
export type NomPublic = Pick<LignePubliee, "nom" | "commune" | "departement">;

/**
 * The structures chosen, by name, where the recteur publishes names; nobody otherwise. Those that were not chosen, or
 * declined, are never named to the public. Source: domaine §15, correction 5.
 */
export function listNomsPublics({ lignes }: Pick<ContenuListe, "lignes">, nomsPublics: boolean): NomPublic[] {
  if (!nomsPublics) return [];
  const order = new Intl.Collator("fr");
  return lignes
    .filter(({ etat }) => etat === "retenu")
    .map(({ nom, commune, departement }) => ({ nom, commune, departement }))
    .sort((a, b) => order.compare(a.departement, b.departement) || order.compare(a.nom, b.nom));
}

export type MorceauTexte =
  | { readonly genre: "paragraphe"; readonly texte: string }
  | { readonly genre: "liste"; readonly entrees: readonly string[] };

/** Paragraphs and lists of a text typed without any markup: blank lines part, a dash begins an entry. */
export function decouperTexte(texte: string): MorceauTexte[] {
  return texte
    .split(/\r?\n\s*\r?\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part): MorceauTexte => {
      const lines = part.split(/\r?\n/).map((line) => line.trim());
      return lines.every((line) => line.startsWith("- "))
        ? { genre: "liste", entrees: lines.map((line) => line.slice(2)) }
        : { genre: "paragraphe", texte: lines.join(" ") };
    });
}
