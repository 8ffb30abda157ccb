import { FileField } from "../ui/file-field.tsx";
import { RefusalNotice } from "../ui/refusal-notice.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { EXTENSIONS_ACCEPTEES, PIECE_MAX_BYTES } from "./formats.ts";

export interface PieceFormProps {
  label: string;
  hint?: React.ReactNode;
  bouton: string;
  /** Where one goes without joining anything. */
  retour: string;
  /** Why the last file was refused. */
  refus: string | undefined;
}

/** The form that joins one file; what is accepted is said before one chooses. */
export function PieceForm({ label, hint, bouton, retour, refus }: PieceFormProps) {
  return (
    <>
      <RefusalNotice reason={refus} />
      <form method="post" encType="multipart/form-data" className="anc-formulaire">
        <FileField
          field={{ id: "piece-fichier", name: "piece", required: true }}
          label={label}
          hint={hint}
          accept={EXTENSIONS_ACCEPTEES}
          maxBytes={PIECE_MAX_BYTES}
        />
        <div className="anc-formulaire__actions">
          <SubmitButton>{bouton}</SubmitButton>
          <a className="fr-btn fr-btn--secondary" href={retour}>
            Revenir sans joindre
          </a>
        </div>
      </form>
    </>
  );
}
