import { DistributionChart } from "#app/platform/charts/distribution-chart.tsx";
import { formatAnneeScolaire, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { SECTEURS, type Secteur, TYPES_PLURIEL, type TypeStructure } from "../../rules.ts";
import { type FicheIndicateur, NIVEAUX, type Niveau, texteValeur, type ValeurDatee } from "../rules.ts";

/** The structure whose values are shown beside those of its type and sector. */
export interface Comparee {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly nation: string;
  readonly academieCode: string;
  readonly departementCode: string;
  readonly circonscriptionCode: string | null;
  readonly bassinCode: string | null;
}

export interface FicheProps {
  fiche: FicheIndicateur;
  structure: Comparee;
  niveau: Niveau;
  /** Year of the page: told when this indicator does not know it. */
  annee: number | undefined;
  /** Rank of its title: under the title of a family, or alone on its page. */
  rang?: 2 | 3;
}

/** One indicator: its value, its references, its distribution, its years; and, one click away, where it comes from. */
export function FicheIndicateurCard({ fiche, structure, niveau, annee, rang = 3 }: FicheProps) {
  const Titre = rang === 2 ? "h2" : "h3";
  return (
    <article className="anc-fiche" aria-labelledby={`indicateur-${fiche.code}`}>
      <Titre id={`indicateur-${fiche.code}`}>{fiche.libelle}</Titre>
      <div className="anc-fiche__corps">
        <div>
          <p className="anc-fiche__valeur">
            <strong>{texteValeur(fiche, fiche.valeur)}</strong>
            <span>{formatAnneeScolaire(fiche.annee)}</span>
          </p>
          {annee !== undefined && fiche.annee !== annee && (
            <p className="anc-fiche__note">
              Non publié pour {formatAnneeScolaire(annee)} : voici la dernière année connue.
            </p>
          )}
          <p>
            <a href={`/structures/${structure.uai}/valeurs/${fiche.valeur.id}`}>
              D’où vient ce chiffre<span className="fr-sr-only"> : {fiche.libelle}</span>
            </a>
          </p>
          <References fiche={fiche} structure={structure} />
          <p className="anc-fiche__note">{fiche.lecture}</p>
        </div>
        <div>
          <Repartition fiche={fiche} structure={structure} niveau={niveau} />
          <Series fiche={fiche} uai={structure.uai} />
        </div>
      </div>
    </article>
  );
}

function References({ fiche, structure }: Pick<FicheProps, "fiche" | "structure">) {
  const pairs = `${TYPES_PLURIEL[structure.type]}, secteur ${SECTEURS[structure.secteur].toLowerCase()}`;
  return (
    <table className="anc-references">
      <caption>Références : {pairs}</caption>
      <thead>
        <tr>
          <th scope="col">Territoire</th>
          <th scope="col" className="anc-nombre">
            Moyenne
          </th>
          <th scope="col" className="anc-nombre">
            Médiane
          </th>
          <th scope="col" className="anc-nombre">
            Structures
          </th>
        </tr>
      </thead>
      <tbody>
        {(Object.keys(NIVEAUX) as Niveau[])
          .filter(
            (niveau) => PARTOUT.has(niveau) || fiche.references.some((found) => found.niveau === niveau),
          )
          .map((niveau) => (
            <ReferenceRow key={niveau} niveau={niveau} fiche={fiche} structure={structure} />
          ))}
      </tbody>
    </table>
  );
}

/** Every structure belongs to these; a collège has no circonscription, an académie may have no bassin. */
const PARTOUT: ReadonlySet<Niveau> = new Set<Niveau>(["nation", "academie", "departement"]);

interface ReferenceRowProps {
  niveau: Niveau;
  fiche: FicheIndicateur;
  structure: Comparee;
}

function ReferenceRow({ niveau, fiche, structure }: ReferenceRowProps) {
  const reference = fiche.references.find((candidate) => candidate.niveau === niveau);
  const cell = (value: number | null | undefined) =>
    value === null || value === undefined ? (
      <abbr title="trop peu de structures pour une référence">—</abbr>
    ) : (
      formatNombre(value, fiche.decimales === 0 ? 1 : fiche.decimales)
    );
  const mean = cell(reference?.moyenne);
  return (
    <tr>
      <th scope="row">{NIVEAUX[niveau]}</th>
      <td className="anc-nombre">
        {reference && reference.moyenne !== null ? (
          <a href={hrefReference(structure, fiche, niveau)}>
            {mean}
            <span className="fr-sr-only"> : d’où vient cette moyenne</span>
          </a>
        ) : (
          mean
        )}
      </td>
      <td className="anc-nombre">{cell(reference?.mediane)}</td>
      <td className="anc-nombre">{reference ? formatNombre(reference.n) : "—"}</td>
    </tr>
  );
}

/** The act of birth of a reference. */
export function hrefReference(
  structure: Comparee,
  { code, annee }: Pick<FicheIndicateur, "code" | "annee">,
  niveau: Niveau,
): string {
  const territoires: Readonly<Record<Niveau, string | null>> = {
    nation: structure.nation,
    academie: structure.academieCode,
    departement: structure.departementCode,
    circonscription: structure.circonscriptionCode,
    bassin: structure.bassinCode,
  };
  const named = new URLSearchParams({
    indicateur: code,
    annee: String(annee),
    niveau,
    territoire: territoires[niveau] ?? "",
    type: structure.type,
    secteur: structure.secteur,
  });
  return `/references?${named}`;
}

function Repartition({ fiche, structure, niveau }: Omit<FicheProps, "annee" | "rang">) {
  const { repartition } = fiche;
  if (!repartition) {
    return (
      <p className="anc-fiche__note">
        Trop peu de structures comparables sur ce territoire pour montrer une répartition.
      </p>
    );
  }
  return (
    <DistributionChart
      titre={`${fiche.libelle} : répartition ${formatAnneeScolaire(fiche.annee)}, ${NIVEAUX[niveau].toLowerCase()}`}
      unite={fiche.unite}
      decimales={fiche.decimales}
      bornes={[...repartition.bornes]}
      effectifs={[...repartition.effectifs]}
      quartiles={[...repartition.quartiles]}
      n={repartition.n}
      valeur={fiche.valeur.valeur}
      libelleValeur={structure.nom}
    />
  );
}

/** One table by stretch: years on both sides of a break are never in the same one. */
function Series({ fiche, uai }: { fiche: FicheIndicateur; uai: string }) {
  const count = fiche.series.flat().length;
  return (
    <details className="anc-details">
      <summary>
        {pluriel(count, "année connue", "années connues")}
        <span className="fr-sr-only"> : {fiche.libelle}</span>
      </summary>
      {fiche.series.map((stretch, index) => (
        <div key={stretch[0]?.annee}>
          {index > 0 && <Rupture fiche={fiche} avant={stretch} />}
          <ul className="anc-serie">
            {stretch.map((valeur) => (
              <li key={valeur.id}>
                {formatAnneeScolaire(valeur.annee)} :{" "}
                <a href={`/structures/${uai}/valeurs/${valeur.id}`}>{texteValeur(fiche, valeur)}</a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}

function Rupture({ fiche, avant }: { fiche: FicheIndicateur; avant: readonly ValeurDatee[] }) {
  const last = avant.at(-1)?.annee ?? 0;
  const rupture = fiche.ruptures.find(({ annee }) => annee > last);
  return rupture ? (
    <p className="anc-fiche__note">
      Rupture de série en {rupture.annee}. {rupture.motif}
    </p>
  ) : null;
}
