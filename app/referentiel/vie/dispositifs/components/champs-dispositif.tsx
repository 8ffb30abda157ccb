import { type FieldOf, MotifField } from "#app/platform/ui/act-page.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import type { Choix } from "../../queries.server.ts";

/** The fields of a scheme, for one structure as for a list. */
export function ChampsDispositif({ field, choix }: { field: FieldOf; choix: readonly Choix[] }) {
  return (
    <>
      <SelectField field={field("dispositif")} label="Dispositif" choices={choix} />
      <TextField field={field("debut")} label="Premier jour" type="date" width="short" />
      <TextField
        field={field("fin", undefined, false)}
        label="Fin"
        hint="Le premier jour où il ne vaut plus. Laissez vide s’il vaut encore."
        type="date"
        width="short"
      />
      <TextField
        field={field("precision", undefined, false)}
        label="Précision"
        hint="Le nom de la cité éducative, le numéro du contrat… Facultatif."
      />
      <TextField
        field={field("source")}
        label="Source"
        hint="D’où on le sait : un arrêté, une liste officielle et sa date."
      />
      <MotifField field={field} />
    </>
  );
}
