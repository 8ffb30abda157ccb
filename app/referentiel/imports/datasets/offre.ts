import type { ColumnDeclaration, LineReader } from "./dataset.ts";

/** What a structure offers, by column of the directory that says it with 1. */
const LIBELLES: Readonly<Record<string, string>> = {
  voie_generale: "Voie générale",
  voie_technologique: "Voie technologique",
  voie_professionnelle: "Voie professionnelle",
  post_bac: "Formations post-bac",
  apprentissage: "Apprentissage",
  lycee_des_metiers: "Lycée des métiers",
  lycee_agricole: "Lycée agricole",
  lycee_militaire: "Lycée militaire",
  greta: "GRETA",
  ulis: "ULIS",
  segpa: "SEGPA",
  section_arts: "Section arts",
  section_cinema: "Section cinéma",
  section_theatre: "Section théâtre",
  section_sport: "Section sport",
  section_internationale: "Section internationale",
  section_europeenne: "Section européenne",
  restauration: "Restauration",
  hebergement: "Hébergement",
};

export const OFFRE: Readonly<Record<string, ColumnDeclaration>> = Object.fromEntries(
  Object.keys(LIBELLES).map((colonne) => [colonne, { alias: [colonne] }]),
);

/** Undefined when the source says nothing at all: an empty list would say that there is nothing. */
export function readOffre(line: LineReader): string[] | undefined {
  const dites = Object.entries(LIBELLES).filter(([colonne]) => line.text(colonne) !== "");
  if (dites.length === 0) return undefined;
  return dites
    .filter(([colonne]) => /^(1|oui|true)$/i.test(line.text(colonne)))
    .map(([, libelle]) => libelle);
}
