import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatAnneeScolaire, formatDate, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { type CorrectionLue, listToutesCorrections } from "../queries.server.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Valeurs locales";
export const meta = () => documentTitle(TITRE);

const COLUMNS = ["structure", "indicateur", "annee", "officielle", "locale", "motif", "auteur", "acte"];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "enregistre",
    columns: COLUMNS,
    fixedColumns: ["structure"],
  });
  const page = { retirees: params.has("retirees"), limit: query.size, offset: (query.page - 1) * query.size };
  const liste = await listToutesCorrections(current.db, getLecteur(actor), page);
  return { ...liste, query, search: params.toString(), corriger: hasPermission(actor, "valeur.corriger") };
}

function columns(corriger: boolean): Column<CorrectionLue>[] {
  const number = (value: number | null, { decimales, unite }: CorrectionLue) =>
    value === null
      ? "Non lisible"
      : `${formatNombre(value, Math.max(decimales, Number.isInteger(value) ? 0 : 1))} ${unite}`.trim();
  return [
    {
      key: "structure",
      title: "Structure",
      rowHeader: true,
      render: ({ uai, structure }) => <a href={`/structures/${uai}`}>{structure}</a>,
    },
    { key: "indicateur", title: "Indicateur", optional: true, render: ({ libelle }) => libelle },
    {
      key: "annee",
      title: "Année scolaire",
      optional: true,
      render: ({ annee }) => formatAnneeScolaire(annee),
    },
    {
      key: "officielle",
      title: "Valeur officielle",
      numeric: true,
      optional: true,
      render: (ligne) => (ligne.officielle === null ? "Aucune lisible" : number(ligne.officielle, ligne)),
    },
    {
      key: "locale",
      title: "Valeur locale",
      numeric: true,
      optional: true,
      render: (ligne) => number(ligne.valeur, ligne),
    },
    {
      key: "motif",
      title: "Motif et pièce",
      optional: true,
      render: ({ motif, piece }) => (
        <>
          {motif}
          <span className="fr-hint-text">{piece}</span>
        </>
      ),
    },
    {
      key: "auteur",
      title: "Auteur",
      optional: true,
      render: ({ auteur, enregistreLe }) =>
        `${auteur}, le ${formatDate(new Date(enregistreLe), "Europe/Paris")}`,
    },
    {
      key: "acte",
      title: "Suite",
      optional: true,
      render: ({ id, uai, libelle, structure, retireeLe, retraitMotif }) =>
        retireeLe ? (
          `Retirée le ${formatDate(new Date(retireeLe), "Europe/Paris")} : ${retraitMotif ?? ""}`
        ) : corriger ? (
          <a href={`/structures/${uai}/corrections/${id}/retrait`}>
            Retirer
            <span className="fr-sr-only">
              {" "}
              la valeur locale de {structure}, {libelle}
            </span>
          </a>
        ) : (
          "Montrée"
        ),
    },
  ];
}

export default function ListeCorrections({ loaderData }: Route.ComponentProps) {
  const { lignes, total, query, search, corriger } = loaderData;
  const params = new URLSearchParams(search);
  return (
    <>
      <PageTitle lead="Valeurs proposées par l’académie à côté des valeurs officielles, avec leur motif et leur pièce. Elles n’entrent dans aucune référence.">
        {TITRE}
      </PageTitle>
      <DataTable
        caption={TITRE}
        noun={["valeur locale", "valeurs locales"]}
        columns={columns(corriger)}
        rows={lignes}
        rowKey={({ id }) => id}
        query={query}
        params={params}
        total={total}
        notice={
          <>
            <ExportLinks href={`/corrections/export?${search}`} objet="les valeurs locales" />
            <p>
              {params.has("retirees") ? (
                <a className="fr-link" href="/corrections">
                  Ne voir que celles qui sont montrées
                </a>
              ) : (
                <a className="fr-link" href="/corrections?retirees=oui">
                  Voir aussi celles qui sont retirées
                </a>
              )}
            </p>
          </>
        }
        empty={
          <EmptyState title="Aucune valeur locale">
            Une valeur locale se propose depuis l’origine d’un chiffre, dans la page d’une structure.
          </EmptyState>
        }
      />
    </>
  );
}
