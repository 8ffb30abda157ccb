import type { ChartCell, ChartTable } from "./chart-table.ts";

/** The table of a picture. It scrolls within itself when its columns do not fit a phone. */
export function ChartDataTable({ titre, tableau }: { titre: string; tableau: ChartTable }) {
  const { colonnes, lignes } = tableau;
  const classOf = (index: number) => (colonnes[index]?.nombre ? "anc-nombre" : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keyboard (WCAG 2.1.1)
    <section className="anc-graphique__tableau" tabIndex={0} aria-label={`Données : ${titre}`}>
      <table>
        <caption className="fr-sr-only">{titre}</caption>
        <thead>
          <tr>
            {colonnes.map(({ libelle }, index) => (
              <th key={libelle} scope="col" className={classOf(index)}>
                {libelle}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map((cells, line) => (
            // The lines of a picture never move: their place is their name.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={line}>
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={colonnes[index]?.libelle} scope="row">
                    <Cell cell={cell} />
                  </th>
                ) : (
                  <td key={colonnes[index]?.libelle} className={classOf(index)}>
                    <Cell cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell }: { cell: ChartCell }) {
  return typeof cell === "object" ? <a href={cell.href}>{cell.texte}</a> : cell;
}
