import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { CarteDuTerritoire } from "../components/carte-territoire.tsx";
import { ComparaisonParties } from "../components/comparaison-parties.tsx";
import {
  Dispositifs,
  EducationPrioritaire,
  Effectifs,
  RuraliteTerritoire,
  Valeurs,
} from "../components/composition-territoire.tsx";
import { ComptagesTerritoire } from "../components/comptages-territoire.tsx";
import { DemandeForm } from "../components/demande-form.tsx";
import { IdentiteTerritoire } from "../components/identite-territoire.tsx";
import { ResumesTerritoire } from "../components/resumes-territoire.tsx";
import { getPageTerritoire } from "../page/queries.server.ts";
import {
  cheminDe,
  hrefStructures,
  hrefTerritoire,
  libelleDe,
  NIVEAUX_TERRITOIRE,
  PARTIES_PLURIEL,
  sourceStructures,
} from "../rules.ts";
import { readCle, readDemande, type TableTerritoire } from "../schema.ts";
import type { Route } from "./+types/territoire.ts";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData ? libelleDe(loaderData.territoire) : "Territoire");

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const cle = readCle(params);
  if (!cle) throw new NotFound();
  const search = new URL(request.url).searchParams;
  const page = await getPageTerritoire(current, actor, cle, readDemande(search));
  return {
    ...page,
    search: search.toString(),
    importe: hasPermission(actor, "import.deposer"),
    source: sourceStructures(current.settings.demonstration),
  };
}

type Page = Route.ComponentProps["loaderData"];

const exportDe =
  ({ territoire, search }: Page) =>
  (table: TableTerritoire) => {
    const params = new URLSearchParams(search);
    params.set("table", table);
    return `${hrefTerritoire(territoire)}/export?${params}`;
  };

export default function PageTerritoire({ loaderData: page }: Route.ComponentProps) {
  const { territoire, parties, comptages, couvert, valeurs, resumes } = page;
  const exportHref = exportDe(page);
  return (
    <>
      <Breadcrumb steps={cheminDe(territoire, page.nation)} />
      <PageTitle
        overline={NIVEAUX_TERRITOIRE[territoire.niveau]}
        actions={
          <>
            <a className="fr-btn fr-btn--secondary" href={hrefStructures(territoire)}>
              Ses structures
            </a>
            <a
              className="fr-btn fr-btn--secondary"
              href={hrefStructures(territoire, {}, "/structures/carte")}
            >
              Sur une carte
            </a>
          </>
        }
      >
        {libelleDe(territoire)}
      </PageTitle>
      <IdentiteTerritoire territoire={territoire} parties={parties} />
      <section aria-labelledby="structures">
        <h2 id="structures">Structures</h2>
        <ComptagesTerritoire
          territoire={territoire}
          comptages={comptages}
          couvert={couvert}
          exportHref={exportHref("comptages")}
        />
        {territoire.niveau !== "commune" && <RuraliteTerritoire ruralite={page.ruralite} />}
      </section>
      <CarteDuTerritoire {...page} />
      <Indicateurs {...page} />
      <section aria-labelledby="ep">
        <h2 id="ep">Éducation prioritaire et dispositifs</h2>
        <EducationPrioritaire reseaux={page.reseaux} />
        <Dispositifs dispositifs={page.dispositifs} territoire={territoire} couvert={couvert} />
      </section>
      {resumes && (
        <section aria-labelledby="effectifs">
          <h2 id="effectifs">Élèves</h2>
          <Effectifs effectifs={resumes.effectifs} exportHref={exportHref("effectifs")} />
        </section>
      )}
      {valeurs.length > 0 && (
        <section aria-labelledby="valeurs">
          <h2 id="valeurs">Ce que les sources disent du territoire</h2>
          <Valeurs valeurs={valeurs} exportHref={exportHref("valeurs")} />
        </section>
      )}
    </>
  );
}

function Indicateurs(page: Page) {
  const { resumes, territoire, search, importe } = page;
  const exportHref = exportDe(page);
  if (!resumes)
    return (
      <section aria-labelledby="indicateurs" className="anc-territoire">
        <h2 id="indicateurs">Indicateurs</h2>
        <p>
          Une commune a trop peu de structures d’un même type pour un résumé qui ne désigne personne : les
          indicateurs se lisent à partir de la circonscription et du bassin.
        </p>
      </section>
    );
  const { offre, lecture, synthese, evolution, repere, comparaison } = resumes;
  const ensemble = synthese.find(
    ({ type, secteur }) => type === lecture.type && secteur === lecture.secteur,
  )?.resume;
  return (
    <>
      <section aria-labelledby="indicateurs" className="anc-territoire">
        <h2 id="indicateurs">Indicateurs</h2>
        <DemandeForm
          label="Choisir l’indicateur, le type, le secteur et l’année"
          indicateurs={offre.indicateurs}
          annees={offre.annees}
          choix={{ ...lecture, indicateur: lecture.indicateur.code }}
        />
        <ResumesTerritoire
          lieu={libelleDe(territoire)}
          lecture={lecture}
          synthese={synthese}
          evolution={evolution}
          repere={repere}
          exportHref={exportHref("indicateur")}
        />
      </section>
      {comparaison && (
        <section aria-labelledby="parties" className="anc-territoire">
          <h2 id="parties">{`D’un territoire à l’autre : les ${PARTIES_PLURIEL[comparaison.niveau]}`}</h2>
          <ComparaisonParties
            {...comparaison}
            lecture={lecture}
            ensemble={ensemble ?? undefined}
            importe={importe}
            exportHref={exportHref("parties")}
            search={search}
          />
        </section>
      )}
    </>
  );
}
