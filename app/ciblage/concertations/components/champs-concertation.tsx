import type { FormReply } from "#app/platform/form/submit-form.server.ts";
import type { FieldOf } from "#app/platform/ui/act-page.tsx";
import { CheckboxField, RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { type Choice, SelectField, TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { type Concertation, GENRES_CONCERTATION, ORGANISATIONS_MAX, POSITIONS } from "../rules.ts";

const choicesOf = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const LIGNES_LIBRES = 3;
const LIGNES_AU_DEPART = 6;

interface ChampsConcertationProps {
  field: FieldOf;
  reply: FormReply | undefined;
  concertation?: Concertation;
}

/** What was said, where and when, then who took which position: one form, that needs no script. */
export function ChampsConcertation({ field, reply, concertation }: ChampsConcertationProps) {
  // What was typed is shown again as it came, what was emptied included.
  const known = reply ? undefined : concertation;
  return (
    <>
      <RadioGroupField
        field={field("genre", known?.genre)}
        label="Ce que vous consignez"
        choices={choicesOf(GENRES_CONCERTATION)}
      />
      <TextField
        field={field("instance", known?.instance)}
        label="Instance ou réunion"
        hint="Par exemple : CSA académique, CTSD, comité de suivi, CCMA avec le CAEC pour le privé, réunion des élus du bassin."
      />
      <TextField field={field("tenueLe", known?.tenueLe)} label="Tenue le" type="date" width="short" />
      <Notification tone="info">
        Qualités et organisations seulement, jamais de personne : ni nom, ni adresse électronique.
      </Notification>
      <TextAreaField
        field={field("participants", known?.participants, false)}
        label="Qualités représentées, et combien"
        hint="Par exemple : 3 représentants de la FSU, 2 maires, 1 conseillère départementale, 4 directions d’école."
        rows={3}
      />
      <TextAreaField
        field={field("compteRendu", known?.compteRendu, false)}
        label="Compte rendu"
        hint="Ce qui a été présenté, demandé, répondu."
        rows={10}
      />
      <ChampsPositions {...{ field, reply, ...(concertation && { concertation }) }} />
    </>
  );
}

function lignesOf(reply: FormReply | undefined, concertation: Concertation | undefined): number {
  const typed = reply?.submission.initialValue ?? {};
  const shown = Number(typed.lignes) || 0;
  const asked = typed.geste === "lignes" ? LIGNES_LIBRES : 0;
  const first = Math.max(LIGNES_AU_DEPART, (concertation?.positions.length ?? 0) + LIGNES_LIBRES);
  return Math.min(ORGANISATIONS_MAX, reply ? Math.max(shown, 1) + asked : first);
}

function ChampsPositions({ field, reply, concertation }: ChampsConcertationProps) {
  const lignes = lignesOf(reply, concertation);
  return (
    <>
      <h2>Position de chaque organisation</h2>
      <p>
        Comme au procès-verbal. Une ligne laissée vide ne compte pas.
        {lignes < ORGANISATIONS_MAX && " Le bouton « Ajouter des lignes », en bas, en donne d’autres."}
      </p>
      <input type="hidden" name="lignes" value={lignes} />
      {Array.from({ length: lignes }, (_, rang) => rang).map((rang) => (
        <ChampsPosition
          key={rang}
          {...{ field, rang, ...(reply ? {} : { position: concertation?.positions[rang] }) }}
        />
      ))}
    </>
  );
}

function ChampsPosition({
  field,
  rang,
  position,
}: {
  field: FieldOf;
  rang: number;
  position?: Concertation["positions"][number] | undefined;
}) {
  return (
    <fieldset className="anc-variable">
      <legend className="fr-fieldset__legend">
        {position ? position.organisation : `Organisation nº ${rang + 1}`}
      </legend>
      <div className="anc-variable__champs">
        <TextField
          field={field(`organisation_${rang}`, position?.organisation, false)}
          label="Organisation"
        />
        <SelectField
          field={field(`position_${rang}`, position?.position, false)}
          label="Position"
          choices={choicesOf(POSITIONS)}
        />
      </div>
      <TextAreaField
        field={field(`texte_${rang}`, position?.texte, false)}
        label="Texte du procès-verbal"
        rows={2}
      />
      {position && (
        <CheckboxField field={field(`retirer_${rang}`, undefined, false)} label="Retirer cette ligne" />
      )}
    </fieldset>
  );
}

/** Asks for more lines without recording anything. */
export function BoutonLignes() {
  return (
    <button type="submit" className="fr-btn fr-btn--secondary" name="geste" value="lignes">
      Ajouter des lignes
    </button>
  );
}
