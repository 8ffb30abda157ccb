import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { renderMarkdown } from "#app/platform/markdown/render.server.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { ecrirePublication } from "../commands.server.ts";
import { Apercu, BoutonApercu, LienApercu } from "../components/apercu.tsx";
import { ChampsPublication } from "../components/champs-publication.tsx";
import { publicationSchema } from "../schema.ts";
import type { Route } from "./+types/creation.ts";

const TITRE = "Nouvelle page publique";
export const meta = () => documentTitle(TITRE);

export function loader() {
  return null;
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, publicationSchema, async (saisie, keep) => {
    if (saisie.intention === "apercevoir") return { ...keep(), apercu: renderMarkdown(saisie.contenu) };
    const id = await ecrirePublication(current, getActor(current).agentId, saisie);
    throw redirect(`/publications/${id}/etat`, 303);
  });
}

export default function Creation({ actionData }: Route.ComponentProps) {
  const apercu = actionData && "apercu" in actionData ? actionData.apercu : undefined;
  return (
    <>
      <PageActe
        id="publication"
        titre={TITRE}
        consequence={
          <>
            Elle commence en brouillon : vous la publierez quand elle sera prête. <LienApercu html={apercu} />
          </>
        }
        etapes={[{ label: "Écrire les pages publiques", href: "/publications" }]}
        bouton="Enregistrer le brouillon"
        boutons={<BoutonApercu />}
        retour="/publications"
        reply={actionData}
      >
        {(field) => <ChampsPublication field={field} publiee={false} />}
      </PageActe>
      <Apercu html={apercu} />
    </>
  );
}
