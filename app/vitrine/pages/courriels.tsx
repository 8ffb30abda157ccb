import { requestContext } from "../../platform/http/request-context.ts";
import { renderText } from "../../platform/mail/render.ts";
import { documentTitle, PageTitle } from "../../platform/ui/page-title.tsx";
import { Section } from "../components/section.tsx";
import { COURRIELS } from "../documents/courriels.ts";
import type { Route } from "./+types/courriels.ts";

const TITLE = "Vitrine des courriels";

export const meta = () => documentTitle(TITLE);

export function loader({ context }: Route.LoaderArgs) {
  const cadre = { urlPublique: context.get(requestContext).settings.urlPublique, contact: null };
  return {
    courriels: COURRIELS.map((courriel) => ({ objet: courriel.objet, texte: renderText(courriel, cadre) })),
  };
}

export default function VitrineCourriels({ loaderData: { courriels } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle
        overline="Développement"
        lead="Chaque message du service, tel que le reçoit quelqu’un de la distribution."
      >
        {TITLE}
      </PageTitle>
      {courriels.map(({ objet, texte }, rank) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is static
        <Section key={rank} id={`courriel-${rank}`} title={objet}>
          <pre className="anc-courriel-texte">{texte}</pre>
          <p>
            <a href={`/dev/vitrine/courriels/${rank}`} data-reload>
              Version mise en forme<span className="fr-sr-only"> : {objet}</span>
            </a>
          </p>
        </Section>
      ))}
    </>
  );
}
