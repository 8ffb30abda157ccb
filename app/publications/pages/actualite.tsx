import { requestContext } from "#app/platform/http/request-context.ts";
import { renderMarkdown } from "#app/platform/markdown/render.server.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { Article } from "../components/article.tsx";
import { getPubliee } from "../queries.server.ts";
import { tempsDeLecture } from "../rules.ts";
import type { Route } from "./+types/actualite.ts";

export const meta = ({ loaderData }: Route.MetaArgs) => documentTitle(loaderData?.titre ?? "Actualités");

export async function loader({ params, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const { titre, chapeau, contenu, ...page } = await getPubliee(db, "actualite", params.actualite);
  return {
    ...page,
    // The mark is in the title itself: a tab, a bookmark and a search result say it too (S0-26).
    titre: page.archiveeLe === null ? titre : `[ARCHIVE] ${titre}`,
    chapeau,
    minutes: tempsDeLecture(`${chapeau} ${contenu}`),
    html: renderMarkdown(contenu),
  };
}

export default function PageActualite({ loaderData: page }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Actualités", href: "/actualites" },
          { label: page.titre },
        ]}
      />
      <PageTitle lead={page.chapeau}>{page.titre}</PageTitle>
      <Article {...page} />
    </>
  );
}
