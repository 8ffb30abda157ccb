import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatAnneeScolaire, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { texteValeur } from "#app/referentiel/indicateurs/rules.ts";
import { listBase, listChoixBase, TRIS_BASE, type ValeurGelee } from "../base/queries.server.ts";
import { EnteteListe } from "../components/entete-liste.tsx";
import { getListeLue } from "../queries.server.ts";
import type { Route } from "./+types/base.ts";

const TITRE = "Point de départ gelé";
export const meta = () => documentTitle(TITRE);

const COLUMNS = ["nom", "indicateur", "annee", "valeur"];

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { liste, campagne } = await getListeLue(current.db, actor, params.version);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: TRIS_BASE, defaultSort: "nom", columns: COLUMNS, fixedColumns: COLUMNS },
  });
  const filtres = {
    structure: search.get("structure") ?? "",
    indicateur: search.get("indicateur") ?? "",
  };
  const [choix, { valeurs, total }] = await Promise.all([
    listChoixBase(current.db, actor, liste.id),
    listBase(current.db, actor, liste.id, {
      ...filtres,
      tri: TRIS_BASE.find((one) => one === query.sort.key) ?? "nom",
      sens: query.sort.direction,
      limit: query.size,
      offset: (query.page - 1) * query.size,
    }),
  ]);
  const { id, numero, publieeLe } = liste;
  return {
    ...{ liste: { id, numero, publieeLe }, campagne: { id: campagne.id, nom: campagne.nom }, query, filtres },
    ...{ choix, valeurs, total, search: search.toString() },
    comparaison: hasPermission(actor, "ciblage.comparaison"),
  };
}

const columns: readonly Column<ValeurGelee>[] = [
  {
    ...{ key: "nom", title: "Structure", rowHeader: true, sortable: true },
    render: ({ uai, nom }) => <a href={`/structures/${uai}`}>{nom}</a>,
  },
  { key: "indicateur", title: "Indicateur", sortable: true, render: ({ libelle }) => libelle },
  { key: "annee", title: "Année", sortable: true, render: ({ annee }) => formatAnneeScolaire(annee) },
  {
    key: "valeur",
    title: "Valeur ce jour-là",
    numeric: true,
    render: (valeur) => texteValeur(valeur, valeur),
  },
];

export default function PageBase({ loaderData }: Route.ComponentProps) {
  const { liste, campagne, valeurs, total, query, filtres, choix, search, comparaison } = loaderData;
  const params = new URLSearchParams(search);
  return (
    <>
      <EnteteListe
        {...{ liste, campagne, vue: "base", titre: TITRE, comparaison }}
        lead="Les valeurs des structures retenues, telles qu’elles étaient connues le jour de la publication. Un import ou une correction plus tard ne les change pas : l’évaluation finale partira d’elles."
      />
      <DataTable<ValeurGelee>
        caption={TITRE}
        noun={["valeur", "valeurs"]}
        columns={columns}
        rows={valeurs}
        rowKey={({ id }) => String(id)}
        {...{ query, params, total }}
        filters={
          <FilterBar label="Filtrer les valeurs" names={["structure", "indicateur"]} params={params}>
            <SelectField
              field={{ id: "filtre-structure", name: "structure", initialValue: filtres.structure }}
              label="Structure"
              placeholder="Toutes"
              choices={choix.structures}
            />
            <SelectField
              field={{ id: "filtre-indicateur", name: "indicateur", initialValue: filtres.indicateur }}
              label="Indicateur"
              placeholder="Tous"
              choices={choix.indicateurs}
            />
          </FilterBar>
        }
        notice={
          <ExportLinks
            href={`/ciblage/listes/${liste.id}/base/export?${search}`}
            objet={`le point de départ (${pluriel(total, "valeur")})`}
          />
        }
        empty={
          <EmptyState title="Aucune valeur">
            Aucune valeur que vous puissiez lire ne répond à ces choix. Élargissez les filtres.
          </EmptyState>
        }
      />
    </>
  );
}
