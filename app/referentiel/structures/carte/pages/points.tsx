import { getActor } from "#app/acces/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { choisirAnnee } from "../../../indicateurs/rules.ts";
import { listChoixFiltres } from "../../../territoires/queries.server.ts";
import { findRecherche, getPortees } from "../../recherche/queries.server.ts";
import { readFiltres } from "../../schema.ts";
import { exportPoints } from "../queries.server.ts";
import type { Route } from "./+types/points.ts";

/** Points of the interactive map, with the filters and the scope of the list. Kept by the browser, and asked about anew each time. */
export async function loader({ request, context }: Route.LoaderArgs): Promise<Response> {
  const current = context.get(requestContext);
  const filtres = readFiltres(new URL(request.url).searchParams, civilDay(current.now()));
  const portees = getPortees(getActor(current));
  const { annees } = await listChoixFiltres(current.db, portees.structures);
  const annee = choisirAnnee(annees, filtres.annee);
  const { recherche } = await findRecherche(current.db, { portees, filtres, annee });
  const { corps, empreinte } = await exportPoints(current.db, recherche);
  const headers = {
    "Cache-Control": "private, no-cache",
    Vary: "Cookie",
    // Weak: the same points compressed or not.
    ETag: `W/"${empreinte}"`,
  };
  if (request.headers.get("If-None-Match")?.includes(`"${empreinte}"`))
    return new Response(null, { status: 304, headers });
  return new Response(corps, { headers: { ...headers, "Content-Type": "application/json; charset=utf-8" } });
}
