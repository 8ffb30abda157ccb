import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import type { Evolution } from "#app/platform/charts/evolution.ts";
import { EvolutionChart } from "#app/platform/charts/evolution-chart.tsx";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { AttenduSection } from "../../comparables/attendu/components/attendu-section.tsx";
import { listAttendus } from "../../comparables/attendu/queries.server.ts";
import { FicheIndicateurCard } from "../../indicateurs/components/fiche-indicateur.tsx";
import { LectureForm } from "../../indicateurs/components/lecture-form.tsx";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { listReferences, type Reference } from "../../indicateurs/queries.server.ts";
import { type FicheIndicateur, NIVEAUX, type Niveau, referenceLisible } from "../../indicateurs/rules.ts";
import { FAMILLES, STATUTS_VALEUR } from "../../rules.ts";
import { getFicheStructure, readPairs } from "../fiche/queries.server.ts";
import { readLecture } from "../schema.ts";
import type { Route } from "./+types/indicateur.ts";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData ? titleOf(loaderData) : "Indicateur");

function titleOf({ structure, fiche }: { structure: { nom: string }; fiche: { libelle: string } }): string {
  return `${fiche.libelle} : ${structure.nom}`;
}

/** One indicator of a structure, whole: its card, its years beside those of its territories, its notice. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const lecteur = getLecteur(actor);
  const lecture = readLecture(new URL(request.url).searchParams);
  const portees = { structures: scopeOf(actor, "structure.lire"), lecteur };
  const { structure, fiches, niveau } = await getFicheStructure(current.db, portees, params.uai, lecture);
  const fiche = fiches.find(({ code }) => code === params.indicateur);
  if (!fiche) throw new NotFound();
  const annees = fiche.series.flat().map(({ annee }) => annee);
  const [references, attendus] = await Promise.all([
    listReferences(
      current.db,
      lecteur,
      readPairs(structure),
      annees.map((annee) => ({ indicateur: fiche.code, annee })),
    ),
    hasPermission(actor, "indicateur.comparer") ? listAttendus(current.db, lecteur, structure) : [],
  ]);
  return {
    structure,
    fiche,
    niveau,
    annees: annees.sort((a, b) => b - a),
    evolution: evolutionOf(structure.nom, fiche, references, niveau),
    attendus: attendus.filter(({ code }) => code === fiche.code),
  };
}

/** Its own years, then the means of the nation and of the territory that is looked at. */
function evolutionOf(
  nom: string,
  fiche: FicheIndicateur,
  references: readonly Reference[],
  niveau: Niveau,
): Evolution {
  const niveaux = [...new Set<Niveau>([niveau, "nation"])];
  const own = fiche.series
    .flat()
    .map(({ annee, valeur, statut }) =>
      valeur === null ? { annee, valeur, mention: STATUTS_VALEUR[statut] } : { annee, valeur },
    )
    .sort((a, b) => a.annee - b.annee);
  return {
    titre: `${fiche.libelle} par année`,
    source: fiche.source,
    unite: fiche.unite,
    decimales: fiche.decimales === 0 ? 1 : fiche.decimales,
    ruptures: fiche.ruptures,
    series: [
      { libelle: nom, court: "Structure", points: own },
      ...niveaux.map((level) => ({
        libelle: `Moyenne, ${NIVEAUX[level].toLowerCase()}`,
        court: NIVEAUX[level].slice(0, 12),
        points: references
          .filter((reference) => reference.niveau === level)
          .map((reference) => ({
            annee: reference.annee,
            valeur: referenceLisible(reference, fiche.seuilReference).moyenne,
          }))
          .sort((a, b) => a.annee - b.annee),
      })),
    ],
  };
}

export default function PageIndicateur({ loaderData }: Route.ComponentProps) {
  const { structure, fiche, niveau, annees, evolution, attendus } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: "/structures" },
          { label: structure.nom, href: `/structures/${structure.uai}` },
          { label: fiche.libelle },
        ]}
      />
      <PageTitle overline={FAMILLES[fiche.famille]} lead={fiche.definition}>
        {titleOf({ structure, fiche })}
      </PageTitle>
      <LectureForm annees={annees} annee={fiche.annee} niveau={niveau} structure={structure} />
      <FicheIndicateurCard fiche={fiche} structure={structure} niveau={niveau} annee={fiche.annee} rang={2} />
      {annees.length > 1 && <EvolutionChart {...evolution} />}
      <AttenduSection structure={structure} attendus={attendus} />
      <Notice fiche={fiche} />
    </>
  );
}

function Notice({ fiche }: { fiche: FicheIndicateur }) {
  const entries = [
    { term: "Lecture", description: fiche.lecture },
    { term: "Ce que le hasard fait varier", description: fiche.bruit },
    { term: "Biais connus", description: fiche.biais },
    { term: "Comparaisons permises", description: fiche.comparaisons },
    { term: "Source", description: fiche.source },
  ].filter(({ description }) => description !== "");
  return (
    <section aria-labelledby="notice">
      <h2 id="notice">Notice</h2>
      <DescriptionList entries={entries} />
      <p>
        <a href={`/indicateurs/${fiche.code}`}>La notice complète de l’indicateur</a>
      </p>
    </section>
  );
}
