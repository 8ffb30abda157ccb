import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ActeForm } from "../../components/acte-form.tsx";
import { getActor } from "../../queries.server.ts";
import { clorePassation } from "../commands.server.ts";
import { readCharge } from "../components/charge.tsx";
import { getPassation } from "../queries.server.ts";
import { clotureSchema } from "../schema.ts";
import type { Route } from "./+types/cloture.ts";

const TITRE = "Clore une passation";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  return getPassation(current, getActor(current).agentId, params.passation);
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  const { id } = await getPassation(current, agentId, params.passation);
  return submitForm(request, clotureSchema, async () => {
    await clorePassation(current, { agentId, id });
    throw redirect(`/passations/${id}`, 303);
  });
}

export default function PageCloture({ loaderData, actionData }: Route.ComponentProps) {
  const { id, version } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Passations", href: "/passations" },
          { label: "Une passation", href: `/passations/${id}` },
          { label: TITRE },
        ]}
      />
      <PageTitle
        overline={readCharge(loaderData)}
        lead="Close, elle ne vous sera plus rappelée ; vous pourrez toujours la relire."
      >
        {TITRE}
      </PageTitle>
      <ActeForm
        id="cloture"
        bouton="Tenir cette passation pour faite"
        retour={`/passations/${id}`}
        reply={actionData}
      >
        {() => <input type="hidden" name="version" value={version} />}
      </ActeForm>
    </>
  );
}
