import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ExplicationLue } from "../components/explication-lue.tsx";
import { composeExplication } from "../documents/explication.ts";
import { getExplication } from "../queries.server.ts";
import { etatDit } from "../rules.ts";
import type { Route } from "./+types/pourquoi.ts";

export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(
    loaderData?.explication?.titre ??
      (loaderData ? sansListe(loaderData.structure.nom) : "Pourquoi mon école\u00a0?"),
  );

const sansListe = (nom: string) => `Pourquoi mon école\u00a0? ${nom}`;

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = new URL(request.url).searchParams.get("campagne");
  const { structure, lue, autres } = await getExplication(current.db, actor, { uai: params.uai, campagne });
  const { uai, nom } = structure;
  if (!lue) return { explication: null, structure: { uai, nom } };
  return {
    explication: composeExplication(lue),
    structure: { uai, nom },
    campagne: lue.campagne,
    autres,
    repondre: hasPermission(actor, "ciblage.declarer") && etatDit(lue) === "retenu",
  };
}

export default function PagePourquoi({ loaderData }: Route.ComponentProps) {
  const { structure } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: "/structures" },
          { label: structure.nom, href: `/structures/${structure.uai}` },
          { label: "Pourquoi ?" },
        ]}
      />
      {loaderData.explication ? <Explication {...loaderData} /> : <RienDePublie nom={structure.nom} />}
    </>
  );
}

/** The same words whether no campaign looks at the structure, or none is published yet. */
function RienDePublie({ nom }: { nom: string }) {
  return (
    <>
      <PageTitle>{sansListe(nom)}</PageTitle>
      <EmptyState title="Rien à lire pour l’instant">
        Aucune liste publiée ne concerne cette structure. Quand une liste la concerne, retenue ou non, cette
        page dit pourquoi : ses données, la règle, la décision et qui l’a prise.
      </EmptyState>
      <p>
        <a href="/ciblage/questions">Questions et réponses sur le ciblage</a>
      </p>
    </>
  );
}

type ExplicationProps = Extract<Route.ComponentProps["loaderData"], { readonly campagne: unknown }>;

function Explication({ explication, structure, campagne, autres, repondre }: ExplicationProps) {
  const { titre, surtitre, chapeau, sections } = explication;
  return (
    <>
      <PageTitle
        overline={surtitre}
        lead={chapeau}
        actions={
          <a
            href={`/structures/${structure.uai}/ciblage/pourquoi.pdf?campagne=${campagne.id}`}
            data-reload
            className="fr-btn fr-btn--secondary"
          >
            Sur une page (PDF)
          </a>
        }
      >
        {titre}
      </PageTitle>
      <AutresCampagnes autres={autres} campagne={campagne.id} />
      <ExplicationLue sections={sections} />
      <section aria-labelledby="suite">
        <h2 id="suite">Et maintenant</h2>
        <ul className="fr-btns-group fr-btns-group--inline">
          {repondre && (
            <Suite href={`/structures/${structure.uai}/ciblage/reponse`}>Accepter ou décliner</Suite>
          )}
          <Suite href="/ciblage/questions">Questions et réponses sur le ciblage</Suite>
        </ul>
      </section>
    </>
  );
}

function AutresCampagnes({
  autres,
  campagne,
}: {
  autres: readonly { id: string; nom: string }[];
  campagne: string;
}) {
  if (autres.length < 2) return null;
  return (
    <nav aria-label="Campagnes qui concernent cette structure">
      <ul className="anc-vues">
        {autres.map(({ id, nom }) => (
          <li key={id}>
            <a
              className="fr-link"
              href={`?campagne=${id}`}
              aria-current={id === campagne ? "page" : undefined}
            >
              {nom}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Suite({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <li>
      <a className="fr-btn fr-btn--secondary" href={href}>
        {children}
      </a>
    </li>
  );
}
