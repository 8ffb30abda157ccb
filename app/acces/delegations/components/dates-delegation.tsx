import { TextField } from "#app/platform/ui/form-field.tsx";
import type { FieldOf } from "../../components/acte-form.tsx";

/** First and last day, both included, and the act: what every delegation says. */
export function DatesDelegationFields({
  field,
  debut,
  dernier,
}: {
  field: FieldOf;
  debut: string;
  dernier: string;
}) {
  return (
    <>
      <TextField field={field("debut", debut)} label="Premier jour" type="date" width="medium" />
      <TextField
        field={field("dernier", dernier)}
        label="Dernier jour"
        hint="Un an au plus. Nous proposons la fin de l’année scolaire."
        type="date"
        width="medium"
      />
      <TextField
        field={field("acte")}
        label="Référence de l’acte"
        hint="Par exemple : « Arrêté du 3 septembre 2026, n° 2026-41 » ou « Décision du chef d’établissement du 3 septembre 2026 »"
      />
    </>
  );
}
