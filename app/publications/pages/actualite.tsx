import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { PagePubliee } from "../components/page-publiee.tsx";
import { readPubliee } from "../queries.server.ts";
import type { Route } from "./+types/actualite.ts";

const LISTE = { label: "Actualités", href: "/actualites" };
export const meta = ({ loaderData }: Route.MetaArgs) => documentTitle(loaderData?.titre ?? LISTE.label);

export function loader({ params, context }: Route.LoaderArgs) {
  return readPubliee(context.get(requestContext).db, "actualite", params.actualite);
}

export default function PageActualite({ loaderData: page }: Route.ComponentProps) {
  return <PagePubliee {...page} liste={LISTE} />;
}
