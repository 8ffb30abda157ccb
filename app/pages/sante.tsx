import { isDatabaseUp } from "../platform/db/database.server.ts";
import { requestContext } from "../platform/http/request-context.ts";
import type { Route } from "./+types/sante.ts";

/** For the operator's probe: 200 when pages can be served, 503 when the database does not answer. */
export async function loader({ context }: Route.LoaderArgs) {
  const up = await isDatabaseUp(context.get(requestContext).db);
  return Response.json({ etat: up ? "pret" : "base_indisponible" }, { status: up ? 200 : 503 });
}
