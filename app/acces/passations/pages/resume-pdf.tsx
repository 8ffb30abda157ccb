import { pdfResponse, renderPdf } from "#app/platform/documents/render-pdf.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { getActor } from "../../queries.server.ts";
import { composeResume, RESUME_LAYOUT } from "../documents/resume-passation.ts";
import { getPassation } from "../queries.server.ts";
import { findResume } from "../resume/queries.server.ts";
import type { Route } from "./+types/resume-pdf.ts";

/** The summary of a handover on paper: two pages at most. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const passation = await getPassation(current, actor.agentId, params.passation);
  const resume = await findResume(current, actor, passation);
  if (!resume) throw new NotFound();
  const imprime = composeResume(passation, resume);
  const pdf = await renderPdf({
    template: RESUME_LAYOUT,
    data: imprime,
    titre: imprime.titre,
    entete: passation.portee,
    sources: [],
    date: current.now(),
  });
  return pdfResponse(`passation-${passation.porteeCode}`, pdf);
}
