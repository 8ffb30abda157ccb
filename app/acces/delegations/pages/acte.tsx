import { data, redirect } from "react-router";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PieceForm } from "#app/platform/pieces/piece-form.tsx";
import { withReceivedPiece } from "#app/platform/pieces/store.server.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getActor } from "../../queries.server.ts";
import { joindreActe } from "../commands.server.ts";
import { getDelegation } from "../queries.server.ts";
import type { Route } from "./+types/acte.ts";

const TITRE = "Joindre l’acte d’une délégation";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { delegant, delegataire, acte } = await getDelegation(current, getActor(current), params.delegation);
  return { delegant, delegataire, acte };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id } = await getDelegation(current, actor, params.delegation);
  const refused = await withReceivedPiece(request, current, (piece) =>
    joindreActe(current, { actor, id, piece }),
  );
  if (refused) return data(refused, { status: 422 });
  throw redirect(`/delegations/${id}`, 303);
}

export default function PageActeDelegation({ loaderData, actionData, params }: Route.ComponentProps) {
  const delegation = `/delegations/${params.delegation}`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Délégations", href: "/delegations" },
          { label: "Une délégation", href: delegation },
          { label: TITRE },
        ]}
      />
      <PageTitle
        lead={`${loaderData.delegant} délègue à ${loaderData.delegataire}. Acte : ${loaderData.acte}.`}
      >
        {TITRE}
      </PageTitle>
      <PieceForm
        label="L’acte, numérisé"
        hint="Les personnes concernées et celles qui lisent les droits du périmètre pourront le lire."
        bouton="Joindre l’acte"
        retour={delegation}
        refus={actionData?.refus}
      />
    </>
  );
}
