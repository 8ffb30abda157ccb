import { getActor } from "#app/acces/queries.server.ts";
import { pdfResponse, renderPdf } from "#app/platform/documents/render-pdf.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { composeExplication } from "../documents/explication.ts";
import { EXPLICATION_LAYOUT } from "../documents/explication-layout.ts";
import { composeVersions } from "../documents/une-page.ts";
import { getExplication } from "../queries.server.ts";
import type { Route } from "./+types/pourquoi-pdf.ts";

/** The page on one sheet of paper, with what its reader may read. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const campagne = new URL(request.url).searchParams.get("campagne");
  const { lue } = await getExplication(current.db, getActor(current), { uai: params.uai, campagne });
  if (!lue) throw new NotFound();
  const { uai } = lue.structure;
  const adresse = new URL(`/structures/${uai}/ciblage`, current.settings.urlPublique).href;
  const explication = composeExplication(lue);
  const pdf = await renderPdf({
    template: EXPLICATION_LAYOUT,
    data: { versions: composeVersions(explication, adresse) },
    titre: explication.titre,
    entete: `Académie : ${lue.structure.academie}`,
    sources: [],
    date: current.now(),
  });
  return pdfResponse(`pourquoi-${uai}`, pdf);
}
