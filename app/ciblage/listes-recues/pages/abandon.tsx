import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { z } from "#app/platform/form/zod.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { abandonnerListeRecue } from "../commands.server.ts";
import { getCampagneProposee, getListeRecue } from "../queries.server.ts";
import type { Route } from "./+types/abandon.ts";

const TITRE = "Abandonner une liste reçue";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { id, nom } = await getCampagneProposee(current.db, getActor(current), params.campagne);
  const liste = await getListeRecue(current.db, id, params.recue);
  return { campagne: { id, nom }, liste: { id: liste.id, origine: liste.origine, fichier: liste.fichier } };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneProposee(current.db, actor, params.campagne);
  const { id } = await getListeRecue(current.db, campagne.id, params.recue);
  return submitForm(request, z.object({}), async () => {
    await abandonnerListeRecue(current, { actor, campagneId: campagne.id, id });
    throw redirect(`/ciblage/${campagne.id}/listes-recues`, 303);
  });
}

export default function PageAbandon({ loaderData: { campagne, liste }, actionData }: Route.ComponentProps) {
  const base = `/ciblage/${campagne.id}`;
  const retour = `${base}/listes-recues/${liste.id}`;
  return (
    <PageActe
      id="abandon"
      titre={TITRE}
      consequence={`« ${liste.fichier} » : aucune de ses structures n’entre dans la campagne. La liste reste lisible, et le même fichier pourra être déposé à nouveau.`}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: base },
        { label: "Listes reçues", href: `${base}/listes-recues` },
        { label: liste.origine, href: retour },
      ]}
      bouton="Abandonner la liste"
      retour={retour}
      reply={actionData}
    >
      {() => null}
    </PageActe>
  );
}
