import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatDate, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { columnsOf } from "../components/colonnes-recue.tsx";
import { ResumeRecue } from "../components/resume-recue.tsx";
import { getConfrontation } from "../confrontation/queries.server.ts";
import { isAjustable, SITUATIONS, VERDICTS } from "../confrontation/rules.ts";
import { filterLignes, readFiltres, TRIS_RECUE } from "../confrontation/schema.ts";
import { getListeRecue } from "../queries.server.ts";
import { canModifier } from "../rules.ts";
import type { Route } from "./+types/recue.ts";

export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? titreOf(loaderData.liste) : "Liste reçue");

const titreOf = ({ origine, recueLe }: { origine: string; recueLe: string }) =>
  `Liste reçue : ${origine}, ${formatDate(recueLe)}`;

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const recue = await getListeRecue(current.db, campagne.id, params.recue);
  const { lignes: _, ...liste } = recue;
  const lue = await getConfrontation(current.db, actor, "ciblage.lire", campagne, recue);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: TRIS_RECUE, defaultSort: "ligne", fixedColumns: ["choix", "nom"] },
    columns: ["choix", "nom", "ligne", "uai", "commune", "departement", "situation", "valeur", "suite"],
    defaultColumns: ["ligne", "commune", "situation", "valeur", "suite"],
  });
  const filtrees = filterLignes(lue.lignes, readFiltres(search), query.sort);
  const agit = hasPermission(actor, "ciblage.proposer") && canModifier(liste.etat).ok;
  return {
    ...{
      campagne: { id: campagne.id, nom: campagne.nom },
      liste,
      mot: lue.mot,
      annees: lue.annees,
      comptes: lue.comptes,
    },
    ...{ horsPerimetre: lue.horsPerimetre, n: lue.lignes.length, total: filtrees.length, agit },
    lignes: filtrees.slice((query.page - 1) * query.size, query.page * query.size),
    ...{ query, search: search.toString(), deja: search.has("deja") },
  };
}

export default function PageListeRecue({ loaderData }: Route.ComponentProps) {
  const { campagne, liste, mot, annees, comptes, horsPerimetre, lignes, total, agit, query, search, deja } =
    loaderData;
  const params = new URLSearchParams(search);
  const base = `/ciblage/${campagne.id}/listes-recues`;
  const titre = titreOf(liste);
  const ajuste = agit && lignes.some(({ situation }) => isAjustable(situation));
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Campagnes de ciblage", href: "/ciblage" },
          { label: campagne.nom, href: `/ciblage/${campagne.id}` },
          { label: "Listes reçues", href: base },
          { label: liste.origine },
        ]}
      />
      <PageTitle lead="Chaque ligne en face de ce que l’académie sait de la structure, aujourd’hui. Une structure nommée par une liste n’est pas choisie : elle est regardée.">
        {titre}
      </PageTitle>
      {deja && (
        <Notification tone="info">
          Ce fichier est déjà déposé dans la campagne : le voici, tel qu’il était. Pour changer son critère,
          abandonnez la liste puis déposez-la à nouveau.
        </Notification>
      )}
      <ResumeRecue liste={liste} mot={mot} annees={annees} comptes={comptes} horsPerimetre={horsPerimetre} />
      {agit && horsPerimetre === 0 && (
        <ul className="fr-btns-group fr-btns-group--inline">
          <li>
            <a className="fr-btn" href={`${base}/${liste.id}/application`}>
              Faire entrer {pluriel(comptes.entrent, "structure")}
            </a>
          </li>
          <li>
            <a className="fr-btn fr-btn--secondary" href={`${base}/${liste.id}/abandon`}>
              Abandonner la liste
            </a>
          </li>
        </ul>
      )}
      {liste.etat === "appliquee" && (
        <p>
          La suite se décide parmi{" "}
          <a href={`/ciblage/${campagne.id}/candidatures`}>les structures examinées</a>.
        </p>
      )}
      <DataTable
        caption={titre}
        noun={["ligne", "lignes"]}
        columns={columnsOf({ choix: ajuste, mot, avecCritere: liste.annonce !== null })}
        rows={lignes}
        rowKey={({ rang }) => String(rang)}
        query={query}
        params={params}
        total={total}
        filters={<Filtres params={params} comptes={comptes} avecCritere={liste.annonce !== null} />}
        notice={
          <ExportLinks
            href={`${base}/${liste.id}/export?${search}`}
            objet={`la confrontation (${pluriel(total, "ligne")})`}
          />
        }
        empty={
          <EmptyState title="Aucune ligne">Aucune ligne ne répond à ces filtres : effacez-en un.</EmptyState>
        }
      />
      {ajuste && (
        <form method="get" action={`${base}/${liste.id}/ajustement`} id="ajuster" className="anc-formulaire">
          <button type="submit" className="fr-btn fr-btn--secondary">
            Ajuster les lignes cochées
          </button>
        </form>
      )}
    </>
  );
}

interface FiltresProps {
  params: URLSearchParams;
  comptes: Route.ComponentProps["loaderData"]["comptes"];
  avecCritere: boolean;
}

function Filtres({ params, comptes, avecCritere }: FiltresProps) {
  const choices = <K extends string>(
    labels: Readonly<Record<K, string>>,
    counts: Partial<Record<K, number>>,
  ) =>
    (Object.keys(labels) as K[])
      .filter((key) => (counts[key] ?? 0) > 0)
      .map((key) => ({ value: key, label: `${labels[key]} (${formatNombre(counts[key] ?? 0)})` }));
  const source = (name: string) => ({
    ...{ id: `filtre-${name}`, name, initialValue: params.get(name) ?? "" },
  });
  return (
    <FilterBar label="Filtrer les lignes" names={["situation", "verdict", "suite"]} params={params}>
      <SelectField
        field={source("situation")}
        label="Situation"
        placeholder="Toutes"
        choices={choices(SITUATIONS, comptes.situations)}
      />
      {avecCritere && (
        <SelectField
          field={source("verdict")}
          label="Critère annoncé"
          placeholder="Tous"
          choices={choices(VERDICTS, comptes.verdicts)}
        />
      )}
      <SelectField
        field={source("suite")}
        label="Suite"
        placeholder="Toutes"
        choices={[
          { value: "entre", label: "Entre dans la campagne" },
          { value: "reste", label: "N’entre pas" },
          { value: "ajustee", label: "Ajustée, avec un motif" },
        ]}
      />
    </FilterBar>
  );
}
