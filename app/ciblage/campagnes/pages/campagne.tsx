import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { Timeline } from "#app/platform/ui/timeline.tsx";
import { countPopulation } from "../../populations/queries.server.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import { FilCampagne, sousTitre } from "../components/reperes-campagne.tsx";
import { getCampagneLue, listEvenements } from "../queries.server.ts";
import { canClore, canOuvrir, canRegler, DATES_CAMPAGNE, ETATS_CAMPAGNE, etapesAttendues } from "../rules.ts";
import type { Route } from "./+types/campagne.ts";

export const meta = ({ loaderData }: Route.MetaArgs) => documentTitle(loaderData?.campagne.nom ?? "Campagne");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const scope = scopeOf(actor, "ciblage.lire");
  const [evenements, ...comptages] = await Promise.all([
    listEvenements(current.db, campagne.id),
    ...campagne.familles.map((famille) => countPopulation(current.db, campagne, famille, scope)),
  ]);
  return {
    campagne,
    evenements,
    populations: campagne.familles.map((famille, index) => ({ famille, n: comptages[index]?.dedans ?? 0 })),
    prepare: hasPermission(actor, "ciblage.preparer"),
    jour: civilDay(current.now()),
  };
}

export default function PageCampagne({ loaderData }: Route.ComponentProps) {
  const { campagne, evenements, populations, prepare, jour } = loaderData;
  const base = `/ciblage/${campagne.id}`;
  return (
    <>
      <FilCampagne campagne={campagne} />
      <PageTitle overline={<Badge>{ETATS_CAMPAGNE[campagne.etat]}</Badge>} lead={sousTitre(campagne)}>
        {campagne.nom}
      </PageTitle>
      <section aria-labelledby="population">
        <h2 id="population">Population</h2>
        <ul>
          {populations.map(({ famille, n }) => (
            <li key={famille}>
              <a href={`${base}/population?famille=${famille}`}>{FAMILLES_ANALYSE[famille].libelle}</a> :{" "}
              {pluriel(n, "structure")}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="scenarios">
        <h2 id="scenarios">Scénarios</h2>
        <p>
          <a href={`${base}/scenarios`}>Scénarios de la campagne</a> : ce que l’on regarde, la règle qui
          choisit, et leurs calculs.
        </p>
      </section>
      <Timeline
        titre="Où en est la campagne"
        jour={jour}
        passe={evenements}
        suite={etapesAttendues(campagne, jour).map(({ date, quand }) => ({
          titre: DATES_CAMPAGNE[date],
          ...(quand && { quand }),
        }))}
      />
      {prepare && (
        <ul className="fr-btns-group fr-btns-group--inline">
          {canRegler(campagne).ok && <Acte href={`${base}/reglages`}>Régler la campagne</Acte>}
          {canOuvrir(campagne).ok && <Acte href={`${base}/ouverture`}>Ouvrir à la lecture</Acte>}
          {canClore(campagne).ok && <Acte href={`${base}/cloture`}>Clore la campagne</Acte>}
          <Acte href={`/ciblage/nouvelle?suite=${campagne.id}`}>Ouvrir une campagne qui lui fait suite</Acte>
        </ul>
      )}
    </>
  );
}

function Acte({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <li>
      <a className="fr-btn fr-btn--secondary" href={href}>
        {children}
      </a>
    </li>
  );
}
