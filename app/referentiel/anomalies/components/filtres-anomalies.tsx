import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { type Choice, SelectField } from "#app/platform/ui/form-field.tsx";
import { ETATS, GENRES, type GenreAnomalie } from "../rules.ts";
import { FILTRES, type FiltresAnomalies } from "../schema.ts";

export interface FiltresAnomaliesProps {
  filtres: FiltresAnomalies;
  genres: Partial<Record<GenreAnomalie, number>>;
  jeux: readonly { readonly code: string; readonly libelle: string }[];
  departements: readonly { readonly code: string; readonly nom: string }[];
  params: URLSearchParams;
}

const field = (name: string, value: string | undefined) => ({
  id: `filtre-${name}`,
  name,
  initialValue: value,
  key: `${name} ${value}`,
});

export function FiltresAnomaliesForm({ filtres, genres, jeux, departements, params }: FiltresAnomaliesProps) {
  const kinds = Object.entries(GENRES).map(
    ([value, label]): Choice => ({
      value,
      label: `${label} (${genres[value as GenreAnomalie] ?? 0})`,
    }),
  );
  return (
    <FilterBar label="Filtrer les anomalies" names={FILTRES} params={params}>
      <SelectField
        field={field("genre", filtres.genre)}
        label="Nature"
        choices={kinds}
        placeholder="Toutes"
      />
      <SelectField
        field={field("etat", filtres.etat)}
        label="État"
        choices={[
          ...Object.entries(ETATS).map(([value, label]) => ({ value, label })),
          { value: "toutes", label: "Tous les états" },
        ]}
        placeholder="À examiner"
      />
      <SelectField
        field={field("jeu", filtres.jeu)}
        label="Jeu de données"
        choices={jeux.map(({ code, libelle }) => ({ value: code, label: libelle }))}
        placeholder="Tous"
      />
      {departements.length > 1 && (
        <SelectField
          field={field("departement", filtres.departement)}
          label="Département"
          choices={departements.map(({ code, nom }) => ({ value: code, label: `${nom} (${code})` }))}
          placeholder="Tous"
        />
      )}
    </FilterBar>
  );
}
