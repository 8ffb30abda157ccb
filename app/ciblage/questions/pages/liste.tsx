import { getActor } from "#app/acces/queries.server.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { FilCampagne } from "../../campagnes/components/reperes-campagne.tsx";
import { getCampagneConsignee } from "../../concertations/queries.server.ts";
import { listQuestions } from "../queries.server.ts";
import { ETATS_QUESTION, lireEtat, type Question } from "../rules.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Questions des équipes";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const campagne = await getCampagneConsignee(current.db, getActor(current), params.campagne);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: ["posee"], defaultSort: "posee" },
    ...{ columns: ["question", "etat", "posee", "reponse"], fixedColumns: ["question"] },
  });
  const etat = lireEtat(search);
  const liste = await listQuestions(current.db, campagne.id, {
    ...{ etat, sens: query.sort.direction, limit: query.size, offset: (query.page - 1) * query.size },
  });
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    ...{ ...liste, etat, query, search: search.toString() },
  };
}

const columnsOf = (base: string): Column<Question>[] => [
  {
    ...{ key: "question", title: "Question", rowHeader: true },
    render: ({ id, question }) => (
      <a className="anc-texte-saisi" href={`${base}/${id}`}>
        {question}
      </a>
    ),
  },
  {
    ...{ key: "etat", title: "État", optional: true },
    render: ({ etat }) => <Badge>{ETATS_QUESTION[etat]}</Badge>,
  },
  {
    ...{ key: "posee", title: "Posée le", sortable: true, optional: true },
    render: ({ poseeLe }) => formatDate(new Date(poseeLe), "Europe/Paris"),
  },
  {
    ...{ key: "reponse", title: "Réponse, ou raison", optional: true },
    render: ({ reponse }) => <span className="anc-texte-saisi">{reponse ?? "–"}</span>,
  },
];

export default function PageQuestions({ loaderData }: Route.ComponentProps) {
  const { campagne, lignes, total, etat, query, search } = loaderData;
  const params = new URLSearchParams(search);
  const base = `/ciblage/${campagne.id}/questions`;
  return (
    <>
      <FilCampagne campagne={campagne} page="Questions" />
      <PageTitle
        lead={`Campagne « ${campagne.nom} ». Chaque réponse publiée se lit par toutes les équipes de l’académie, sans le nom de qui demande.`}
        actions={
          <a className="fr-btn fr-btn--secondary" href={`/ciblage/questions?campagne=${campagne.id}`}>
            Réponses publiées
          </a>
        }
      >
        {TITRE}
      </PageTitle>
      <DataTable
        caption={TITRE}
        noun={["question", "questions"]}
        columns={columnsOf(base)}
        rows={lignes}
        rowKey={({ id }) => id}
        {...{ query, params, total }}
        filters={
          <FilterBar label="Filtrer les questions" names={["etat"]} params={params}>
            <SelectField
              field={{ id: "questions-etat", name: "etat", initialValue: etat ?? "" }}
              label="État"
              placeholder="Tous"
              choices={Object.entries(ETATS_QUESTION).map(([value, label]) => ({ value, label }))}
            />
          </FilterBar>
        }
        notice={total > 0 && <ExportLinks href={`${base}/export?${search}`} objet="les questions" />}
        empty={
          <EmptyState title="Aucune question">
            {etat
              ? "Aucune question dans cet état : effacez le filtre pour voir les autres."
              : "Les directions et les inspections posent leurs questions depuis leur accueil ; elles paraîtront ici."}
          </EmptyState>
        }
      />
    </>
  );
}
