import type { ColonneVue } from "../colonnes/rules.ts";

/** The columns of the file as it writes them, with three values each; nothing of what may name a person. */
export function ColonnesTrouvees({ colonnes }: { colonnes: readonly ColonneVue[] }) {
  return (
    <details className="anc-details">
      <summary>Voir les {colonnes.length} colonnes trouvées dans le fichier</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <section className="anc-table" aria-label="Colonnes trouvées" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="anc-nombre">
                Rang
              </th>
              <th scope="col">Colonne</th>
              <th scope="col">Exemples</th>
            </tr>
          </thead>
          <tbody>
            {colonnes.map(({ rang, etiquette, exemples, nominative }) => (
              <tr key={rang}>
                <td className="anc-nombre">{rang + 1}</td>
                <th scope="row">{etiquette || "(sans nom)"}</th>
                <td>
                  {nominative ? "Non montrés : ils peuvent désigner une personne" : exemples.join(" · ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** A column as a choice of a select: its label, then what it holds. */
export function choixColonnes(colonnes: readonly ColonneVue[]): { value: string; label: string }[] {
  return colonnes.map(({ rang, etiquette, exemples }) => {
    const shown = exemples.map((exemple) => exemple.slice(0, 18)).join(" · ");
    const label = `${rang + 1}. ${etiquette.slice(0, 40) || "(sans nom)"}`;
    return { value: String(rang), label: shown ? `${label} : ${shown}` : label };
  });
}
