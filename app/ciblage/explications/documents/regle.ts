import { formatDate, pluriel } from "#app/platform/format/format.ts";
import { direCriteres, direFragiles } from "../../calculs/explications/rules.ts";
import { direRegle, type Lexique } from "../../regles/lecture/rules.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import type { CalculExplique, ExplicationLue } from "../rules.ts";
import { raisonOf } from "../situation/rules.ts";
import type { Bloc, SectionExplication } from "./blocs.ts";

/** The rule as it was applied to the structure, criterion by criterion. */
export function composeRegle(lue: ExplicationLue, calcul: CalculExplique): SectionExplication[] {
  const { definition, criteres, variables } = calcul;
  const lisibles = new Set(
    variables.flatMap(({ cle, lisible }) => (lisible ? [`${lue.structure.uai}|${cle}`] : [])),
  );
  const dits = direCriteres(
    { definition, variables },
    { uai: lue.structure.uai, criteres },
    lisibles,
    raisonOf(lue.valeursOuvertes),
  );
  const fragiles = direFragiles({ definition, variables });
  const blocs: Bloc[] = [
    { genre: "phrases", phrases: [introOf(calcul)] },
    { genre: "liste", entrees: dits.map(({ phrase }) => phrase) },
    { genre: "phrases", phrases: direIssue(calcul) },
    ...direSomme(calcul),
    ...(fragiles.length > 0
      ? [{ genre: "phrases", phrases: [`À lire avec prudence : ${fragiles.join(", ")}.`] } as const]
      : []),
  ];
  const seule = lue.calculs.length === 1;
  return [
    {
      id: seule ? "regle" : `regle-${calcul.famille}`,
      titre: seule
        ? "La règle, critère par critère"
        : `La règle, critère par critère : ${FAMILLES_ANALYSE[calcul.famille].libelle.toLowerCase()}`,
      blocs,
    },
  ];
}

function introOf({ scenario, numero, donneesAu }: CalculExplique): string {
  return `Règle « ${scenario} », calcul nº ${numero}, données du ${formatDate(new Date(donneesAu), "Europe/Paris")}.`;
}

/** A criterion on what the reader may not read tells nothing, and so does not enter what is counted before them. */
function cachesOf({ definition, variables }: CalculExplique): ReadonlySet<string> {
  return new Set(
    definition.regle.criteres.flatMap((critere) => {
      if (critere.genre !== "indicateur") return [];
      const variable = variables.find(
        ({ code, annee }) => code === critere.code && annee === Number(critere.annee),
      );
      return variable === undefined || (!variable.lisible && variable.diffusion !== "ouverte")
        ? [critere.id]
        : [];
    }),
  );
}

/** How many criteria hold, and what the rule made of it. With a hidden one, the outcome would tell it: nothing is said. */
function direIssue(calcul: CalculExplique): string[] {
  const { criteres, auMoins } = calcul.definition.regle;
  const caches = cachesOf(calcul);
  const countOf = (role: string) => {
    const own = criteres.filter((critere) => critere.role === role && !caches.has(critere.id));
    const held = own.filter(({ id }) => calcul.criteres.some((one) => one.id === id && one.rempli));
    return { n: own.length, held: held.length };
  };
  const [requis, compte, exclusion] = [countOf("requis"), countOf("compte"), countOf("exclusion")];
  return [
    ...(requis.n > 0 ? [`Critères obligatoires remplis : ${requis.held} sur ${requis.n}.`] : []),
    ...(compte.n > 0
      ? [`Critères comptés remplis : ${compte.held} sur ${compte.n} ; la règle en demande ${auMoins}.`]
      : []),
    ...(exclusion.held > 0 ? [`Un cas qui écarte est le sien : ${pluriel(exclusion.held, "critère")}.`] : []),
    caches.size > 0
      ? "Un critère au moins est réservé aux personnes habilitées : l’issue de la règle n’est donc pas dite ici."
      : calcul.retenue
        ? "La règle la retient ; la décision reste celle de personnes."
        : "La règle ne la retient pas ; la décision reste celle de personnes.",
  ];
}

/** Weights are part of the rule, which everybody may know; what they make of one structure is not told here. */
function direSomme({ definition, variables }: CalculExplique): Bloc[] {
  const lexique: Lexique = Object.fromEntries(
    variables.map(({ code, libelle, unite, decimales, annee }) => [
      code,
      { libelle, unite, decimales, annee },
    ]),
  );
  const { composite } = direRegle(definition.regle, lexique);
  if (!composite) return [];
  return [
    {
      genre: "phrases",
      phrases: [
        definition.regle.nombreMax === null
          ? "Une somme pondérée aide à lire les structures, sans en écarter aucune."
          : `Parmi les structures qui remplissent les critères, une somme pondérée en garde ${definition.regle.nombreMax}.`,
      ],
    },
    { genre: "liste", entrees: composite.termes },
  ];
}
