import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { NIVEAUX, type Niveau } from "../rules.ts";

export interface LectureFormProps {
  annees: readonly number[];
  annee: number | undefined;
  niveau: Niveau;
  structure: {
    readonly academieNom: string;
    readonly departementNom: string;
    readonly circonscriptionNom: string | null;
    readonly bassinNom: string | null;
  };
}

/** Which school year, and beside whom: both are in the address of the page. */
export function LectureForm({ annees, annee, niveau, structure }: LectureFormProps) {
  const names = Object.entries({
    nation: "",
    academie: structure.academieNom,
    departement: structure.departementNom,
    circonscription: structure.circonscriptionNom,
    bassin: structure.bassinNom,
  } satisfies Record<Niveau, string | null>);
  const choices = names.flatMap(([value, nom]) =>
    nom === null ? [] : [{ value, label: [NIVEAUX[value as Niveau], nom].filter(Boolean).join(" : ") }],
  );
  return (
    <search aria-label="Choisir l’année et le territoire de comparaison">
      <form method="get" className="anc-filtres">
        <div className="anc-filtres__champs">
          <SelectField
            field={{ id: "annee", name: "annee", initialValue: annee, key: String(annee) }}
            label="Année scolaire"
            choices={annees.map((value) => ({ value: String(value), label: formatAnneeScolaire(value) }))}
            placeholder="La dernière connue"
          />
          <SelectField
            field={{ id: "territoire", name: "territoire", initialValue: niveau, key: niveau }}
            label="Répartition parmi"
            choices={choices}
            placeholder="Académie"
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
