import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { type Choice, SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { SECTEURS, STATUTS_EP, TYPES } from "../../rules.ts";
import type { ChoixFiltres, Territoire } from "../../territoires/queries.server.ts";
import { FILTRES, type FiltresStructures } from "../rules.ts";

export interface StructureFiltersProps {
  filtres: FiltresStructures;
  choix: ChoixFiltres;
  annee: number | undefined;
  indicateurs: boolean;
  params: URLSearchParams;
}

const choices = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const territoryChoices = (territoires: readonly Territoire[]): Choice[] =>
  territoires.map(({ code, nom }) => ({ value: code, label: `${nom} (${code})` }));
const field = (name: string, value: string | number | undefined) => ({
  id: `filtre-${name}`,
  name,
  initialValue: value,
  key: `${name} ${value}`,
});

/** Everything one may narrow the list by; each filter is in the address. */
export function StructureFilters({ filtres, choix, annee, indicateurs, params }: StructureFiltersProps) {
  return (
    <FilterBar label="Filtrer les structures" names={FILTRES} params={params}>
      <TextField field={field("q", filtres.q)} label="Nom, commune ou UAI" type="search" />
      <SelectField
        field={field("type", filtres.type)}
        label="Type"
        choices={choices(TYPES)}
        placeholder="Tous"
      />
      <SelectField
        field={field("secteur", filtres.secteur)}
        label="Secteur"
        choices={choices(SECTEURS)}
        placeholder="Tous"
      />
      <SelectField
        field={field("ep", filtres.ep)}
        label="Éducation prioritaire"
        choices={choices(STATUTS_EP)}
        placeholder="Tous"
      />
      {choix.academies.length > 1 && (
        <SelectField
          field={field("academie", filtres.academie)}
          label="Académie"
          choices={territoryChoices(choix.academies)}
          placeholder="Toutes"
        />
      )}
      {choix.departements.length > 1 && (
        <SelectField
          field={field("departement", filtres.departement)}
          label="Département"
          choices={territoryChoices(choix.departements)}
          placeholder="Tous"
        />
      )}
      {indicateurs && annee !== undefined && (
        <>
          <SelectField
            field={field("annee", annee)}
            label="Année scolaire"
            choices={choix.annees.map((value) => ({
              value: String(value),
              label: formatAnneeScolaire(value),
            }))}
            placeholder="La dernière"
          />
          <TextField
            field={field("ips", filtres.ips)}
            label="IPS au plus"
            inputMode="decimal"
            width="short"
          />
        </>
      )}
    </FilterBar>
  );
}
