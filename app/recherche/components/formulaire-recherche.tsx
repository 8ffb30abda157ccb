/** A plain GET: its address can be kept, and goes back as it was. */
export function FormulaireRecherche({ q }: { q: string }) {
  return (
    <search className="anc-chercher">
      <form method="get" action="/recherche">
        <label className="fr-label" htmlFor="q">
          Que cherchez-vous ?
          <span className="fr-hint-text">
            Un nom, une commune, un code UAI, un indicateur. Une faute de frappe légère est rattrapée.
          </span>
        </label>
        <div className="anc-chercher__ligne">
          <input
            className="fr-input"
            type="search"
            id="q"
            name="q"
            defaultValue={q}
            maxLength={200}
            key={q}
          />
          <button type="submit" className="fr-btn">
            Chercher
          </button>
        </div>
      </form>
    </search>
  );
}
