import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { type Individu, TRIS_PLAN, trier } from "../individus/rules.ts";

const COLUMNS = ["nom", "commune", "classe", "x", "y", "qualite", "contributionX", "contributionY"];

/** The part of a list that its address asks for. */
export function pageOf(individus: readonly Individu[], search: URLSearchParams) {
  const query = readTableQuery(search, {
    sortable: TRIS_PLAN,
    defaultSort: "nom",
    columns: COLUMNS,
    fixedColumns: ["nom"],
  });
  const { key, direction } = query.sort;
  const sorted = trier(individus, TRIS_PLAN.find((tri) => tri === key) ?? "nom", direction);
  const from = (query.page - 1) * query.size;
  return {
    query,
    total: individus.length,
    lignes: sorted.slice(from, from + query.size).map(({ qualitatives: _, ...ligne }) => ligne),
  };
}
