import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDateHeure, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { countCourrielsEnEchec } from "../../queries.server.ts";
import { reprendreEchecs } from "../commands.server.ts";
import { EtatCourrielBadge } from "../components/etat-courriel.tsx";
import {
  type Attente,
  type CourrielSuivi,
  getAttente,
  listCourriels,
  listGabarits,
} from "../queries.server.ts";
import { ETATS_COURRIEL, expliquerErreur, libelleGabarit } from "../rules.ts";
import { readFiltreCourriels, repriseSchema } from "../schema.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Courriels du service";
export const meta = () => documentTitle(TITRE);

const COLUMNS: readonly Column<CourrielSuivi>[] = [
  {
    key: "date",
    title: "Déposé le",
    rowHeader: true,
    render: ({ id, creeLe, objet }) => (
      <a href={`/courriels/${id}`}>
        {formatDateHeure(new Date(creeLe), "Europe/Paris")}
        <span className="fr-sr-only"> : {objet}</span>
      </a>
    ),
  },
  { key: "etat", title: "État", render: ({ etat }) => <EtatCourrielBadge etat={etat} /> },
  {
    key: "destinataire",
    title: "Destinataire",
    optional: true,
    render: ({ destinataire, copies }) => (
      <>
        {destinataire ?? "Adresse effacée"}
        {copies.length > 0 && <span className="fr-hint-text">{pluriel(copies.length, "copie")}</span>}
      </>
    ),
  },
  { key: "objet", title: "Objet", optional: true, render: ({ objet }) => objet },
  { key: "modele", title: "Modèle", optional: true, render: ({ gabarit }) => libelleGabarit(gabarit) },
  { key: "essais", title: "Essais", numeric: true, optional: true, render: ({ essais }) => String(essais) },
  {
    key: "suite",
    title: "Ce qui s’est passé",
    optional: true,
    render: ({ etat, erreur, motif, envoyeLe, prochainEssaiLe }) => (
      <>
        {envoyeLe && `Accepté le ${formatDateHeure(new Date(envoyeLe), "Europe/Paris")}`}
        {etat !== "envoye" && erreur && expliquerErreur(erreur)}
        {motif}
        {etat === "en_attente" && prochainEssaiLe && (
          <span className="fr-hint-text">
            Prochain essai : {formatDateHeure(new Date(prochainEssaiLe), "Europe/Paris")}
          </span>
        )}
      </>
    ),
  },
];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "date",
    columns: COLUMNS.map(({ key }) => key),
    fixedColumns: ["date", "etat"],
  });
  const page = { limit: query.size, offset: (query.page - 1) * query.size };
  return {
    ...(await listCourriels(current.db, readFiltreCourriels(params), page)),
    gabarits: await listGabarits(current.db),
    echecs: await countCourrielsEnEchec(current.db),
    attente: await getAttente(current.db),
    reglee: current.settings.smtp !== undefined,
    demonstration: current.settings.demonstration,
    query,
    search: params.toString(),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, repriseSchema, async () => {
    const repris = await reprendreEchecs(current, { agentId: getActor(current).agentId });
    throw redirect(`/courriels?etat=en_attente&repris=${repris}`, 303);
  });
}

export default function PageCourriels({ loaderData }: Route.ComponentProps) {
  const { courriels, total, gabarits, query, search, echecs } = loaderData;
  const params = new URLSearchParams(search);
  return (
    <>
      <PageTitle lead="Chaque message que le service adresse à quelqu’un, et ce qu’il devient. Le texte n’est jamais montré ici : il peut contenir un lien personnel.">
        {TITRE}
      </PageTitle>
      <Etat {...loaderData} repris={params.get("repris")} />
      <DataTable
        caption={TITRE}
        noun={["courriel", "courriels"]}
        columns={COLUMNS}
        rows={courriels}
        rowKey={({ id }) => id}
        query={query}
        params={params}
        total={total}
        filters={<Filtres params={params} gabarits={gabarits} />}
        notice={
          <div className="anc-messages__tete">
            <ExportLinks href={`/courriels/export?${search}`} objet="les courriels" />
            {echecs > 0 && (
              <form method="post">
                <SubmitButton priority="secondary">
                  {`Renvoyer ${echecs === 1 ? "le courriel" : `les ${echecs} courriels`} en échec`}
                </SubmitButton>
              </form>
            )}
          </div>
        }
        empty={
          <EmptyState title="Aucun courriel">
            {search ? "Aucun courriel ne répond à ces filtres." : "Le service n’a encore écrit à personne."}
          </EmptyState>
        }
      />
    </>
  );
}

interface EtatProps {
  attente: Attente;
  echecs: number;
  reglee: boolean;
  demonstration: boolean;
  repris: string | null;
}

function Etat({ attente, echecs, reglee, demonstration, repris }: EtatProps) {
  const waiting = pluriel(attente.enAttente, "courriel attend", "courriels attendent");
  return (
    <div className="anc-pile">
      {repris && /^\d{1,6}$/.test(repris) && (
        <Notification tone="success" live>
          {`${pluriel(Number(repris), "courriel sera présenté", "courriels seront présentés")} à nouveau dans la minute.`}
        </Notification>
      )}
      {demonstration && (
        <Notification tone="info">
          <p>
            Démonstration : rien ne part. Les messages se lisent dans la{" "}
            <a href="/dev/courriels">boîte de démonstration</a>.
          </p>
        </Notification>
      )}
      {!demonstration && !reglee && (
        <Notification tone="warning" title="Aucune messagerie n’est réglée">
          {`${waiting}. Donnez SMTP_URL et COURRIEL_EXPEDITEUR au service, puis relancez-le : ils partiront alors.`}
        </Notification>
      )}
      {!demonstration && reglee && attente.erreur && attente.enAttente > 0 && (
        <Notification tone="warning" title={`${waiting} leur tour`}>
          {expliquerErreur(attente.erreur)}
        </Notification>
      )}
      {echecs > 0 && (
        <Notification
          tone="error"
          title={`${pluriel(echecs, "courriel n’a", "courriels n’ont")} pas pu partir`}
        >
          <p>
            <a href="/courriels?etat=echoue">Voir lesquels</a>, corriger la cause, puis renvoyer.
          </p>
        </Notification>
      )}
    </div>
  );
}

function Filtres({ params, gabarits }: { params: URLSearchParams; gabarits: readonly string[] }) {
  const field = (name: string) => ({ id: `filtre-${name}`, name, initialValue: params.get(name) ?? "" });
  return (
    <FilterBar
      label="Filtrer les courriels"
      names={["etat", "gabarit", "domaine", "du", "au", "repris"]}
      params={params}
    >
      <SelectField
        field={field("etat")}
        label="État"
        placeholder="Tous"
        choices={Object.entries(ETATS_COURRIEL).map(([value, label]) => ({ value, label }))}
      />
      <SelectField
        field={field("gabarit")}
        label="Modèle"
        placeholder="Tous"
        choices={gabarits.map((value) => ({ value, label: libelleGabarit(value) }))}
      />
      <TextField field={field("domaine")} label="Domaine du destinataire" />
      <TextField field={field("du")} label="Du" type="date" />
      <TextField field={field("au")} label="Au" type="date" />
    </FilterBar>
  );
}
