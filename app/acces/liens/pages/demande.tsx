import { data, redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readSuite } from "../../schema.ts";
import { formatAttente } from "../../tentatives/rules.ts";
import { demanderLien } from "../commands.server.ts";
import { DemandeLien } from "../components/demande-lien.tsx";
import { LIEN_MINUTES } from "../rules.ts";
import { demandeLienSchema } from "../schema.ts";
import type { Route } from "./+types/demande.ts";

const DEMANDER = "Recevoir un lien de connexion";
const REGARDER = "Regardez votre boîte aux lettres";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData?.demande ? REGARDER : DEMANDER);

/** How long to wait, when there were too many requests: a document does not take the headers of an action by itself. */
export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders;

export function loader({ request, context }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url);
  const suite = readSuite(searchParams.get("suite"));
  const { demonstration } = context.get(requestContext).settings;
  return { suite, demande: searchParams.has("demande"), demonstration };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, demandeLienSchema, async ({ courriel, suite }) => {
    const attente = await demanderLien(current, { courriel, suite: readSuite(suite) }, current.network);
    if (attente > 0) {
      const headers = { "Retry-After": String(Math.ceil(attente / 1000)) };
      return data({ attente: formatAttente(attente), courriel }, { status: 429, headers });
    }
    throw redirect("/connexion/lien?demande=1", 303);
  });
}

export default function PageDemande({ loaderData, actionData }: Route.ComponentProps) {
  const { suite, demande, demonstration } = loaderData;
  if (demande && !actionData) return <Demandee demonstration={demonstration} />;
  const attente = actionData && "attente" in actionData ? actionData.attente : undefined;
  return (
    <>
      <PageTitle lead="Le lien arrive dans votre boîte professionnelle ; il vous connecte sans mot de passe.">
        {DEMANDER}
      </PageTitle>
      {attente && (
        <Notification tone="info" title="Plusieurs liens ont déjà été demandés" live>
          Regardez votre boîte, courriers indésirables compris : le dernier lien reçu est le bon. Sinon, vous
          pourrez en demander un autre dans {attente}.
        </Notification>
      )}
      <DemandeLien
        suite={suite}
        courriel={actionData && "courriel" in actionData ? actionData.courriel : undefined}
        reply={actionData && "submission" in actionData ? actionData.submission : undefined}
      />
      <p>
        <a href="/connexion">Revenir à la page de connexion</a>
      </p>
    </>
  );
}

/** The same words whether the address is known or not: the page would otherwise tell who has an account. */
function Demandee({ demonstration }: { demonstration: boolean }) {
  return (
    <>
      <PageTitle
        lead={`Si cette adresse est celle d’une personne invitée, un lien vient de partir. Il sert une fois, pendant ${LIEN_MINUTES} minutes.`}
      >
        {REGARDER}
      </PageTitle>
      {demonstration && (
        <Notification tone="info" title="Dans une démonstration, rien ne part">
          <p>
            Le message se lit dans <a href="/dev/courriels">la boîte de la démonstration</a>.
          </p>
        </Notification>
      )}
      <h2>Rien n’arrive ?</h2>
      <ul>
        <li>Regardez les courriers indésirables : le message vient du service lui-même.</li>
        <li>Vérifiez l’adresse : c’est celle à laquelle vous avez été invité.</li>
        <li>
          Pas encore d’invitation ? Elle vient de la personne qui ouvre les accès dans votre structure, votre
          département ou votre académie.
        </li>
      </ul>
      <p>
        <a className="fr-btn fr-btn--secondary" href="/connexion">
          Revenir à la page de connexion
        </a>
      </p>
    </>
  );
}
