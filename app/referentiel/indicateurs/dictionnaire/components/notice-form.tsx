import { CheckboxField } from "#app/platform/ui/choice-field.tsx";
import { ErrorSummary } from "#app/platform/ui/error-summary.tsx";
import { SelectField, TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import {
  champsOf,
  errorsOf,
  type FormulaireRendu,
  reasonOf,
} from "../../../imports/components/formulaire.ts";
import { FAMILLES } from "../../../rules.ts";
import { DIFFUSIONS, NATURES, type Notice } from "../rules.ts";

const choices = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export interface NoticeFormProps {
  readonly notice: Partial<Omit<Notice, "diffusion">> & { readonly diffusion?: string };
  readonly effectifs: readonly { code: string; libelle: string }[];
  readonly rendu: FormulaireRendu | undefined;
  readonly bouton: string;
  readonly retour: string;
  readonly academie?: string;
}

/** Everything that a notice holds, for a creation or a change. */
export function NoticeForm({ notice, effectifs, rendu, bouton, retour, academie }: NoticeFormProps) {
  const field = champsOf("notice", rendu);
  return (
    <>
      <RefusalNotice reason={reasonOf(rendu)} />
      <ErrorSummary errors={errorsOf("notice", rendu)} />
      <form method="post" className="anc-formulaire">
        {academie && <input type="hidden" name="academie" value={academie} />}
        <Textes field={field} notice={notice} />
        <Mesure field={field} notice={notice} effectifs={effectifs} />
        <div className="anc-formulaire__actions">
          <SubmitButton>{bouton}</SubmitButton>
          <a className="fr-link" href={retour}>
            Revenir
          </a>
        </div>
      </form>
    </>
  );
}

type Part = Pick<NoticeFormProps, "notice"> & { field: ReturnType<typeof champsOf> };

function Textes({ field, notice }: Part) {
  return (
    <>
      <TextField field={field("libelle", notice.libelle, { required: true })} label="Nom" />
      <TextField
        field={field("libelleCourt", notice.libelleCourt, { required: true })}
        label="Nom court"
        hint="Pour les tableaux, quarante caractères au plus."
      />
      <TextAreaField
        field={field("definition", notice.definition, { required: true })}
        label="Définition"
        hint="Ce que mesure l’indicateur : quoi, rapporté à quoi."
        rows={3}
      />
      <TextAreaField
        field={field("population", notice.population)}
        label="Population"
        hint="Sur qui il porte, à quelle date, qui n’y est pas."
        rows={2}
      />
      <TextAreaField field={field("lecture", notice.lecture)} label="Comment le lire" rows={3} />
      <TextAreaField
        field={field("bruit", notice.bruit)}
        label="Bruit"
        hint="Ce que le hasard fait varier selon l’effectif ; montré à côté de la valeur."
        rows={3}
      />
      <TextAreaField
        field={field("biais", notice.biais)}
        label="Biais connus"
        hint="Élèves allophones, secteur, options, qualité de la saisie…"
        rows={3}
      />
      <TextAreaField
        field={field("comparaisons", notice.comparaisons)}
        label="Comparaisons permises"
        rows={2}
      />
      <TextField field={field("source", notice.source, { required: true })} label="Source" />
    </>
  );
}

function Mesure({ field, notice, effectifs }: Part & Pick<NoticeFormProps, "effectifs">) {
  const counts = effectifs.map(({ code, libelle }) => ({ value: code, label: libelle }));
  return (
    <>
      <SelectField
        field={field("diffusion", notice.diffusion, { required: true })}
        label="Qui peut lire les valeurs"
        choices={[
          { value: "interne", label: DIFFUSIONS.interne },
          { value: "rh", label: DIFFUSIONS.rh },
        ]}
      />
      <SelectField
        field={field("nature", notice.nature, { required: true })}
        label="Nature"
        hint="Les structures comparables se cherchent sur des entrées, jamais sur des résultats."
        choices={choices(NATURES)}
      />
      <SelectField
        field={field("famille", notice.famille, { required: true })}
        label="Famille"
        choices={choices(FAMILLES)}
      />
      <TextField
        field={field("unite", notice.unite)}
        label="Unité"
        hint="%, élèves, ans… Vide pour un indice."
        width="short"
      />
      <TextField
        field={field("decimales", notice.decimales ?? 1, { required: true })}
        label="Décimales affichées"
        inputMode="numeric"
        width="short"
      />
      <TextField
        field={field("minimum", notice.minimum ?? 0, { required: true })}
        label="Plus petite valeur plausible"
        hint="En dessous, la ligne du fichier est refusée."
        inputMode="decimal"
        width="short"
      />
      <TextField
        field={field("maximum", notice.maximum ?? 100, { required: true })}
        label="Plus grande valeur plausible"
        inputMode="decimal"
        width="short"
      />
      <CheckboxField
        field={field("compte", notice.compte ? "on" : undefined)}
        label="C’est un nombre d’élèves ou de personnes"
        hint="Il est alors soumis au secret des petits effectifs."
      />
      <SelectField
        field={field("poidsCode", notice.poidsCode)}
        label="Pondérer les moyennes par"
        choices={counts}
        placeholder="Rien : moyenne simple des structures"
      />
      <SelectField
        field={field("denominateurCode", notice.denominateurCode)}
        label="Effectif sous la valeur"
        choices={counts}
        placeholder="Non déclaré"
      />
      <TextField
        field={field("seuilPublication", notice.seuilPublication)}
        label="Seuil de publication"
        hint="En dessous de cet effectif, la valeur n’est montrée qu’aux personnes habilitées. À donner avec l’effectif."
        inputMode="numeric"
        width="short"
      />
    </>
  );
}
