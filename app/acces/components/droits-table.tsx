import { DROITS, type Droit, type Etendue } from "../droits/rules.ts";
import { FONCTIONS, type Fonction } from "../fonctions/rules.ts";

const ETENDUES: Readonly<Record<Etendue, string>> = { portee: "son périmètre", nation: "partout" };
const LIGNES = Object.entries(DROITS) as [string, Droit][];

/** The rights table of the code, function by function: what is read here is what the guard applies. */
export function DroitsTable({ miennes }: { miennes: readonly Fonction[] }) {
  return (
    <section>
      <h2>Tableau des droits</h2>
      <dl className="anc-descriptions">
        {LIGNES.map(([permission, { libelle, pourquoi }]) => (
          <div key={permission}>
            <dt>{libelle}</dt>
            <dd>{pourquoi}</dd>
          </div>
        ))}
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <section className="anc-table anc-table--large" aria-labelledby="tableau-droits" tabIndex={0}>
        <table>
          <caption id="tableau-droits" className="fr-sr-only">
            Droits par fonction
          </caption>
          <thead>
            <tr>
              <th scope="col">Fonction</th>
              {LIGNES.map(([permission, { libelle }]) => (
                <th key={permission} scope="col">
                  {libelle}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(Object.keys(FONCTIONS) as Fonction[]).map((fonction) => (
              <tr key={fonction}>
                <th scope="row">
                  {FONCTIONS[fonction]}
                  {miennes.includes(fonction) && <strong> (vous)</strong>}
                </th>
                {LIGNES.map(([permission, { fonctions }]) => (
                  <td key={permission}>{cellOf(fonctions[fonction])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function cellOf(etendue: Etendue | undefined): string {
  return etendue ? `Oui, ${ETENDUES[etendue]}` : "Non";
}
