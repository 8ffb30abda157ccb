import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { formatDate, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { TYPES } from "#app/referentiel/rules.ts";
import { FilCampagne } from "../../campagnes/components/reperes-campagne.tsx";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { ETATS_CANDIDATURE } from "../../candidatures/rules.ts";
import { listVolontaires, type Volontaire } from "../queries.server.ts";
import { canFaireEntrer, ETATS_VOLONTARIAT, SUITES_VOLONTARIAT, TRIS_VOLONTARIAT } from "../rules.ts";
import { readFiltres } from "../schema.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Structures volontaires";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} : ${loaderData.campagne.nom}` : TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: TRIS_VOLONTARIAT, defaultSort: "nom", fixedColumns: ["nom", "agir"] },
    defaultColumns: ["commune", "declaree", "texte", "suite"],
    columns: ["nom", "type", "commune", "departement", "declaree", "texte", "suite", "agir"],
  });
  const liste = await listVolontaires(current.db, campagne, scopeOf(actor, "ciblage.lire"), {
    ...readFiltres(search),
    tri: TRIS_VOLONTARIAT.find((tri) => tri === query.sort.key) ?? "nom",
    ...{ sens: query.sort.direction, limit: query.size, offset: (query.page - 1) * query.size },
  });
  const ouverte = campagne.etat === "ouverte" || campagne.etat === "publiee";
  return {
    ...{ campagne: { id: campagne.id, nom: campagne.nom }, ...liste, query, search: search.toString() },
    propose: ouverte && hasPermission(actor, "ciblage.proposer"),
  };
}

function columnsOf(base: string, propose: boolean): Column<Volontaire>[] {
  return [
    {
      ...{ key: "nom", title: "Structure", rowHeader: true, sortable: true },
      render: ({ uai, nom }) => <a href={`/structures/${uai}`}>{nom}</a>,
    },
    { key: "type", title: "Type", optional: true, render: ({ type }) => TYPES[type] },
    { key: "commune", title: "Commune", sortable: true, optional: true, render: ({ commune }) => commune },
    {
      ...{ key: "departement", title: "Département", sortable: true, optional: true },
      render: ({ departementNom }) => departementNom,
    },
    {
      ...{ key: "declaree", title: "Déclaration", sortable: true, optional: true },
      render: ({ declareLe, retireLe, qui }) =>
        `${formatDate(new Date(declareLe), "Europe/Paris")}, ${qui}${retireLe ? ` ; retirée le ${formatDate(new Date(retireLe), "Europe/Paris")}` : ""}`,
    },
    {
      ...{ key: "texte", title: "Ce qui la motive", optional: true },
      render: ({ texte }) => <div className="anc-pourquoi anc-texte-saisi">{texte}</div>,
    },
    {
      ...{ key: "suite", title: "Dans la campagne", optional: true },
      render: ({ candidature, concernee }) =>
        candidature
          ? ETATS_CANDIDATURE[candidature]
          : concernee
            ? "Pas encore"
            : "Pas encore ; hors de la population",
    },
    ...(propose
      ? [
          {
            ...{ key: "agir", title: "Agir" },
            render: ({ uai, nom, retireLe, candidature }: Volontaire) =>
              canFaireEntrer(retireLe === null, candidature).ok ? (
                <a href={`${base}/${uai}/entree`}>
                  Faire entrer<span className="fr-sr-only"> {nom}</span>
                </a>
              ) : null,
          },
        ]
      : []),
  ];
}

export default function PageVolontaires({ loaderData }: Route.ComponentProps) {
  const { campagne, lignes, total, query, search, propose } = loaderData;
  const params = new URLSearchParams(search);
  const base = `/ciblage/${campagne.id}/volontariats`;
  const choices = (labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }));
  return (
    <>
      <FilCampagne campagne={campagne} page={TITRE} />
      <PageTitle lead="Les structures qui disent d’elles-mêmes être prêtes à s’engager. C’est noté, jamais compté : aucune règle ne le lit, et une structure qui ne s’est pas déclarée est regardée de la même façon.">
        {`${TITRE} : ${campagne.nom}`}
      </PageTitle>
      <DataTable
        caption={`${TITRE} de la campagne ${campagne.nom}`}
        noun={["structure", "structures"]}
        columns={columnsOf(base, propose)}
        rows={lignes}
        rowKey={({ uai }) => uai}
        query={query}
        params={params}
        total={total}
        filters={
          <FilterBar label="Filtrer les structures volontaires" names={["etat", "suite"]} params={params}>
            <SelectField
              field={{ id: "filtre-etat", name: "etat", initialValue: params.get("etat") ?? "" }}
              label="Déclaration"
              placeholder="Toutes"
              choices={choices(ETATS_VOLONTARIAT)}
            />
            <SelectField
              field={{ id: "filtre-suite", name: "suite", initialValue: params.get("suite") ?? "" }}
              label="Dans la campagne"
              placeholder="Toutes"
              choices={choices(SUITES_VOLONTARIAT)}
            />
          </FilterBar>
        }
        notice={
          <ExportLinks
            href={`${base}/export?${search}`}
            objet={`les structures volontaires (${pluriel(total, "structure")})`}
          />
        }
        empty={
          <EmptyState title="Aucune structure volontaire">
            {search === ""
              ? "Les chefs d’établissement, les directeurs et directrices d’école dont la structure est dans la population se déclarent depuis « Se déclarer volontaire »."
              : "Aucune déclaration ne répond à ces filtres : effacez-en un."}
          </EmptyState>
        }
      />
    </>
  );
}
