import type { ChartTable } from "#app/platform/charts/chart-table.ts";

/** A short table of figures; it scrolls within itself on a phone. */
export function TableAnalyse({ titre, tableau }: { titre: string; tableau: ChartTable }) {
  const { colonnes, lignes } = tableau;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-label={titre} tabIndex={0}>
      <table>
        <caption className="fr-sr-only">{titre}</caption>
        <thead>
          <tr>
            {colonnes.map(({ libelle, nombre }) => (
              <th key={libelle} scope="col" className={nombre ? "anc-nombre" : undefined}>
                {libelle}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map((cells) => (
            <tr key={String(cells[0])}>
              {colonnes.map(({ libelle, nombre }, index) => {
                const cell = cells[index];
                const text = typeof cell === "object" ? cell.texte : cell;
                return index === 0 ? (
                  <th key={libelle} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={libelle} className={nombre ? "anc-nombre" : undefined}>
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
