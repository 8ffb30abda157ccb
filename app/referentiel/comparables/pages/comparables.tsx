import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { SECTEURS, TYPES } from "../../rules.ts";
import { getStructure } from "../../structures/identite/queries.server.ts";
import { AttenduSection } from "../attendu/components/attendu-section.tsx";
import { listAttendus } from "../attendu/queries.server.ts";
import { EntreesPropres, Methode } from "../components/methode.tsx";
import { ReglagesForm } from "../components/reglages-form.tsx";
import { ReperesTable } from "../components/reperes-table.tsx";
import { Voisines } from "../components/voisines.tsx";
import { getComparables } from "../queries.server.ts";
import { VOISINES_MINIMALES_ANONYMES } from "../rules.ts";
import { readDemande } from "../schema.ts";
import type { Route } from "./+types/comparables.ts";

const TITRE = "Structures comparables";

export const meta = () => documentTitle(TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { db } = current;
  const actor = getActor(current);
  const lecteur = getLecteur(actor);
  const comparer = hasPermission(actor, "indicateur.comparer")
    ? scopeOf(actor, "indicateur.comparer")
    : undefined;
  const structure = await getStructure(db, scopeOf(actor, "indicateur.lire"), params.uai);
  const search = new URL(request.url).searchParams;
  const demande = readDemande(search);
  const [comparables, attendus] = await Promise.all([
    getComparables(db, { lecteur, comparer }, structure, demande),
    comparer ? listAttendus(db, lecteur, structure) : [],
  ]);
  const { uai, nom, type, secteur, academieNom } = structure;
  return {
    structure: { uai, nom, type, secteur, academieNom },
    comparables,
    attendus,
    annee: demande.annee,
    axe: demande.axe,
    search: search.toString(),
  };
}

export default function PageComparables({ loaderData }: Route.ComponentProps) {
  const { structure, comparables, attendus, annee, axe, search } = loaderData;
  const { nommees, reglages, lignes } = comparables;
  const here = `/structures/${structure.uai}/comparables`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: "/structures" },
          { label: structure.nom, href: `/structures/${structure.uai}` },
          { label: TITRE },
        ]}
      />
      <PageTitle
        overline={`${structure.nom} : ${TYPES[structure.type]}, ${SECTEURS[structure.secteur].toLowerCase()}`}
        lead={
          nommees
            ? "Les structures qui accueillent un public semblable, dans des conditions semblables."
            : "Des repères anonymes, tirés des structures qui accueillent un public semblable."
        }
      >
        {TITRE}
      </PageTitle>
      {nommees && (
        <ReglagesForm reglages={reglages} annee={annee} annees={comparables.annees} axe={axe} action={here} />
      )}
      <Trouvees {...loaderData} />
      {nommees && nommees.voisines.length > 0 && (
        <Voisines {...nommees} axe={axe} exportHref={`${here}/voisines?${search}`} />
      )}
      {lignes.length > 0 && (
        <section aria-labelledby="reperes" className="anc-famille">
          <h2 id="reperes">Indicateur par indicateur</h2>
          <p>
            Chaque valeur à côté de la médiane et des quartiles des structures comparables, la même année. La
            moitié des structures comparables se trouve entre les deux quartiles.
          </p>
          <ExportLinks href={`${here}/reperes?${search}`} objet="les repères" />
          <ReperesTable uai={structure.uai} lignes={lignes} />
        </section>
      )}
      <AttenduSection structure={structure} attendus={attendus} />
    </>
  );
}

/** What was found and how, or what is missing to find anything. */
function Trouvees({ structure, comparables }: Route.ComponentProps["loaderData"]) {
  const { nommees, profil, retenues, nombre } = comparables;
  if (!profil) {
    return (
      <EmptyState title="Pas encore de structures comparables">
        Elles se cherchent d’abord par l’IPS, qui n’est pas connu pour cette structure dans la série en cours.
        Elles apparaîtront dès qu’un fichier le publiera.
      </EmptyState>
    );
  }
  const few = retenues.length > 0 && nombre < (nommees ? 1 : VOISINES_MINIMALES_ANONYMES);
  return (
    <>
      {retenues.length === 0 && (
        <EmptyState title="Aucune entrée retenue">
          Choisissez au moins une entrée connue pour cette structure dans « Régler la comparaison ».
        </EmptyState>
      )}
      {few && (
        <EmptyState title="Trop peu de structures comparables">
          {nommees
            ? "Élargissez la recherche : un IPS plus éloigné, tous les secteurs, toutes les académies, ou moins d’entrées."
            : `Il en faut au moins ${VOISINES_MINIMALES_ANONYMES} pour que les repères restent anonymes.`}
        </EmptyState>
      )}
      {nommees && retenues.length > 0 && (
        <>
          <p>Les entrées retenues pour {structure.nom} :</p>
          <EntreesPropres
            uai={structure.uai}
            entrees={nommees.soi.entrees}
            typologie={nommees.soi.typologie}
            retenues={retenues}
          />
        </>
      )}
      <Methode structure={structure} {...comparables} anonyme={nommees === null} />
    </>
  );
}
