import { requestContext } from "#app/platform/http/request-context.ts";
import { version } from "../../../../package.json";
import { describeOpenApi } from "../openapi/rules.ts";
import { RESSOURCES } from "../rules.ts";
import type { Route } from "./+types/description.ts";

/** What the interface offers: a short list for people, and OpenAPI for programs. */
export function loader({ context, pattern }: Route.LoaderArgs) {
  const { origin } = new URL(context.get(requestContext).settings.urlPublique);
  if (pattern.endsWith("openapi.json")) return Response.json(describeOpenApi(origin, version));
  return Response.json({
    titre: "Ancrage, interface de lecture",
    openapi: `${origin}/api/v1/openapi.json`,
    jetons: `${origin}/jetons`,
    ressources: Object.values(RESSOURCES).map(({ chemin, titre, description }) => ({
      titre,
      description,
      adresse: `${origin}/api/v1/${chemin}`,
    })),
  });
}
