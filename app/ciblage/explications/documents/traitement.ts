import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import type { ExplicationLue } from "../rules.ts";
import { type Bloc, phrases, type SectionExplication } from "./blocs.ts";

/**
 * The four items that are told on request, and the mention: degree and mode of contribution, data and sources,
 * parameters applied to the situation, operations. Source: CRPA, R. 311-3-1-1 and R. 311-3-1-2.
 */
export function composeTraitement({ calculs, textes }: ExplicationLue): SectionExplication {
  const blocs: Bloc[] =
    calculs.length === 0
      ? [phrases("Aucun traitement algorithmique n’a contribué à ce qui est dit de cette structure.")]
      : [
          phrases(
            "Part du traitement : il éclaire la décision, et il ne la prend pas.",
            "Il dit quels critères sont remplis ; des personnes décident ensuite, structure par structure.",
          ),
          phrases("Données et sources :"),
          { genre: "liste", entrees: listSources(calculs) },
          phrases(
            "Paramètres : ce sont les seuils et les poids écrits plus haut, appliqués aux valeurs de cette structure.",
            "Opérations : lire les valeurs, les comparer aux seuils, compter les critères remplis.",
            ...(calculs.some(({ definition }) => definition.regle.composite)
              ? ["S’y ajoute la somme pondérée, sur des valeurs ramenées à une même échelle."]
              : []),
            "Une valeur absente n’est jamais lue comme un zéro.",
          ),
        ];
  return {
    id: "traitement",
    titre: "Ce que le traitement a fait",
    blocs: [...blocs, ...motsOf(textes, calculs.length > 0)],
  };
}

/** The mention says that a processing helped to decide: where none did, it would be untrue. */
function motsOf({ mention, textes, recours }: ExplicationLue["textes"], traitee: boolean): Bloc[] {
  const saisi = (titre: string, texte: string): Bloc[] =>
    texte === "" ? [] : [{ genre: "saisi", titre, texte }];
  return [
    ...saisi("Mention", traitee ? mention : ""),
    ...saisi("Textes", textes),
    ...saisi("Demander les règles, ou contester", recours),
  ];
}

/** « DEPP, IPS des collèges (Licence Ouverte 2.0) : IPS 2024-2025, hétérogénéité 2024-2025 » */
function listSources(calculs: ExplicationLue["calculs"]): string[] {
  const sources = new Map<string, Set<string>>();
  for (const { source, libelle, annee } of calculs.flatMap(({ variables }) => variables)) {
    const own = sources.get(source) ?? new Set();
    sources.set(source, own.add(`${libelle} ${formatAnneeScolaire(annee)}`));
  }
  return [...sources].map(([source, own]) => `${source} : ${[...own].join(", ")}`);
}
