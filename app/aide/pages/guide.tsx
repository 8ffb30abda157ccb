import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { GuideText } from "../components/guide-text.tsx";
import { getGuide } from "../queries.server.ts";
import type { Route } from "./+types/guide.ts";

export const meta = ({ loaderData }: Route.MetaArgs) => documentTitle(loaderData?.titre ?? "Aide");

export function loader({ params }: Route.LoaderArgs) {
  return getGuide(params.guide);
}

export default function Guide({ loaderData: { titre, html, sections } }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[{ label: "Accueil", href: "/" }, { label: "Aide", href: "/aide" }, { label: titre }]}
      />
      <PageTitle>{titre}</PageTitle>
      {sections.length > 1 && (
        <nav aria-label="Sommaire de la page">
          <ul>
            {sections.map(({ titre: section, ancre }) => (
              <li key={ancre}>
                <a href={`#${ancre}`}>{section}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <GuideText html={html} />
    </>
  );
}
