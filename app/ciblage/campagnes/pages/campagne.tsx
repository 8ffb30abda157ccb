import { getActor } from "#app/acces/queries.server.ts";
import { type Actor, hasPermission } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { Timeline } from "#app/platform/ui/timeline.tsx";
import { getComptesParcours, listPopulations } from "../../parcours/queries.server.ts";
import { suitesOf, TENANTS, type Tenant } from "../../parcours/rules.ts";
import { ParcoursCampagne, ProchaineEtape, type SuiteLue } from "../components/parcours-campagne.tsx";
import { FilCampagne, sousTitre } from "../components/reperes-campagne.tsx";
import { getCampagneLue, listEvenements } from "../queries.server.ts";
import {
  canClore,
  canOuvrir,
  canRegler,
  DATES_CAMPAGNE,
  ETATS_CAMPAGNE,
  EVENEMENTS_CAMPAGNE,
  etapesAttendues,
} from "../rules.ts";
import type { Route } from "./+types/campagne.ts";

export const meta = ({ loaderData }: Route.MetaArgs) => documentTitle(loaderData?.campagne.nom ?? "Campagne");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const [evenements, comptes, populations] = await Promise.all([
    listEvenements(current.db, campagne.id),
    getComptesParcours(current.db, actor, campagne.id),
    listPopulations(current.db, actor, campagne),
  ]);
  const suites = suitesOf(campagne.etat, comptes).map(
    (suite): SuiteLue => ({
      ...suite,
      href: holds(actor, suite.tenant) ? `/ciblage/${campagne.id}${suite.chemin}` : undefined,
    }),
  );
  return {
    ...{ campagne, evenements, comptes, suites, populations },
    prepare: holds(actor, "preparer"),
    consigne: holds(actor, "consigner"),
    publie: holds(actor, "publier"),
    jour: civilDay(current.now()),
  };
}

/** Those who answer for a structure do so from their own home page. */
const holds = (actor: Actor, tenant: Tenant) =>
  tenant !== "repondre" && hasPermission(actor, `ciblage.${tenant}`);

interface Evenement {
  readonly quand: string;
  readonly titre: string;
  readonly qui: string;
}

/** The journal says who published and when, once by version, in their order; the version has a number and a page. */
function withVersions(
  evenements: readonly Evenement[],
  versions: readonly { readonly id: string; readonly numero: number }[],
) {
  const publications = evenements.filter(
    ({ titre }) => titre === EVENEMENTS_CAMPAGNE["campagne_ciblage.publier"],
  );
  return evenements.map((evenement) => {
    const numero = publications.indexOf(evenement) + 1;
    const version = versions.find((one) => one.numero === numero);
    return version
      ? {
          ...evenement,
          titre: `${evenement.titre}, version ${numero}`,
          href: `/ciblage/listes/${version.id}`,
        }
      : evenement;
  });
}

export default function PageCampagne({ loaderData }: Route.ComponentProps) {
  const { campagne, evenements, comptes, suites, populations, prepare, consigne, publie, jour } = loaderData;
  const base = `/ciblage/${campagne.id}`;
  return (
    <>
      <FilCampagne campagne={campagne} />
      <PageTitle overline={<Badge>{ETATS_CAMPAGNE[campagne.etat]}</Badge>} lead={sousTitre(campagne)}>
        {campagne.nom}
      </PageTitle>
      <ProchaineEtape suites={suites} />
      <ParcoursCampagne {...{ base, comptes, populations, consigne, publie }} />
      <Timeline
        titre="Où en est la campagne"
        jour={jour}
        passe={withVersions(evenements, comptes.versions)}
        suite={[
          ...suites.map(({ titre, tenant, bloque, href }) => ({ titre, qui: TENANTS[tenant], bloque, href })),
          ...etapesAttendues(campagne, jour).map(({ date, quand }) => ({
            titre: DATES_CAMPAGNE[date],
            ...(quand && { quand }),
          })),
        ]}
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
