import type { FieldOf } from "#app/platform/ui/act-page.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { enPourcent, type Stabilite } from "../../rules.ts";

/** How the stability of a list is measured: for the campaign, and for one run that starts from it. */
export function ChampsStabilite({ field, stabilite }: { field: FieldOf; stabilite: Stabilite }) {
  return (
    <>
      <p className="fr-hint-text">
        La liste est refaite de nombreuses fois en changeant un peu ce qui tient à une convention : les
        structures tirées au sort avec remise, les poids, les seuils, une variable en moins, les valeurs
        complétées.
      </p>
      <TextField
        field={field("tirages", String(stabilite.tirages))}
        label="Nombre de tirages"
        hint="1 000 suffisent le plus souvent."
        inputMode="numeric"
        width="short"
      />
      <TextField
        field={field("ecartPoids", enTexte(stabilite.ecartPoids))}
        label="Écart des poids"
        hint="Chaque poids varie d’autant, en plus ou en moins."
        suffix="%"
        inputMode="decimal"
        width="short"
      />
      <TextField
        field={field("seuilDepartage", enTexte(stabilite.seuilDepartage))}
        label="Seuil « à départager »"
        hint="Une structure retenue dans une moindre part des tirages est signalée : c’est à vous d’en juger."
        suffix="%"
        inputMode="decimal"
        width="short"
      />
    </>
  );
}

const enTexte = (part: number) => String(enPourcent(part)).replace(".", ",");
