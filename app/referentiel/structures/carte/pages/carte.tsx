import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { PointMap } from "#app/platform/charts/point-map.tsx";
import { civilDay } from "#app/platform/clock/clock.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { tableHref } from "#app/platform/ui/table-query.ts";
import { choisirAnnee } from "../../../indicateurs/rules.ts";
import { SansContours } from "../../../territoires/components/sans-contours.tsx";
import { listContoursDepartements } from "../../../territoires/contours/queries.server.ts";
import { listChoixFiltres, listChoixLocaux } from "../../../territoires/queries.server.ts";
import { sourceStructures } from "../../../territoires/rules.ts";
import { StructureFilters } from "../../components/structure-filters.tsx";
import { findRecherche, getPortees } from "../../recherche/queries.server.ts";
import { filtresEcrits } from "../../rules.ts";
import { readFiltres } from "../../schema.ts";
import { CarteComptages, CartePoints, TableComptages } from "../components/carte-structures.tsx";
import { getCarteStructures, listComptagesDepartements } from "../queries.server.ts";
import { CATEGORIES, POINTS_MAX } from "../rules.ts";
import type { Route } from "./+types/carte.ts";

const TITRE = "Carte des structures";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { db } = current;
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const filtres = readFiltres(params, civilDay(current.now()));
  const portees = getPortees(actor);
  const choix = await listChoixFiltres(db, portees.structures);
  const annee = choisirAnnee(choix.annees, filtres.annee);
  const { recherche, corrige } = await findRecherche(db, { portees, filtres, annee });
  const [carte, locaux] = await Promise.all([
    getCarteStructures(db, recherche),
    listChoixLocaux(db, choix, filtres),
  ]);
  const comptages = carte.points ? [] : await listComptagesDepartements(db, recherche);
  const departements = new Set(
    carte.points ? carte.points.map(({ departement }) => departement) : comptages.map(({ code }) => code),
  );
  return {
    ...carte,
    comptages,
    contours: await listContoursDepartements(db, [...departements]),
    choix: { ...choix, ...locaux },
    annee,
    filtres,
    corrige,
    search: params.toString(),
    indicateurs: hasPermission(actor, "indicateur.lire"),
    importe: hasPermission(actor, "import.deposer"),
    source: sourceStructures(current.settings.demonstration),
  };
}

export default function PageCarte({ loaderData }: Route.ComponentProps) {
  const { choix, annee, filtres, search, indicateurs, total, corrige, contours, importe } = loaderData;
  const params = new URLSearchParams(search);
  const ecrits = filtresEcrits(filtres, choix);
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: `/structures?${search}` },
          { label: "Carte" },
        ]}
      />
      <PageTitle
        lead={`${pluriel(total, "structure")}${ecrits === "" ? ", sans filtre" : ` ; ${ecrits}`}.`}
        actions={
          <a className="fr-btn fr-btn--secondary" href={`/structures?${search}`}>
            Voir la liste
          </a>
        }
      >
        {TITRE}
      </PageTitle>
      {corrige && (
        <Notification tone="info">
          {`Rien ne correspond à « ${filtres.q} » ; voici ce qui s’en approche : « ${corrige} ».`}
        </Notification>
      )}
      <StructureFilters
        filtres={filtres}
        choix={choix}
        annee={annee}
        indicateurs={indicateurs}
        params={params}
      />
      {total === 0 ? (
        <EmptyState title="Aucune structure ne correspond">
          Essayez avec moins de filtres, ou une partie du nom.
        </EmptyState>
      ) : (
        <>
          {contours.length === 0 && <SansContours importe={importe} />}
          <Dessin {...loaderData} />
          <PointMap
            titre="Carte interactive"
            donnees={`/structures/carte/points.json?${search}`}
            categories={Object.entries(CATEGORIES).map(([code, libelle]) => ({ code, libelle }))}
            lien="/structures/"
            contours={featuresOf(contours)}
          />
        </>
      )}
    </>
  );
}

function Dessin({ points, comptages, contours, search, total, source }: Route.ComponentProps["loaderData"]) {
  const hrefOf = (departement: string) => tableHref(new URLSearchParams(search), { departement });
  if (points)
    return (
      <CartePoints
        titre={`${pluriel(total, "structure")} sur la carte`}
        points={points}
        contours={contours}
        source={source}
      />
    );
  return (
    <>
      <p>
        {`Au-delà de ${pluriel(POINTS_MAX, "point")}, la carte fixe donne le nombre de structures par département. Choisissez un département, ou ouvrez la carte interactive.`}
      </p>
      {contours.length > 0 && (
        <CarteComptages comptages={comptages} contours={contours} source={source} hrefOf={hrefOf} />
      )}
      <TableComptages comptages={comptages} hrefOf={hrefOf} />
    </>
  );
}

type Contours = Route.ComponentProps["loaderData"]["contours"];

function featuresOf(contours: Contours) {
  return {
    type: "FeatureCollection" as const,
    features: contours.map(({ code, libelle, contour }) => ({
      type: "Feature" as const,
      properties: { code, libelle },
      geometry: contour,
    })),
  };
}
