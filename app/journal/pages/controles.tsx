import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { controlerJournal } from "../commands.server.ts";
import { Sceau } from "../components/sceau.tsx";
import { type Controle, getEtatSceau, listControles } from "../queries.server.ts";
import { controleSchema } from "../schema.ts";
import type { Route } from "./+types/controles.ts";

const TITRE = "Vérifications du journal";
export const meta = () => documentTitle(TITRE);

/** A year of daily checks. */
const LIMITE = 366;

const COLUMNS: readonly Column<Controle>[] = [
  {
    key: "date",
    title: "Vérification",
    rowHeader: true,
    render: ({ faitLe }) => formatDateHeure(new Date(faitLe), "Europe/Paris"),
  },
  {
    key: "resultat",
    title: "Résultat",
    render: ({ intact }) => <Badge tone={intact ? "success" : "error"}>{intact ? "Intact" : "Altéré"}</Badge>,
  },
  {
    key: "verifies",
    title: "Lignes vérifiées",
    numeric: true,
    render: ({ verifies }) => formatNombre(verifies),
  },
  { key: "attente", title: "En attente", numeric: true, render: ({ enAttente }) => formatNombre(enAttente) },
  {
    key: "ancre",
    title: "Dernière ancre",
    numeric: true,
    render: ({ ancre }) => (ancre === null ? "Aucune" : formatNombre(ancre)),
  },
  { key: "raison", title: "Constat", render: ({ raison }) => raison ?? "La chaîne tient." },
];

export async function loader({ request, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const keys = COLUMNS.map(({ key }) => key);
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "date",
    columns: keys,
    fixedColumns: keys,
  });
  const [controles, sceau] = await Promise.all([listControles(db, LIMITE), getEtatSceau(db)]);
  const debut = (query.page - 1) * query.size;
  return {
    lignes: controles.slice(debut, debut + query.size),
    total: controles.length,
    query,
    sceau,
    search: params.toString(),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, controleSchema, async () => {
    await controlerJournal(current, getActor(current).agentId);
    throw redirect("/journal/controles", 303);
  });
}

export default function PageControles({ loaderData }: Route.ComponentProps) {
  const { lignes, total, query, sceau, search } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[{ label: "Accueil", href: "/" }, { label: "Journal", href: "/journal" }, { label: TITRE }]}
      />
      <PageTitle lead="Chaque ligne du journal est enchaînée à la précédente, et la tête de la chaîne est notée hors de la base toutes les dix minutes. Une vérification recalcule toute la chaîne et la compare à ces ancres.">
        {TITRE}
      </PageTitle>
      <Sceau {...sceau} verifier={false} />
      <form method="post" className="anc-formulaire">
        <SubmitButton pending="Vérification en cours…">Vérifier maintenant</SubmitButton>
      </form>
      <DataTable
        caption={TITRE}
        noun={["vérification", "vérifications"]}
        columns={COLUMNS}
        rows={lignes}
        rowKey={({ id }) => id}
        query={query}
        params={new URLSearchParams(search)}
        total={total}
        empty={
          <EmptyState title="Aucune vérification">
            La première se fera cette nuit ; vous pouvez aussi vérifier maintenant.
          </EmptyState>
        }
      />
    </>
  );
}
