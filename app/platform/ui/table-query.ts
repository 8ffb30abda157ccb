/** The state of a list, as its URL says it. Everything is bounded: a URL is typed by anybody. */
export interface TableQuery {
  sort: { key: string; direction: "asc" | "desc" };
  page: number;
  size: number;
  /** Keys of the columns to show, in the order of the table. */
  columns: readonly string[];
}

export interface TableQueryOptions {
  sortable: readonly string[];
  defaultSort: string;
  columns: readonly string[];
  /** Shown when the URL says nothing; all of them by default. */
  defaultColumns?: readonly string[];
  /** Always shown, whatever the URL says: at least the one that names the row. */
  fixedColumns: readonly string[];
}

export const PAGE_SIZES = [20, 50, 100] as const;
const DEFAULT_SIZE = 50;
const LAST_PAGE = 100_000;

/**
 * Reads `tri=nom` (or `tri=-nom`, descending), `page=2`, `taille=50` and `colonnes=a&colonnes=b`. What is not one of
 * ours reads as absent.
 *
 * @example readTableQuery(new URL(request.url).searchParams, { sortable: ["nom"], defaultSort: "nom", … })
 */
export function readTableQuery(params: URLSearchParams, options: TableQueryOptions): TableQuery {
  const sort = params.get("tri") ?? "";
  const key = sort.replace(/^-/, "");
  const known = options.sortable.includes(key);
  const size = Number(params.get("taille"));
  const asked = params.getAll("colonnes");
  const chosen = new Set([
    ...options.fixedColumns,
    ...(asked.length > 0 ? asked : (options.defaultColumns ?? options.columns)),
  ]);
  return {
    sort: known
      ? { key, direction: sort.startsWith("-") ? "desc" : "asc" }
      : { key: options.defaultSort, direction: "asc" },
    page: readPage(params.get("page")),
    size: PAGE_SIZES.find((allowed) => allowed === size) ?? DEFAULT_SIZE,
    columns: options.columns.filter((column) => chosen.has(column)),
  };
}

function readPage(text: string | null): number {
  if (!text || !/^\d{1,6}$/.test(text)) return 1;
  return Math.min(Math.max(Number(text), 1), LAST_PAGE);
}

/**
 * The same list with some parameters changed; `null` removes one. Every change but a change of page goes back to the
 * first page.
 *
 * @example tableHref(params, { tri: "-nom" }) // "?commune=75056&tri=-nom"
 */
export function tableHref(params: URLSearchParams, changes: Record<string, string | number | null>): string {
  const next = new URLSearchParams(params);
  if (!("page" in changes)) next.delete("page");
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, String(value));
  }
  const text = next.toString();
  return text === "" ? "?" : `?${text}`;
}

/** Parameters to carry through a GET form as hidden fields: all but the form's own, and the page number. */
export function carriedParams(params: URLSearchParams, own: readonly string[]): [string, string][] {
  return [...params].filter(([name]) => name !== "page" && !own.includes(name));
}
