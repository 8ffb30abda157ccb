import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { TexteCourriel } from "../../components/texte-courriel.tsx";
import { getRetenu } from "../queries.server.ts";
import type { Route } from "./+types/courriel.ts";

const TITRE = "Courriel de démonstration";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const { db, settings } = context.get(requestContext);
  const { html, ...courriel } = await getRetenu(db, params.courriel);
  return { courriel, urlPublique: settings.urlPublique };
}

export default function PageCourrielRetenu({ loaderData: { courriel, urlPublique } }: Route.ComponentProps) {
  const { id, objet, destinataire, copies, creeLe, texte } = courriel;
  return (
    <>
      <Breadcrumb steps={[{ label: "Boîte de démonstration", href: "/dev/courriels" }, { label: TITRE }]} />
      <PageTitle
        lead={objet}
        actions={
          <a className="fr-btn fr-btn--secondary" href={`/dev/courriels/${id}/html`} data-reload>
            Voir la version mise en forme
          </a>
        }
      >
        {TITRE}
      </PageTitle>
      <DescriptionList
        entries={[
          { term: "Pour", description: destinataire ?? "" },
          ...(copies.length > 0 ? [{ term: "En copie", description: copies.join(", ") }] : []),
          { term: "Le", description: formatDateHeure(new Date(creeLe), "Europe/Paris") },
        ]}
      />
      <h2>Version texte</h2>
      <TexteCourriel texte={texte} urlPublique={urlPublique} />
    </>
  );
}
