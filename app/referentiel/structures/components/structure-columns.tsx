import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import type { Column } from "#app/platform/ui/data-table.tsx";
import { SECTEURS, STATUTS_EP, TYPES } from "../../rules.ts";
import type { StructureLigne } from "../queries.server.ts";

export const STRUCTURE_COLUMNS = [
  ...(["nom", "commune", "type", "secteur", "ep", "departement", "circonscription"] as const),
  ...(["academie", "ips", "uai", "choix"] as const),
] as const;

/** What one asks for when it matters: the list stays narrow. */
const ON_DEMAND: readonly string[] = ["academie", "circonscription"];
export const DEFAULT_COLUMNS = STRUCTURE_COLUMNS.filter((key) => !ON_DEMAND.includes(key));

const BASE: readonly Column<StructureLigne>[] = [
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
  {
    key: "circonscription",
    title: "Circonscription",
    optional: true,
    render: ({ circonscription }) => circonscription ?? "—",
  },
  { key: "academie", title: "Académie", optional: true, render: ({ academie }) => academie },
];

export interface ColonnesOuvertes {
  readonly annee: number | undefined;
  readonly indicateurs: boolean;
  /** Id of the form of the choices; undefined for those who do not compare by name. */
  readonly choix: string | undefined;
}

/** Columns of the list. The index is not sortable: this is a directory, never a ranking of schools. */
export function structureColumns({ annee, indicateurs, choix }: ColonnesOuvertes): Column<StructureLigne>[] {
  return [
    ...BASE,
    ...(indicateurs && annee !== undefined ? [ipsColumn(annee)] : []),
    { key: "uai", title: "UAI", sortable: true, optional: true, render: ({ uai }) => <code>{uai}</code> },
    ...(choix === undefined ? [] : [choixColumn(choix)]),
  ];
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

/** The form stands under the table: its boxes name it, and it needs no script. */
function choixColumn(form: string): Column<StructureLigne> {
  return {
    key: "choix",
    title: "Choix",
    optional: true,
    render: ({ uai, nom }) => (
      <input
        type="checkbox"
        className="anc-choix"
        name="uai"
        value={uai}
        form={form}
        aria-label={`Comparer ${nom}`}
      />
    ),
  };
}
