import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import type { Column } from "#app/platform/ui/data-table.tsx";
import { SECTEURS, STATUTS_EP, TYPES } from "../../rules.ts";
import type { StructureLigne } from "../queries.server.ts";

export const STRUCTURE_COLUMNS = [
  "nom",
  "commune",
  "type",
  "secteur",
  "ep",
  "departement",
  "academie",
  "ips",
  "uai",
] as const;

/** Columns of the list. The index is not sortable: this is a directory, never a ranking of schools. */
export function structureColumns(annee: number | undefined, indicateurs: boolean): Column<StructureLigne>[] {
  const columns: Column<StructureLigne>[] = [
    {
      key: "nom",
      title: "Nom",
      sortable: true,
      rowHeader: true,
      render: ({ uai, nom }) => <a href={`/structures/${uai}`}>{nom}</a>,
    },
    {
      key: "commune",
      title: "Commune",
      sortable: true,
      optional: true,
      render: ({ communeNom }) => communeNom,
    },
    { key: "type", title: "Type", sortable: true, optional: true, render: ({ type }) => TYPES[type] },
    { key: "secteur", title: "Secteur", optional: true, render: ({ secteur }) => SECTEURS[secteur] },
    {
      key: "ep",
      title: "Éducation prioritaire",
      optional: true,
      render: ({ statutEp }) => (statutEp ? epCourt[statutEp] : "—"),
    },
    {
      key: "departement",
      title: "Département",
      sortable: true,
      optional: true,
      render: ({ departement }) => departement,
    },
    { key: "academie", title: "Académie", optional: true, render: ({ academie }) => academie },
    { key: "uai", title: "UAI", sortable: true, optional: true, render: ({ uai }) => <code>{uai}</code> },
  ];
  if (indicateurs && annee !== undefined) columns.splice(7, 0, ipsColumn(annee));
  return columns;
}

const epCourt = { ...STATUTS_EP, hors_ep: "Hors EP" };

function ipsColumn(annee: number): Column<StructureLigne> {
  return {
    key: "ips",
    title: `IPS ${formatAnneeScolaire(annee)}`,
    numeric: true,
    optional: true,
    render: ({ ips, ipsStatut }) => (ips === null ? absent[ipsStatut ?? "manquant"] : formatNombre(ips, 1)),
  };
}

const absent = {
  ok: "—",
  manquant: <abbr title="non publié">n. p.</abbr>,
  ns: <abbr title="non significatif, effectif trop faible">n. s.</abbr>,
  sans_objet: "—",
  masque: <abbr title="masqué, secret statistique">m.</abbr>,
};
