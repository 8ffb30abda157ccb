import { type SubmissionResult, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDate, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ErrorSummary, listErrors } from "#app/platform/ui/error-summary.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { preparerElimination } from "../commands.server.ts";
import { type Elimination, listEliminations } from "../queries.server.ts";
import { ETATS_ELIMINATION, SERIES } from "../rules.ts";
import { preparationSchema } from "../schema.ts";
import type { Route } from "./+types/archives.ts";

const TITRE = "Archives";
export const meta = () => documentTitle(TITRE);

const LIMITE = 1_000;

const COLUMNS: readonly Column<Elimination>[] = [
  {
    key: "numero",
    title: "Bordereau",
    rowHeader: true,
    render: ({ id, numero }) => <a href={`/archives/${id}`}>Bordereau n° {numero}</a>,
  },
  { key: "serie", title: "Série", render: ({ serie }) => SERIES[serie].intitule },
  { key: "jusque", title: "Antérieur au", render: ({ jusquAu }) => formatDate(jusquAu) },
  { key: "lignes", title: "Éléments", numeric: true, render: ({ lignes }) => formatNombre(lignes) },
  {
    key: "etat",
    title: "État",
    render: ({ etat }) => (
      <Badge tone={etat === "execute" ? "success" : etat === "abandonne" ? "neutral" : "info"}>
        {ETATS_ELIMINATION[etat]}
      </Badge>
    ),
  },
];

export async function loader({ request, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const keys = COLUMNS.map(({ key }) => key);
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "numero",
    columns: keys,
    fixedColumns: keys,
  });
  const eliminations = await listEliminations(db, LIMITE);
  const debut = (query.page - 1) * query.size;
  return {
    lignes: eliminations.slice(debut, debut + query.size),
    total: eliminations.length,
    query,
    search: params.toString(),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, preparationSchema, async (demande) => {
    const id = await preparerElimination(current, { ...demande, agentId: getActor(current).agentId });
    throw redirect(`/archives/${id}`, 303);
  });
}

export default function PageArchives({ loaderData, actionData }: Route.ComponentProps) {
  const { lignes, total, query, search } = loaderData;
  return (
    <>
      <PageTitle lead="Une archive publique ne s’élimine qu’avec le visa des archives (code du patrimoine, L214-3 et R212-14) : préparez un bordereau, faites-le viser, enregistrez le visa, puis éliminez exactement ce qui a été visé.">
        {TITRE}
      </PageTitle>
      <DataTable
        caption="Bordereaux d’élimination"
        noun={["bordereau", "bordereaux"]}
        columns={COLUMNS}
        rows={lignes}
        rowKey={({ id }) => id}
        query={query}
        params={new URLSearchParams(search)}
        total={total}
        empty={<EmptyState title="Aucun bordereau">Rien n’a encore été éliminé ni préparé.</EmptyState>}
      />
      <Preparation reply={actionData?.submission} />
      <h2>Ce qui peut s’éliminer</h2>
      {Object.entries(SERIES).map(([code, { intitule, effet }]) => (
        <p key={code}>
          <strong>{intitule}</strong> : {effet}
        </p>
      ))}
      <p>
        Les données personnelles s’effacent d’elles-mêmes au terme de leur durée :{" "}
        <a href="/conservation">le registre</a> dit laquelle.
      </p>
    </>
  );
}

function Preparation({ reply }: { reply: SubmissionResult<string[]> | undefined }) {
  const [form, fields] = useForm({
    lastResult: reply,
    constraint: getZodConstraint(preparationSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: preparationSchema }),
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
  });
  return (
    <form
      method="post"
      id={form.id}
      onSubmit={form.onSubmit}
      noValidate={form.noValidate}
      className="anc-formulaire"
    >
      <h2>Préparer un bordereau</h2>
      <ErrorSummary errors={listErrors(form)} />
      <SelectField
        field={fields.serie}
        label="Série"
        choices={Object.entries(SERIES).map(([value, { intitule }]) => ({ value, label: intitule }))}
      />
      <TextField
        field={fields.jusquAu}
        label="Documents antérieurs au"
        hint="Ce jour-là et les suivants sont gardés."
        type="date"
        width="short"
      />
      <SubmitButton>Préparer le bordereau</SubmitButton>
    </form>
  );
}
