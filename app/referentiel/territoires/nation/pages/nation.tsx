import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { ScatterChart } from "#app/platform/charts/scatter-chart.tsx";
import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ComparaisonParties } from "../../components/comparaison-parties.tsx";
import { DemandeForm } from "../../components/demande-form.tsx";
import { moyenneCommune, quiDe } from "../../indicateurs/rules.ts";
import { hrefTerritoire } from "../../rules.ts";
import { readDemande } from "../../schema.ts";
import { TableauAcademies } from "../components/tableau-academies.tsx";
import { getVueNationale } from "../queries.server.ts";
import type { Route } from "./+types/nation.ts";

const TITRE = "Les académies côte à côte";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const vue = await getVueNationale(current, actor, readDemande(params));
  return {
    ...vue,
    search: params.toString(),
    importe: hasPermission(actor, "import.deposer"),
    /** Académies that the person works for, called by their name on the cloud. */
    siennes: actor.fonctions.filter((f) => f.porteeType === "academie").map((f) => f.porteeCode),
  };
}

export default function PageNation({ loaderData: vue }: Route.ComponentProps) {
  const { lignes, contours, offre, lecture, ensemble, search, importe, nation } = vue;
  const { indicateur, avec, annee } = lecture;
  return (
    <>
      <Breadcrumb steps={[{ label: "Territoires", href: "/territoires" }, { label: TITRE }]} />
      <PageTitle
        lead="Des académies de profils différents, par ordre alphabétique : comparer pour comprendre, jamais pour classer."
        actions={
          <a className="fr-btn fr-btn--secondary" href={hrefTerritoire({ niveau: "nation", code: nation })}>
            La nation dans son ensemble
          </a>
        }
      >
        {TITRE}
      </PageTitle>
      {!indicateur || lignes.length === 0 ? (
        <EmptyState title="Rien à comparer pour l’instant">
          Les académies apparaissent avec l’annuaire des structures et les premiers indicateurs, que le
          service statistique dépose à la page Imports.
        </EmptyState>
      ) : (
        <>
          <DemandeForm
            label="Choisir les indicateurs, le type, le secteur et l’année"
            indicateurs={offre.indicateurs}
            annees={offre.annees}
            choix={{ ...lecture, indicateur: indicateur.code, avec: avec?.code }}
            croise
          />
          <TableauAcademies
            lignes={lignes}
            indicateur={indicateur}
            annee={annee}
            exportHref={`/nation/export?${search}`}
            search={search}
          />
          {avec && <Nuage {...vue} />}
          <ComparaisonParties
            niveau="academie"
            parties={lignes.map(({ resumee }) => resumee)}
            contours={contours}
            lecture={{ ...lecture, indicateur }}
            ensemble={ensemble}
            importe={importe}
            exportHref={`/nation/export?${search}`}
            search={search}
          />
        </>
      )}
    </>
  );
}

/** More names than this hide one another. */
const NOMS_MAX = 6;

function Nuage({ lignes, lecture, siennes }: Route.ComponentProps["loaderData"]) {
  const { indicateur, avec, annee } = lecture;
  if (!indicateur || !avec || annee === undefined) return null;
  const x = moyenneCommune(lignes.map(({ resumee }) => resumee.resume));
  const y = moyenneCommune(lignes.map((ligne) => ligne.avec?.resume));
  const points = lignes.map((ligne) => ({
    code: ligne.code,
    libelle: ligne.nom,
    x: ligne.resumee.resume ? x.of(ligne.resumee.resume) : null,
    y: ligne.avec?.resume ? y.of(ligne.avec.resume) : null,
  }));
  const nommes = points.filter(({ code }) => points.length <= NOMS_MAX || siennes.includes(code));
  const axe = ({ libelle, unite, decimales }: typeof indicateur) => ({ libelle, unite, decimales });
  return (
    <ScatterChart
      titre={`${indicateur.libelle} et ${avec.libelle}, ${formatAnneeScolaire(annee)} : ${quiDe(lecture)}, moyennes par académie`}
      source={[...new Set([indicateur.source, avec.source])].join(" ; ")}
      axeX={axe(indicateur)}
      axeY={axe(avec)}
      libellePoints="académies"
      classes={[{ libelle: "Académies", points }]}
      misEnAvant={nommes
        .slice(0, NOMS_MAX)
        .map((point) => ({ ...point, href: hrefTerritoire({ niveau: "academie", code: point.code }) }))}
    />
  );
}
