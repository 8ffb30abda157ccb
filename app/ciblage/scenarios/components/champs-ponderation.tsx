import type { FieldOf } from "#app/platform/ui/act-page.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import type { Lexique } from "../../regles/lecture/rules.ts";
import type { Regle, Terme } from "../../regles/rules.ts";
import { SENS_TERME } from "../ponderation/schema.ts";

interface ChampsPonderationProps {
  field: FieldOf;
  regle: Regle;
  termes: readonly Pick<Terme, "code">[];
  mots: Lexique;
}

/** The visible weights of the sum: nothing typed leaves an indicator out of it. */
export function ChampsPonderation({ field, regle, termes, mots }: ChampsPonderationProps) {
  if (termes.length === 0)
    return (
      <p className="fr-hint-text">
        Une somme pondérée lit les indicateurs des critères et des variables : choisissez-en d’abord.
      </p>
    );
  return (
    <>
      <h3 className="fr-h6">Somme pondérée</h3>
      <p className="fr-hint-text">
        Facultative. Chaque indicateur y entre par son écart à la moyenne de la population, en écarts-types,
        et par son poids ; les poids sont ramenés à un total de 1. Laissez vide ce qui n’y entre pas.
      </p>
      {termes.map(({ code }) => {
        const terme = regle.composite?.find((one) => one.code === code);
        return (
          <fieldset key={code} className="anc-variable">
            <legend className="fr-fieldset__legend">{mots[code]?.libelle ?? code}</legend>
            <div className="anc-variable__champs">
              <TextField
                field={field(`poids_${code}`, terme ? String(terme.poids).replace(".", ",") : "", false)}
                label="Poids"
                inputMode="decimal"
                width="short"
              />
              <SelectField
                field={field(`sens_${code}`, terme?.sens ?? "", false)}
                label="Ce qui augmente la somme"
                placeholder={SENS_TERME.bas}
                choices={[{ value: "haut", label: SENS_TERME.haut }]}
              />
            </div>
          </fieldset>
        );
      })}
      <TextField
        field={field("nombreMax", regle.nombreMax ?? "", false)}
        label="Nombre de structures gardées par la somme"
        hint="Vide : toutes celles que les critères gardent. À égalité à la dernière place, toutes restent."
        inputMode="numeric"
        width="short"
      />
    </>
  );
}
