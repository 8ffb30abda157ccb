import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { z } from "#app/platform/form/zod.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { retirerArgument } from "../motivations/commands.server.ts";
import { listArguments } from "../motivations/queries.server.ts";
import { GENRES_ARGUMENT } from "../motivations/rules.ts";
import { getCandidatureLue } from "../tableaux/queries.server.ts";
import type { Route } from "./+types/retrait.ts";

const TITRE = "Retirer un motif ou un argument";
const titreOf = ({ nom }: { nom: string }) => `${TITRE} : ${nom}`;
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? titreOf(loaderData.candidature) : TITRE);

export async function loader({
  request,
  params,
  context,
}: Pick<Route.LoaderArgs, "request" | "params" | "context">) {
  const current = context.get(requestContext);
  const { campagne, candidature } = await getCandidatureLue(
    ...([current.db, getActor(current), params.candidature, civilDay(current.now())] as const),
  );
  if (!candidature.pouvoirs.proposer) throw new NotFound();
  const asked = new URL(request.url).searchParams.get("argument");
  const argument = (await listArguments(current.db, candidature.id)).find(({ id }) => id === asked) ?? null;
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    candidature: { id: candidature.id, nom: candidature.nom },
    argument,
  };
}

export async function action({ request, ...args }: Route.ActionArgs) {
  const current = args.context.get(requestContext);
  const { candidature, argument } = await loader({ request, ...args });
  return submitForm(request, z.object({}), async () => {
    await retirerArgument(current, getActor(current), {
      ...{ candidatureId: candidature.id, argumentId: argument?.id ?? "" },
    });
    throw redirect(`/ciblage/candidatures/${candidature.id}#motifs`, 303);
  });
}

export default function PageRetraitArgument({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, candidature, argument } = loaderData;
  const page = `/ciblage/candidatures/${candidature.id}`;
  return (
    <PageActe
      id="retrait"
      titre={titreOf(candidature)}
      consequence={
        argument
          ? `« ${GENRES_ARGUMENT[argument.genre]} », de ${argument.qui}. Il ne comptera plus, et restera dans l’histoire avec votre nom.`
          : "Choisissez d’abord ce que vous retirez, dans la page de la structure."
      }
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: "Structures examinées", href: `/ciblage/${campagne.id}/candidatures` },
        { label: candidature.nom, href: page },
      ]}
      bouton="Retirer"
      retour={page}
      reply={actionData}
    >
      {() => argument && <p className="anc-texte-saisi">{argument.texte}</p>}
    </PageActe>
  );
}
