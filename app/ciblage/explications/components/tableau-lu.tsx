export interface TableauLuProps {
  titre: string;
  /** Whether the title is read on the screen; it always is by assistive technology. */
  montre?: boolean;
  colonnes: readonly { readonly titre: string; readonly nombre?: boolean }[];
  /** The first cell of a line names it. */
  lignes: readonly (readonly string[])[];
}

/** A small table, whole: it scrolls within itself when its columns do not fit a phone. */
export function TableauLu({ titre, montre = false, colonnes, lignes }: TableauLuProps) {
  const classOf = (place: number) => (colonnes[place]?.nombre ? "anc-nombre" : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-label={titre} tabIndex={0}>
      <table className={montre ? "anc-tableau-lu" : undefined}>
        <caption className={montre ? "anc-legende" : "fr-sr-only"}>{titre}</caption>
        <thead>
          <tr>
            {colonnes.map(({ titre: colonne }, place) => (
              <th key={colonne} scope="col" className={classOf(place)}>
                {colonne}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map((cellules, ligne) => (
            // Lines of a document never move: their place is their name.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={ligne}>
              {cellules.map((cellule, place) =>
                place === 0 ? (
                  <th key={colonnes[place]?.titre} scope="row">
                    {cellule}
                  </th>
                ) : (
                  <td key={colonnes[place]?.titre} className={classOf(place)}>
                    {cellule}
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
