import type { FormReply } from "#app/platform/form/submit-form.server.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import type { ImportVu } from "../queries.server.ts";

export interface ConfirmationProps {
  titre: string;
  /** What the act will do, in one or two sentences. */
  consequence: string;
  bouton: string;
  vu: Pick<ImportVu, "id" | "version" | "deposeLe">;
  reply: FormReply | undefined;
}

/** One act on an import, said before it is done: the form of every decision about it. */
export function ConfirmationImport({ titre, consequence, bouton, vu, reply }: ConfirmationProps) {
  const depot = `Dépôt du ${formatDateHeure(new Date(vu.deposeLe), "Europe/Paris")}`;
  const reason =
    reply &&
    Object.values(reply.submission.error ?? {})
      .flat()
      .filter(Boolean)
      .join(" ");
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Imports", href: "/imports" },
          { label: depot, href: `/imports/${vu.id}` },
          { label: titre },
        ]}
      />
      <PageTitle overline={depot} lead={consequence}>
        {titre}
      </PageTitle>
      <RefusalNotice reason={reason} />
      <form method="post">
        <input type="hidden" name="version" value={vu.version} />
        <ul className="fr-btns-group fr-btns-group--inline-md">
          <li>
            <SubmitButton>{bouton}</SubmitButton>
          </li>
          <li>
            <a className="fr-btn fr-btn--secondary" href={`/imports/${vu.id}`}>
              Revenir au dépôt
            </a>
          </li>
        </ul>
      </form>
    </>
  );
}
