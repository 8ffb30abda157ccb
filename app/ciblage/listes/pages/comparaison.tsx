import { getActor } from "#app/acces/queries.server.ts";
import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { listGroupes, listPaires, type PaireLue } from "../comparaison/queries.server.ts";
import { EnteteListe } from "../components/entete-liste.tsx";
import { Groupe } from "../components/groupe-comparaison.tsx";
import { getListeComparee } from "../queries.server.ts";
import type { Route } from "./+types/comparaison.ts";

const TITRE = "Groupe de comparaison";
export const meta = () => documentTitle(TITRE);

const TRIS = ["nom", "comparable", "distance"] as const;
const COLUMNS = ["nom", "comparable", "rang", "distance"];

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { liste, campagne } = await getListeComparee(current.db, getActor(current), params.version);
  const [groupes, paires] = await Promise.all([
    listGroupes(current.db, liste.id),
    listPaires(current.db, liste.id),
  ]);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: TRIS, defaultSort: "nom", columns: COLUMNS, fixedColumns: COLUMNS },
  });
  const { id, numero, publieeLe } = liste;
  return {
    ...{ liste: { id, numero, publieeLe }, campagne: { id: campagne.id, nom: campagne.nom }, query },
    ...{ groupes, total: paires.length, search: search.toString() },
    noms: Object.fromEntries(liste.contenu.lignes.map(({ uai, nom }) => [uai, nom])),
    paires: trier(paires, query.sort).slice((query.page - 1) * query.size, query.page * query.size),
  };
}

function trier(
  paires: readonly PaireLue[],
  { key, direction }: { readonly key: string; readonly direction: "asc" | "desc" },
): PaireLue[] {
  const order = new Intl.Collator("fr", { numeric: true });
  const sign = direction === "desc" ? -1 : 1;
  const compare = (a: PaireLue, b: PaireLue) =>
    key === "distance"
      ? a.distance - b.distance
      : key === "comparable"
        ? order.compare(a.comparableNom, b.comparableNom)
        : order.compare(a.nom, b.nom) || order.compare(a.uai, b.uai);
  return [...paires].sort((a, b) => sign * compare(a, b) || a.rang - b.rang);
}

const columns: readonly Column<PaireLue>[] = [
  {
    ...{ key: "nom", title: "Structure retenue", rowHeader: true, sortable: true },
    render: ({ uai, nom }) => <a href={`/structures/${uai}`}>{nom}</a>,
  },
  {
    ...{ key: "comparable", title: "Comparable", sortable: true },
    render: ({ comparable, comparableNom, commune }) => (
      <>
        <a href={`/structures/${comparable}`}>{comparableNom}</a>, {commune}
      </>
    ),
  },
  { key: "rang", title: "Ordre", numeric: true, render: ({ rang }) => formatNombre(rang) },
  {
    ...{ key: "distance", title: "Distance", numeric: true, sortable: true },
    render: ({ distance }) => formatNombre(distance, 2),
  },
];

export default function PageComparaison({ loaderData }: Route.ComponentProps) {
  const { liste, campagne, groupes, paires, noms, total, query, search } = loaderData;
  return (
    <>
      <EnteteListe
        {...{ liste, campagne, vue: "comparaison", titre: TITRE, comparaison: true }}
        lead="Réservé au service statistique. Il servira, à la fin du contrat, à mesurer ce que l’accompagnement a changé. Rien n’est demandé à ces structures, et personne d’autre ne les voit."
      />
      {groupes.map((groupe) => (
        <Groupe key={groupe.famille} {...groupe} noms={noms} />
      ))}
      <h2>Structures comparées</h2>
      <DataTable<PaireLue>
        caption="Structures retenues et leurs comparables"
        noun={["paire", "paires"]}
        columns={columns}
        rows={paires}
        rowKey={({ uai, comparable }) => `${uai} ${comparable}`}
        {...{ query, total }}
        params={new URLSearchParams(search)}
        notice={
          <ExportLinks
            href={`/ciblage/listes/${liste.id}/comparaison/export`}
            objet={`le groupe de comparaison (${pluriel(total, "paire")})`}
          />
        }
        empty={
          <EmptyState title="Aucun comparable">
            Aucune structure assez proche n’a été trouvée. L’évaluation finale devra le dire : sans groupe de
            comparaison, l’effet ne se mesure pas ainsi.
          </EmptyState>
        }
      />
    </>
  );
}
