import { formatAnneeScolaire, formatNombre, formatPourcent, pluriel } from "#app/platform/format/format.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import type { GroupeLu } from "../comparaison/queries.server.ts";
import { type MethodeComparaison, RAISONS_ECARTEES, RAISONS_SANS_COMPARABLE } from "../comparaison/rules.ts";

export interface GroupeProps extends GroupeLu {
  /** Names of the structures that have no comparison, by UAI. */
  readonly noms: Readonly<Record<string, string>>;
}

/** How the comparison group of a family was drawn, and how alike it is. */
export function Groupe({ famille, methode, equilibre, noms }: GroupeProps) {
  const { sansComparable } = methode;
  return (
    <section aria-labelledby={`groupe-${famille}`}>
      <h2 id={`groupe-${famille}`}>{FAMILLES_ANALYSE[famille].libelle}</h2>
      <Methode {...methode} />
      {equilibre.length > 0 && <Equilibre {...{ famille, methode, equilibre }} />}
      {sansComparable.length > 0 && (
        <>
          <h3 className="fr-h6">{pluriel(sansComparable.length, "structure")} sans comparable</h3>
          <ul>
            {sansComparable.map(({ uai, raison }) => (
              <li key={uai}>
                <a href={`/structures/${uai}`}>{noms[uai] ?? uai}</a> : {RAISONS_SANS_COMPARABLE[raison]}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Methode(methode: MethodeComparaison) {
  const { variables, ecartees, choisies, candidates, candidatesSansValeur } = methode;
  return (
    <>
      <p>
        {pluriel(choisies, "structure retenue", "structures retenues")},{" "}
        {pluriel(candidates, "structure possible", "structures possibles")} : même académie et même
        population, ni retenue, ni en suivi différencié, dans aucun contrat ni dispositif de territoire.
        {candidatesSansValeur > 0 &&
          ` Parmi elles, ${pluriel(candidatesSansValeur, "structure est laissée", "structures sont laissées")} de côté, une valeur manquant.`}
      </p>
      <p>
        Chaque structure retenue reçoit au plus {methode.comparablesParStructure} comparables, de même type et
        de même secteur, les plus proches par la distance de Mahalanobis (covariance rétrécie à{" "}
        {formatPourcent(methode.retrecissement)} vers l’identité, Ledoit et Wolf, 2004), à{" "}
        {formatNombre(methode.calibre, 2)} au plus (0,6 écart-type par variable, Cochran et Rubin, 1973).
        Aucune ne sert deux fois ; chacune reçoit son premier comparable avant qu’une autre en reçoive un
        second ; à distance égale, l’ordre est celui des UAI. Rien n’est tiré au sort.
      </p>
      <p>
        Variables, toutes d’entrée :{" "}
        {variables.map(({ libelle, annee }) => `${libelle} (${formatAnneeScolaire(annee)})`).join(" ; ") ||
          "aucune"}
        .
      </p>
      {ecartees.length > 0 && (
        <p>
          N’y entrent pas :{" "}
          {ecartees.map(({ libelle, raison }) => `${libelle} (${RAISONS_ECARTEES[raison]})`).join(" ; ")}.
        </p>
      )}
    </>
  );
}

const number = (value: number | null, decimals: number) =>
  value === null ? "–" : formatNombre(value, decimals);

function Equilibre({ famille, methode, equilibre }: GroupeLu) {
  const id = `equilibre-${famille}`;
  return (
    <>
      <h3 className="fr-h6" id={id}>
        Équilibre
      </h3>
      <p className="fr-hint-text">
        Écart réduit : différence des moyennes en écarts-types ; de 0 à 0,05 les groupes se ressemblent, de
        0,05 à 0,25 la différence est à corriger dans l’évaluation, au-delà l’effet ne se mesure pas bien
        (What Works Clearinghouse). Rapport des variances : 1 quand elles sont égales.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <section className="anc-table" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Variable</th>
              {TITRES.map((titre) => (
                <th key={titre} scope="col" className="anc-nombre">
                  {titre}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {equilibre.map((ligne) => {
              const variable = methode.variables.find(({ code }) => code === ligne.code);
              const decimals = (variable?.decimales ?? 1) + 1;
              const cells = [
                number(ligne.moyenneChoisies, decimals),
                number(ligne.moyenneCandidates, decimals),
                number(ligne.moyenneComparables, decimals),
                number(ligne.ecartAvant, 2),
                number(ligne.ecartApres, 2),
                number(ligne.rapportAvant, 2),
                number(ligne.rapportApres, 2),
              ];
              return (
                <tr key={ligne.code}>
                  <th scope="row">{variable?.libelle ?? ligne.code}</th>
                  {cells.map((cell, i) => (
                    <td key={TITRES[i]} className="anc-nombre">
                      {cell}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </>
  );
}

const TITRES = [
  "Moyenne des retenues",
  "Moyenne des possibles",
  "Moyenne des comparables",
  "Écart réduit avant",
  "Écart réduit après",
  "Rapport des variances avant",
  "Rapport des variances après",
];
