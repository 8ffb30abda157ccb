import type { Critere } from "../../regles/rules.ts";
import type { FamilleAnalyse, MotifCiblage } from "../../rules.ts";
import {
  BORNES_SCENARIO,
  DEFINITION_VIDE,
  type DefinitionScenario,
  REGLE_VIDE,
  type VariableChoisie,
} from "../rules.ts";

interface Modele {
  readonly libelle: string;
  readonly famille: FamilleAnalyse;
  /** What it rests on, and what it does not promise. */
  readonly note: string;
  readonly definition: DefinitionScenario;
}

const variables = (codes: readonly string[]): VariableChoisie[] =>
  codes.map((code) => ({ code, annee: "derniere", poids: 1 }));

const requis = (
  id: string,
  nom: string,
  motif: MotifCiblage | null,
  compare: Pick<Extract<Critere, { genre: "indicateur" }>, "code" | "sens" | "seuil">,
): Critere => ({ ...{ id, nom, motif, role: "requis", genre: "indicateur", annee: "derniere" }, ...compare });

/** Ready examples. Each says its own hypotheses: a source that gives no threshold is not made to give one. */
export const MODELES = {
  nantes: {
    libelle: "Règle de l’académie de Nantes (2021)",
    famille: "colleges",
    note: "La source dit « défavorisés, peu équitables et avec une valeur ajoutée nulle voire négative », sans définir les deux premiers ni donner de seuil. Cet exemple fait ses propres hypothèses : défavorisés = IPS dans le quart le plus bas de la population ; peu équitables = écart-type de l’IPS dans la moitié la plus haute ; valeur ajoutée au DNB de 0 au plus. Il ne promet pas de retrouver les 21 collèges de 2021.",
    definition: {
      ...DEFINITION_VIDE,
      actives: variables([
        ...["ips", "ips_ecart_type", "eloignement", "ivac_reussite_g", "ivac_va_reussite_g"],
        ...["ivac_ecrit_g", "ivac_va_ecrit_g", "ivac_acces_6e_3e"],
      ]),
      supplementaires: variables(["effectif_college"]),
      qualitatives: ["secteur", "departement", "ruralite"],
      regle: {
        ...REGLE_VIDE,
        criteres: [
          requis("c1", "défavorisés", "proximite_ep", {
            ...{ code: "ips", sens: "au_plus" },
            seuil: { genre: "quantile", quantile: 0.25, base: "population" },
          }),
          requis("c2", "peu équitables (notre hypothèse)", "besoins_identifies", {
            ...{ code: "ips_ecart_type", sens: "au_moins" },
            seuil: { genre: "quantile", quantile: 0.5, base: "population" },
          }),
          requis("c3", "valeur ajoutée nulle ou négative", "besoins_identifies", {
            ...{ code: "ivac_va_reussite_g", sens: "au_plus" },
            seuil: { genre: "absolu", valeur: 0 },
          }),
        ],
      },
    },
  },
  orphelines: {
    libelle: "Écoles orphelines proches de l’éducation prioritaire",
    famille: "ecoles",
    note: "Une école orpheline dont l’IPS est dans le quart le plus bas de la population. Les seuils du rapport Azéma-Mathiot valent pour l’ancienne échelle de l’IPS : ils ne sont pas repris ici.",
    definition: {
      ...DEFINITION_VIDE,
      actives: variables(["ips", "effectif_ecole", "distance_qpv"]),
      supplementaires: variables(["nombre_classes"]),
      qualitatives: ["type", "secteur", "departement", "ruralite", "orpheline"],
      regle: {
        ...REGLE_VIDE,
        criteres: [
          { id: "c1", role: "requis", motif: "proximite_ep", nom: "", genre: "marque", marque: "orpheline" },
          requis("c2", "socialement proches", "proximite_ep", {
            ...{ code: "ips", sens: "au_plus" },
            seuil: { genre: "quantile", quantile: 0.25, base: "population" },
          }),
        ],
      },
    },
  },
  progres: {
    libelle: "Collèges en progrès",
    famille: "colleges",
    note: "Le critère national porte sur la part d’élèves sous 8 sur 20 à l’écrit du brevet, que les données ouvertes ne publient pas. Cet exemple lit à sa place la note moyenne à l’écrit (dans le cinquième le plus bas de l’académie) et écarte une valeur ajoutée de plus de 2 points. Remplacez-le par votre extraction si vous l’avez.",
    definition: {
      ...DEFINITION_VIDE,
      actives: variables(["ips", "ivac_ecrit_g", "ivac_va_ecrit_g", "ivac_reussite_g", "ivac_va_reussite_g"]),
      qualitatives: ["secteur", "departement", "ruralite"],
      regle: {
        ...REGLE_VIDE,
        criteres: [
          requis("c1", "résultats fragiles", "besoins_identifies", {
            ...{ code: "ivac_ecrit_g", sens: "au_plus" },
            seuil: { genre: "quantile", quantile: 0.2, base: "academie" },
          }),
          {
            ...requis("c2", "progrès déjà là", null, {
              ...{ code: "ivac_va_reussite_g", sens: "plus_de" },
              seuil: { genre: "absolu", valeur: 2 },
            }),
            role: "exclusion",
          },
        ],
      },
    },
  },
} as const satisfies Record<string, Modele>;
export type CodeModele = keyof typeof MODELES;

/**
 * An example as a campaign can run it: without the variables that nobody knows in its population, unless fewer than two
 * active ones would be left. Those that are left out are named.
 *
 * @param connus codes of the indicators that have a value in the population.
 */
export function adapterExemple(
  definition: DefinitionScenario,
  connus: ReadonlySet<string>,
): { readonly definition: DefinitionScenario; readonly sans: readonly string[] } {
  const known = ({ code }: VariableChoisie) => connus.has(code);
  const adapted = {
    ...definition,
    actives: definition.actives.filter(known),
    supplementaires: definition.supplementaires.filter(known),
  };
  if (adapted.actives.length < BORNES_SCENARIO.actives[0]) return { definition, sans: [] };
  const all = [...definition.actives, ...definition.supplementaires];
  return { definition: adapted, sans: all.filter((one) => !known(one)).map(({ code }) => code) };
}
