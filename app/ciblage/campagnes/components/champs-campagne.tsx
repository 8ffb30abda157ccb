import type { FieldOf } from "#app/platform/ui/act-page.tsx";
import { CheckboxGroupField } from "#app/platform/ui/choice-field.tsx";
import { type Choice, TextField } from "#app/platform/ui/form-field.tsx";
import { SECTEURS, STATUTS_EP } from "#app/referentiel/rules.ts";
import { FAMILLES_ANALYSE, type Population, RURALITES } from "../../rules.ts";
import type { Choix, Territoires } from "../queries.server.ts";
import { type Calendrier, DATES_CAMPAGNE, type DateCampagne } from "../rules.ts";

const toChoices = (choix: readonly Choix[]): Choice[] =>
  choix.map(({ code, nom }) => ({ value: code, label: nom }));
const choicesOf = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const named = (labels: Readonly<Record<string, { readonly libelle: string }>>): Choice[] =>
  Object.entries(labels).map(([value, { libelle }]) => ({ value, label: libelle }));

export function ChampsIdentite({
  field,
  nom,
  familles,
}: {
  field: FieldOf;
  nom?: string;
  familles: readonly string[];
}) {
  return (
    <>
      <TextField
        field={field("nom", nom)}
        label="Nom de la campagne"
        hint="Par exemple : CLA, rentrée 2027."
      />
      <CheckboxGroupField
        field={field("familles", familles)}
        label="Familles de structures"
        hint="Chacune est analysée à part : ses indicateurs ne sont pas ceux des autres."
        choices={named(FAMILLES_ANALYSE)}
      />
    </>
  );
}

interface ChampsPopulationProps {
  field: FieldOf;
  population: Population;
  /** Absent before the académie is chosen. */
  territoires?: Territoires;
}

/** Who the campaign looks at. Nothing ticked in a list keeps everything. */
export function ChampsPopulation({ field, population, territoires }: ChampsPopulationProps) {
  const boxes = (name: keyof Population, label: string, choices: Choice[], hint?: string) => (
    <CheckboxGroupField
      field={field(name, population[name], false)}
      label={label}
      choices={choices}
      {...(hint && { hint })}
    />
  );
  return (
    <>
      {boxes(
        "statutsEp",
        "Statut d’éducation prioritaire",
        choicesOf(STATUTS_EP),
        "Sans rien cocher : tous les statuts.",
      )}
      {boxes("secteurs", "Secteurs", choicesOf(SECTEURS), "Sans rien cocher : tous les secteurs.")}
      {boxes(
        "ruralites",
        "Typologie de la commune",
        named(RURALITES),
        "Sans rien cocher : toutes les communes.",
      )}
      {territoires &&
        boxes(
          "departements",
          "Départements",
          toChoices(territoires.departements),
          "Sans rien cocher : toute l’académie.",
        )}
      {territoires && territoires.circonscriptions.length + territoires.bassins.length > 0 && (
        <details>
          <summary>Choisir des circonscriptions ou des bassins</summary>
          {territoires.circonscriptions.length > 0 &&
            boxes("circonscriptions", "Circonscriptions", toChoices(territoires.circonscriptions))}
          {territoires.bassins.length > 0 && boxes("bassins", "Bassins", toChoices(territoires.bassins))}
        </details>
      )}
      <TextField
        field={field("effectifMinimal", population.effectifMinimal, false)}
        label="Nombre minimal d’élèves"
        hint="0 garde toutes les structures ; une structure dont le nombre n’est pas connu reste."
        inputMode="numeric"
        width="short"
      />
    </>
  );
}

const DATES = Object.keys(DATES_CAMPAGNE) as DateCampagne[];

export function ChampsCalendrier({ field, calendrier }: { field: FieldOf; calendrier?: Calendrier }) {
  return DATES.map((date) => (
    <TextField
      key={date}
      field={field(date, calendrier?.[date] ?? undefined, false)}
      label={DATES_CAMPAGNE[date]}
      type="date"
      width="short"
    />
  ));
}
