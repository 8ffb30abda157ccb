import type { FieldOf } from "#app/platform/ui/act-page.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { FONCTIONS, type Fonction, PORTEES } from "../../fonctions/rules.ts";
import { type PorteeNommee, porteeKey } from "../../portees/rules.ts";

export interface ChoixFonctionProps {
  field: FieldOf;
  fonctions: readonly Fonction[];
  /** Scopes found or proposed so far. */
  choix: readonly PorteeNommee[];
  /** Set when a search found nothing: what was typed. */
  sansResultat?: string | undefined;
  /** Proposed by default. */
  fonction?: string | undefined;
  portee?: string | undefined;
}

/** Function, then its scope: searched by words, chosen among what was found, all without a script. */
export function ChoixFonction({
  field,
  fonctions,
  choix,
  sansResultat,
  fonction,
  portee,
}: ChoixFonctionProps) {
  return (
    <fieldset className="anc-choix-fonction">
      <legend>Fonction et périmètre</legend>
      <SelectField
        field={field("fonction", fonction)}
        label="Fonction"
        choices={fonctions.map((value) => ({ value, label: FONCTIONS[value] }))}
      />
      <TextField
        field={field("recherche", undefined, false)}
        label="Chercher le périmètre"
        hint="Un nom (structure, circonscription, commune, département, académie) ou un code (UAI, Insee)."
      />
      <button
        type="submit"
        className="fr-btn fr-btn--secondary"
        name="intention"
        value="chercher"
        formNoValidate
      >
        Chercher
      </button>
      {sansResultat && (
        <p className="anc-choix-fonction__rien" role="status">
          Aucun périmètre de votre ressort ne répond à « {sansResultat} » pour cette fonction. Essayez un
          autre mot, ou le code UAI.
        </p>
      )}
      {choix.length > 0 && (
        <RadioGroupField
          field={field("portee", portee)}
          label="Périmètre"
          choices={choix.map((found) => ({
            value: porteeKey(found),
            label: found.libelle,
            hint: found.type === "nation" ? "portée nationale" : `${PORTEES[found.type]}, ${found.code}`,
          }))}
        />
      )}
    </fieldset>
  );
}

/** First and last days of a function; the end is the first day when it no longer holds. */
export function ChampsPeriode({ field, debut }: { field: FieldOf; debut?: string }) {
  return (
    <>
      <TextField field={field("debut", debut)} label="Premier jour" type="date" width="medium" />
      <TextField
        field={field("fin", undefined, false)}
        label="Fin, si elle est connue"
        hint="Premier jour où la fonction n’est plus exercée."
        type="date"
        width="medium"
      />
    </>
  );
}

/** Said before anything is typed: some rights ask for a fresh proof of identity. */
export function AConfirmer({ suite }: { suite: string }) {
  return (
    <p>
      Confier un droit sur toute une académie demande de confirmer que c’est bien vous.{" "}
      <a href={`/confirmation?suite=${encodeURIComponent(suite)}`}>Confirmer maintenant</a>
    </p>
  );
}
