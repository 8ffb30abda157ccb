import { data, redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PieceForm } from "#app/platform/pieces/piece-form.tsx";
import { withReceivedPiece } from "#app/platform/pieces/store.server.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { joindreVisa } from "../commands.server.ts";
import { Empeche, FilArchives } from "../components/acte.tsx";
import { getElimination } from "../queries.server.ts";
import { canJoindreVisa } from "../rules.ts";
import type { Route } from "./+types/visa-fichier.ts";

const TITRE = "Joindre le visa";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const elimination = await getElimination(db, params.elimination);
  const decision = canJoindreVisa(elimination.etat);
  return { elimination, empechement: decision.ok ? null : decision.message };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { id } = await getElimination(current.db, params.elimination);
  const { agentId } = getActor(current);
  const refused = await withReceivedPiece(request, current, (piece) =>
    joindreVisa(current, { id, agentId, piece }),
  );
  if (refused) return data(refused, { status: 422 });
  throw redirect(`/archives/${id}`, 303);
}

export default function PageVisaFichier({ loaderData, actionData }: Route.ComponentProps) {
  const { elimination, empechement } = loaderData;
  return (
    <>
      <FilArchives elimination={elimination} ici={TITRE} />
      <PageTitle
        overline={`Bordereau n° ${elimination.numero}`}
        lead="La copie numérisée du bordereau revenu signé des archives."
      >
        {TITRE}
      </PageTitle>
      {empechement ? (
        <Empeche raison={empechement} elimination={elimination} />
      ) : (
        <PieceForm
          label="Le visa, numérisé"
          bouton="Joindre le visa"
          retour={`/archives/${elimination.id}`}
          refus={actionData?.refus}
        />
      )}
    </>
  );
}
