import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { appliquerListeRecue } from "../commands.server.ts";
import { getConfrontation } from "../confrontation/queries.server.ts";
import { getCampagneProposee, getListeRecue } from "../queries.server.ts";
import { canAppliquer } from "../rules.ts";
import { vueSchema } from "../schema.ts";
import type { Route } from "./+types/application.ts";

const TITRE = "Faire entrer une liste reçue";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneProposee(current.db, actor, params.campagne);
  const liste = await getListeRecue(current.db, campagne.id, params.recue);
  const lue = await getConfrontation(current.db, actor, "ciblage.proposer", campagne, liste);
  const { comptes, horsPerimetre, vue, lignes } = lue;
  const decision = canAppliquer({ etat: liste.etat, campagne, entrent: comptes.entrent, horsPerimetre });
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    liste: { id: liste.id, origine: liste.origine },
    ...{
      entrent: comptes.entrent,
      restent: lignes.length - comptes.entrent,
      ajustees: comptes.ajustees,
      vue,
    },
    empechement: decision.ok ? null : decision.message,
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneProposee(current.db, actor, params.campagne);
  const { id } = await getListeRecue(current.db, campagne.id, params.recue);
  return submitForm(request, vueSchema, async ({ vue }) => {
    await appliquerListeRecue(current, { actor, campagneId: campagne.id, id }, vue);
    throw redirect(`/ciblage/${campagne.id}/listes-recues/${id}`, 303);
  });
}

export default function PageApplication({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, liste, entrent, restent, ajustees, vue, empechement } = loaderData;
  const base = `/ciblage/${campagne.id}`;
  const retour = `${base}/listes-recues/${liste.id}`;
  const entree = pluriel(entrent, "structure entre", "structures entrent");
  return (
    <PageActe
      id="application"
      titre={TITRE}
      consequence={`${entree} dans la campagne « ${campagne.nom} », à l’état « repérée » : c’est un point de départ, pas une décision. Les autres lignes (${restent}) restent dans la liste, avec leur raison.`}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: base },
        { label: "Listes reçues", href: `${base}/listes-recues` },
        { label: liste.origine, href: retour },
      ]}
      bouton="Faire entrer ces structures"
      retour={retour}
      reply={actionData}
    >
      {() => (
        <>
          {empechement && <Notification tone="info">{empechement}</Notification>}
          {ajustees > 0 && (
            <p>
              {pluriel(ajustees, "ligne a été ajustée", "lignes ont été ajustées")} avec un motif, qui reste
              avec chaque structure.
            </p>
          )}
          <input type="hidden" name="vue" value={vue} />
        </>
      )}
    </PageActe>
  );
}
