import { pluriel } from "#app/platform/format/format.ts";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import type { champsOf } from "../../components/formulaire.ts";
import type { CodeRefuse } from "../queries.server.ts";
import { CHOIX_CODE } from "../schema.ts";

export interface CodeAVoir extends CodeRefuse {
  readonly proposition: string | undefined;
  /** Name of the proposed structure, when it is known. */
  readonly nom: string | undefined;
}

/** One malformed code: what is wrong with it, and what may be done. */
export function CodeBlock({
  code: { texte, raison, lignes, fichiers, proposition, nom },
  index,
  field,
}: {
  code: CodeAVoir;
  index: number;
  field: ReturnType<typeof champsOf>;
}) {
  const name = (part: string) => `codes[${index}].${part}`;
  const choices = [
    { value: "laisser", label: CHOIX_CODE.laisser },
    ...(proposition
      ? [
          {
            value: "proposition",
            label: `${CHOIX_CODE.proposition} : ${proposition}`,
            hint: nom ?? "Cette structure n’est pas encore connue ici.",
          },
        ]
      : []),
    { value: "autre", label: CHOIX_CODE.autre, hint: "Donnez son UAI juste en dessous." },
    { value: "ecarter", label: CHOIX_CODE.ecarter },
  ];
  return (
    <section className="anc-fiche" aria-labelledby={`code-${index}`}>
      <h2 id={`code-${index}`}>« {texte} »</h2>
      <p>{raison}</p>
      <p className="anc-fiche__note">
        {pluriel(lignes, "ligne")} : {fichiers.join(", ")}
      </p>
      <input type="hidden" name={name("texte")} value={texte} />
      <RadioGroupField
        field={field(name("choix"), "laisser")}
        label={`Que faire de « ${texte} » ?`}
        choices={choices}
      />
      <div className="anc-formulaire">
        <TextField field={field(name("autre"))} label="UAI de la structure" width="short" />
        <TextField field={field(name("motif"))} label="Motif" />
      </div>
    </section>
  );
}
