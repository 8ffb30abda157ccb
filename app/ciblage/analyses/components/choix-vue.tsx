import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import type { ChoixVue } from "../plans/rules.ts";
import { ecrireCouleur, NOMS, NOMS_PAR_DEFAUT, type Vue } from "../schema.ts";
import { ChoixAxes } from "./choix-axes.tsx";

export interface ChoixVueProps {
  readonly vue: Vue;
  readonly choix: ChoixVue;
  readonly params: URLSearchParams;
  /** On a map nothing is named but what is looked for. */
  readonly carte?: boolean;
}

/** What the plane and the map have in common: axes, colours, choice, and the structure that one looks for. */
export function ChoixDeVue({ vue, choix, params, carte = false }: ChoixVueProps) {
  return (
    <FilterBar
      label="Choisir ce qui est montré"
      names={["x", "y", "couleur", "classe", "departement", "noms", "cherche"]}
      params={params}
    >
      <TextField
        field={{ id: "filtre-cherche", name: "cherche", initialValue: vue.cherche }}
        label="Chercher une structure"
        hint="Un nom, une commune ou un UAI"
      />
      <SelectField
        field={{
          id: "filtre-couleur",
          name: "couleur",
          initialValue: vue.couleur.genre === "classe" ? "" : ecrireCouleur(vue.couleur),
        }}
        label="Couleur et forme"
        placeholder="La classe"
        choices={choix.couleurs}
      />
      <SelectField
        field={{ id: "filtre-classe", name: "classe", initialValue: vue.classe ?? "" }}
        label="Classe"
        placeholder="Toutes"
        choices={choix.classes}
      />
      <SelectField
        field={{ id: "filtre-departement", name: "departement", initialValue: vue.departement ?? "" }}
        label="Département"
        placeholder="Tous"
        choices={choix.departements}
      />
      {carte ? (
        <input type="hidden" name="noms" value={vue.noms} />
      ) : (
        <SelectField
          field={{
            id: "filtre-noms",
            name: "noms",
            initialValue: vue.noms === NOMS_PAR_DEFAUT ? "" : vue.noms,
          }}
          label="Structures nommées"
          placeholder={NOMS[NOMS_PAR_DEFAUT]}
          choices={Object.entries(NOMS)
            .filter(([value]) => value !== NOMS_PAR_DEFAUT)
            .map(([value, label]) => ({ value, label }))}
        />
      )}
      <ChoixAxes axes={choix.axes} x={vue.x} y={vue.y} />
    </FilterBar>
  );
}
