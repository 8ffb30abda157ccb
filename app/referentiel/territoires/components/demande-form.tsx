import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { SECTEURS, TYPES } from "../../rules.ts";
import type { SecteurResume } from "../indicateurs/rules.ts";

export interface DemandeFormProps {
  label: string;
  indicateurs: readonly { readonly code: string; readonly libelle: string }[];
  annees: readonly number[];
  choix: {
    readonly indicateur: string;
    readonly avec?: string | undefined;
    readonly type: string;
    readonly secteur: SecteurResume;
    readonly annee: number | undefined;
  };
  /** Offers a second indicator, for a cloud. */
  croise?: boolean;
}

const labelled = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const field = (name: string, value: string | number | undefined) => ({
  id: `demande-${name}`,
  name,
  initialValue: value,
  key: `${name} ${value}`,
});

/** Which indicator, of whom, when: all of it in the address, without script. */
export function DemandeForm({ label, indicateurs, annees, choix, croise = false }: DemandeFormProps) {
  const offered = indicateurs.map(({ code, libelle }) => ({ value: code, label: libelle }));
  return (
    <search aria-label={label}>
      <form method="get" className="anc-filtres">
        <div className="anc-filtres__champs">
          <SelectField
            field={field("indicateur", choix.indicateur)}
            label="Indicateur"
            choices={offered}
            placeholder="IPS"
          />
          {croise && (
            <SelectField
              field={field("avec", choix.avec)}
              label="Croisé avec"
              choices={offered}
              placeholder="Aucun"
            />
          )}
          <SelectField
            field={field("type", choix.type)}
            label="Type de structure"
            choices={labelled(TYPES)}
            placeholder="Collège"
          />
          <SelectField
            field={field("secteur", choix.secteur === "tous" ? undefined : choix.secteur)}
            label="Secteur"
            choices={labelled(SECTEURS)}
            placeholder="Tous"
          />
          <SelectField
            field={field("annee", choix.annee)}
            label="Année scolaire"
            choices={annees.map((value) => ({ value: String(value), label: formatAnneeScolaire(value) }))}
            placeholder="La dernière"
          />
        </div>
        <div className="anc-filtres__actions">
          <button type="submit" className="fr-btn fr-btn--secondary">
            Afficher
          </button>
        </div>
      </form>
    </search>
  );
}
