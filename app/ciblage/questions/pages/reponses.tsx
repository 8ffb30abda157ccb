import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { formatDate, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { TablePaging } from "#app/platform/ui/table-paging.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import {
  type CampagneDite,
  listCampagnesDites,
  listMesQuestions,
  listReponsesPubliees,
  type MaQuestion,
} from "../queries.server.ts";
import { ETATS_QUESTION, type ReponsePubliee } from "../rules.ts";
import { lireRecherche } from "../schema.ts";
import type { Route } from "./+types/reponses.ts";

const TITRE = "Questions et réponses sur le ciblage";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const scope = scopeOf(actor, "ciblage.comprendre");
  const search = new URL(request.url).searchParams;
  const recherche = lireRecherche(search);
  const { page, size } = readTableQuery(search, {
    ...{ sortable: [], defaultSort: "publiee", columns: [], fixedColumns: [] },
  });
  const demande = hasPermission(actor, "ciblage.questionner");
  const [campagnes, reponses, miennes] = await Promise.all([
    listCampagnesDites(current.db, scope),
    listReponsesPubliees(current.db, scope, { ...recherche, limit: size, offset: (page - 1) * size }),
    demande ? listMesQuestions(current.db, actor) : [],
  ]);
  return {
    ...{ campagnes, reponses, miennes, recherche, page, search: search.toString() },
    pages: Math.max(1, Math.ceil(reponses.total / size)),
    demande: demande && campagnes.some(({ etat }) => etat === "ouverte" || etat === "publiee"),
  };
}

export default function PageReponses({ loaderData }: Route.ComponentProps) {
  const { campagnes, reponses, miennes, recherche, page, pages, search, demande } = loaderData;
  const params = new URLSearchParams(search);
  const cherche = recherche.q !== "" || recherche.campagne !== "";
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle
        lead="Ce que les équipes demandent sur les critères et la suite, et ce que l’académie répond, pour toutes. Le nom de qui demande n’est pas publié."
        actions={
          demande && (
            <a className="fr-btn" href="/ciblage/questions/nouvelle">
              Poser une question
            </a>
          )
        }
      >
        {TITRE}
      </PageTitle>
      {miennes.length > 0 && <Miennes questions={miennes} />}
      <section aria-labelledby="reponses">
        <h2 id="reponses">Réponses publiées</h2>
        {(reponses.total > 0 || cherche) && <Filtres {...{ campagnes, recherche, params }} />}
        {reponses.total === 0 ? (
          <EmptyState
            title={cherche ? "Aucune réponse ne correspond" : "Aucune réponse publiée pour le moment"}
          >
            {cherche
              ? "Essayez d’autres mots, ou effacez les filtres."
              : demande
                ? "Posez la première question : sa réponse paraîtra ici pour toutes les équipes."
                : "Les réponses de l’académie paraîtront ici."}
          </EmptyState>
        ) : (
          <>
            <p>{pluriel(reponses.total, "réponse")}</p>
            <ExportLinks href={`/ciblage/questions/export?${search}`} objet="les réponses" />
            <ul className="anc-campagnes">
              {reponses.lignes.map((reponse) => (
                <Reponse key={reponse.id} {...reponse} />
              ))}
            </ul>
            <TablePaging {...{ page, pages, params }} />
          </>
        )}
      </section>
    </>
  );
}

function Filtres({
  campagnes,
  recherche,
  params,
}: {
  campagnes: readonly CampagneDite[];
  recherche: { readonly campagne: string; readonly q: string };
  params: URLSearchParams;
}) {
  return (
    <FilterBar label="Filtrer les réponses" names={["q", "campagne"]} params={params}>
      <TextField
        field={{ id: "reponses-q", name: "q", initialValue: recherche.q }}
        label="Mots cherchés"
        type="search"
      />
      <SelectField
        field={{ id: "reponses-campagne", name: "campagne", initialValue: recherche.campagne }}
        label="Campagne"
        placeholder="Toutes"
        choices={campagnes.map(({ id, nom }) => ({ value: id, label: nom }))}
      />
    </FilterBar>
  );
}

function Reponse({ question, reponse, campagne, publieeLe }: ReponsePubliee) {
  return (
    <li className="anc-campagne">
      <h3 className="fr-h6 anc-texte-saisi">{question}</h3>
      <p className="anc-texte-saisi">{reponse}</p>
      <p className="fr-hint-text">
        {campagne}, publiée le {formatDate(new Date(publieeLe), "Europe/Paris")}.
      </p>
    </li>
  );
}

/** One's own questions: seen by their author alone on this page. */
function Miennes({ questions }: { questions: readonly MaQuestion[] }) {
  return (
    <section aria-labelledby="miennes">
      <h2 id="miennes">Vos questions</h2>
      <ul className="anc-campagnes">
        {questions.map(({ id, question, reponse, etat, campagne, poseeLe }) => (
          <li key={id} className="anc-campagne">
            <p className="anc-texte-saisi">
              <Badge>{ETATS_QUESTION[etat]}</Badge> {question}
            </p>
            {etat === "ecartee" && reponse && <p className="anc-texte-saisi">La raison : {reponse}</p>}
            <p className="fr-hint-text">
              {campagne}, posée le {formatDate(new Date(poseeLe), "Europe/Paris")}.
              {etat === "publiee" && " Sa réponse est plus bas, parmi les réponses publiées."}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
