import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatAnneeScolaire, formatDate, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { ETATS_CAMPAGNE } from "../../campagnes/rules.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import {
  type Avancement,
  type ExtensionLue,
  listAvancements,
  listExtensions,
  listFiltres,
} from "../queries.server.ts";
import { direCompte, direEtats } from "../rules.ts";
import { readFiltres } from "../schema.ts";
import type { Route } from "./+types/avancement.ts";

const TITRE = "Avancement du ciblage par académie";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: [], defaultSort: "academie", fixedColumns: ["academie"] },
    columns: ["academie", "dispositif", "annee", "familles", "etat", "eligibles", "etats", "publication"],
  });
  const page = { limit: query.size, offset: (query.page - 1) * query.size };
  return {
    ...(await listAvancements(current.db, actor, { ...readFiltres(search), ...page })),
    extensions: await listExtensions(current.db, actor),
    filtres: await listFiltres(current.db, actor),
    etend: hasPermission(actor, "ciblage.etendre"),
    ...{ query, search: search.toString() },
  };
}

const columnsOf = (seuil: number): Column<Avancement>[] => [
  { key: "academie", title: "Académie", rowHeader: true, render: ({ academieNom }) => academieNom },
  { key: "dispositif", title: "Dispositif", optional: true, render: ({ dispositifNom }) => dispositifNom },
  { key: "annee", title: "Entrée", optional: true, render: ({ annee }) => formatAnneeScolaire(annee) },
  {
    ...{ key: "familles", title: "Familles", optional: true },
    render: ({ familles }) => familles.map((famille) => FAMILLES_ANALYSE[famille].libelle).join(", "),
  },
  { key: "etat", title: "Campagne", optional: true, render: ({ etat }) => ETATS_CAMPAGNE[etat] },
  {
    ...{ key: "eligibles", title: "Structures éligibles", optional: true },
    render: ({ eligibles }) => (eligibles === null ? "Pas encore calculées" : direCompte(eligibles, seuil)),
  },
  {
    ...{ key: "etats", title: "Structures examinées", optional: true },
    render: ({ etats }) => direEtats(etats, seuil) || "Aucune",
  },
  {
    ...{ key: "publication", title: "Liste publiée", optional: true },
    render: ({ publieeLe, publiees, version }) =>
      publieeLe && publiees !== null
        ? `${formatDate(new Date(publieeLe), "Europe/Paris")}, version ${version} : ${publiees === "masque" ? `${direCompte(publiees, seuil)} retenues` : pluriel(publiees, "retenue", "retenues")}`
        : "Pas encore",
  },
];

export default function PageAvancement({ loaderData }: Route.ComponentProps) {
  const { lignes, total, seuil, extensions, filtres, etend, query, search } = loaderData;
  const params = new URLSearchParams(search);
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle lead="De l’éligibilité à la décision, en nombres seulement et par ordre alphabétique : le travail d’une académie lui appartient jusqu’à sa publication.">
        {TITRE}
      </PageTitle>
      <DataTable
        caption={TITRE}
        noun={["campagne", "campagnes"]}
        columns={columnsOf(seuil)}
        rows={lignes}
        rowKey={({ rang }) => String(rang)}
        query={query}
        params={params}
        total={total}
        filters={<Filtres params={params} {...filtres} />}
        notice={
          <ExportLinks
            href={`/ciblage/extension/export?${search}`}
            objet={`l’avancement (${pluriel(total, "campagne")})`}
          />
        }
        empty={
          <EmptyState title="Aucune campagne">
            {search === ""
              ? "L’avancement paraîtra ici dès qu’une académie de votre périmètre ouvrira une campagne."
              : "Aucune campagne ne répond à ces filtres : effacez-en un."}
          </EmptyState>
        }
      />
      <Ouvertures extensions={extensions} etend={etend} />
    </>
  );
}

function Filtres({
  params,
  dispositifs,
  annees,
}: { params: URLSearchParams } & Awaited<ReturnType<typeof listFiltres>>) {
  return (
    <FilterBar label="Filtrer l’avancement" names={["dispositif", "annee"]} params={params}>
      <SelectField
        field={{ id: "filtre-dispositif", name: "dispositif", initialValue: params.get("dispositif") ?? "" }}
        label="Dispositif"
        placeholder="Tous"
        choices={dispositifs.map(({ code, nom }) => ({ value: code, label: nom }))}
      />
      <SelectField
        field={{ id: "filtre-annee", name: "annee", initialValue: params.get("annee") ?? "" }}
        label="Entrée"
        placeholder="Toutes les années"
        choices={annees.map((annee) => ({ value: String(annee), label: formatAnneeScolaire(annee) }))}
      />
    </FilterBar>
  );
}

function Ouvertures({ extensions, etend }: { extensions: readonly ExtensionLue[]; etend: boolean }) {
  return (
    <section aria-labelledby="ouvertures">
      <h2 id="ouvertures">Ouvertures décidées</h2>
      <p>
        Un dispositif s’étend quand ce qu’il a démontré le justifie : chaque ouverture garde les preuves sur
        lesquelles elle a été décidée.
      </p>
      {etend && (
        <p>
          <a className="fr-btn fr-btn--secondary" href="/ciblage/extension/nouvelle">
            Ouvrir un dispositif à une académie
          </a>
        </p>
      )}
      {extensions.length === 0 ? (
        <p>Aucune ouverture n’est encore enregistrée.</p>
      ) : (
        <ul className="anc-campagnes">
          {extensions.map(({ id, academieNom, dispositifNom, annee, preuves, qui, decideeLe, campagnes }) => (
            <li key={id} className="anc-campagne">
              <h3 className="fr-h6">
                {academieNom} : {dispositifNom}
              </h3>
              <p>
                À partir de la rentrée {annee}.{" "}
                {campagnes > 0 ? `${pluriel(campagnes, "campagne")} depuis.` : "Pas encore de campagne."}
              </p>
              <p className="anc-texte-saisi">{preuves}</p>
              <p className="fr-hint-text">
                Décidé par {qui} le {formatDate(new Date(decideeLe), "Europe/Paris")}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
