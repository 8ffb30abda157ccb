import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe, replyOf } from "#app/platform/ui/act-page.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { consignerConcertation } from "../commands.server.ts";
import { BoutonLignes, ChampsConcertation } from "../components/champs-concertation.tsx";
import { getCampagneConsignee } from "../queries.server.ts";
import { canConsigner } from "../rules.ts";
import { consignationSchema } from "../schema.ts";
import type { Route } from "./+types/nouvelle.ts";

const TITRE = "Consigner une réunion";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const campagne = await getCampagneConsignee(current.db, getActor(current), params.campagne);
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    id: current.newId(),
    refus: canConsigner(campagne),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneConsignee(current.db, actor, params.campagne);
  return submitForm(request, consignationSchema, async (saisie, keep) => {
    if (saisie.geste === "lignes") return keep();
    await consignerConcertation(current, actor, { campagneId: campagne.id, id: saisie.id }, saisie);
    throw redirect(`/ciblage/${campagne.id}/concertations/${saisie.id}`, 303);
  });
}

export default function PageNouvelle({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, id, refus } = loaderData;
  const reply = replyOf(actionData);
  const base = `/ciblage/${campagne.id}`;
  return (
    <PageActe
      id="concertation"
      titre={TITRE}
      consequence="Ce qui a été dit avant de décider se garde avec la campagne : la concertation avec les acteurs et les élus, le dialogue social, les positions par organisation."
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: base },
        { label: "Concertations", href: `${base}/concertations` },
      ]}
      bouton="Consigner la réunion"
      retour={`${base}/concertations`}
      reply={reply}
      boutons={<BoutonLignes />}
    >
      {(field) => (
        <>
          {!refus.ok && <Notification tone="info">{refus.message}</Notification>}
          <input type="hidden" name="id" value={String(reply?.submission.initialValue?.id ?? id)} />
          <ChampsConcertation field={field} reply={reply} />
        </>
      )}
    </PageActe>
  );
}
