import type { FieldOf } from "#app/platform/ui/act-page.tsx";
import { CheckboxField, RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { formatLiens, GENRES, type Genre, type Lien } from "../rules.ts";

export interface ValeursPublication {
  readonly genre: Genre;
  readonly adresse: string;
  readonly titre: string;
  readonly chapeau: string;
  readonly contenu: string;
  readonly liens: readonly Lien[];
  readonly rang: number;
  readonly version: number;
}

/** The fields of a page; `publiee` when readers already see it. */
export function ChampsPublication({
  field,
  page,
  publiee,
}: {
  field: FieldOf;
  page?: ValeursPublication;
  publiee: boolean;
}) {
  return (
    <>
      <input type="hidden" name="version" value={page?.version ?? 0} />
      <RadioGroupField
        field={field("genre", page?.genre ?? "presentation")}
        label="Genre"
        choices={Object.entries(GENRES).map(([value, label]) => ({ value, label }))}
      />
      <TextField field={field("titre", page?.titre)} label="Titre" />
      <TextField
        field={field("adresse", page?.adresse, false)}
        label="Fin de l’adresse"
        hint="En minuscules, sans accent, avec des tirets. Laissez vide : elle vient du titre."
      />
      <TextAreaField
        field={field("chapeau", page?.chapeau, false)}
        label="Chapeau"
        hint="Une ou deux phrases qui disent l’essentiel."
        rows={3}
      />
      <TextAreaField
        field={field("contenu", page?.contenu, false)}
        label="Texte"
        hint="En Markdown : « ## » pour un intertitre, « - » pour une liste, « [mots](https://adresse) » pour un lien, « **gras** »."
        rows={18}
      />
      <TextAreaField
        field={field("liens", page && formatLiens(page.liens), false)}
        label="Pour en savoir plus"
        hint="Un lien par ligne : l’intitulé, une barre verticale, l’adresse. Exemple : Le rapport | https://exemple.fr/rapport"
        rows={4}
      />
      <TextField
        field={field("rang", page?.rang ?? 0)}
        label="Rang"
        hint="Ordre parmi les présentations, de 0 à 999."
        inputMode="numeric"
        width="short"
      />
      {publiee && (
        <CheckboxField
          field={field("forme", undefined, false)}
          label="Correction de forme"
          hint="La page dit la même chose : la date de mise à jour ne change pas."
        />
      )}
    </>
  );
}
