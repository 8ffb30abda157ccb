import { CheckboxField, CheckboxGroupField, RadioGroupField } from "../../platform/ui/choice-field.tsx";
import { ErrorSummary } from "../../platform/ui/error-summary.tsx";
import { FileField } from "../../platform/ui/file-field.tsx";
import { SelectField, TextAreaField, TextField } from "../../platform/ui/form-field.tsx";
import { RefusalNotice } from "../../platform/ui/refusal-notice.tsx";
import { SubmitButton } from "../../platform/ui/submit-button.tsx";
import { Section } from "./section.tsx";

const AXES = [
  { value: "maitrise", label: "Maîtrise des savoirs fondamentaux" },
  {
    value: "climat",
    label: "Climat scolaire et bien-être",
    hint: "Relations entre élèves, avec les familles",
  },
  { value: "parcours", label: "Parcours des élèves" },
];

export function PlainForm() {
  return (
    <Section id="formulaire" title="Formulaire">
      <form method="get" className="anc-formulaire">
        <TextField
          field={{
            id: "f-intitule",
            name: "intitule",
            required: true,
            initialValue: "Lire, comprendre, raconter",
          }}
          label="Intitulé de l’action"
          hint="Une phrase courte, qui parle à toute l’équipe."
        />
        <TextField field={{ id: "f-debut", name: "debut" }} label="Début prévu" type="date" width="short" />
        <TextField
          field={{ id: "f-montant", name: "montant" }}
          label="Montant demandé"
          suffix="euros"
          inputMode="decimal"
          width="short"
        />
        <SelectField
          field={{ id: "f-pilote", name: "pilote", required: true }}
          label="Pilote de l’action"
          choices={[
            { value: "a", label: "Claire Moreau" },
            { value: "b", label: "Idriss Benali" },
          ]}
        />
        <TextAreaField
          field={{ id: "f-objectif", name: "objectif" }}
          label="Ce que l’action apportera aux élèves"
          hint="Quelques lignes suffisent."
        />
        <RadioGroupField
          field={{ id: "f-rythme", name: "rythme", initialValue: "hebdo" }}
          label="Rythme"
          inline
          choices={[
            { value: "hebdo", label: "Chaque semaine" },
            { value: "mensuel", label: "Chaque mois" },
          ]}
        />
        <CheckboxGroupField
          field={{ id: "f-axes", name: "axes", initialValue: ["climat"] }}
          label="Axes du contrat"
          hint="Un ou plusieurs."
          choices={AXES}
        />
        <FileField
          field={{ id: "f-pieces", name: "pieces" }}
          label="Pièces jointes"
          accept={[".pdf", ".docx", ".odt"]}
          maxBytes={10 * 1024 * 1024}
          multiple
        />
        <CheckboxField field={{ id: "f-relu", name: "relu" }} label="L’équipe a relu cette fiche" />
        <div className="anc-formulaire__actions">
          <SubmitButton intent={{ name: "intention", value: "transmettre" }}>Transmettre</SubmitButton>
          <SubmitButton intent={{ name: "intention", value: "enregistrer" }} priority="secondary">
            Enregistrer le brouillon
          </SubmitButton>
        </div>
      </form>
    </Section>
  );
}

const DATE = "Indiquez une date à venir, par exemple le 12 mars 2027.";
const AXIS = "Choisissez au moins un axe.";
const FILE = "Ce fichier est plus lourd que la limite : il peut être allégé ou découpé.";

export function FormInError() {
  return (
    <Section id="erreurs" title="Formulaire à reprendre">
      <RefusalNotice reason="La campagne est close depuis le 30 janvier 2026 : les dossiers ne peuvent plus être modifiés." />
      <ErrorSummary
        errors={[
          { fieldId: "e-date", message: DATE },
          { fieldId: "e-axes", message: AXIS },
          { fieldId: "e-piece", message: FILE },
        ]}
      />
      <form method="get" className="anc-formulaire">
        <TextField
          field={{ id: "e-date", name: "date", required: true, errors: [DATE], initialValue: "2020-01-01" }}
          label="Date de la visite"
          hint="Convenue avec l’équipe."
          type="date"
          width="short"
        />
        <SelectField
          field={{ id: "e-territoire", name: "territoire", errors: ["Choisissez un territoire."] }}
          label="Territoire"
          choices={[{ value: "1", label: "Bassin du Val" }]}
        />
        <CheckboxGroupField
          field={{ id: "e-axes", name: "axes", errors: [AXIS] }}
          label="Axes du contrat"
          choices={AXES}
        />
        <FileField
          field={{ id: "e-piece", name: "piece", errors: [FILE] }}
          label="Compte rendu"
          accept={[".pdf"]}
          maxBytes={5 * 1024 * 1024}
        />
        <CheckboxField
          field={{
            id: "e-relu",
            name: "relu",
            required: true,
            errors: ["Une relecture est nécessaire avant de transmettre."],
          }}
          label="L’équipe a relu ce compte rendu"
        />
      </form>
    </Section>
  );
}
