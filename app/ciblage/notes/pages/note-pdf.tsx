import { getActor } from "#app/acces/queries.server.ts";
import { pdfResponse, renderPdf } from "#app/platform/documents/render-pdf.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { listContoursDepartements } from "#app/referentiel/territoires/contours/queries.server.ts";
import { drawCarte } from "../documents/carte.ts";
import { composeNote } from "../documents/note.ts";
import { NOTE_LAYOUT } from "../documents/note-layout.ts";
import { getNote } from "../queries.server.ts";
import type { Route } from "./+types/note-pdf.ts";

/** The document for the bodies, to be read or printed. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const lue = await getNote(current.db, getActor(current), params.campagne);
  const note = composeNote(lue);
  const quoi = lue.liste ? "structures de la liste" : "structures examinées";
  const carte = drawCarte({
    contours: await listContoursDepartements(current.db, Object.keys(lue.departements)),
    points: lue.structures
      .filter(({ etat }) => etat !== "retire")
      .map(({ nom, lon, lat }) => ({ libelle: nom, lon, lat })),
    quoi,
  });
  const pdf = await renderPdf({
    template: NOTE_LAYOUT,
    data: {
      ...note,
      carte: carte !== undefined,
      "avant-carte": "comptes",
      legende: `Carte : ${quoi}, par département. Les listes qui suivent disent leurs communes.`,
    },
    titre: note.titre,
    entete: note.surtitre,
    sources: [...new Set(lue.variables.map(({ source }) => source))],
    date: current.now(),
    ...(carte && { figures: { carte } }),
  });
  return pdfResponse("document-instances", pdf);
}
