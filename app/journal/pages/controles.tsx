import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { JobProgress } from "#app/platform/ui/job-progress.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { useRefreshWhile } from "#app/platform/ui/refresh.ts";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { demanderControle } from "../commands.server.ts";
import { Sceau } from "../components/sceau.tsx";
import { type Controle, findVerification, getEtatSceau, listControles } from "../queries.server.ts";
import { isEnCours, type Verification } from "../rules.ts";
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
  const [controles, sceau, verification] = await Promise.all([
    listControles(db, LIMITE),
    getEtatSceau(db),
    findVerification(db),
  ]);
  const debut = (query.page - 1) * query.size;
  return {
    lignes: controles.slice(debut, debut + query.size),
    total: controles.length,
    query,
    sceau,
    verification,
    search: params.toString(),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, controleSchema, async () => {
    await demanderControle(current, getActor(current).agentId);
    throw redirect("/journal/controles", 303);
  });
}

export default function PageControles({ loaderData }: Route.ComponentProps) {
  const { lignes, total, query, sceau, verification, search } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[{ label: "Accueil", href: "/" }, { label: "Journal", href: "/journal" }, { label: TITRE }]}
      />
      <PageTitle lead="Chaque ligne du journal est enchaînée à la précédente, et la tête de la chaîne est notée hors de la base toutes les dix minutes. Une vérification recalcule toute la chaîne et la compare à ces ancres.">
        {TITRE}
      </PageTitle>
      <Sceau {...sceau} verifier={false} />
      <VerificationDemandee verification={verification} />
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

/** The check asked for, while it runs; otherwise the way to ask for one, and why the last one stopped if it did. */
function VerificationDemandee({ verification }: { verification: Verification | undefined }) {
  const running = isEnCours(verification);
  useRefreshWhile(running);
  if (verification && running)
    return (
      <>
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
        <JobProgress
          label="Vérification du journal"
          state={verification.etat === "en_attente" ? "waiting" : "running"}
          done={verification.avancement}
          total={1000}
          message={verification.etape}
        />
        <p>
          Vous pouvez quitter cette page : le résultat y sera. <a href="/journal/controles">Actualiser</a>
        </p>
      </>
    );
  return (
    <>
      {verification?.etat === "echouee" && (
        <Notification tone="error" title="La dernière vérification demandée s’est arrêtée">
          {verification.erreur ?? "Vous pouvez la demander à nouveau."}
        </Notification>
      )}
      <form method="post" className="anc-formulaire">
        <SubmitButton pending="Demande en cours…">Vérifier maintenant</SubmitButton>
      </form>
    </>
  );
}
