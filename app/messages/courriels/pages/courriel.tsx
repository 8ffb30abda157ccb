import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { replyOf } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { reprendreCourriel } from "../commands.server.ts";
import { EtatCourrielBadge } from "../components/etat-courriel.tsx";
import { type CourrielSuivi, getCourriel } from "../queries.server.ts";
import { canAbandonner, canReprendre, expliquerErreur, libelleGabarit } from "../rules.ts";
import { repriseSchema } from "../schema.ts";
import type { Route } from "./+types/courriel.ts";

const TITRE = "Un courriel du service";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context, request }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const courriel = await getCourriel(current.db, params.courriel);
  return { courriel, repris: new URL(request.url).searchParams.has("repris") };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  await getCourriel(current.db, params.courriel);
  return submitForm(request, repriseSchema, async () => {
    await reprendreCourriel(current, { id: params.courriel, agentId: getActor(current).agentId });
    throw redirect(`/courriels/${params.courriel}?repris`, 303);
  });
}

export default function PageCourriel({ loaderData: { courriel, repris }, actionData }: Route.ComponentProps) {
  const { id, objet, etat, erreur, gabarit } = courriel;
  const refusals = replyOf(actionData)?.submission.error?.[""];
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Courriels du service", href: "/courriels" },
          { label: TITRE },
        ]}
      />
      <PageTitle overline={libelleGabarit(gabarit)} lead={objet}>
        {TITRE}
      </PageTitle>
      {repris && etat === "en_attente" && (
        <Notification tone="success" live>
          Ce courriel sera présenté à nouveau dans la minute.
        </Notification>
      )}
      <RefusalNotice reason={refusals?.join(" ")} />
      {erreur && etat !== "envoye" && (
        <Notification tone={etat === "echoue" ? "error" : "warning"} title={expliquerErreur(erreur)}>
          {`Réponse du serveur : ${erreur}`}
        </Notification>
      )}
      <DescriptionList entries={entriesOf(courriel)} />
      <ul className="fr-btns-group fr-btns-group--inline-md">
        {canReprendre(courriel).ok && (
          <li>
            <form method="post">
              <SubmitButton>
                {etat === "echoue" ? "Envoyer à nouveau" : "Présenter tout de suite"}
              </SubmitButton>
            </form>
          </li>
        )}
        {canAbandonner(etat).ok && (
          <li>
            <a className="fr-btn fr-btn--secondary" href={`/courriels/${id}/abandon`}>
              Abandonner…
            </a>
          </li>
        )}
      </ul>
    </>
  );
}

function entriesOf(courriel: CourrielSuivi) {
  const { etat, destinataire, copies, creeLe, envoyeLe, essais, prochainEssaiLe, motif, erreur, agentId } =
    courriel;
  const when = (date: Date) => formatDateHeure(new Date(date), "Europe/Paris");
  return [
    { term: "État", description: <EtatCourrielBadge etat={etat} /> },
    {
      term: "Destinataire",
      description: agentId ? (
        <a href={`/personnes/${agentId}`}>{destinataire ?? "Adresse effacée"}</a>
      ) : (
        (destinataire ?? "Adresse effacée")
      ),
    },
    ...(copies.length > 0 ? [{ term: "En copie", description: copies.join(", ") }] : []),
    { term: "Déposé le", description: when(creeLe) },
    { term: "Essais", description: String(essais) },
    ...(prochainEssaiLe ? [{ term: "Prochain essai", description: when(prochainEssaiLe) }] : []),
    ...(envoyeLe ? [{ term: "Accepté par le serveur le", description: when(envoyeLe) }] : []),
    ...(envoyeLe && erreur ? [{ term: "Copies refusées", description: erreur }] : []),
    ...(motif ? [{ term: "Motif de l’abandon", description: motif }] : []),
  ];
}
