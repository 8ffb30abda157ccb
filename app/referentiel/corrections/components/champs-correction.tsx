import { type FieldOf, MotifField } from "#app/platform/ui/act-page.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";

/** What a local value is made of: the value, why, and the document that shows it. */
export function ChampsCorrection({
  field,
  unite,
  vue,
}: {
  field: FieldOf;
  unite?: string;
  vue: string | null;
}) {
  return (
    <>
      <input type="hidden" name="vue" value={vue ?? ""} />
      <TextField
        field={field("valeur")}
        label="Valeur locale"
        inputMode="decimal"
        width="short"
        {...(unite ? { suffix: unite } : {})}
      />
      <MotifField field={field} />
      <TextField
        field={field("piece")}
        label="Pièce"
        hint="Le document d’où vient la valeur, sa date, qui le garde."
      />
    </>
  );
}
