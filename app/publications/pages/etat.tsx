import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { replyOf } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { changerEtat } from "../commands.server.ts";
import { getPublication } from "../queries.server.ts";
import { ACTES, type Acte, cheminOf, etatOf } from "../rules.ts";
import { acteSchema } from "../schema.ts";
import type { Route } from "./+types/etat.ts";

const TITRE = "Publier, archiver ou retirer une page";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const page = await getPublication(context.get(requestContext).db, params.publication);
  const etat = etatOf(page);
  const actes = (Object.keys(ACTES) as Acte[]).filter((acte) => ACTES[acte].de === etat);
  const { titre, publieeLe, archiveeLe, version } = page;
  return {
    titre,
    publieeLe,
    archiveeLe,
    version,
    actes,
    chemin: etat === "brouillon" ? null : cheminOf(page),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  await getPublication(current.db, params.publication);
  return submitForm(request, acteSchema, async (saisie) => {
    await changerEtat(current, getActor(current).agentId, params.publication, saisie);
    throw redirect(`/publications/${params.publication}/etat`, 303);
  });
}

export default function EtatPublication({ loaderData: page, actionData, params }: Route.ComponentProps) {
  const { "": refusals } = replyOf(actionData)?.submission.error ?? {};
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Écrire les pages publiques", href: "/publications" },
          { label: TITRE },
        ]}
      />
      <PageTitle lead={phraseOf(page)}>{TITRE}</PageTitle>
      <RefusalNotice reason={refusals?.join(" ")} />
      <form method="post" className="anc-formulaire">
        <input type="hidden" name="version" value={page.version} />
        <div className="anc-formulaire__actions">
          {page.actes.map((acte) => (
            <SubmitButton key={acte} intent={{ name: "acte", value: acte }}>
              {ACTES[acte].libelle}
            </SubmitButton>
          ))}
          <a className="fr-btn fr-btn--secondary" href={`/publications/${params.publication}`}>
            La modifier
          </a>
        </div>
      </form>
      {page.chemin && (
        <p>
          <a href={page.chemin}>La lire comme tout le monde</a>
        </p>
      )}
    </>
  );
}

function phraseOf({ titre, publieeLe, archiveeLe }: Route.ComponentProps["loaderData"]): string {
  if (publieeLe === null) return `« ${titre} » est un brouillon : seuls ceux qui écrivent le lisent.`;
  if (archiveeLe !== null)
    return `« ${titre} » est en archive depuis le ${formatDate(archiveeLe)} : elle reste lisible, marquée.`;
  return `« ${titre} » est publiée depuis le ${formatDate(publieeLe)}.`;
}
