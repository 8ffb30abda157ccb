import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { FONCTIONS } from "../../fonctions/rules.ts";
import { getActor } from "../../queries.server.ts";
import { hasPermission, scopeOf } from "../../rules.ts";
import {
  listPersonnes,
  type PersonneLigne,
  TRIS_PERSONNES,
  type TriPersonnes,
} from "../annuaire/queries.server.ts";
import { EtatPersonneBadge, periode, phraseFonction } from "../components/etat-personne.tsx";
import { ETATS_PERSONNE } from "../rules.ts";
import { NOMS_FILTRES, readFiltres } from "../schema.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Personnes";
export const meta = () => documentTitle(TITRE);

const COLUMNS = ["nom", "courriel", "fonctions", "etat", "entree"];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const query = readTableQuery(params, {
    sortable: TRIS_PERSONNES,
    defaultSort: "nom",
    columns: COLUMNS,
    fixedColumns: ["nom"],
  });
  const liste = await listPersonnes(current, {
    scope: scopeOf(actor, "agent.lire"),
    filtres: readFiltres(params),
    tri: query.sort.key as TriPersonnes,
    sens: query.sort.direction,
    limit: query.size,
    offset: (query.page - 1) * query.size,
  });
  return { ...liste, query, search: params.toString(), gerer: hasPermission(actor, "agent.gerer") };
}

const columns: readonly Column<PersonneLigne>[] = [
  {
    key: "nom",
    title: "Personne",
    rowHeader: true,
    sortable: true,
    render: ({ id, nom, prenom }) => (
      <a href={`/personnes/${id}`}>
        {prenom} {nom}
      </a>
    ),
  },
  {
    key: "courriel",
    title: "Adresse",
    sortable: true,
    optional: true,
    render: ({ courriel }) => courriel ?? "effacée",
  },
  {
    key: "fonctions",
    title: "Fonctions",
    optional: true,
    render: ({ fonctions }) =>
      fonctions.length === 0 ? (
        "Aucune"
      ) : (
        <ul className="anc-fonctions">
          {fonctions.map((fonction) => (
            <li key={fonction.id}>
              {phraseFonction(fonction)}
              <span className="fr-hint-text">{periode(fonction.debut, fonction.fin)}</span>
            </li>
          ))}
        </ul>
      ),
  },
  { key: "etat", title: "État", optional: true, render: ({ etat }) => <EtatPersonneBadge etat={etat} /> },
  {
    key: "entree",
    title: "Dernière activité",
    sortable: true,
    optional: true,
    render: ({ vueLe }) => (vueLe ? formatDate(new Date(vueLe), "Europe/Paris") : "jamais"),
  },
];

export default function ListePersonnes({ loaderData }: Route.ComponentProps) {
  const { lignes, total, query, search, gerer } = loaderData;
  const params = new URLSearchParams(search);
  return (
    <>
      <PageTitle
        lead="Qui exerce quelle fonction dans votre périmètre, aujourd’hui, hier et bientôt."
        actions={gerer && <Actions />}
      >
        {TITRE}
      </PageTitle>
      <DataTable
        caption={TITRE}
        noun={["personne", "personnes"]}
        columns={columns}
        rows={lignes}
        rowKey={({ id }) => id}
        query={query}
        params={params}
        total={total}
        filters={<Filtres params={params} />}
        notice={<ExportLinks href={`/personnes/export?${search}`} objet="les personnes" />}
        empty={
          <EmptyState title="Personne ne répond à ces critères">
            Enlevez un filtre, ou invitez la personne que vous cherchez.
          </EmptyState>
        }
      />
    </>
  );
}

function Actions() {
  return (
    <ul className="fr-btns-group fr-btns-group--inline-md">
      <li>
        <a className="fr-btn" href="/personnes/invitation">
          Inviter une personne
        </a>
      </li>
      <li>
        <a className="fr-btn fr-btn--secondary" href="/personnes/liste">
          Inviter par fichier
        </a>
      </li>
      <li>
        <a className="fr-btn fr-btn--secondary" href="/personnes/rentree">
          Préparer la rentrée
        </a>
      </li>
      <li>
        <a className="fr-btn fr-btn--tertiary" href="/demandes-acces">
          Demandes d’accès
        </a>
      </li>
    </ul>
  );
}

function Filtres({ params }: { params: URLSearchParams }) {
  const field = (name: string) => ({ id: `filtre-${name}`, name, initialValue: params.get(name) ?? "" });
  const choices = (labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }));
  return (
    <FilterBar label="Filtrer les personnes" names={NOMS_FILTRES} params={params}>
      <TextField field={field("q")} label="Nom ou adresse" type="search" />
      <SelectField
        field={field("fonction")}
        label="Fonction"
        choices={choices(FONCTIONS)}
        placeholder="Toutes"
      />
      <TextField field={field("perimetre")} label="Périmètre (nom ou code)" type="search" />
      <SelectField field={field("etat")} label="État" choices={choices(ETATS_PERSONNE)} placeholder="Tous" />
    </FilterBar>
  );
}
