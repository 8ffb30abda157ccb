import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { FONCTIONS, type Fonction } from "../../../fonctions/rules.ts";
import { type PorteeNommee, porteeKey } from "../../../portees/rules.ts";

export interface ChoixRentreeProps {
  q: string;
  jour: string;
  fonction: Fonction | undefined;
  fonctions: readonly Fonction[];
  lieu: PorteeNommee | undefined;
  choix: readonly PorteeNommee[];
}

/** Which place, which function, which day: a GET form, so that the preparation has an address. */
export function ChoixRentree({ q, jour, fonction, fonctions, lieu, choix }: ChoixRentreeProps) {
  const field = (name: string, initialValue: string) => ({ id: `choix-${name}`, name, initialValue });
  return (
    <search aria-label="Choisir le périmètre et le jour">
      <form method="get" className="anc-filtres">
        <div className="anc-filtres__champs">
          <TextField field={field("q", q)} label="Chercher un périmètre" type="search" />
          <SelectField
            field={field("perimetre", lieu ? porteeKey(lieu) : "")}
            label="Périmètre"
            choices={choix.map((portee) => ({ value: porteeKey(portee), label: portee.libelle }))}
          />
          <SelectField
            field={field("fonction", fonction ?? "")}
            label="Fonction"
            choices={fonctions.map((value) => ({ value, label: FONCTIONS[value] }))}
            placeholder="Toutes"
          />
          <TextField field={field("jour", jour)} label="Jour du changement" type="date" />
        </div>
        <div className="anc-filtres__actions">
          <button type="submit" className="fr-btn fr-btn--secondary">
            Montrer
          </button>
        </div>
      </form>
    </search>
  );
}
