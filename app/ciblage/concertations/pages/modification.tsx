import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe, replyOf } from "#app/platform/ui/act-page.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { modifierConcertation } from "../commands.server.ts";
import { BoutonLignes, ChampsConcertation } from "../components/champs-concertation.tsx";
import { getCampagneConsignee, getConcertation } from "../queries.server.ts";
import { canConsigner } from "../rules.ts";
import { modificationSchema } from "../schema.ts";
import type { Route } from "./+types/modification.ts";

const TITRE = "Corriger ce qui est consigné";
export const meta = () => documentTitle(TITRE);

async function read({ params, context }: Pick<Route.LoaderArgs, "params" | "context">) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneConsignee(current.db, actor, params.campagne);
  const cible = { campagneId: campagne.id, id: params.concertation };
  return { current, actor, campagne, concertation: await getConcertation(current.db, cible) };
}

export async function loader(args: Route.LoaderArgs) {
  const { campagne, concertation } = await read(args);
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    concertation,
    refus: canConsigner(campagne),
  };
}

export async function action({ request, ...args }: Route.ActionArgs) {
  const { current, actor, campagne, concertation } = await read(args);
  return submitForm(request, modificationSchema, async (saisie, keep) => {
    if (saisie.geste === "lignes") return keep();
    const cible = { campagneId: campagne.id, id: concertation.id };
    await modifierConcertation(current, actor, cible, saisie);
    throw redirect(`/ciblage/${campagne.id}/concertations/${concertation.id}`, 303);
  });
}

export default function PageModification({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, concertation, refus } = loaderData;
  const reply = replyOf(actionData);
  const base = `/ciblage/${campagne.id}`;
  return (
    <PageActe
      id="concertation"
      titre={TITRE}
      consequence={`« ${concertation.instance} ». Le journal garde ce qui était écrit avant.`}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: base },
        { label: "Concertations", href: `${base}/concertations` },
        { label: concertation.instance, href: `${base}/concertations/${concertation.id}` },
      ]}
      bouton="Enregistrer"
      retour={`${base}/concertations/${concertation.id}`}
      reply={reply}
      boutons={<BoutonLignes />}
    >
      {(field) => (
        <>
          {!refus.ok && <Notification tone="info">{refus.message}</Notification>}
          <input
            type="hidden"
            name="version"
            value={String(reply?.submission.initialValue?.version ?? concertation.version)}
          />
          <ChampsConcertation {...{ field, reply, concertation }} />
        </>
      )}
    </PageActe>
  );
}
