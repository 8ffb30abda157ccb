import { formatNombre } from "../format/format.ts";
import { tableHref } from "./table-query.ts";

export interface TablePagingProps {
  page: number;
  pages: number;
  params: URLSearchParams;
}

/** « Page 2 sur 40 » between four links; nothing when there is a single page. */
export function TablePaging({ page, pages, params }: TablePagingProps) {
  if (pages <= 1) return null;
  const link = (kind: "first" | "prev" | "next" | "last", label: string, target: number) => {
    const enabled = target >= 1 && target <= pages && target !== page;
    return (
      <li>
        <a
          className={`fr-pagination__link fr-pagination__link--${kind}`}
          {...(enabled
            ? { href: tableHref(params, { page: target }) }
            : { role: "link", "aria-disabled": true as const })}
        >
          {label}
        </a>
      </li>
    );
  };
  return (
    <nav className="fr-pagination anc-pagination" aria-label="Pages du tableau">
      <ul className="fr-pagination__list">
        {link("first", "Première page", 1)}
        {link("prev", "Page précédente", page - 1)}
        <li className="anc-pagination__ici" aria-current="page">
          Page {formatNombre(page)} sur {formatNombre(pages)}
        </li>
        {link("next", "Page suivante", page + 1)}
        {link("last", "Dernière page", pages)}
      </ul>
    </nav>
  );
}
