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
import type { Route } from "./+types/proposition.ts";

const TITRE = "Faire avancer des structures";
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
    ...actesOfferts("proposition", lignes, aDeplacer),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id: campagneId } = await getCampagneLue(current.db, actor, params.campagne);
  return submitForm(request, deplacementSchema, async (saisie) => {
    demand(canActer("proposition", saisie.acte));
    const suites = await deplacerChoisies(current, actor, campagneId, saisie);
    if (suites) return { suites };
    throw redirect(`/ciblage/candidatures/${saisie.lignes[0]?.id}`, 303);
  });
}

export default function PageProposition({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <ActeLot
      {...loaderData}
      titre={`${TITRE} : ${loaderData.campagne.nom}`}
      consequence="Présélectionner, proposer, présenter aux instances ; noter qu’une structure décline, ou la retirer. Chaque passage garde son auteur, sa date et son motif."
      reply={replyOf(actionData)}
      suites={suitesOf(actionData)}
    />
  );
}
