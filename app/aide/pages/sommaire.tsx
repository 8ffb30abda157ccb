import { redirect } from "react-router";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getTextes } from "#app/publications/textes/queries.server.ts";
import { listGuides } from "../queries.server.ts";
import { cheminAide, findRepere } from "../rules.ts";
import type { Route } from "./+types/sommaire.ts";

const TITRE = "Aide";
export const meta = () => documentTitle(TITRE);

/** With `?page=`, the help of that page: the link beside each page leads straight to what helps there. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const page = new URL(request.url).searchParams.get("page");
  const repere = page === null ? undefined : findRepere(page.slice(0, 500));
  if (repere) throw redirect(cheminAide(repere), 303);
  const textes = await getTextes(context.get(requestContext).db);
  return {
    guides: listGuides(),
    contact: { courriel: textes.contact_courriel, telephone: textes.contact_telephone },
  };
}

export default function Aide({ loaderData: { guides, contact } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead="Des guides courts, un par sujet. Le lien « Aide », en haut de chaque page, mène à celui qui la concerne.">
        {TITRE}
      </PageTitle>
      <ul className="anc-publications">
        {guides.map(({ guide, titre, resume, sections }) => (
          <li key={guide} className="anc-publication">
            <h2 className="fr-h5">
              <a href={`/aide/${guide}`}>{titre}</a>
            </h2>
            <p>{resume}</p>
            <p className="anc-publication__faits">
              {sections.map(({ titre: section, ancre }) => (
                <a key={ancre} href={`/aide/${guide}#${ancre}`}>
                  {section}
                </a>
              ))}
            </p>
          </li>
        ))}
      </ul>
      <h2>Une question reste</h2>
      {contact.courriel ? (
        <p>
          Écrivez à <a href={`mailto:${contact.courriel}`}>{contact.courriel}</a>
          {contact.telephone && ` ou appelez le ${contact.telephone}`}.
        </p>
      ) : (
        <p>
          La personne qui administre le service dans votre académie peut vous répondre ; elle n’a pas encore
          indiqué d’adresse générique.
        </p>
      )}
      <p>
        Voir aussi <a href="/nouveautes">les nouveautés</a> et{" "}
        <a href="/presentation">la présentation du dispositif</a>.
      </p>
    </>
  );
}
