import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { type Choice, SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { SECTEURS, STATUTS_EP, TYPES } from "../../rules.ts";
import type { ChoixFiltres, ChoixLocaux, Territoire } from "../../territoires/queries.server.ts";
import { TYPOLOGIES } from "../../vie/rules.ts";
import {
  ETATS_FILTRE,
  FILTRES,
  FILTRES_AVANCES,
  type FiltresStructures,
  GROUPES_TYPOLOGIE,
  ORPHELINES_FILTRE,
} from "../rules.ts";

export interface StructureFiltersProps {
  filtres: FiltresStructures;
  choix: ChoixFiltres & ChoixLocaux;
  annee: number | undefined;
  indicateurs: boolean;
  params: URLSearchParams;
}

const choices = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const territoryChoices = (territoires: readonly Territoire[]): Choice[] =>
  territoires.map(({ code, nom }) => ({ value: code, label: `${nom} (${code})` }));
const nameChoices = (territoires: readonly Territoire[]): Choice[] =>
  territoires.map(({ code, nom }) => ({ value: code, label: nom }));
const field = (name: string, value: string | number | undefined) => ({
  id: `filtre-${name}`,
  name,
  initialValue: value,
  key: `${name} ${value}`,
});

/** Everything one may narrow the list by; each filter is in the address. */
export function StructureFilters(props: StructureFiltersProps) {
  const { filtres, params } = props;
  const used = FILTRES_AVANCES.some((name) => filtres[name] !== undefined);
  return (
    <FilterBar label="Filtrer les structures" names={FILTRES} params={params}>
      <TextField field={field("q", filtres.q)} label="Nom, commune ou UAI" type="search" />
      <Choix name="type" label="Type" filtres={filtres} choices={choices(TYPES)} />
      <Choix name="secteur" label="Secteur" filtres={filtres} choices={choices(SECTEURS)} />
      <Choix name="ep" label="Éducation prioritaire" filtres={filtres} choices={choices(STATUTS_EP)} />
      <Territoires {...props} />
      <Indice {...props} />
      <details className="anc-filtres__plus" open={used}>
        <summary>Plus de filtres</summary>
        <div className="anc-filtres__champs">
          <Avances {...props} />
        </div>
      </details>
    </FilterBar>
  );
}

interface ChoixProps {
  name: Exclude<(typeof FILTRES)[number], "q" | "ips">;
  label: string;
  filtres: FiltresStructures;
  choices: readonly Choice[];
  placeholder?: string;
}

function Choix({ name, label, filtres, choices: offered, placeholder = "Tous" }: ChoixProps) {
  return (
    <SelectField
      field={field(name, filtres[name])}
      label={label}
      choices={offered}
      placeholder={placeholder}
    />
  );
}

/** A local territory is offered once the one that holds it is chosen: a list of 1 300 lines helps nobody. */
function Territoires({ filtres, choix }: StructureFiltersProps) {
  const { academies, departements, circonscriptions, bassins } = choix;
  return (
    <>
      {academies.length > 1 && (
        <Choix
          name="academie"
          label="Académie"
          filtres={filtres}
          choices={territoryChoices(academies)}
          placeholder="Toutes"
        />
      )}
      {departements.length > 1 && (
        <Choix
          name="departement"
          label="Département"
          filtres={filtres}
          choices={territoryChoices(departements)}
        />
      )}
      {circonscriptions.length > 0 && (
        <Choix
          name="circonscription"
          label="Circonscription"
          filtres={filtres}
          choices={nameChoices(circonscriptions)}
          placeholder="Toutes"
        />
      )}
      {bassins.length > 0 && (
        <Choix name="bassin" label="Bassin" filtres={filtres} choices={nameChoices(bassins)} />
      )}
    </>
  );
}

function Indice({ filtres, choix, annee, indicateurs }: StructureFiltersProps) {
  if (!indicateurs || annee === undefined) return null;
  return (
    <>
      <SelectField
        field={field("annee", annee)}
        label="Année scolaire"
        choices={choix.annees.map((value) => ({ value: String(value), label: formatAnneeScolaire(value) }))}
        placeholder="La dernière"
      />
      <TextField field={field("ips", filtres.ips)} label="IPS au plus" inputMode="decimal" width="short" />
    </>
  );
}

function Avances({ filtres, choix, indicateurs }: StructureFiltersProps) {
  const groupes = Object.entries(GROUPES_TYPOLOGIE).map(([value, { libelle }]) => ({
    value,
    label: libelle,
  }));
  return (
    <>
      {choix.communes.length > 0 && (
        <Choix
          name="commune"
          label="Commune"
          filtres={filtres}
          choices={territoryChoices(choix.communes)}
          placeholder="Toutes"
        />
      )}
      <Choix
        name="etat"
        label="Ouverture"
        filtres={filtres}
        choices={choices(ETATS_FILTRE)}
        placeholder="Non fermées"
      />
      <Choix
        name="typologie"
        label="Typologie de la commune"
        filtres={filtres}
        choices={[...groupes, ...choices(TYPOLOGIES)]}
        placeholder="Toutes"
      />
      <Choix
        name="dispositif"
        label="Dispositif en vigueur"
        filtres={filtres}
        choices={nameChoices(choix.dispositifs)}
      />
      {indicateurs && (
        <Choix
          name="orpheline"
          label="École orpheline"
          filtres={filtres}
          choices={choices(ORPHELINES_FILTRE)}
          placeholder="Sans importance"
        />
      )}
    </>
  );
}
