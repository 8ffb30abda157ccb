import { formatNombre, formatPourcent, pluriel } from "#app/platform/format/format.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import type { TableQuery } from "#app/platform/ui/table-query.ts";
import type { Individu } from "../individus/rules.ts";
import { direClasse, type NomsClasses } from "../typologies/rules.ts";

export type LigneIndividu = Omit<Individu, "qualitatives">;

export interface StructuresTableProps {
  readonly lignes: readonly LigneIndividu[];
  readonly total: number;
  readonly query: TableQuery;
  readonly search: string;
  readonly calcul: string;
  readonly axes: { readonly x: number; readonly y: number };
  readonly noms: NomsClasses;
}

const columnsOf = ({ x, y }: StructuresTableProps["axes"], noms: NomsClasses): Column<LigneIndividu>[] => [
  {
    key: "nom",
    title: "Structure",
    rowHeader: true,
    sortable: true,
    render: ({ uai, nom, completee }) => (
      <>
        <a href={`/structures/${uai}`}>{nom}</a>
        {completee && <span className="fr-hint-text">Valeurs complétées par l’analyse</span>}
      </>
    ),
  },
  { key: "commune", title: "Commune", sortable: true, optional: true, render: ({ commune }) => commune },
  {
    key: "classe",
    title: "Classe",
    sortable: true,
    optional: true,
    render: ({ classe }) => (
      <span className="anc-nom-classe">{classe === null ? "Aucune" : direClasse(noms, classe)}</span>
    ),
  },
  ...(["x", "y"] as const).map((axe) => ({
    key: axe,
    title: `Axe ${axe === "x" ? x : y}`,
    optional: true,
    numeric: true,
    render: (individu: LigneIndividu) => formatNombre(individu[axe], 2),
  })),
  {
    key: "qualite",
    title: "Cos² sur le plan",
    sortable: true,
    optional: true,
    numeric: true,
    render: ({ qualite }) => formatPourcent(qualite, 0),
  },
  {
    key: "contributionX",
    title: `Contribution, axe ${x} (%)`,
    sortable: true,
    optional: true,
    numeric: true,
    render: ({ contributionX }) => formatNombre(contributionX, 2),
  },
  {
    key: "contributionY",
    title: `Contribution, axe ${y} (%)`,
    sortable: true,
    optional: true,
    numeric: true,
    render: ({ contributionY }) => formatNombre(contributionY, 2),
  },
];

/** The structures that the choice keeps, with what the plane says of each. */
export function StructuresTable({ lignes, total, query, search, calcul, axes, noms }: StructuresTableProps) {
  return (
    <section aria-labelledby="structures">
      <h2 id="structures">{pluriel(total, "structure")}</h2>
      <DataTable
        caption="Structures de votre choix"
        noun={["structure", "structures"]}
        columns={columnsOf(axes, noms)}
        rows={lignes}
        rowKey={({ uai }) => uai}
        query={query}
        params={new URLSearchParams(search)}
        total={total}
        notice={
          <ExportLinks
            href={`/ciblage/calculs/${calcul}/analyse/export?${withTable(search)}`}
            objet={`les structures, sur tous les axes (${pluriel(total, "structure")})`}
          />
        }
        empty={
          <EmptyState title="Aucune structure">
            Votre choix ne garde aucune structure : effacez les filtres, ou revenez à tout le nuage.
          </EmptyState>
        }
      />
    </section>
  );
}

function withTable(search: string): string {
  const params = new URLSearchParams(search);
  params.set("table", "structures");
  return params.toString();
}
