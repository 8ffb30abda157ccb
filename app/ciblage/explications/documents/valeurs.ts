import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import type { CalculExplique, ExplicationLue } from "../rules.ts";
import { direPairs, direPlace, direValeur, raisonOf } from "../situation/rules.ts";
import type { SectionExplication } from "./blocs.ts";

/** The values of the structure as the run read them, beside those of comparable structures, in words. */
export function composeValeurs(
  { structure, calculs, valeursOuvertes }: ExplicationLue,
  calcul: CalculExplique,
): SectionExplication[] {
  const { variables, famille } = calcul;
  if (variables.length === 0) return [];
  const pairs = direPairs(structure);
  const raison = raisonOf(valeursOuvertes);
  // What the rule reads comes first: the rest describes, and chooses nothing.
  const ordered = [
    ...variables.filter(({ dansRegle }) => dansRegle),
    ...variables.filter(({ dansRegle }) => !dansRegle),
  ];
  return [
    {
      id: calculs.length === 1 ? "valeurs" : `valeurs-${famille}`,
      titre:
        calculs.length === 1
          ? "Ses valeurs"
          : `Ses valeurs : ${FAMILLES_ANALYSE[famille].libelle.toLowerCase()}`,
      blocs: [
        {
          genre: "phrases",
          phrases: [
            "Chaque valeur est lue à côté de celles des structures de même type et de même secteur.",
            "La médiane partage ces structures en deux moitiés.",
          ],
        },
        {
          genre: "tableau",
          titre: `Valeurs de la structure et structures comparables : ${FAMILLES_ANALYSE[famille].libelle.toLowerCase()}`,
          colonnes: [
            { titre: "Indicateur", part: 2 },
            { titre: "Valeur", nombre: true },
            { titre: "Parmi les structures comparables", part: 2 },
            { titre: "Sert à", part: 0.5 },
          ],
          lignes: ordered.map((variable) => [
            `${variable.libelle}, ${formatAnneeScolaire(variable.annee)}`,
            direValeur(variable, raison),
            direPlace(variable, pairs),
            variable.dansRegle ? "La règle" : "Décrire",
          ]),
        },
      ],
    },
  ];
}
