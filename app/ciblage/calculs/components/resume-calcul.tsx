import {
  formatAnneeScolaire,
  formatDateHeure,
  formatNombre,
  formatPourcent,
  pluriel,
} from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { TRAITEMENTS_MANQUANTS } from "../../scenarios/rules.ts";
import type { VariableGelee } from "../rules.ts";
import type { Calcul } from "../suivi/rules.ts";

export interface VariableResumee extends VariableGelee {
  /** Structures of the population that have a number. */
  readonly connues: number;
  readonly role: "active" | "supplementaire" | null;
}

export interface Resume {
  readonly variables: readonly VariableResumee[];
  readonly classes: number;
  readonly aDepartager: number;
  readonly imputees: number;
}

interface ResumeCalculProps {
  readonly calcul: Calcul;
  readonly resume: Resume;
  readonly prepare: boolean;
}

/** What a finished run found, what it was made from, and by what it is recognised. */
export function ResumeCalcul({ calcul, resume, prepare }: ResumeCalculProps) {
  const { stabilite } = calcul.demande;
  const base = `/ciblage/calculs/${calcul.id}`;
  return (
    <>
      <section aria-labelledby="trouve">
        <h2 id="trouve">Ce que le calcul a trouvé</h2>
        <DescriptionList
          entries={[
            { term: "Population", description: pluriel(calcul.population ?? 0, "structure") },
            {
              term: "Placées par l’analyse",
              description: `${pluriel(calcul.analysees ?? 0, "structure")}, dont ${formatNombre(resume.imputees)} avec une valeur complétée`,
            },
            {
              term: "Classes",
              description: <a href={`${base}/classes`}>{pluriel(resume.classes, "classe")}</a>,
            },
            {
              term: "Retenues par la règle",
              description: <a href={`${base}/liste`}>{pluriel(calcul.retenues ?? 0, "structure")}</a>,
            },
            {
              term: "À départager",
              description: (
                <a href={`${base}/stabilite`}>
                  {`${pluriel(resume.aDepartager, "structure")} en dessous de ${formatPourcent(stabilite.seuilDepartage)} de constance`}
                </a>
              ),
            },
          ]}
        />
      </section>
      <Donnees calcul={calcul} variables={resume.variables} />
      <section aria-labelledby="reconnaitre">
        <h2 id="reconnaitre">De quoi le reconnaître et le refaire</h2>
        <DescriptionList
          entries={[
            { term: "Moteur", description: `Version ${calcul.moteur}` },
            { term: "Graine des tirages", description: String(calcul.graine) },
            {
              term: "Stabilité",
              description: `${pluriel(stabilite.tirages, "tirage")}, poids à ± ${formatPourcent(stabilite.ecartPoids)}`,
            },
            { term: "Empreinte des données (SHA-256)", description: <code>{calcul.entreeEmpreinte}</code> },
            { term: "Empreinte de la liste (SHA-256)", description: <code>{calcul.listeEmpreinte}</code> },
          ]}
        />
        {prepare && (
          <p>
            <a className="fr-btn fr-btn--secondary" href={`${base}/rejouer`}>
              Rejouer ce calcul
            </a>
          </p>
        )}
      </section>
    </>
  );
}

const uncapitalise = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const ROLES = { active: "Active", supplementaire: "Supplémentaire" } as const;

function Donnees({ calcul, variables }: { calcul: Calcul; variables: readonly VariableResumee[] }) {
  const { demande, population } = calcul;
  return (
    <section aria-labelledby="donnees">
      <h2 id="donnees">Les données</h2>
      <p>
        {`Valeurs connues le ${formatDateHeure(new Date(calcul.donneesAu), "Europe/Paris")}. Valeurs manquantes : ${uncapitalise(TRAITEMENTS_MANQUANTS[demande.definition.manquants])}. `}
        {demande.definition.reduire
          ? "Chaque variable est ramenée à la même dispersion."
          : "Les variables gardent leur dispersion."}
      </p>
      <ul>
        {variables.map((variable) => (
          <li key={variable.cle}>
            <a href={`/indicateurs/${variable.code}`}>{variable.libelle}</a>,{" "}
            {formatAnneeScolaire(variable.annee)} ({variable.role ? ROLES[variable.role] : "Pour la règle"}) :
            connue pour {formatNombre(variable.connues)} structures sur {formatNombre(population ?? 0)}.{" "}
            {variable.source}.
            {variable.faiblesses.length > 0 && (
              <details>
                <summary>Prudence de lecture</summary>
                <ul>
                  {variable.faiblesses.map((phrase) => (
                    <li key={phrase}>{phrase}</li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
