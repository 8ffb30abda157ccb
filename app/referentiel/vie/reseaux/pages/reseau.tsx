import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { formatAnneeScolaire, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { STATUTS_EP, TYPES, TYPES_PLURIEL, type TypeStructure } from "../../../rules.ts";
import { getStructure } from "../../../structures/identite/queries.server.ts";
import { listMembresReseau, type MembreReseau } from "../queries.server.ts";
import type { Route } from "./+types/reseau.ts";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData ? `Réseau ${loaderData.tete.nom}` : "Réseau");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "structure.lire");
  const tete = await getStructure(current.db, scope, params.uai);
  return { tete, membres: await listMembresReseau(current.db, scope, tete.uai) };
}

export default function PageReseau({ loaderData: { tete, membres } }: Route.ComponentProps) {
  const types = (Object.keys(TYPES) as TypeStructure[]).filter((type) =>
    membres.some((m) => m.type === type),
  );
  const titre = `Réseau ${tete.nom}`;
  return (
    <>
      <Breadcrumb
        steps={[{ label: "Accueil", href: "/" }, { label: "Réseaux", href: "/reseaux" }, { label: titre }]}
      />
      <PageTitle
        lead={
          <>
            Tête de réseau : <a href={`/structures/${tete.uai}`}>{tete.nom}</a>,{" "}
            {tete.communeNom || "commune non précisée"}.{" "}
            {tete.statutEp ? statutOf(tete) : "Statut d’éducation prioritaire non publié."}
          </>
        }
      >
        {titre}
      </PageTitle>
      {membres.length === 0 ? (
        <EmptyState title="Cette structure n’est la tête d’aucun réseau connu">
          Une académie peut l’indiquer : « Saisir un fait », puis « Tête de réseau », sur la page de chaque
          membre.
        </EmptyState>
      ) : (
        types.map((type) => (
          <MembresParType key={type} type={type} membres={membres.filter((m) => m.type === type)} />
        ))
      )}
    </>
  );
}

function statutOf({ statutEp, statutEpAnnee }: Pick<MembreReseau, "statutEp" | "statutEpAnnee">): string {
  if (!statutEp) return "statut non publié";
  return statutEpAnnee === null
    ? STATUTS_EP[statutEp]
    : `${STATUTS_EP[statutEp]} en ${formatAnneeScolaire(statutEpAnnee)}`;
}

function MembresParType({ type, membres }: { type: TypeStructure; membres: readonly MembreReseau[] }) {
  return (
    <section aria-labelledby={`type-${type}`}>
      <h2 id={`type-${type}`}>{pluriel(membres.length, TYPES[type].toLowerCase(), TYPES_PLURIEL[type])}</h2>
      <ul>
        {membres.map(({ uai, nom, communeNom, ...statut }) => (
          <li key={uai}>
            <a href={`/structures/${uai}`}>{nom}</a>
            {communeNom && `, ${communeNom}`} : {statutOf(statut)}
          </li>
        ))}
      </ul>
    </section>
  );
}
