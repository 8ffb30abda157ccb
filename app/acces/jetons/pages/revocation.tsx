import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { getActor } from "../../queries.server.ts";
import { revoquerJeton } from "../commands.server.ts";
import { getJeton } from "../queries.server.ts";
import { revocationSchema } from "../schema.ts";
import type { Route } from "./+types/revocation.ts";

export const meta = () => documentTitle("Révoquer ce jeton");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  return { jeton: await getJeton(current.db, getActor(current).agentId, params.jeton) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, revocationSchema, async () => {
    await revoquerJeton(current, { agentId: getActor(current).agentId, id: params.jeton });
    throw redirect("/jetons", 303);
  });
}

export default function PageRevocation({ loaderData: { jeton } }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Jetons de l’interface de lecture", href: "/jetons" },
          { label: "Révoquer" },
        ]}
      />
      <PageTitle
        overline={jeton.libelle}
        lead="Les programmes qui s’en servent ne pourront plus lire les données, dès leur prochaine demande."
      >
        Révoquer ce jeton
      </PageTitle>
      <form method="post">
        <ul className="fr-btns-group fr-btns-group--inline-md">
          <li>
            <SubmitButton>Révoquer</SubmitButton>
          </li>
          <li>
            <a className="fr-btn fr-btn--secondary" href="/jetons">
              Revenir à vos jetons
            </a>
          </li>
        </ul>
      </form>
    </>
  );
}
