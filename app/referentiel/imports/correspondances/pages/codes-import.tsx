import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDateHeure, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ErrorSummary } from "#app/platform/ui/error-summary.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { checkUai } from "../../../rules.ts";
import { champsOf, errorsOf, type FormulaireRendu, reasonOf } from "../../components/formulaire.ts";
import { getImportAConfirmer } from "../../queries.server.ts";
import { deciderCodes } from "../commands.server.ts";
import { CodeBlock } from "../components/code-block.tsx";
import { listCodesRefuses, listNomsStructures } from "../queries.server.ts";
import { decisionsOf } from "../rules.ts";
import { CODES_PAR_PAGE, codesSchema } from "../schema.ts";
import type { Route } from "./+types/codes-import.ts";

const TITRE = "Codes mal formés";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const vu = await getImportAConfirmer(db, params.import);
  const refuses = await listCodesRefuses(db, params.import);
  const codes = refuses.slice(0, CODES_PAR_PAGE).map((code) => {
    const check = checkUai(code.texte);
    return { ...code, proposition: check.ok ? undefined : check.proposition };
  });
  const noms = await listNomsStructures(
    db,
    codes.flatMap(({ proposition }) => proposition ?? []),
  );
  return {
    vu,
    total: refuses.length,
    codes: codes.map((code) => ({ ...code, nom: code.proposition && noms.get(code.proposition) })),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  await getImportAConfirmer(current.db, params.import);
  return submitForm(request, codesSchema, async (saisie) => {
    const decisions = decisionsOf(saisie);
    if (decisions.length === 0)
      throw new Refusal("rien_decide", "Choisissez que faire d'au moins un code, puis enregistrez.");
    await deciderCodes(current, { importId: params.import, agentId: getActor(current).agentId, decisions });
    throw redirect(`/imports/${params.import}`, 303);
  });
}

export default function CodesImport({ loaderData: { vu, total, codes }, actionData }: Route.ComponentProps) {
  const rendu = actionData as FormulaireRendu | undefined;
  const depot = `Dépôt du ${formatDateHeure(new Date(vu.deposeLe), "Europe/Paris")}`;
  const field = champsOf("codes", rendu);
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Imports", href: "/imports" },
          { label: depot, href: `/imports/${vu.id}` },
          { label: TITRE },
        ]}
      />
      <PageTitle
        overline={depot}
        lead="Un code mal formé n’est jamais réparé en silence : vous décidez de ce qu’il désigne, et la décision vaut pour les fichiers suivants."
        actions={
          <a className="fr-link" href="/imports/codes">
            Toutes les décisions
          </a>
        }
      >
        {TITRE}
      </PageTitle>
      <RefusalNotice reason={reasonOf(rendu)} />
      <ErrorSummary errors={errorsOf("codes", rendu)} />
      {codes.length === 0 ? (
        <EmptyState title="Aucun code mal formé n’attend de décision">
          Les codes refusés apparaissent ici après la prévisualisation.
        </EmptyState>
      ) : (
        <form method="post">
          <p>
            {pluriel(total, "code différent", "codes différents")}
            {total > codes.length && `, les ${formatNombre(codes.length)} plus fréquents ici`}.
          </p>
          {codes.map((code, index) => (
            <CodeBlock key={code.texte} code={code} index={index} field={field} />
          ))}
          <div className="anc-formulaire">
            <TextField
              field={field("motif")}
              label="Motif commun"
              hint="Repris pour chaque code décidé qui n’a pas le sien."
            />
            <div className="anc-formulaire__actions">
              <SubmitButton>Enregistrer et relancer la prévisualisation</SubmitButton>
              <a className="fr-link" href={`/imports/${vu.id}`}>
                Revenir au dépôt
              </a>
            </div>
          </div>
        </form>
      )}
    </>
  );
}
