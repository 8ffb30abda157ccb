import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { getActor } from "../../queries.server.ts";
import { repondreAssistance } from "../commands.server.ts";
import { EtatAssistanceBadge } from "../components/etat-assistance.tsx";
import { type AssistanceLue, getAssistance, listPagesVues } from "../queries.server.ts";
import type { EtatAssistance } from "../rules.ts";
import { reponseSchema } from "../schema.ts";
import type { Route } from "./+types/assistance.ts";

const TITRE = "Une vue d’assistance";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  const assistance = await getAssistance(current, agentId, params.assistance);
  const pages = await listPagesVues(current.db, assistance.id);
  return { assistance, pages: pages.map(({ page }) => page), aide: assistance.agentId === agentId };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  const { id } = await getAssistance(current, agentId, params.assistance);
  return submitForm(request, reponseSchema, async ({ reponse }) => {
    await repondreAssistance(current, { agentId, id, accord: reponse === "accepter" });
    throw redirect(`/assistance/${id}`, 303);
  });
}

const moment = (le: Date | string) => formatDateHeure(new Date(le), "Europe/Paris");

/** What is going on, told to the person and to the help desk. */
const PHRASES: Readonly<Record<EtatAssistance, { readonly aide: string; readonly assistant: string }>> = {
  demande: { aide: "demande à voir", assistant: "Vous demandez à voir" },
  accepte: { aide: "peut voir en ce moment", assistant: "Vous pouvez voir en ce moment" },
  refuse: { aide: "a demandé à voir", assistant: "Vous avez demandé à voir" },
  termine: { aide: "a pu voir", assistant: "Vous avez pu voir" },
  expire: { aide: "a demandé à voir", assistant: "Vous avez demandé à voir" },
};

export default function PageAssistance({ loaderData, actionData }: Route.ComponentProps) {
  const { assistance, pages, aide } = loaderData;
  const refus = actionData && "submission" in actionData ? actionData.submission.error : undefined;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          ...(aide ? [] : [{ label: "Vues d’assistance", href: "/assistance" }]),
          { label: TITRE },
        ]}
      />
      <PageTitle
        overline={<EtatAssistanceBadge etat={assistance.etat} />}
        lead={
          aide
            ? `${assistance.assistant}, de l’appui aux utilisateurs, ${PHRASES[assistance.etat].aide} le service comme vous le voyez.`
            : `${PHRASES[assistance.etat].assistant} le service comme ${assistance.agent} le voit.`
        }
      >
        {TITRE}
      </PageTitle>
      <RefusalNotice reason={refus ? Object.values(refus).flat().join(" ") : undefined} />
      <DescriptionList entries={entriesOf(assistance, pages)} />
      {aide && assistance.etat === "demande" && <Reponse />}
      {!aide && assistance.etat === "accepte" && (
        <p>
          <a className="fr-btn" href={`/assistance/${assistance.id}/vue`}>
            Voir le service comme {assistance.agent}
          </a>
        </p>
      )}
      {aide && assistance.etat === "accepte" && (
        <form method="post" action="/assistance/fin">
          <SubmitButton>Mettre fin à la vue</SubmitButton>
        </form>
      )}
    </>
  );
}

function entriesOf(assistance: AssistanceLue, pages: readonly string[]) {
  const { motif, demandeeLe, consentieLe, refuseeLe, termineeLe, expireLe, etat } = assistance;
  return [
    { term: "Pourquoi", description: motif },
    { term: "Demandée", description: moment(demandeeLe) },
    ...(etat === "demande" ? [{ term: "Sans réponse, elle s’éteint", description: moment(expireLe) }] : []),
    ...(consentieLe ? [{ term: "Acceptée", description: moment(consentieLe) }] : []),
    ...(etat === "accepte" ? [{ term: "Fin au plus tard", description: moment(expireLe) }] : []),
    ...(refuseeLe ? [{ term: "Refusée", description: moment(refuseeLe) }] : []),
    ...(consentieLe && etat === "termine"
      ? [{ term: "Terminée", description: moment(termineeLe ?? expireLe) }]
      : []),
    ...(pages.length > 0
      ? [
          {
            term: "Pages vues",
            description: (
              <ul>
                {pages.map((page) => (
                  <li key={page}>
                    <code>/{page}</code>
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
  ];
}

function Reponse() {
  return (
    <section>
      <h2>Votre réponse</h2>
      <ul>
        <li>Elle lira les pages que vous lisez, pendant une heure au plus, sans rien pouvoir écrire.</li>
        <li>
          Votre second facteur, vos sessions, vos jetons, vos délégations, vos messages et vos données restent
          fermés.
        </li>
        <li>Vous verrez un bandeau tant que cela dure, et pourrez y mettre fin à tout moment.</li>
        <li>Les pages vues sont gardées au journal ; vous les lirez ici.</li>
      </ul>
      <form method="post">
        <ul className="fr-btns-group fr-btns-group--inline-md">
          <li>
            <SubmitButton intent={{ name: "reponse", value: "accepter" }}>
              Accepter, pour une heure au plus
            </SubmitButton>
          </li>
          <li>
            <SubmitButton intent={{ name: "reponse", value: "refuser" }} priority="secondary">
              Refuser
            </SubmitButton>
          </li>
        </ul>
      </form>
    </section>
  );
}
