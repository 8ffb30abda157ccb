import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import type { Lexique } from "../../regles/lecture/rules.ts";
import {
  type DefinitionScenario,
  QUALITATIVES,
  TRAITEMENTS_MANQUANTS,
  type VariableChoisie,
} from "../rules.ts";

/** The analysis of a scenario, read aloud. */
export function DefinitionLue({ definition, lexique }: { definition: DefinitionScenario; lexique: Lexique }) {
  const { actives, supplementaires, qualitatives, manquants, poids, reduire, axes, classes } = definition;
  const none = "Aucune pour le moment";
  return (
    <DescriptionList
      entries={[
        {
          term: "Variables actives",
          description: actives.length > 0 ? <Variables variables={actives} lexique={lexique} /> : none,
        },
        {
          term: "Variables supplémentaires",
          description:
            supplementaires.length > 0 ? <Variables variables={supplementaires} lexique={lexique} /> : none,
        },
        {
          term: "Catégories qui décrivent",
          description: qualitatives.map((code) => QUALITATIVES[code]).join(", ") || none,
        },
        { term: "Valeurs manquantes", description: TRAITEMENTS_MANQUANTS[manquants] },
        {
          term: "Poids des structures",
          description:
            poids === "egaux"
              ? "Toutes comptent autant"
              : `Selon « ${lexique[poids.code]?.libelle ?? poids.code} »`,
        },
        {
          term: "Échelles",
          description: reduire
            ? "Réduites : chaque variable compte autant, quelle que soit son unité"
            : "Telles quelles : une variable plus étalée compte davantage",
        },
        { term: "Axes conservés", description: String(axes) },
        {
          term: "Classes",
          description: classes === null ? "Le nombre que l’arbre propose" : String(classes),
        },
      ]}
    />
  );
}

function Variables({ variables, lexique }: { variables: readonly VariableChoisie[]; lexique: Lexique }) {
  return (
    <ul className="anc-composition">
      {variables.map(({ code, annee, poids }) => (
        <li key={code}>
          {lexique[code]?.libelle ?? code}
          {", "}
          {annee === "derniere" ? "dernière année connue" : formatAnneeScolaire(annee)}
          {poids !== 1 && `, poids ${formatNombre(poids, Number.isInteger(poids) ? 0 : 2)}`}
        </li>
      ))}
    </ul>
  );
}
