import { carriedParams, tableHref } from "./table-query.ts";

export interface FilterBarProps {
  /** What is being filtered: « Filtrer les structures ». */
  label: string;
  /** Names of the fields inside, which the form replaces. */
  names: readonly string[];
  params: URLSearchParams;
  children: React.ReactNode;
}

/** A GET form around the fields of a list: sort, columns and page size are carried along. */
export function FilterBar({ label, names, params, children }: FilterBarProps) {
  const active = names.some((name) => params.get(name));
  return (
    <search aria-label={label}>
      <form method="get" className="anc-filtres">
        {carriedParams(params, names).map(([name, value]) => (
          <input key={name + value} type="hidden" name={name} value={value} />
        ))}
        <div className="anc-filtres__champs">{children}</div>
        <div className="anc-filtres__actions">
          <button type="submit" className="fr-btn fr-btn--secondary">
            Filtrer
          </button>
          {active && (
            <a
              className="fr-link"
              href={tableHref(params, Object.fromEntries(names.map((name) => [name, null])))}
            >
              Effacer les filtres
            </a>
          )}
        </div>
      </form>
    </search>
  );
}
