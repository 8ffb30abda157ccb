import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { FAMILLES } from "../../../rules.ts";
import { type IndicateurListe, listIndicateurs, listJeuxAlimentes, listUsages } from "../queries.server.ts";
import { DIFFUSIONS, MAX_INDICATEURS_ACADEMIE, NATURES } from "../rules.ts";
import { type FiltresDictionnaire, NOMS_FILTRES, readFiltresDictionnaire } from "../schema.ts";
import type { Route } from "./+types/dictionnaire.ts";

const TITRE = "Dictionnaire des indicateurs";
export const meta = () => documentTitle(TITRE);

/** « Interne : l'académie… » is « Interne » in a table. */
const short = (label: string) => label.split(" : ")[0];

const COLUMNS: readonly Column<IndicateurListe>[] = [
  {
    key: "indicateur",
    title: "Indicateur",
    rowHeader: true,
    render: ({ code, libelle, retire }) => (
      <>
        <a href={`/indicateurs/${code}`}>{libelle}</a>
        {retire && " (retiré)"}
      </>
    ),
  },
  { key: "famille", title: "Famille", optional: true, render: ({ famille }) => FAMILLES[famille] },
  { key: "nature", title: "Nature", optional: true, render: ({ nature }) => short(NATURES[nature]) },
  {
    key: "diffusion",
    title: "Diffusion",
    optional: true,
    render: ({ diffusion, academieNom }) =>
      academieNom ? `${short(DIFFUSIONS[diffusion])}, ${academieNom}` : short(DIFFUSIONS[diffusion]),
  },
  { key: "unite", title: "Unité", optional: true, render: ({ unite }) => unite || "indice" },
  { key: "source", title: "Source", optional: true, render: ({ source }) => source },
  {
    key: "relu",
    title: "Notice relue",
    optional: true,
    render: ({ relu, academie }) => (relu ? "Oui" : academie ? "Pas encore" : "Notice nationale"),
  },
];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const filtres = readFiltresDictionnaire(params);
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "indicateur",
    columns: COLUMNS.map(({ key }) => key),
    fixedColumns: ["indicateur"],
  });
  const all = await listIndicateurs(current.db, actor, filtres);
  const gerer = hasPermission(actor, "indicateur.gerer");
  const scope = scopeOf(actor, "indicateur.gerer");
  return {
    indicateurs: all.slice((query.page - 1) * query.size, query.page * query.size),
    total: all.length,
    query,
    filtres,
    jeux: listJeuxAlimentes(),
    search: params.toString(),
    gerer,
    usages: gerer && !scope.nation ? await listUsages(current.db, scope) : [],
  };
}

export default function Dictionnaire({ loaderData }: Route.ComponentProps) {
  const { indicateurs, total, query, filtres, jeux, search, gerer, usages } = loaderData;
  return (
    <>
      <PageTitle
        lead="Ce que mesure chaque indicateur, sur qui, avec quel bruit et quels biais, et ce qu’il permet de comparer."
        actions={
          gerer && (
            <a className="fr-btn" href="/indicateurs/creation">
              Créer un indicateur
            </a>
          )
        }
      >
        {TITRE}
      </PageTitle>
      {usages.map(({ code, nom, utilises }) => (
        <p key={code}>
          Académie de {nom} : {pluriel(utilises, "indicateur propre", "indicateurs propres")} sur{" "}
          {MAX_INDICATEURS_ACADEMIE}.
        </p>
      ))}
      <DataTable
        caption={TITRE}
        noun={["indicateur", "indicateurs"]}
        columns={COLUMNS}
        rows={indicateurs}
        rowKey={({ code }) => code}
        query={query}
        params={new URLSearchParams(search)}
        total={total}
        filters={<Filtres filtres={filtres} jeux={jeux} search={search} />}
        notice={
          <ExportLinks href={`/indicateurs/export?${search}`} objet="le dictionnaire des indicateurs" />
        }
        empty={
          <EmptyState title="Aucun indicateur ne correspond">
            Essayez avec moins de filtres, ou un autre mot.
          </EmptyState>
        }
      />
    </>
  );
}

const choices = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const field = (name: string, value: string | undefined) => ({
  id: `filtre-${name}`,
  name,
  initialValue: value,
  key: `${name} ${value}`,
});

function Filtres({
  filtres,
  jeux,
  search,
}: {
  filtres: FiltresDictionnaire;
  jeux: readonly { code: string; libelle: string }[];
  search: string;
}) {
  return (
    <FilterBar label="Filtrer les indicateurs" names={NOMS_FILTRES} params={new URLSearchParams(search)}>
      <TextField field={field("q", filtres.q)} label="Nom ou mot de la définition" type="search" />
      <SelectField
        field={field("famille", filtres.famille)}
        label="Famille"
        choices={choices(FAMILLES)}
        placeholder="Toutes"
      />
      <SelectField
        field={field("nature", filtres.nature)}
        label="Nature"
        choices={choices(NATURES)}
        placeholder="Toutes"
      />
      <SelectField
        field={field("diffusion", filtres.diffusion)}
        label="Diffusion"
        choices={choices(DIFFUSIONS)}
        placeholder="Toutes"
      />
      <SelectField
        field={field("jeu", filtres.jeu)}
        label="Jeu de données"
        choices={jeux.map(({ code, libelle }) => ({ value: code, label: libelle }))}
        placeholder="Tous"
      />
    </FilterBar>
  );
}
