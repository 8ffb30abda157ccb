import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { readAppareil } from "#app/platform/http/device.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { sessionCookie } from "#app/platform/http/session-cookie.ts";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { ComptesDemonstration } from "../components/comptes-demonstration.tsx";
import { DemandeLien } from "../liens/components/demande-lien.tsx";
import { listComptesDemonstration } from "../queries.server.ts";
import { connexionSchema, readSuite } from "../schema.ts";
import { ouvrirSessionDemonstration } from "../sessions/commands.server.ts";
import { SESSION_MAX_MS } from "../sessions/rules.ts";
import type { Route } from "./+types/connexion.ts";

export const meta = () => documentTitle("Connexion");

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const suite = readSuite(searchParams.get("suite"));
  if (current.actor) throw redirect(suite, 303);
  const { demonstration, proconnect } = current.settings;
  const comptes = await listComptesDemonstration(current.db);
  return {
    suite,
    demonstration,
    proconnect: proconnect !== undefined,
    fin: FINS.get(searchParams.get("fin") ?? "") ?? null,
    // Somebody with two functions has one account.
    comptes: comptes.filter(({ id }, rank) => comptes.findIndex((other) => other.id === id) === rank),
  };
}

/** Why the person is here again, when a session of theirs has just ended. */
const FINS: ReadonlyMap<string, { readonly titre: string; readonly texte: string }> = new Map(
  Object.entries({
    eteinte: {
      titre: "Votre session a pris fin",
      texte:
        "Elle s’arrête après une demi-heure sans activité, et au bout de dix heures. Reconnectez-vous pour continuer.",
    },
    autre_session: {
      titre: "Vous avez fermé cette session depuis un autre appareil",
      texte: "Reconnectez-vous si vous souhaitez continuer ici.",
    },
    revocation: {
      titre: "Vos sessions ont été fermées par une personne qui administre vos accès",
      texte:
        "C’est le cas quand vos droits changent ou quand votre second facteur est réinitialisé. Reconnectez-vous pour continuer ; en cas de doute, rapprochez-vous de la personne qui vous a invité.",
    },
    compte_ferme: {
      titre: "Votre compte est fermé",
      texte:
        "Ce que vous avez fait ici est conservé. Si vous avez de nouveau besoin d’un accès, la personne qui administre le service peut vous inviter.",
    },
  }),
);

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, connexionSchema, async ({ agent, suite }) => {
    const jeton = await ouvrirSessionDemonstration(current, agent, readAppareil(request));
    const cookie = sessionCookie(current.settings.urlPublique, jeton, SESSION_MAX_MS / 1000);
    throw redirect(readSuite(suite), { status: 303, headers: { "Set-Cookie": cookie } });
  });
}

export default function Connexion({ loaderData, actionData }: Route.ComponentProps) {
  const { comptes, demonstration, suite, fin } = loaderData;
  const reason =
    actionData?.submission.error &&
    Object.values(actionData.submission.error).flat().filter(Boolean).join(" ");
  return (
    <>
      <PageTitle
        lead={
          demonstration
            ? "Choisissez qui vous voulez être : chaque personne voit le service avec les droits de sa fonction. Tout est fictif, vous pouvez explorer sans crainte."
            : "Le service s’ouvre aux personnes invitées ou à qui un accès a été accordé."
        }
      >
        Connexion
      </PageTitle>
      {fin && (
        <Notification tone="info" title={fin.titre}>
          {fin.texte}
        </Notification>
      )}
      <RefusalNotice reason={reason} />
      {demonstration && (
        <section>
          <h2>Avec un compte de démonstration</h2>
          <ComptesDemonstration comptes={comptes} suite={suite} />
        </section>
      )}
      {demonstration ? (
        <details className="anc-details">
          <summary>Les autres façons d’entrer, comme sur un service réel</summary>
          <AutresEntrees {...loaderData} />
        </details>
      ) : (
        <AutresEntrees {...loaderData} />
      )}
    </>
  );
}

function AutresEntrees({
  proconnect,
  suite,
  demonstration,
}: {
  proconnect: boolean;
  suite: string;
  demonstration: boolean;
}) {
  return (
    <div className="anc-entrees">
      {proconnect && (
        <section>
          <h2>Avec ProConnect</h2>
          <p>L’identité professionnelle des agents publics : aucun mot de passe de plus à retenir.</p>
          <p>
            <a
              className="fr-btn"
              href={`/connexion/proconnect?suite=${encodeURIComponent(suite)}`}
              data-reload
            >
              S’identifier avec ProConnect
            </a>
          </p>
        </section>
      )}
      <section>
        <h2>Avec un lien reçu par courriel</h2>
        <p>
          {proconnect ? "Sans ProConnect, si" : "Si"} vous avez été invité : un lien arrive dans votre boîte,
          puis votre téléphone confirme que c’est bien vous.
          {demonstration && " Ici rien ne part : le message se lit à l’adresse /dev/courriels."}
        </p>
        <DemandeLien suite={suite} secondary={proconnect} />
      </section>
    </div>
  );
}
