import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { demand } from "#app/platform/refusal.ts";
import { replyOf } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { ActeLot, suitesOf } from "../components/acte-lot.tsx";
import { deplacerChoisies } from "../deplacements/commands.server.ts";
import { actesOfferts, canActer } from "../deplacements/rules.ts";
import { deplacementSchema } from "../schema.ts";
import { getLot } from "../tableaux/queries.server.ts";
import type { Route } from "./+types/decision.ts";

const TITRE = "Décider";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} : ${loaderData.campagne.nom}` : TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const { campagne, lignes, aDeplacer } = await getLot(current.db, getActor(current), params.campagne, {
    ...{ ids: search.getAll("c"), jour: civilDay(current.now()) },
  });
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    ...{ lignes, acte: search.get("acte") },
    ...actesOfferts("decision", lignes, aDeplacer),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id: campagneId } = await getCampagneLue(current.db, actor, params.campagne);
  return submitForm(request, deplacementSchema, async (saisie) => {
    demand(canActer("decision", saisie.acte));
    const suites = await deplacerChoisies(current, actor, campagneId, saisie);
    if (suites) return { suites };
    throw redirect(`/ciblage/candidatures/${saisie.lignes[0]?.id}`, 303);
  });
}

export default function PageDecision({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <ActeLot
      {...loaderData}
      titre={`${TITRE} : ${loaderData.campagne.nom}`}
      consequence="Retenir, suivre autrement ou ne pas retenir ; revenir sur une décision. Le motif écrit reste avec elle, sous votre nom."
      reply={replyOf(actionData)}
      suites={suitesOf(actionData)}
    />
  );
}
