import { formatDate, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { listPurges, listTermesDus, type PurgeFaite, type TermeDu } from "../queries.server.ts";
import { titreOf } from "../rules.ts";
import type { Route } from "./+types/purges.ts";

const TITRE = "Purges";
export const meta = () => documentTitle(TITRE);

const LIMITE = 1_000;

const COLUMNS: readonly Column<PurgeFaite>[] = [
  { key: "jour", title: "Jour", render: ({ jour }) => formatDate(jour) },
  { key: "table", title: "Table", rowHeader: true, render: ({ table }) => table },
  {
    key: "colonnes",
    title: "Colonnes",
    render: ({ colonnes }) => (colonnes === "*" ? "lignes entières" : colonnes),
  },
  { key: "duree", title: "Durée appliquée", render: ({ duree }) => duree },
  { key: "lignes", title: "Lignes", numeric: true, render: ({ lignes }) => formatNombre(lignes) },
];

export async function loader({ request, context }: Route.LoaderArgs) {
  const { db, now } = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const keys = COLUMNS.map(({ key }) => key);
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "jour",
    columns: keys,
    fixedColumns: keys,
  });
  const [termes, purges] = await Promise.all([listTermesDus(db, now()), listPurges(db, LIMITE)]);
  const debut = (query.page - 1) * query.size;
  return {
    termes,
    purges: purges.slice(debut, debut + query.size),
    total: purges.length,
    query,
    search: params.toString(),
  };
}

export default function PagePurges({ loaderData }: Route.ComponentProps) {
  const { termes, purges, total, query, search } = loaderData;
  const dus = termes.reduce((sum, terme) => sum + terme.dus, 0);
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Registre des données personnelles", href: "/conservation" },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="Chaque nuit, ce qui est arrivé au terme de sa durée s’efface. Cette page essaie la prochaine purge sans rien effacer, et garde le compte des précédentes.">
        {TITRE}
      </PageTitle>
      <h2 id="essai">La prochaine purge</h2>
      <p>
        {dus === 0
          ? "Rien n’est arrivé à son terme : la prochaine purge n’effacera rien."
          : `${pluriel(dus, "ligne")} au terme de leur durée.`}
      </p>
      <Essai termes={termes} />
      <h2>Purges faites</h2>
      <DataTable
        caption="Purges faites"
        noun={["purge", "purges"]}
        columns={COLUMNS}
        rows={purges}
        rowKey={({ jour, table, colonnes, duree }) => `${jour} ${table} ${colonnes} ${duree}`}
        query={query}
        params={new URLSearchParams(search)}
        total={total}
        empty={
          <EmptyState title="Aucune purge n’a encore rien effacé">
            Une purge qui ne trouve rien ne laisse pas de ligne.
          </EmptyState>
        }
      />
    </>
  );
}

/** What the next purge would erase, term by term: the whole policy, with what is due today. */
function Essai({ termes }: { termes: readonly TermeDu[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-labelledby="essai" tabIndex={0}>
      <table>
        <caption className="fr-sr-only">Ce que la prochaine purge effacerait</caption>
        <thead>
          <tr>
            <th scope="col">Donnée</th>
            <th scope="col">Ce qui s’efface</th>
            <th scope="col">Durée</th>
            <th scope="col" className="anc-nombre">
              Lignes au terme
            </th>
          </tr>
        </thead>
        <tbody>
          {termes.map(({ table, rubrique, colonnes, duree, horloge, dus: lignes }) => (
            <tr key={`${table} ${colonnes} ${duree}`}>
              <th scope="row">
                {titreOf(rubrique)}
                <span className="fr-hint-text">{table}</span>
              </th>
              <td>{colonnes === "*" ? "lignes entières" : colonnes}</td>
              <td>
                {duree} après {horloge}
              </td>
              <td className="anc-nombre">{formatNombre(lignes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
