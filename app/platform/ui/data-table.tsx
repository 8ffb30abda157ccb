import { useId } from "react";
import { pluriel } from "../format/format.ts";
import { TablePaging } from "./table-paging.tsx";
import type { TableQuery } from "./table-query.ts";
import { carriedParams, PAGE_SIZES, tableHref } from "./table-query.ts";

export interface Column<Row> {
  /** Name in the URL (`tri=`, `colonnes=`). */
  key: string;
  title: string;
  render(row: Row): React.ReactNode;
  /** Right-aligned, figures of equal width. */
  numeric?: boolean;
  sortable?: boolean;
  /** Names the row; exactly one column. */
  rowHeader?: boolean;
  /** May be hidden by the person. */
  optional?: boolean;
}

export interface DataTableProps<Row> {
  caption: string;
  /** Noun of a row, singular and plural: « 1 234 structures ». */
  noun: readonly [string, string];
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  query: TableQuery;
  /** Parameters of the current URL, whose filters the links keep. */
  params: URLSearchParams;
  total: number;
  /** Address of the same list as a file. */
  exportHref?: string;
  filters?: React.ReactNode;
  /** Between the filters and the table: what helps to read the list as a whole. */
  notice?: React.ReactNode;
  /** Shown instead of the table when nothing matches. */
  empty: React.ReactNode;
}

/**
 * A list of objects: sorting, paging, choice of columns and export are plain links and GET forms, so that a list has
 * an address, works without JavaScript and may be sent to a colleague.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, query, params, total, caption } = props;
  const captionId = useId();
  const visible = columns.filter(({ key }) => query.columns.includes(key));
  return (
    <div className="anc-liste">
      {props.filters}
      {props.notice}
      <Toolbar {...props} />
      {rows.length === 0 ? (
        props.empty
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
        <section className="anc-table" aria-labelledby={captionId} tabIndex={0}>
          <table>
            <caption id={captionId} className="fr-sr-only">
              {caption}
            </caption>
            <thead>
              <tr>
                {visible.map((column) => (
                  <HeaderCell key={column.key} column={column} query={query} params={params} />
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={rowKey(row)}>
                  {visible.map(({ key, render, numeric, rowHeader }) =>
                    rowHeader ? (
                      <th key={key} scope="row">
                        {render(row)}
                      </th>
                    ) : (
                      <td key={key} className={numeric ? "anc-nombre" : undefined}>
                        {render(row)}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <TablePaging page={query.page} pages={Math.max(Math.ceil(total / query.size), 1)} params={params} />
    </div>
  );
}

interface HeaderCellProps<Row> {
  column: Column<Row>;
  query: TableQuery;
  params: URLSearchParams;
}

function HeaderCell<Row>({ column, query, params }: HeaderCellProps<Row>) {
  const { key, title, numeric, sortable } = column;
  const className = numeric ? "anc-nombre" : undefined;
  if (!sortable) {
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  }
  const sorted = query.sort.key === key ? query.sort.direction : undefined;
  const next = sorted === "asc" ? "desc" : "asc";
  return (
    <th
      scope="col"
      className={className}
      aria-sort={sorted && (sorted === "asc" ? "ascending" : "descending")}
    >
      <a className="anc-tri" href={tableHref(params, { tri: next === "desc" ? `-${key}` : key })}>
        {title}
        <span className="fr-sr-only">, trier par ordre {next === "asc" ? "croissant" : "décroissant"}</span>
      </a>
    </th>
  );
}

function Toolbar<Row>({ columns, query, params, total, noun, exportHref }: DataTableProps<Row>) {
  return (
    <div className="anc-liste__outils">
      <p className="anc-liste__total">{pluriel(total, ...noun)}</p>
      {total > 0 && (
        <details className="anc-options">
          <summary className="fr-btn fr-btn--tertiary fr-btn--sm">Affichage du tableau</summary>
          <DisplayForm columns={columns} query={query} params={params} />
        </details>
      )}
      {exportHref && (
        <a
          className="fr-btn fr-btn--tertiary fr-btn--sm fr-icon-download-line fr-btn--icon-left"
          href={exportHref}
          download
        >
          Exporter (CSV)
        </a>
      )}
    </div>
  );
}

type DisplayFormProps<Row> = Pick<DataTableProps<Row>, "columns" | "query" | "params">;

function DisplayForm<Row>({ columns, query, params }: DisplayFormProps<Row>) {
  const id = useId();
  const optional = columns.filter((column) => column.optional);
  return (
    <form method="get" className="anc-options__contenu">
      {carriedParams(params, ["colonnes", "taille"]).map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      {/* A form without any ticked box sends nothing, which would read as « the default columns ». */}
      <input type="hidden" name="colonnes" value="" />
      {optional.length > 0 && (
        <fieldset className="anc-options__groupe">
          <legend>Colonnes</legend>
          {optional.map(({ key, title }) => (
            <div key={key} className="fr-checkbox-group fr-checkbox-group--sm">
              <input
                type="checkbox"
                id={`${id}${key}`}
                name="colonnes"
                value={key}
                defaultChecked={query.columns.includes(key)}
              />
              <label className="fr-label" htmlFor={`${id}${key}`}>
                {title}
              </label>
            </div>
          ))}
        </fieldset>
      )}
      <div className="fr-select-group">
        <label className="fr-label" htmlFor={`${id}taille`}>
          Lignes par page
        </label>
        <select className="fr-select" id={`${id}taille`} name="taille" defaultValue={query.size}>
          {PAGE_SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </div>
      <button type="submit" className="fr-btn fr-btn--sm">
        Appliquer
      </button>
    </form>
  );
}
