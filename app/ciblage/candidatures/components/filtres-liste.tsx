import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { choixOf, FILTRES_CANDIDATURES, type FiltresCandidatures } from "../tableaux/rules.ts";

const LIBELLES = {
  etat: ["État", "Tous"],
  origine: ["Entrée par", "Toutes"],
  motif: ["Motif écrit", "Tous"],
  constance: ["Constance", "Toutes"],
  type: ["Type", "Tous"],
  secteur: ["Secteur", "Tous"],
  dispositif: ["Dispositifs en place", "Tous"],
} as const;

export interface FiltresListeProps {
  readonly filtres: FiltresCandidatures;
  readonly params: URLSearchParams;
  readonly comptes: readonly { readonly departement: string; readonly departementNom: string }[];
}

/** What narrows the list of a campaign. */
export function FiltresListe({ filtres, params, comptes }: FiltresListeProps) {
  const departements = new Map(
    comptes.map(({ departement, departementNom }) => [departement, departementNom]),
  );
  return (
    <FilterBar label="Filtrer les structures" names={FILTRES_CANDIDATURES} params={params}>
      {(Object.keys(LIBELLES) as (keyof typeof LIBELLES)[]).map((name) => (
        <SelectField
          key={name}
          field={{ id: `filtre-${name}`, name, initialValue: filtres[name] }}
          label={LIBELLES[name][0]}
          placeholder={LIBELLES[name][1]}
          choices={choixOf(name)}
        />
      ))}
      <SelectField
        field={{ id: "filtre-departement", name: "departement", initialValue: filtres.departement }}
        label="Département"
        placeholder="Tous"
        choices={[...departements].map(([value, label]) => ({ value, label }))}
      />
    </FilterBar>
  );
}
