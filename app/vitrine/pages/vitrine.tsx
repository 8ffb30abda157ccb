import { useLocation } from "react-router";
import { documentTitle, PageTitle } from "../../platform/ui/page-title.tsx";
import { Analyses } from "../components/analyses.tsx";
import { BarCharts, Distributions, Evolutions } from "../components/charts.tsx";
import { DsfrComponents } from "../components/dsfr.tsx";
import { FormInError, PlainForm } from "../components/forms.tsx";
import { Lists } from "../components/lists.tsx";
import { InteractiveMap, Maps, Scatters } from "../components/maps.tsx";
import { Messages } from "../components/messages.tsx";
import { Timelines } from "../components/timelines.tsx";
import type { Route } from "./+types/vitrine.ts";

const TITLE = "Vitrine des composants";

export const meta = () => documentTitle(TITLE);

/** `?erreur=500` and `?erreur=403` show the error pages; `?lignes=50` shows a full table. */
export function loader({ request }: Route.LoaderArgs): { rows: number } {
  const params = new URL(request.url).searchParams;
  const error = params.get("erreur");
  if (error === "500") throw new Error("asked by the vitrine");
  if (error === "403") throw new Response(null, { status: 403 });
  return { rows: params.get("lignes") === "50" ? 50 : 6 };
}

export default function Vitrine({ loaderData }: Route.ComponentProps) {
  const { search } = useLocation();
  return (
    <>
      <PageTitle
        overline="Développement"
        lead="Chaque composant dans chacun de ses états, pour construire, relire et vérifier l’accessibilité."
        actions={
          <>
            <a className="fr-btn fr-btn--secondary" href="/dev/vitrine?lignes=50">
              Tableau complet
            </a>
            <a className="fr-btn fr-btn--secondary" href="/dev/vitrine/courriels">
              Courriels
            </a>
            <a className="fr-btn" href="/dev/vitrine">
              Action principale
            </a>
          </>
        }
      >
        {TITLE}
      </PageTitle>
      <Messages />
      <Timelines />
      <Lists search={search} rows={loaderData.rows} />
      <Distributions />
      <Evolutions />
      <BarCharts />
      <Scatters />
      <Analyses />
      <Maps />
      <InteractiveMap />
      <PlainForm />
      <FormInError />
      <DsfrComponents />
    </>
  );
}
