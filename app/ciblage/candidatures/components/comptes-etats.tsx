import { formatNombre } from "#app/platform/format/format.ts";
import { ETATS_CANDIDATURE, type EtatCandidature } from "../rules.ts";

export interface ComptesEtatsProps {
  readonly comptes: readonly {
    readonly departement: string;
    readonly departementNom: string;
    readonly etat: EtatCandidature;
    readonly n: number;
  }[];
}

/** How many structures stand in each state, by département; only the states that hold one. */
export function ComptesEtats({ comptes }: ComptesEtatsProps) {
  if (comptes.length === 0) return null;
  const etats = (Object.keys(ETATS_CANDIDATURE) as EtatCandidature[]).filter((etat) =>
    comptes.some((compte) => compte.etat === etat),
  );
  const departements = new Map(
    comptes.map(({ departement, departementNom }) => [departement, departementNom]),
  );
  const sum = (departement: string | null, etat: EtatCandidature | null) =>
    comptes
      .filter(
        (one) => (departement ?? one.departement) === one.departement && (etat ?? one.etat) === one.etat,
      )
      .reduce((total, { n }) => total + n, 0);
  const row = (departement: string | null, titre: string) => (
    <tr key={titre}>
      <th scope="row">{titre}</th>
      {etats.map((etat) => (
        <td key={etat} className="anc-nombre">
          {formatNombre(sum(departement, etat))}
        </td>
      ))}
      <td className="anc-nombre">{formatNombre(sum(departement, null))}</td>
    </tr>
  );
  return (
    <section aria-labelledby="comptes">
      <h2 id="comptes">Où elles en sont, par département</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <section className="anc-table" aria-label="Comptes par département et par état" tabIndex={0}>
        <table>
          <caption className="fr-sr-only">Comptes par département et par état</caption>
          <thead>
            <tr>
              <th scope="col">Département</th>
              {etats.map((etat) => (
                <th key={etat} scope="col" className="anc-nombre">
                  {ETATS_CANDIDATURE[etat]}
                </th>
              ))}
              <th scope="col" className="anc-nombre">
                Ensemble
              </th>
            </tr>
          </thead>
          <tbody>
            {[...departements].map(([code, nom]) => row(code, nom))}
            {departements.size > 1 && row(null, "Ensemble")}
          </tbody>
        </table>
      </section>
    </section>
  );
}
