import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { BORNES, ENTREES, NOMS_ENTREES, POIDS, type Reglages } from "../rules.ts";
import type { Demande } from "../schema.ts";

export interface ReglagesFormProps {
  reglages: Reglages;
  annee: number | undefined;
  annees: readonly number[];
  axe: Demande["axe"];
  action: string;
}

const field = (name: string, value: string | number | undefined) => ({
  id: `reglage-${name}`,
  name,
  initialValue: value,
  key: `${name} ${value}`,
});
const bornes = (name: keyof typeof BORNES) => {
  const [de, a] = BORNES[name];
  return `De ${formatNombre(de, Number.isInteger(de) ? 0 : 1)} à ${formatNombre(a)}`;
};
const POIDS_CHOIX = Object.entries(POIDS).map(([value, label]) => ({ value, label }));

/** What makes structures comparable, chosen by the person: everything is in the address. */
export function ReglagesForm({ reglages, annee, annees, axe, action }: ReglagesFormProps) {
  return (
    <details className="anc-details anc-reglages">
      <summary>Régler la comparaison</summary>
      <form method="get" action={action} className="anc-filtres">
        <div className="anc-filtres__champs">
          {NOMS_ENTREES.map((entree) => (
            <SelectField
              key={entree}
              field={field(entree, reglages.poids[entree])}
              label={ENTREES[entree].libelle}
              choices={POIDS_CHOIX}
              placeholder="Par défaut"
            />
          ))}
          <Etendue reglages={reglages} />
          <Lecture annee={annee} annees={annees} axe={axe} />
        </div>
        <div className="anc-filtres__actions">
          <button type="submit" className="fr-btn fr-btn--secondary">
            Comparer
          </button>
          <a className="fr-link" href={action}>
            Revenir aux réglages communs
          </a>
        </div>
      </form>
    </details>
  );
}

/** Among whom, and how many. */
function Etendue({ reglages }: Pick<ReglagesFormProps, "reglages">) {
  return (
    <>
      <TextField
        field={field("calibre", formatNombre(reglages.calibre, 1))}
        label="IPS au plus loin (écarts-types)"
        hint={bornes("calibre")}
        inputMode="decimal"
      />
      <TextField
        field={field("nombre", reglages.nombre)}
        label="Nombre de structures"
        hint={bornes("nombre")}
        inputMode="numeric"
      />
      <SelectField
        field={field("secteur", reglages.secteur)}
        label="Secteur"
        choices={[
          { value: "meme", label: "Le même" },
          { value: "tous", label: "Tous" },
        ]}
        placeholder="Par défaut"
      />
      <SelectField
        field={field("academie", reglages.academie)}
        label="Académie"
        choices={[
          { value: "toutes", label: "Toutes" },
          { value: "meme", label: "La même" },
        ]}
        placeholder="Par défaut"
      />
    </>
  );
}

/** What is shown of them. */
function Lecture({ annee, annees, axe }: Pick<ReglagesFormProps, "annee" | "annees" | "axe">) {
  return (
    <>
      <SelectField
        field={field("annee", annee)}
        label="Année des indicateurs"
        choices={annees.map((value) => ({ value: String(value), label: formatAnneeScolaire(value) }))}
        placeholder="La dernière de chacun"
      />
      <SelectField
        field={field("axe", axe)}
        label="Dessiner avec l’IPS"
        choices={(["effectif", "heterogeneite", "eloignement"] as const).map((value) => ({
          value,
          label: ENTREES[value].libelle,
        }))}
        placeholder="Par défaut"
      />
    </>
  );
}
