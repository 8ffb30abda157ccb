export interface LigneRetirable {
  readonly id: string;
  readonly nom: string;
  readonly cellules: readonly string[];
}

/** What people decided and that still holds, each with the way to withdraw it. */
export function ListeRetirable({
  titre,
  colonnes,
  lignes,
}: {
  titre: string;
  colonnes: readonly string[];
  lignes: readonly LigneRetirable[];
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-label={titre} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {colonnes.map((colonne) => (
              <th key={colonne} scope="col">
                {colonne}
              </th>
            ))}
            <th scope="col">
              <span className="fr-sr-only">Retirer</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lignes.map(({ id, nom, cellules }) => (
            <tr key={id}>
              <th scope="row">{nom}</th>
              {cellules.map((cellule, index) => (
                <td key={colonnes[index + 1]}>{cellule}</td>
              ))}
              <td>
                <form method="post">
                  <input type="hidden" name="id" value={id} />
                  <button type="submit" className="fr-btn fr-btn--tertiary fr-btn--sm">
                    Retirer<span className="fr-sr-only"> {nom}</span>
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
