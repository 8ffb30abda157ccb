import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import type { ChoixFiltres, Territoire } from "../../../territoires/queries.server.ts";
import { ETATS, FILTRES_ORPHELINES, type FiltresOrphelines } from "../rules.ts";

export interface FiltresProps {
  filtres: FiltresOrphelines;
  choix: Pick<ChoixFiltres, "academies" | "departements">;
  params: URLSearchParams;
}

const territoires = (liste: readonly Territoire[]) =>
  liste.map(({ code, nom }) => ({ value: code, label: `${nom} (${code})` }));
const ETATS_CHOIX = Object.entries(ETATS).map(([value, label]) => ({ value, label }));
const field = (name: string, value: string | undefined) => ({
  id: `filtre-${name}`,
  name,
  initialValue: value,
  key: `${name} ${value}`,
});

export function FiltresOrphelinesForm({ filtres, choix, params }: FiltresProps) {
  return (
    <FilterBar label="Filtrer les écoles orphelines" names={FILTRES_ORPHELINES} params={params}>
      <SelectField
        field={field("etat", filtres.etat)}
        label="Écoles"
        choices={ETATS_CHOIX}
        placeholder={ETATS.reconnues}
      />
      {choix.academies.length > 1 && (
        <SelectField
          field={field("academie", filtres.academie)}
          label="Académie"
          choices={territoires(choix.academies)}
          placeholder="Toutes"
        />
      )}
      {choix.departements.length > 1 && (
        <SelectField
          field={field("departement", filtres.departement)}
          label="Département"
          choices={territoires(choix.departements)}
          placeholder="Tous"
        />
      )}
      <SelectField
        field={field("sans", filtres.sans ? "oui" : undefined)}
        label="Accompagnement"
        choices={[{ value: "oui", label: "Sans dispositif en vigueur" }]}
        placeholder="Indifférent"
      />
    </FilterBar>
  );
}
