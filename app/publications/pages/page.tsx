import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { PagePubliee } from "../components/page-publiee.tsx";
import { readPubliee } from "../queries.server.ts";
import type { Route } from "./+types/page.ts";

const LISTE = { label: "Présentation", href: "/presentation" };
export const meta = ({ loaderData }: Route.MetaArgs) => documentTitle(loaderData?.titre ?? LISTE.label);

export function loader({ params, context }: Route.LoaderArgs) {
  return readPubliee(context.get(requestContext).db, "presentation", params.page);
}

export default function PagePresentation({ loaderData: page }: Route.ComponentProps) {
  return <PagePubliee {...page} liste={LISTE} />;
}
