import { formatNombre, formatPourcent } from "#app/platform/format/format.ts";
import { direImputees } from "../../calculs/explications/rules.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import { type Approfondi, arrondirEnsemble, type CalculExplique, type ExplicationLue } from "../rules.ts";
import type { Bloc, SectionExplication } from "./blocs.ts";

const DECIMALES = 3;

/** What those who read the work of the académie read besides: sum, stability, nearest change, completed values. */
export function composeApprofondi({ calculs }: ExplicationLue, calcul: CalculExplique): SectionExplication[] {
  const { approfondi, variables } = calcul;
  if (!approfondi) return [];
  const completees = direImputees({ variables }, approfondi.imputees);
  return [
    {
      id: calculs.length === 1 ? "lecture" : `lecture-${calcul.famille}`,
      titre:
        calculs.length === 1
          ? "Pour l’académie seulement"
          : `Pour l’académie seulement : ${FAMILLES_ANALYSE[calcul.famille].libelle.toLowerCase()}`,
      blocs: [
        {
          genre: "phrases",
          phrases: [
            ...direStabilite(approfondi, calcul.retenue),
            direProche(approfondi),
            ...(completees ? [`Valeurs complétées par l’analyse, et non observées : ${completees}.`] : []),
          ],
        },
        ...composeSomme(calcul, approfondi),
      ],
    },
  ];
}

function direStabilite({ frequence, tirages, aDepartager }: Approfondi, retenue: boolean): string[] {
  if (frequence === null) return ["La stabilité de cette structure n’a pas été mesurée."];
  return [
    `${retenue ? "Elle reste" : "Elle serait"} retenue dans ${formatPourcent(frequence)} de ${formatNombre(tirages)} calculs refaits en changeant un peu les conventions.`,
    ...(aDepartager ? ["Elle est donc « à départager » : la règle seule ne suffit pas à décider."] : []),
  ];
}

function direProche({ complet, proche }: Approfondi): string {
  if (!complet) return "Ce calcul est trop grand pour chercher ici le changement le plus proche.";
  if (!proche)
    return "Aucun changement d’une seule valeur que vous pouvez lire ne changerait l’issue de la règle.";
  const write = (value: number) => formatNombre(value, proche.decimales);
  return `Changement le plus proche qui changerait l’issue : « ${proche.libelle} » à ${write(proche.vers)} au lieu de ${write(proche.de)}.`;
}

/** Each term with its part; the parts, as they are written, add up to the sum that is written. */
function composeSomme(
  { variables, famille }: CalculExplique,
  { composite, contributions }: Approfondi,
): Bloc[] {
  if (composite === null || contributions.length === 0) return [];
  const rounded = arrondirEnsemble(
    contributions.map(({ part }) => part),
    DECIMALES,
  );
  const total = rounded.reduce((sum, part) => sum + part, 0);
  return [
    {
      genre: "tableau",
      titre: `Part de chaque terme dans la somme pondérée : ${FAMILLES_ANALYSE[famille].libelle.toLowerCase()}`,
      colonnes: [{ titre: "Terme" }, { titre: "Part", nombre: true }],
      lignes: [
        ...contributions.map(({ cle }, place) => [
          variables.find((one) => one.cle === cle)?.libelle ?? cle,
          formatNombre(rounded[place] as number, DECIMALES),
        ]),
        ["Somme", formatNombre(total, DECIMALES)],
      ],
    },
  ];
}
