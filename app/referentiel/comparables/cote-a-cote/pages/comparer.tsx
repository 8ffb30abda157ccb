import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { type Actor, hasPermission, scopeOf } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getLecteur } from "../../../indicateurs/lecture/queries.server.ts";
import { TYPES_PLURIEL } from "../../../rules.ts";
import { getStructure } from "../../../structures/identite/queries.server.ts";
import { listStructures } from "../../../structures/queries.server.ts";
import { ComparaisonChoix } from "../components/comparaison-choix.tsx";
import { ComparaisonDessin } from "../components/comparaison-dessin.tsx";
import { ComparaisonTable } from "../components/comparaison-table.tsx";
import { type Comparaison, getComparaison } from "../queries.server.ts";
import { STRUCTURES_MAXIMALES } from "../rules.ts";
import { type DemandeComparaison, readDemandeComparaison } from "../schema.ts";
import type { Route } from "./+types/comparer.ts";

const TITRE = "Structures côte à côte";
/** Enough to find one by its name, few enough to read. */
const TROUVEES = 10;

export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const search = new URL(request.url).searchParams;
  const demande = readDemandeComparaison(search);
  if (!hasPermission(actor, "indicateur.comparer"))
    throw redirect(await anonymousHref(current, actor, demande), 303);
  const scope = scopeOf(actor, "indicateur.comparer");
  const [comparaison, trouvees] = await Promise.all([
    getComparaison(current.db, getLecteur(actor), scope, demande),
    findTrouvees(current, actor, demande),
  ]);
  const { annee, q } = demande;
  return { comparaison, trouvees, annee, q, search: search.toString() };
}

/** Whoever does not compare by name reads anonymous references beside a structure of their own. */
async function anonymousHref({ db }: Context, actor: Actor, { uais }: DemandeComparaison): Promise<string> {
  const scope = scopeOf(actor, "indicateur.lire");
  const [own] = uais.length > 0 ? uais : scope.structures;
  if (own === undefined) return "/structures";
  const structure = await getStructure(db, scope, own);
  return `/structures/${structure.uai}/comparables`;
}

async function findTrouvees({ db }: Context, actor: Actor, { q }: DemandeComparaison) {
  if (q === undefined) return [];
  const scope = scopeOf(actor, "indicateur.comparer");
  const page = { tri: "nom", sens: "asc", limit: TROUVEES, offset: 0 } as const;
  const { lignes } = await listStructures(
    db,
    { structures: scope, indicateurs: scope },
    { q },
    undefined,
    page,
  );
  return lignes.map(({ uai, nom, type, communeNom }) => ({ uai, nom, type, communeNom }));
}

export default function PageComparer({ loaderData }: Route.ComponentProps) {
  const { comparaison, trouvees, annee, q, search } = loaderData;
  const { structures, lignes, dessin } = comparaison;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: "/structures" },
          { label: TITRE },
        ]}
      />
      <PageTitle
        lead={`Jusqu’à ${STRUCTURES_MAXIMALES} structures, dans l’ordre où vous les choisissez, sans classement.`}
      >
        {TITRE}
      </PageTitle>
      <Avertissements comparaison={comparaison} />
      <ComparaisonChoix comparaison={comparaison} annee={annee} q={q} trouvees={trouvees} />
      {structures.length === 0 ? (
        <EmptyState title="Aucune structure choisie">
          Cherchez une première structure par son nom, sa commune ou son UAI.
        </EmptyState>
      ) : (
        <>
          {dessin && <ComparaisonDessin structures={structures} dessin={dessin} />}
          {lignes.length > 0 ? (
            <section aria-labelledby="tous" className="anc-famille">
              <h2 id="tous">Tous les indicateurs</h2>
              <p>
                Chaque ligne compare la même année pour toutes : celle que vous demandez quand elle est
                connue, sinon la dernière que la plupart connaissent. Une rupture de série n’est donc jamais
                franchie.
              </p>
              <ExportLinks href={`/comparer/export?${search}`} objet="la comparaison" />
              <ComparaisonTable structures={structures} lignes={lignes} />
            </section>
          ) : (
            <EmptyState title="Aucun indicateur publié pour ces structures">
              Les fichiers importés à ce jour n’en donnent pas de valeur.
            </EmptyState>
          )}
        </>
      )}
    </>
  );
}

function Avertissements({ comparaison: { structures, enTrop } }: { comparaison: Comparaison }) {
  const types = [...new Set(structures.map(({ type }) => TYPES_PLURIEL[type]))];
  return (
    <>
      {enTrop > 0 && (
        <Notification tone="info">
          {`Seules les ${STRUCTURES_MAXIMALES} premières structures sont montrées. Retirez-en une pour en ajouter une autre.`}
        </Notification>
      )}
      {types.length > 1 && (
        <Notification tone="warning" title="Des structures de types différents">
          {`Vous mettez côte à côte des ${types.join(" et des ")} : leurs indicateurs ne sont pas les mêmes, et un même indicateur ne s’y lit pas de la même façon. Préférez des structures d’un seul type.`}
        </Notification>
      )}
    </>
  );
}
