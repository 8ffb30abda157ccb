import type { SubmissionResult } from "@conform-to/react";
import { data, redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { type RequestContext, requestContext } from "#app/platform/http/request-context.ts";
import { sessionCookie } from "#app/platform/http/session-cookie.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { getActor } from "../../queries.server.ts";
import { readSuite } from "../../schema.ts";
import { isRenforcee, SESSION_MAX_MS } from "../../sessions/rules.ts";
import { confirmerSecondFacteur, preparerSecondFacteur, remplacerSecondFacteur } from "../commands.server.ts";
import { CleApplication } from "../components/cle-application.tsx";
import { CodeForm } from "../components/code-form.tsx";
import { CodesSecours } from "../components/codes-secours.tsx";
import { type EtatSecondFacteur, getSecondFacteur } from "../queries.server.ts";
import { etapeSecondFacteur } from "../rules.ts";
import { enrolementSchema } from "../schema.ts";
import { renouvelerCodesSecours } from "../secours/commands.server.ts";
import type { Route } from "./+types/second-facteur.ts";

export const meta = () => documentTitle("Second facteur");

/**
 * Whom the key may be shown to, and whether this page may change anything: somebody whose entry waits for it, or who
 * has just proven who they are. Whoever takes a session left open must not register a telephone of their own.
 */
function openPage(current: RequestContext, suite: string) {
  const actor = getActor(current);
  const { session } = actor;
  if (!session || actor.assistePar) throw data({ permission: "connecte" }, { status: 403 });
  const etape = etapeSecondFacteur(actor);
  const search = new URLSearchParams({ suite });
  if (etape === "a_donner") throw redirect(`/connexion/second-facteur?${search}`, 303);
  if (etape === "fait" && !isRenforcee(session, current.now()))
    throw redirect(`/confirmation?${new URLSearchParams({ suite: "/second-facteur" })}`, 303);
  return { agentId: actor.agentId, sessionId: session.id, etape };
}

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const suite = readSuite(new URL(request.url).searchParams.get("suite"));
  const { agentId, etape } = openPage(current, suite);
  return { suite, entree: etape === "a_enroler", ...(await getSecondFacteur(current, agentId)) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { urlPublique } = current.settings;
  const { agentId, sessionId } = openPage(current, "/");
  return submitForm(request, enrolementSchema, async (asked) => {
    if (asked.acte === "confirmer") {
      const { jeton, codes } = await confirmerSecondFacteur(current, { agentId, sessionId }, asked.code);
      const cookie = sessionCookie(urlPublique, jeton, SESSION_MAX_MS / 1000);
      return data({ codes }, { headers: { "Set-Cookie": cookie } });
    }
    if (asked.acte === "preparer") await preparerSecondFacteur(current, agentId);
    if (asked.acte === "remplacer") await remplacerSecondFacteur(current, agentId);
    if (asked.acte !== "renouveler") return null;
    if (!(await getSecondFacteur(current, agentId)).confirmeLe)
      throw new Refusal(
        "sans_facteur",
        "Enregistrez d’abord une application : les codes de secours viennent avec elle.",
      );
    return { codes: await renouvelerCodesSecours(current, agentId) };
  });
}

export default function PageSecondFacteur({ loaderData, actionData }: Route.ComponentProps) {
  const { suite, entree, confirmeLe, enAttente } = loaderData;
  const codes = actionData && "codes" in actionData ? actionData.codes : undefined;
  const reply = actionData && "submission" in actionData ? actionData.submission : undefined;
  if (codes) return <Enregistre codes={codes} suite={suite} />;
  return (
    <>
      {!entree && (
        <Breadcrumb
          steps={[
            { label: "Accueil", href: "/" },
            { label: "Mon compte", href: "/mon-compte" },
            { label: "Second facteur" },
          ]}
        />
      )}
      <PageTitle lead="Deux preuves valent mieux qu’une : votre boîte ou votre identité professionnelle, et votre téléphone.">
        Second facteur
      </PageTitle>
      {entree && !confirmeLe && (
        <Notification tone="info" title="Une étape avant d’entrer">
          <p>
            Elle prend deux minutes, une seule fois. Ensuite, un code de six chiffres suffira à chaque
            connexion.
          </p>
        </Notification>
      )}
      {enAttente && <Confirmation cle={enAttente} remplace={confirmeLe !== null} reply={reply} />}
      {!(enAttente && !confirmeLe) && <Choix {...loaderData} reply={enAttente ? undefined : reply} />}
    </>
  );
}

function Confirmation({
  cle,
  remplace,
  reply,
}: {
  cle: NonNullable<EtatSecondFacteur["enAttente"]>;
  /** Another application serves meanwhile. */
  remplace: boolean;
  reply: SubmissionResult<string[]> | undefined;
}) {
  return (
    <>
      <h2>1. Ajoutez Ancrage à votre application</h2>
      <p>
        N’importe quelle application d’authentification convient : FreeOTP, Aegis, 2FAS, celle de Google ou de
        Microsoft, ou votre coffre de mots de passe.
        {remplace && " L’application actuelle sert jusqu’à ce que celle-ci ait donné son premier code."}
      </p>
      <CleApplication cle={cle} />
      <h2>2. Tapez le code qu’elle affiche</h2>
      <CodeForm
        id="confirmer"
        button="Confirmer"
        label="Code à six chiffres"
        hint="Il change toutes les trente secondes"
        digits
        reply={reply}
        hidden={{ acte: "confirmer" }}
      />
    </>
  );
}

function Choix({
  confirmeLe,
  enAttente,
  codesRestants,
  reply,
}: {
  confirmeLe: Date | null;
  enAttente: EtatSecondFacteur["enAttente"];
  codesRestants: number;
  reply: SubmissionResult<string[]> | undefined;
}) {
  const reason = Object.values(reply?.error ?? {})
    .flat()
    .join(" ");
  if (!confirmeLe) {
    return (
      <>
        <RefusalNotice reason={reason} />
        <p>
          Il vous faut une application d’authentification sur votre téléphone, ou sur l’ordinateur de votre
          travail : FreeOTP, Aegis, 2FAS, celle de Google ou de Microsoft, ou votre coffre de mots de passe.
        </p>
        <Acte acte="preparer" priority="primary">
          J’ai une application : commencer
        </Acte>
      </>
    );
  }
  return (
    <>
      <RefusalNotice reason={reason} />
      {!enAttente && (
        <>
          <p>Votre application est enregistrée depuis le {formatDate(confirmeLe, "Europe/Paris")}.</p>
          <h2>Changer de téléphone ou d’application</h2>
          <p>L’application actuelle sert jusqu’à ce que la nouvelle ait donné son premier code.</p>
          <Acte acte="remplacer">Enregistrer une autre application</Acte>
        </>
      )}
      <h2>Codes de secours</h2>
      <p>
        {codesRestants === 0
          ? "Il ne vous en reste plus : renouvelez-les dès maintenant."
          : `Il vous en reste ${codesRestants}.`}{" "}
        Les renouveler rend les anciens inutilisables.
      </p>
      <Acte acte="renouveler">Renouveler les codes de secours</Acte>
    </>
  );
}

function Acte({
  acte,
  priority = "secondary",
  children,
}: {
  acte: string;
  priority?: "primary" | "secondary";
  children: string;
}) {
  return (
    <form method="post" className="anc-formulaire">
      <SubmitButton priority={priority} intent={{ name: "acte", value: acte }}>
        {children}
      </SubmitButton>
    </form>
  );
}

function Enregistre({ codes, suite }: { codes: readonly string[]; suite: string }) {
  return (
    <>
      <PageTitle>Second facteur</PageTitle>
      <Notification tone="success" title="C’est enregistré" live>
        <p>Il reste à garder vos codes de secours.</p>
      </Notification>
      <CodesSecours codes={codes} />
      <p>
        <a className="fr-btn" href={suite}>
          Je les ai gardés : continuer
        </a>
      </p>
    </>
  );
}
