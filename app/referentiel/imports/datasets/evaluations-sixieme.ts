import { normalizeSearch } from "../../rules.ts";
import { COLONNE_UAI, LICENCE_OUVERTE } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures, LineReader } from "./dataset.ts";

type Matiere = "francais" | "mathematiques";

function matiereOf(line: LineReader): Matiere | undefined {
  const words = normalizeSearch(line.text("matiere"));
  if (words.startsWith("fran")) return "francais";
  return words.startsWith("math") ? "mathematiques" : undefined;
}

const MATIERES: readonly Matiere[] = ["francais", "mathematiques"];

/** Only whole schools: the subtotals by sex or age describe pupils, too few to be read. */
export const evaluationsSixieme: DatasetStructures = {
  objet: "structure",
  code: "evaluations_sixieme",
  libelle: "Évaluations nationales de sixième par établissement",
  source: "DEPP, fr-en-evaluations_nationales_6eme_par_etablissement",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 54,
  autorite: "statistique",
  colonnes: {
    uai: COLONNE_UAI,
    annee: { alias: ["annee", "rentree_scolaire"], obligatoire: true },
    matiere: { alias: ["discipline", "matiere"], obligatoire: true },
    caracteristique: { alias: ["caracteristique"], obligatoire: true },
    effectif: { alias: ["effectif"], obligatoire: true },
    score: { alias: ["score_moyen"], obligatoire: true },
  },
  exclut: [],
  annee: (line) => line.read("annee", convert.anneeRentree),
  horsChamp: (line) =>
    normalizeSearch(line.text("caracteristique")) !== "ensemble" || matiereOf(line) === undefined,
  precision: (line) => matiereOf(line) ?? "",
  indicateurs: MATIERES.flatMap((matiere) => {
    const si = (line: LineReader) => matiereOf(line) === matiere;
    return [
      { colonne: "effectif", indicateur: `eval6_${matiere}_effectif`, si },
      { colonne: "score", indicateur: `eval6_${matiere}_score`, si },
    ];
  }),
};
