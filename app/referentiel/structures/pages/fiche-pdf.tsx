import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { pdfResponse, renderPdf } from "#app/platform/documents/render-pdf.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { listCorrections } from "../../corrections/queries.server.ts";
import { findDataset } from "../../imports/datasets/catalogue.ts";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { getVieStructure } from "../../vie/queries.server.ts";
import { FICHE_LAYOUT } from "../documents/fiche-layout.ts";
import { composeFicheStructure } from "../documents/fiche-structure.ts";
import { getFicheStructure, listOriginesValeurs, type OrigineValeur } from "../fiche/queries.server.ts";
import { readLecture } from "../schema.ts";
import type { Route } from "./+types/fiche-pdf.ts";

/** The page of a structure on paper, with the same year, territory and scope. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const portees = {
    structures: scopeOf(actor, "structure.lire"),
    lecteur: getLecteur(actor),
  };
  const lecture = readLecture(new URL(request.url).searchParams);
  const [lue, origines, vie, corrections] = await Promise.all([
    getFicheStructure(current.db, portees, params.uai, lecture),
    listOriginesValeurs(current.db, portees.lecteur, params.uai),
    getVieStructure(current.db, portees.structures, params.uai, civilDay(current.now())),
    listCorrections(current.db, portees.lecteur, params.uai),
  ]);
  const { figures, ...fiche } = composeFicheStructure(lue, { origines, vie, corrections });
  const pdf = await renderPdf({
    template: FICHE_LAYOUT,
    data: fiche,
    titre: fiche.titre,
    entete: `Académie : ${lue.structure.academieNom}`,
    sources: sourcesOf(origines),
    date: current.now(),
    figures,
  });
  return pdfResponse(`structure-${lue.structure.uai}`, pdf);
}

function sourcesOf(origines: readonly OrigineValeur[]): string[] {
  const jeux = [...new Set(origines.map(({ jeu }) => jeu))];
  return jeux.flatMap((code) => {
    const dataset = findDataset(code);
    return dataset ? [`${dataset.libelle} (${dataset.licence})`] : [];
  });
}
