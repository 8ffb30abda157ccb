import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import type { FieldOf } from "#app/platform/ui/act-page.tsx";
import { CheckboxGroupField, RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { type Choice, SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { BASES_QUANTILE, type Critere, MARQUES, ROLES_CRITERE } from "../../regles/rules.ts";
import { MOTIFS_CIBLAGE } from "../../rules.ts";
import { COMPARAISONS, type GenreCritere, saisieOf } from "../critere/schema.ts";
import type { IndicateurOffert } from "../indicateurs/queries.server.ts";

const choicesOf = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

interface ChampsCritereProps {
  field: FieldOf;
  genre: GenreCritere;
  /** The criterion being changed; null for a new one. */
  critere: Critere | null;
  offerts: readonly IndicateurOffert[];
  population: number;
  axes: number;
}

/** What the criterion reads, then what it does. */
export function ChampsCritere(props: ChampsCritereProps) {
  const { field, critere } = props;
  return (
    <>
      <ChampsObjet {...props} />
      <RadioGroupField
        field={field("role", critere?.role ?? "requis")}
        label="Ce que fait le critère"
        choices={[
          {
            value: "requis",
            label: ROLES_CRITERE.requis,
            hint: "Une structure qui ne le remplit pas n’est pas retenue.",
          },
          {
            value: "compte",
            label: ROLES_CRITERE.compte,
            hint: "Il en faut un certain nombre, que vous fixez dans la règle.",
          },
          {
            value: "exclusion",
            label: ROLES_CRITERE.exclusion,
            hint: "Une structure dans ce cas est écartée, quoi qu’elle remplisse.",
          },
        ]}
      />
      <SelectField
        field={field("motif", critere?.motif ?? "", false)}
        label="Motif du texte national"
        placeholder="Aucun"
        choices={choicesOf(MOTIFS_CIBLAGE)}
      />
      <TextField
        field={field("nom", critere?.nom ?? "", false)}
        label="Le mot de votre équipe"
        hint="Par exemple : défavorisés. Il paraît devant le critère partout où on le lit."
      />
    </>
  );
}

function ChampsObjet({ field, genre, critere, offerts, population, axes }: ChampsCritereProps) {
  if (genre === "marque")
    return (
      <RadioGroupField
        field={field("marque", critere?.genre === "marque" ? critere.marque : undefined)}
        label="Fait"
        choices={choicesOf(MARQUES)}
      />
    );
  if (genre === "classe")
    return (
      <CheckboxGroupField
        field={field("classes", critere?.genre === "classe" ? critere.classes.map(String) : [])}
        label="Classes"
        hint="Leurs numéros sont ceux du dernier calcul : relisez ce critère après chaque nouvelle analyse."
        choices={Array.from({ length: 12 }, (_, i) => ({ value: String(i + 1), label: `Classe ${i + 1}` }))}
      />
    );
  if (genre === "axe")
    return (
      <>
        <SelectField
          field={field("axe", critere?.genre === "axe" ? String(critere.axe) : "1")}
          label="Axe"
          choices={Array.from({ length: axes }, (_, i) => ({ value: String(i + 1), label: `Axe ${i + 1}` }))}
        />
        <ChampsComparaison field={field} critere={critere} base={false} />
      </>
    );
  return (
    <>
      <ChampsIndicateur field={field} critere={critere} offerts={offerts} population={population} />
      <ChampsComparaison field={field} critere={critere} base />
    </>
  );
}

function ChampsIndicateur({
  field,
  critere,
  offerts,
  population,
}: Pick<ChampsCritereProps, "field" | "critere" | "offerts" | "population">) {
  const own = critere?.genre === "indicateur" ? critere : null;
  const annees = [...new Set(offerts.flatMap(({ couvertures }) => couvertures.map(({ annee }) => annee)))];
  const known = offerts.map(({ code, libelle, annee, couvertures }) => ({
    value: code,
    label: `${libelle} (${formatNombre(couvertures.find((one) => one.annee === annee)?.connues ?? 0, 0)} sur ${formatNombre(population, 0)})`,
  }));
  // An indicator that this person does not read stays in the criterion that already has it.
  const missing =
    own && !known.some(({ value }) => value === own.code) ? [{ value: own.code, label: own.code }] : [];
  return (
    <>
      <SelectField
        field={field("code", own?.code)}
        label="Indicateur"
        hint="Entre parenthèses : les structures de la population dont la dernière valeur est connue."
        choices={[...known, ...missing]}
      />
      <SelectField
        field={field("annee", String(own?.annee ?? "derniere"))}
        label="Année"
        choices={[
          { value: "derniere", label: "Dernière année connue" },
          ...annees
            .sort((a, b) => b - a)
            .map((annee) => ({ value: String(annee), label: formatAnneeScolaire(annee) })),
        ]}
      />
    </>
  );
}

function ChampsComparaison({
  field,
  critere,
  base,
}: Pick<ChampsCritereProps, "field" | "critere"> & { base: boolean }) {
  const own = critere && "seuil" in critere ? saisieOf(critere) : null;
  return (
    <>
      <SelectField
        field={field("comparaison", own?.comparaison ?? "plus_bas")}
        label="Comparaison"
        hint="À une valeur, ou aux autres structures."
        choices={choicesOf(COMPARAISONS)}
      />
      <TextField
        field={field("valeur", own?.valeur)}
        label="Valeur ou part"
        hint="Une valeur dans l’unité de l’indicateur, ou une part : 25 pour le quart."
        inputMode="decimal"
        width="short"
      />
      {base && (
        <SelectField
          field={field("base", own?.base ?? "population", false)}
          label="Une part de qui ?"
          hint="Ne sert que pour « parmi les plus bas » et « parmi les plus hauts »."
          placeholder={BASES_QUANTILE.population}
          choices={choicesOf(BASES_QUANTILE)}
        />
      )}
    </>
  );
}
