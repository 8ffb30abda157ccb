import { DistributionChart } from "#app/platform/charts/distribution-chart.tsx";
import { EvolutionChart } from "#app/platform/charts/evolution-chart.tsx";
import { formatAnneeScolaire, formatNombre, pluriel } from "#app/platform/format/format.ts";
import type { Indicateur } from "../../indicateurs/queries.server.ts";
import { SECTEURS, TYPES, type TypeStructure } from "../../rules.ts";
import type { AnneeResumee } from "../indicateurs/queries.server.ts";
import {
  type LigneSynthese,
  MOYENNES,
  moyenneCommune,
  ordonner,
  quiDe,
  type Resume,
  type SecteurResume,
  TROP_PEU,
} from "../indicateurs/rules.ts";
import { Tableau } from "./tableau.tsx";

export interface LectureTerritoire {
  readonly indicateur: Indicateur;
  readonly type: TypeStructure;
  readonly secteur: SecteurResume;
  readonly annee: number | undefined;
}

export interface ResumesTerritoireProps {
  lieu: string;
  lecture: LectureTerritoire;
  synthese: readonly LigneSynthese[];
  evolution: readonly AnneeResumee[];
  /** The same in the whole nation. */
  repere: readonly AnneeResumee[];
  exportHref: string;
}

/** How the chosen indicator is spread here: picture, years, and each type and sector beside one another. */
export function ResumesTerritoire(props: ResumesTerritoireProps) {
  const { lieu, lecture, synthese, exportHref } = props;
  const { indicateur, type, secteur, annee } = lecture;
  const ligne = synthese.find((one) => one.type === type && one.secteur === secteur);
  if (annee === undefined || !ligne)
    return (
      <>
        <p>{`${indicateur.libelle} : rien n’est publié ici pour ce choix (${quiDe(lecture)}). Choisissez un autre type ou un autre indicateur.`}</p>
        {annee !== undefined && synthese.length > 0 && (
          <Synthese lecture={lecture} synthese={synthese} exportHref={exportHref} />
        )}
      </>
    );
  return (
    <>
      {ligne.resume ? (
        <DistributionChart
          titre={`${indicateur.libelle}, ${formatAnneeScolaire(annee)} : ${quiDe(lecture)}, ${lieu}`}
          source={indicateur.source}
          unite={indicateur.unite}
          decimales={indicateur.decimales}
          bornes={[...ligne.resume.bornes]}
          effectifs={[...ligne.resume.effectifs]}
          quartiles={[ligne.resume.q1, ligne.resume.mediane, ligne.resume.q3]}
          n={ligne.resume.n}
          valeur={null}
          libelleValeur=""
        />
      ) : (
        <p>{phraseTropPeu(ligne.n, indicateur.seuilReference)}</p>
      )}
      <Evolution {...props} />
      <Synthese lecture={lecture} synthese={synthese} exportHref={exportHref} />
    </>
  );
}

const phraseTropPeu = (n: number, seuil: number) =>
  `${TROP_PEU} : ${pluriel(n, "structure")}, il en faut au moins ${seuil} pour qu’un résumé ne désigne personne.`;

function Evolution({ lieu, lecture, evolution, repere }: ResumesTerritoireProps) {
  if (evolution.length < 2) return null;
  const { indicateur } = lecture;
  const moyenne = moyenneCommune([...evolution, ...repere].map(({ resume }) => resume));
  const points = (annees: readonly AnneeResumee[]) =>
    annees.map(({ annee, resume }) => ({
      annee,
      valeur: resume ? moyenne.of(resume) : null,
      ...(resume ? {} : { mention: TROP_PEU }),
    }));
  return (
    <EvolutionChart
      titre={`${indicateur.libelle}, ${quiDe(lecture)} : ${MOYENNES[moyenne.ponderee ? "ponderee" : "simple"]}`}
      source={indicateur.source}
      unite={indicateur.unite}
      decimales={indicateur.decimales}
      ruptures={indicateur.ruptures}
      series={[
        { libelle: lieu, court: "Ici", points: points(evolution) },
        ...(repere.length > 0 ? [{ libelle: "Nation", court: "Nation", points: points(repere) }] : []),
      ]}
    />
  );
}

const COLONNES = [
  { libelle: "Type et secteur" },
  { libelle: "Structures", nombre: true },
  { libelle: "Moyenne", nombre: true },
  { libelle: "Pondérée", nombre: true },
  { libelle: "Médiane", nombre: true },
  { libelle: "Quartiles", nombre: true },
  { libelle: "D1 – D9", nombre: true },
];

function Synthese({
  lecture: { indicateur, annee },
  synthese,
  exportHref,
}: Pick<ResumesTerritoireProps, "lecture" | "synthese" | "exportHref">) {
  const lu = (value: number | null) =>
    value === null ? (
      <abbr title="non calculable : trop peu de structures ou de poids connus">n. c.</abbr>
    ) : (
      formatNombre(value, indicateur.decimales)
    );
  const cells = (resume: Resume | null): React.ReactNode[] =>
    resume
      ? [
          lu(resume.moyenne),
          lu(resume.ponderee),
          lu(resume.mediane),
          `${formatNombre(resume.q1, indicateur.decimales)} – ${formatNombre(resume.q3, indicateur.decimales)}`,
          resume.d1 === null || resume.d9 === null
            ? lu(null)
            : `${formatNombre(resume.d1, indicateur.decimales)} – ${formatNombre(resume.d9, indicateur.decimales)}`,
        ]
      : ["moyenne", "ponderee", "mediane", "quartiles", "deciles"].map((colonne) => (
          <abbr key={colonne} title={TROP_PEU}>
            t. p.
          </abbr>
        ));
  return (
    <>
      <Tableau
        titre={`${indicateur.libelle}${annee === undefined ? "" : `, ${formatAnneeScolaire(annee)}`}${indicateur.unite === "" ? "" : ` (${indicateur.unite})`}, par type et secteur`}
        colonnes={COLONNES}
        export={{ href: exportHref, objet: "les résumés par type et secteur" }}
        lignes={ordonner(synthese).map(({ type, secteur, n, resume }) => ({
          cle: `${type} ${secteur}`,
          cellules: [
            `${TYPES[type]}, ${secteur === "tous" ? "tous secteurs" : SECTEURS[secteur].toLowerCase()}`,
            formatNombre(n),
            ...cells(resume),
          ],
        }))}
      />
      <p className="anc-fiche__note">
        {`Moyenne : chaque structure compte pour une. Pondérée : chaque structure pèse par son effectif. t. p. : trop peu de structures (moins de ${indicateur.seuilReference}). Quartiles : la moitié centrale des structures. D1 – D9 : huit structures sur dix.`}
      </p>
    </>
  );
}
