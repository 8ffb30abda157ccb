import { getActor } from "#app/acces/queries.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { FilCampagne } from "../../campagnes/components/reperes-campagne.tsx";
import { ExplicationLue } from "../../explications/components/explication-lue.tsx";
import { composeNote } from "../documents/note.ts";
import { getNote } from "../queries.server.ts";
import type { Route } from "./+types/note.ts";

const TITRE = "Document pour les instances";
export const meta = ({ loaderData }: Route.MetaArgs) => documentTitle(loaderData?.note.titre ?? TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const lue = await getNote(current.db, getActor(current), params.campagne);
  return { note: composeNote(lue), campagne: { id: params.campagne, nom: lue.campagne.nom } };
}

export default function PageNote({ loaderData: { note, campagne } }: Route.ComponentProps) {
  const base = `/ciblage/${campagne.id}`;
  return (
    <>
      <FilCampagne campagne={campagne} page={TITRE} />
      <PageTitle overline={note.surtitre} lead={note.chapeau}>
        {note.titre}
      </PageTitle>
      <p>
        Ce que les instances discutent : la méthode, les critères, la liste, ses comptes et ses limites. La
        carte est dans le PDF ; la version modifiable la remplace par les listes de chaque département.
      </p>
      <ul className="fr-btns-group fr-btns-group--inline">
        <li>
          <a className="fr-btn" href={`${base}/note.pdf`} data-reload>
            Lire en PDF
          </a>
        </li>
        <li>
          <a className="fr-btn fr-btn--secondary" href={`${base}/note.docx`} download>
            Reprendre dans un traitement de texte (DOCX)
          </a>
        </li>
      </ul>
      <ExplicationLue sections={note.sections} />
    </>
  );
}
