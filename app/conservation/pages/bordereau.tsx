import { pdfResponse, renderPdf } from "#app/platform/documents/render-pdf.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { BORDEREAU_LAYOUT, composeBordereau } from "../documents/bordereau.ts";
import { getElimination, getProducteur } from "../queries.server.ts";
import type { Route } from "./+types/bordereau.ts";

/** The bordereau on paper, to be sent to the archives. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const { db, now } = context.get(requestContext);
  const elimination = await getElimination(db, params.elimination);
  const producteur = await getProducteur(db);
  const { titre, ...data } = composeBordereau({ elimination, producteur });
  const pdf = await renderPdf({
    template: BORDEREAU_LAYOUT,
    data,
    titre,
    entete: producteur,
    sources: [],
    date: now(),
  });
  return pdfResponse(`bordereau-${elimination.numero}`, pdf);
}
