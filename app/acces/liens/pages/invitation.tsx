import { data, redirect } from "react-router";
import { formatDate } from "#app/platform/format/format.ts";
import { readAppareil } from "#app/platform/http/device.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { readSessionJeton, sessionCookie } from "#app/platform/http/session-cookie.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { LienPerime } from "../../components/lien-perime.tsx";
import { FONCTIONS } from "../../fonctions/rules.ts";
import { findInvitationByJeton } from "../../invitations/queries.server.ts";
import { fermerSession } from "../../sessions/commands.server.ts";
import { SESSION_MAX_MS } from "../../sessions/rules.ts";
import { entrerSurInvitation } from "../commands.server.ts";
import type { Route } from "./+types/invitation.ts";

const ACCEPTER = "Votre invitation dans Ancrage";
const PERIME = "Cette invitation ne sert plus";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData?.invitation ? ACCEPTER : PERIME);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const found = await findInvitationByJeton(current, params.jeton);
  const proconnect = current.settings.proconnect ? params.jeton : null;
  const invitation = found && { ...found, id: undefined, agentId: undefined };
  return data({ invitation: invitation ?? null, proconnect }, { status: invitation ? 200 : 404 });
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { urlPublique } = current.settings;
  const session = await entrerSurInvitation(current, {
    jeton: params.jeton,
    appareil: readAppareil(request),
  });
  if (!session) return data(null, { status: 404 });
  const before = readSessionJeton(request.headers.get("cookie"), urlPublique);
  if (before) await fermerSession(current, before);
  const cookie = sessionCookie(urlPublique, session, SESSION_MAX_MS / 1000);
  throw redirect("/", { status: 303, headers: { "Set-Cookie": cookie } });
}

export default function PageInvitation({ loaderData: { invitation, proconnect } }: Route.ComponentProps) {
  if (!invitation) {
    return (
      <LienPerime titre={PERIME}>
        Elle a déjà servi, elle a été remplacée par une plus récente, ou son temps est passé. Si vous l’avez
        déjà acceptée, demandez un lien de connexion ; sinon, la personne qui vous a invité peut vous inviter
        de nouveau.
      </LienPerime>
    );
  }
  const { nomComplet, courriel, invitePar, message, fonctions } = invitation;
  return (
    <>
      <PageTitle lead={`Bonjour ${nomComplet}. ${invitePar ?? "Le service"} vous ouvre un accès.`}>
        {ACCEPTER}
      </PageTitle>
      {message && <blockquote className="anc-mot">{message}</blockquote>}
      {fonctions.length > 0 && (
        <section>
          <h2>Ce qui vous est confié</h2>
          <ul>
            {fonctions.map(({ fonction, porteeCode, portee, debut, fin }) => (
              <li key={`${fonction} ${porteeCode} ${debut}`}>
                {FONCTIONS[fonction]}, {portee}, à partir du {formatDate(debut)}
                {fin && `, jusqu’au ${formatDate(fin)}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      <CommentEntrer courriel={courriel} proconnect={proconnect} />
      <p>
        Ce n’est pas vous, ou vous n’attendiez rien ? Fermez cette page : sans votre accord, l’invitation
        s’éteint d’elle-même.
      </p>
    </>
  );
}

function CommentEntrer({ courriel, proconnect }: { courriel: string; proconnect: string | null }) {
  return (
    <>
      <h2>Comment entrer</h2>
      {proconnect && (
        <>
          <p>
            <strong>Avec ProConnect</strong>, l’identité professionnelle des agents publics, si votre
            administration l’utilise.
          </p>
          <p>
            <a
              className="fr-btn"
              href={`/connexion/proconnect?${new URLSearchParams({ invitation: proconnect })}`}
              data-reload
            >
              Accepter avec ProConnect
            </a>
          </p>
        </>
      )}
      <p>
        <strong>Avec cette adresse</strong>, {courriel} : à chaque connexion, un lien y arrive et un code de
        votre téléphone le confirme. Vous enregistrerez votre téléphone à l’étape suivante.
      </p>
      <form method="post">
        <SubmitButton priority={proconnect ? "secondary" : "primary"}>
          Accepter avec cette adresse
        </SubmitButton>
      </form>
    </>
  );
}
