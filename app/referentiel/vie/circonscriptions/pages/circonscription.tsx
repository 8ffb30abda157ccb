import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { STATUTS_EP, TYPES } from "../../../rules.ts";
import { getCirconscription, listStructuresCirconscription } from "../queries.server.ts";
import type { Route } from "./+types/circonscription.ts";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData?.circonscription.nom ?? "Circonscription");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const scope = scopeOf(actor, "structure.lire");
  const circonscription = await getCirconscription(current.db, scope, params.circonscription);
  return {
    circonscription,
    structures: await listStructuresCirconscription(current.db, scope, circonscription.code),
    gere: hasPermission(actor, "structure.gerer"),
  };
}

export default function PageCirconscription({ loaderData }: Route.ComponentProps) {
  const { circonscription, structures, gere } = loaderData;
  const { code, nom, departementNom, departementCode, academieNom, courriel, telephone } = circonscription;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: "/structures" },
          { label: nom },
        ]}
      />
      <PageTitle
        overline="Circonscription du premier degré"
        lead={`${departementNom} (${departementCode}), académie : ${academieNom}`}
        actions={
          gere && (
            <a
              className="fr-btn fr-btn--secondary"
              href={`/circonscriptions/${encodeURIComponent(code)}/contact`}
            >
              Corriger le contact
            </a>
          )
        }
      >
        {nom}
      </PageTitle>
      <DescriptionList
        entries={[
          { term: "Code", description: <code>{code}</code> },
          {
            term: "Boîte aux lettres générique",
            description: courriel ? <a href={`mailto:${courriel}`}>{courriel}</a> : "Non connue",
          },
          { term: "Téléphone", description: telephone ?? "Non connu" },
        ]}
      />
      <section aria-labelledby="structures">
        <h2 id="structures">{pluriel(structures.length, "structure")} de votre portée</h2>
        {structures.length === 0 ? (
          <EmptyState title="Aucune structure n’est rattachée pour l’instant">
            Le rattachement vient de l’annuaire ou d’une saisie sur la page de chaque structure.
          </EmptyState>
        ) : (
          <ul>
            {structures.map(({ uai, nom: structure, type, communeNom, statutEp }) => (
              <li key={uai}>
                <a href={`/structures/${uai}`}>{structure}</a>, {communeNom || "commune non précisée"} :{" "}
                {TYPES[type].toLowerCase()}
                {statutEp && statutEp !== "hors_ep" && `, ${STATUTS_EP[statutEp]}`}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
