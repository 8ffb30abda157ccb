import { formatAnneeScolaire, formatNombre, pluriel } from "#app/platform/format/format.ts";
import type { FieldOf } from "#app/platform/ui/act-page.tsx";
import { CheckboxField, CheckboxGroupField, RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { type Choice, SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { FAMILLES } from "#app/referentiel/rules.ts";
import type { IndicateurOffert } from "../indicateurs/queries.server.ts";
import { type DefinitionScenario, QUALITATIVES, TRAITEMENTS_MANQUANTS } from "../rules.ts";
import { ROLES_VARIABLE } from "../schema.ts";

const choicesOf = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

interface ChampsVariablesProps {
  field: FieldOf;
  offerts: readonly IndicateurOffert[];
  definition: DefinitionScenario;
  /** Structures of the population. */
  population: number;
}

/** The indicators by family, each with what is known of it in this population. */
export function ChampsVariables({ field, offerts, definition, population }: ChampsVariablesProps) {
  return Object.entries(FAMILLES).map(([famille, libelle]) => {
    const siens = offerts.filter((one) => one.famille === famille);
    if (siens.length === 0) return null;
    return (
      <section key={famille} aria-labelledby={`famille-${famille}`}>
        <h3 className="fr-h6" id={`famille-${famille}`}>
          {libelle}
        </h3>
        {siens.map((offert) => (
          <ChampsVariable key={offert.code} {...{ field, offert, definition, population }} />
        ))}
      </section>
    );
  });
}

function ChampsVariable({
  field,
  offert,
  definition,
  population,
}: Omit<ChampsVariablesProps, "offerts"> & { offert: IndicateurOffert }) {
  const { code, libelle } = offert;
  const active = definition.actives.find((one) => one.code === code);
  const chosen = active ?? definition.supplementaires.find((one) => one.code === code);
  const role = active ? "active" : chosen ? "supplementaire" : "aucun";
  return (
    <fieldset className="anc-variable">
      <legend className="fr-fieldset__legend">{libelle}</legend>
      <p className="fr-hint-text">
        <Couverture offert={offert} population={population} />
      </p>
      <Notice offert={offert} />
      <div className="anc-variable__champs">
        <SelectField
          field={field(`role_${code}`, role, false)}
          label="Rôle"
          placeholder={ROLES_VARIABLE.aucun}
          choices={choicesOf(ROLES_VARIABLE).filter(({ value }) => value !== "aucun")}
        />
        <SelectField
          field={field(`annee_${code}`, String(chosen?.annee ?? "derniere"), false)}
          label="Année"
          placeholder="Dernière connue"
          choices={choixAnnees(offert, population)}
        />
        <TextField
          field={field(`poids_${code}`, String(chosen?.poids ?? 1).replace(".", ","), false)}
          label="Poids"
          inputMode="decimal"
          width="short"
        />
      </div>
    </fieldset>
  );
}

function Couverture({ offert, population }: { offert: IndicateurOffert; population: number }) {
  const { annee, couvertures } = offert;
  const connues = couvertures.find((one) => one.annee === annee)?.connues ?? 0;
  if (annee === null) return "Aucune valeur connue dans cette population.";
  return `${formatAnneeScolaire(annee)} : ${pluriel(connues, "valeur connue", "valeurs connues")} sur ${formatNombre(population, 0)} structures${connues * 2 < population ? ", moins de la moitié" : ""}.`;
}

function Notice({ offert: { bruit, biais, ruptures } }: { offert: IndicateurOffert }) {
  const notes = [
    ...[bruit, biais].filter((text) => text !== ""),
    ...ruptures.map(
      ({ annee, motif }) =>
        `La série change en ${formatAnneeScolaire(annee)} : ${motif} Ne comparez pas de part et d’autre.`,
    ),
  ];
  if (notes.length === 0) return null;
  return (
    <details>
      <summary>À savoir avant de s’en servir</summary>
      {notes.map((note) => (
        <p key={note} className="fr-hint-text">
          {note}
        </p>
      ))}
    </details>
  );
}

function choixAnnees({ couvertures }: IndicateurOffert, population: number): Choice[] {
  return couvertures.map(({ annee, connues }) => ({
    value: String(annee),
    label: `${formatAnneeScolaire(annee)} (${formatNombre(connues, 0)} sur ${formatNombre(population, 0)})`,
  }));
}

/** How the analysis reads the variables. */
export function ChampsAnalyse({
  field,
  offerts,
  definition,
}: Pick<ChampsVariablesProps, "field" | "offerts" | "definition">) {
  const { manquants, poids, reduire, axes, classes, qualitatives } = definition;
  const comptes = offerts.filter(({ unite }) => unite === "élèves");
  return (
    <>
      <RadioGroupField
        field={field("manquants", manquants)}
        label="Valeurs manquantes"
        hint="Une valeur absente n’est jamais lue comme 0."
        choices={choicesOf(TRAITEMENTS_MANQUANTS)}
      />
      <SelectField
        field={field("poids", poids === "egaux" ? "" : poids.code, false)}
        label="Poids des structures"
        placeholder="Toutes comptent autant"
        choices={comptes.map(({ code, libelle }) => ({ value: code, label: `Selon : ${libelle}` }))}
      />
      <CheckboxField
        field={field("reduire", reduire, false)}
        label="Mettre les variables à la même échelle"
        hint="Recommandé quand leurs unités diffèrent."
      />
      <TextField
        field={field("axes", axes)}
        label="Nombre d’axes conservés"
        inputMode="numeric"
        width="short"
      />
      <SelectField
        field={field("classes", classes === null ? "" : String(classes), false)}
        label="Nombre de classes"
        placeholder="Celui que l’arbre propose"
        choices={Array.from({ length: 11 }, (_, i) => ({ value: String(i + 2), label: String(i + 2) }))}
      />
      <CheckboxGroupField
        field={field("qualitatives", qualitatives, false)}
        label="Catégories qui décrivent"
        hint="Elles n’agissent pas sur les axes : elles aident à les lire."
        choices={choicesOf(QUALITATIVES)}
      />
    </>
  );
}
