import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { renderMarkdown } from "#app/platform/markdown/render.server.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { modifierPublication } from "../commands.server.ts";
import { Apercu, BoutonApercu, LienApercu } from "../components/apercu.tsx";
import { ChampsPublication } from "../components/champs-publication.tsx";
import { getPublication } from "../queries.server.ts";
import { ETATS, etatOf } from "../rules.ts";
import { publicationSchema } from "../schema.ts";
import type { Route } from "./+types/modification.ts";

const TITRE = "Modifier une page publique";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const page = await getPublication(context.get(requestContext).db, params.publication);
  return { page, etat: etatOf(page) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  await getPublication(current.db, params.publication);
  return submitForm(request, publicationSchema, async (saisie, keep) => {
    if (saisie.intention === "apercevoir") return { ...keep(), apercu: renderMarkdown(saisie.contenu) };
    await modifierPublication(current, getActor(current).agentId, params.publication, saisie);
    throw redirect("/publications", 303);
  });
}

export default function Modification({
  loaderData: { page, etat },
  actionData,
  params,
}: Route.ComponentProps) {
  const apercu = actionData && "apercu" in actionData ? actionData.apercu : undefined;
  return (
    <>
      <PageActe
        id="publication"
        titre={TITRE}
        consequence={
          <>
            « {page.titre} », {ETATS[etat].toLowerCase()}.{" "}
            <a href={`/publications/${params.publication}/etat`}>Publier, archiver ou retirer</a>{" "}
            <LienApercu html={apercu} />
          </>
        }
        etapes={[{ label: "Écrire les pages publiques", href: "/publications" }]}
        bouton="Enregistrer"
        boutons={<BoutonApercu />}
        retour="/publications"
        reply={actionData}
      >
        {(field) => <ChampsPublication field={field} page={page} publiee={etat !== "brouillon"} />}
      </PageActe>
      <Apercu html={apercu} />
    </>
  );
}
