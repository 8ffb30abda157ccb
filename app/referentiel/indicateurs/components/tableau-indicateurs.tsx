import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { type CorrectionMontree, ValeurLocale } from "../../corrections/components/valeur-locale.tsx";
import { FAMILLES, type Famille } from "../../rules.ts";
import { type FicheIndicateur, NIVEAUX, type Niveau, texteValeur } from "../rules.ts";
import { type Comparee, hrefReference } from "./fiche-indicateur.tsx";

const MONTRES: readonly Niveau[] = ["departement", "academie", "nation"];

export interface TableauProps {
  famille: Famille;
  fiches: readonly FicheIndicateur[];
  structure: Comparee;
  /** Values proposed locally, shown beside the official ones. */
  corrections: readonly CorrectionDuTableau[];
}

export type CorrectionDuTableau = CorrectionMontree & {
  readonly indicateur: string;
  readonly annee: number;
};

/** Every indicator of a family on one line: its value, its references; where it comes from and its page, one click away. */
export function TableauIndicateurs({ famille, fiches, structure, corrections }: TableauProps) {
  return (
    <section className="anc-table anc-indicateurs" aria-labelledby={`tableau-${famille}`}>
      <table>
        <caption id={`tableau-${famille}`} className="fr-sr-only">
          {FAMILLES[famille]} : valeurs et moyennes des structures de même type et de même secteur
        </caption>
        <thead>
          <tr>
            <th scope="col">Indicateur</th>
            <th scope="col" className="anc-nombre">
              Valeur
            </th>
            <th scope="col">Année</th>
            {MONTRES.map((niveau) => (
              <th key={niveau} scope="col" className="anc-nombre">
                {NIVEAUX[niveau]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fiches.map((fiche) => (
            <Ligne
              key={fiche.code}
              fiche={fiche}
              structure={structure}
              correction={corrections.find(
                ({ indicateur, annee }) => indicateur === fiche.code && annee === fiche.annee,
              )}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface LigneProps {
  fiche: FicheIndicateur;
  structure: Comparee;
  correction: CorrectionMontree | undefined;
}

function Ligne({ fiche, structure, correction }: LigneProps) {
  const { uai } = structure;
  return (
    <tr>
      <th scope="row">
        <a href={`/structures/${uai}/indicateurs/${fiche.code}`}>{fiche.libelle}</a>
        {correction && (
          <div className="anc-indicateurs__locale">
            <ValeurLocale correction={correction} />
          </div>
        )}
      </th>
      <td className="anc-nombre">
        <a href={`/structures/${uai}/valeurs/${fiche.valeur.id}`}>
          {texteValeur(fiche, fiche.valeur)}
          <span className="fr-sr-only"> : d’où vient ce chiffre</span>
        </a>
      </td>
      <td>{formatAnneeScolaire(fiche.annee)}</td>
      {MONTRES.map((niveau) => (
        <td key={niveau} className="anc-nombre">
          <Moyenne fiche={fiche} structure={structure} niveau={niveau} />
        </td>
      ))}
    </tr>
  );
}

function Moyenne({ fiche, structure, niveau }: Omit<LigneProps, "correction"> & { niveau: Niveau }) {
  const moyenne = fiche.references.find((reference) => reference.niveau === niveau)?.moyenne;
  if (moyenne === null || moyenne === undefined)
    return <abbr title="trop peu de structures pour une référence">—</abbr>;
  return (
    <a href={hrefReference(structure, fiche, niveau)}>
      {formatNombre(moyenne, fiche.decimales === 0 ? 1 : fiche.decimales)}
      <span className="fr-sr-only"> : d’où vient cette moyenne</span>
    </a>
  );
}
