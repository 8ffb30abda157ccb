import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { abandonnerElimination } from "../commands.server.ts";
import { Empeche, FilArchives } from "../components/acte.tsx";
import { getElimination } from "../queries.server.ts";
import { canAbandonner } from "../rules.ts";
import { abandonSchema } from "../schema.ts";
import type { Route } from "./+types/abandon.ts";

const TITRE = "Abandonner ce bordereau";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const elimination = await getElimination(db, params.elimination);
  const decision = canAbandonner(elimination.etat);
  return { elimination, empechement: decision.ok ? null : decision.message };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { id } = await getElimination(current.db, params.elimination);
  return submitForm(request, abandonSchema, async () => {
    await abandonnerElimination(current, { id, agentId: getActor(current).agentId });
    throw redirect(`/archives/${id}`, 303);
  });
}

export default function PageAbandon({ loaderData: { elimination, empechement } }: Route.ComponentProps) {
  return (
    <>
      <FilArchives elimination={elimination} ici={TITRE} />
      <PageTitle
        overline={`Bordereau n° ${elimination.numero}`}
        lead="Rien n’est éliminé ; le bordereau reste dans la liste, marqué « abandonné »."
      >
        {TITRE}
      </PageTitle>
      {empechement ? (
        <Empeche raison={empechement} elimination={elimination} />
      ) : (
        <form method="post" className="anc-formulaire">
          <SubmitButton>Abandonner</SubmitButton>
          <p>
            <a className="fr-link" href={`/archives/${elimination.id}`}>
              Revenir au bordereau
            </a>
          </p>
        </form>
      )}
    </>
  );
}
