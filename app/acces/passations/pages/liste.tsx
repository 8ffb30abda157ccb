import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { addJours } from "../../delegations/rules.ts";
import { getActor } from "../../queries.server.ts";
import { hasPermission, scopeOf } from "../../rules.ts";
import { EtatPassationBadge, readCharge } from "../components/charge.tsx";
import { listPassationsDeLAgent, listPassationsDuPerimetre, type PassationLue } from "../queries.server.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Passations";
export const meta = () => documentTitle(TITRE);

const COLUMNS = ["charge", "sortant", "depart", "entrant", "etat"];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "depart",
    columns: COLUMNS,
    fixedColumns: ["charge"],
  });
  const page = { limit: query.size, offset: (query.page - 1) * query.size };
  const [siennes, perimetre] = await Promise.all([
    listPassationsDeLAgent(current, actor.agentId),
    hasPermission(actor, "agent.lire")
      ? listPassationsDuPerimetre(current, scopeOf(actor, "agent.lire"), page)
      : undefined,
  ]);
  return {
    siennes: siennes.map(({ mot: _, ...passation }) => ({
      ...passation,
      arrive: passation.entrantId === actor.agentId,
    })),
    perimetre,
    query,
    search: params.toString(),
  };
}

type Ligne = Omit<PassationLue, "mot">;

const columns: Column<Ligne>[] = [
  { key: "charge", title: "Fonction et périmètre", rowHeader: true, render: readCharge },
  { key: "sortant", title: "Qui part", optional: true, render: ({ sortant }) => sortant },
  { key: "depart", title: "À partir du", optional: true, render: ({ depart }) => formatDate(depart) },
  {
    key: "entrant",
    title: "Qui arrive",
    optional: true,
    render: ({ entrant }) => entrant ?? "Pas encore connu",
  },
  { key: "etat", title: "État", optional: true, render: ({ etat }) => <EtatPassationBadge etat={etat} /> },
];

export default function ListePassations({ loaderData }: Route.ComponentProps) {
  const { siennes, perimetre, query, search } = loaderData;
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle lead="Quand une personne quitte une fonction, celle qui arrive trouve ici un résumé, les tâches ouvertes et les délégations à renouveler.">
        {TITRE}
      </PageTitle>
      {siennes.length === 0 && !perimetre && (
        <EmptyState title="Aucune passation ne vous concerne">
          Une passation s’ouvre d’elle-même trois mois avant une fin de fonction, ou dès qu’un départ est
          connu.
        </EmptyState>
      )}
      {siennes.length > 0 && (
        <section>
          <h2>Les vôtres</h2>
          <ul className="anc-actes">
            {siennes.map((passation) => (
              <li key={passation.id}>
                <p className="anc-actes__titre">
                  <a href={`/passations/${passation.id}`}>{readCharge(passation)}</a>{" "}
                  <EtatPassationBadge etat={passation.etat} />
                </p>
                <p>
                  {passation.arrive
                    ? `Vous succédez à ${passation.sortant}, à partir du ${formatDate(passation.depart)}.`
                    : `Votre dernier jour : ${formatDate(addJours(passation.depart, -1))}.`}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {perimetre && (
        <section>
          <h2>Ouvertes dans votre périmètre</h2>
          <DataTable
            caption="Passations ouvertes dans votre périmètre"
            noun={["passation", "passations"]}
            columns={columns}
            rows={perimetre.lignes}
            rowKey={({ id }) => id}
            query={query}
            params={new URLSearchParams(search)}
            total={perimetre.total}
            empty={
              <EmptyState title="Aucune passation ouverte">
                Une passation s’ouvre d’elle-même trois mois avant une fin de fonction, ou dès qu’un départ
                est connu.
              </EmptyState>
            }
          />
        </section>
      )}
    </>
  );
}
