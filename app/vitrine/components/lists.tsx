import { formatNombre } from "../../platform/format/format.ts";
import { type Column, DataTable } from "../../platform/ui/data-table.tsx";
import { EmptyState } from "../../platform/ui/empty-state.tsx";
import { FilterBar } from "../../platform/ui/filter-bar.tsx";
import { SelectField, TextField } from "../../platform/ui/form-field.tsx";
import { readTableQuery } from "../../platform/ui/table-query.ts";
import { Section } from "./section.tsx";

interface Ligne {
  uai: string;
  nom: string;
  commune: string;
  nature: string;
  effectif: number;
  ips: number;
}

const COMMUNES = ["Saint-Aubin-du-Val", "Montreuil-les-Prés", "Villeneuve-sur-Orge", "Le Plessis"];
const NOMS = [
  "École primaire Jean-Zay",
  "Collège des Tilleuls",
  "École maternelle Les Lilas",
  "Lycée Simone-Veil",
];
const NATURES = ["École primaire", "Collège", "École maternelle", "Lycée"];

const LIGNES: Ligne[] = Array.from({ length: 50 }, (_, i) => ({
  uai: `099${String(1000 + i)}X`,
  nom: `${NOMS[i % 4]}${i > 3 ? ` ${i}` : ""}`,
  commune: COMMUNES[(i * 7) % 4] ?? "",
  nature: NATURES[i % 4] ?? "",
  effectif: 80 + ((i * 137) % 1200),
  ips: 75 + ((i * 53) % 500) / 10,
}));

const COLUMNS: Column<Ligne>[] = [
  {
    key: "nom",
    title: "Structure",
    render: (l) => <a href={`/structures/${l.uai}`}>{l.nom}</a>,
    sortable: true,
    rowHeader: true,
  },
  { key: "uai", title: "UAI", render: (l) => l.uai, optional: true },
  { key: "commune", title: "Commune", render: (l) => l.commune, sortable: true, optional: true },
  { key: "nature", title: "Nature", render: (l) => l.nature, optional: true },
  {
    key: "effectif",
    title: "Élèves",
    render: (l) => formatNombre(l.effectif),
    numeric: true,
    sortable: true,
    optional: true,
  },
  {
    key: "ips",
    title: "Indice de position sociale",
    render: (l) => formatNombre(l.ips, 1),
    numeric: true,
    sortable: true,
    optional: true,
  },
];

const KEYS = COLUMNS.map(({ key }) => key);
const OPTIONS = {
  sortable: ["nom", "commune", "effectif", "ips"],
  defaultSort: "nom",
  columns: KEYS,
  fixedColumns: ["nom"],
};

export function Lists({ search, rows }: { search: string; rows: number }) {
  const params = new URLSearchParams(search);
  const query = readTableQuery(params, OPTIONS);
  const shared = {
    columns: COLUMNS,
    rowKey: (l: Ligne) => l.uai,
    noun: ["structure", "structures"] as const,
    query,
    params,
  };
  return (
    <>
      <Section id="tableau" title="Tableau">
        <DataTable
          {...shared}
          caption="Structures de l’académie d’exemple"
          rows={LIGNES.slice(0, rows)}
          total={1984}
          exportHref="/dev/vitrine"
          empty={null}
          filters={
            <FilterBar label="Filtrer les structures" names={["nom", "nature"]} params={params}>
              <TextField
                field={{ id: "t-nom", name: "nom", initialValue: params.get("nom") }}
                label="Nom ou commune"
                type="search"
              />
              <SelectField
                field={{ id: "t-nature", name: "nature", initialValue: params.get("nature") }}
                label="Nature"
                placeholder="Toutes"
                choices={NATURES.map((nature) => ({ value: nature, label: nature }))}
              />
            </FilterBar>
          }
        />
      </Section>
      <Section id="tableau-vide" title="Tableau sans résultat">
        <DataTable
          {...shared}
          caption="Recherche sans résultat"
          rows={[]}
          total={0}
          empty={
            <EmptyState title="Aucune structure ne correspond">
              Essayez avec moins de critères, ou avec une partie du nom seulement.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}
