import { useEffect } from "react";
import { redirect, useRevalidator } from "react-router";
import type { FormReply } from "#app/platform/form/submit-form.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { JobProgress } from "#app/platform/ui/job-progress.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getActor } from "../../queries.server.ts";
import { abandonnerListe, appliquerListe } from "../commands.server.ts";
import { LignesTable } from "../components/lignes-table.tsx";
import { getListe, listVerdicts, type TravailListe } from "../queries.server.ts";
import { ETATS_LISTE } from "../rules.ts";
import { applicationSchema } from "../schema.ts";
import { SUITES, type Suite } from "../verdicts/rules.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Relire une liste de personnes";
export const meta = () => documentTitle(TITRE);

/** Lines shown on the page, those to repair first; the file has them all. */
const MONTREES = 100;

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { lignes, compteRendu, ...liste } = await getListe(current.db, actor.agentId, params.liste);
  const suivi = compteRendu ?? (await listVerdicts(current, current.db, actor, lignes));
  const montrees = lignes.map((ligne, rank) => ({
    ...ligne,
    suite: suivi[rank]?.suite ?? ("refusee" as const),
    problemes: suivi[rank]?.problemes ?? [],
    agentId: suivi[rank]?.agentId,
  }));
  const compte = (suite: Suite) => montrees.filter((ligne) => ligne.suite === suite).length;
  return {
    liste,
    comptes: {
      nouvelle: compte("nouvelle"),
      ajout: compte("ajout"),
      deja: compte("deja"),
      refusee: compte("refusee"),
    },
    lignes: [
      ...montrees.filter(({ suite }) => suite === "refusee"),
      ...montrees.filter(({ suite }) => suite !== "refusee"),
    ].slice(0, MONTREES),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id } = await getListe(current.db, actor.agentId, params.liste);
  return submitForm(request, applicationSchema, async ({ quoi, version, message }) => {
    if (quoi === "abandon") await abandonnerListe(current, { actor, id, version });
    else await appliquerListe(current, { actor, id, version, quoi, message });
    throw redirect(`/personnes/liste/${id}`, 303);
  });
}

export default function PageListe({ loaderData, actionData }: Route.ComponentProps) {
  const { liste, comptes, lignes } = loaderData;
  const running = liste.travail?.etat === "en_attente" || liste.travail?.etat === "en_cours";
  const ouverte = (liste.etat === "deposee" || liste.etat === "en_cours") && !running;
  useRefreshWhile(running);
  return (
    <>
      {running && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Personnes", href: "/personnes" },
          { label: "Inviter par fichier", href: "/personnes/liste" },
          { label: liste.nom },
        ]}
      />
      <PageTitle
        overline={`Liste ${ETATS_LISTE[liste.etat]}`}
        lead={`${liste.nom}, ${pluriel(liste.nombre, "ligne")}.`}
      >
        {TITRE}
      </PageTitle>
      {liste.travail && <Travail travail={liste.travail} />}
      {liste.etat === "appliquee" && (
        <Notification tone="success" title="Les invitations sont parties">
          Les personnes invitées reçoivent leur lien par courriel. Les lignes à reprendre se corrigent dans le
          compte rendu, que vous déposez à nouveau.
        </Notification>
      )}
      <Resume id={liste.id} comptes={comptes} />
      <LignesTable lignes={lignes} legende="Ce que fait chaque ligne" />
      {liste.nombre > lignes.length && (
        <p>
          Seules {pluriel(lignes.length, "ligne est montrée", "lignes sont montrées")} ; le compte rendu les a
          toutes.
        </p>
      )}
      {ouverte && <Decision version={liste.version} comptes={comptes} reply={actionData} />}
    </>
  );
}

interface DecisionProps {
  version: number;
  comptes: Readonly<Record<Suite, number>>;
  reply: FormReply | undefined;
}

/** What is done of the list, once it was read. */
function Decision({ version, comptes, reply }: DecisionProps) {
  const valables = comptes.nouvelle + comptes.ajout;
  return (
    <FormActe id="application" bouton="Valider" retour="/personnes/liste" reply={reply}>
      {(field) => (
        <>
          <h2>Ce que vous décidez</h2>
          <input type="hidden" name="version" value={version} />
          {valables === 0 && (
            <p>
              Aucune ligne ne peut partir telle quelle : téléchargez les lignes à reprendre, corrigez-les,
              puis déposez-les comme une nouvelle liste.
            </p>
          )}
          <RadioGroupField
            field={field("quoi", valables === 0 ? "abandon" : undefined)}
            label="Invitations"
            choices={choix(comptes)}
          />
          {valables > 0 && (
            <TextAreaField
              field={field("message", undefined, false)}
              label="Un mot pour les personnes"
              hint="Il est joint à chaque invitation."
              rows={3}
            />
          )}
        </>
      )}
    </FormActe>
  );
}

/** How many lines of each kind, and the files that tell them all. */
function Resume({ id, comptes }: { id: string; comptes: Readonly<Record<Suite, number>> }) {
  const phrases = (Object.keys(SUITES) as Suite[]).filter((suite) => comptes[suite] > 0);
  return (
    <>
      <ul>
        {phrases.map((suite) => (
          <li key={suite}>
            {pluriel(comptes[suite], "ligne")} : {SUITES[suite]}
          </li>
        ))}
      </ul>
      <ExportLinks href={`/personnes/liste/${id}/fichier`} objet="le compte rendu" />
      {comptes.refusee > 0 && (
        <p>
          <a className="fr-link" href={`/personnes/liste/${id}/fichier?lignes=refusees`} download>
            Télécharger les lignes à reprendre
          </a>
        </p>
      )}
    </>
  );
}

function choix({ nouvelle, ajout, refusee }: Readonly<Record<Suite, number>>) {
  const valables = nouvelle + ajout;
  const invite = pluriel(valables, "ligne valable", "lignes valables");
  return [
    ...(refusee === 0 && valables > 0
      ? [{ value: "toutes", label: `Inviter toute la liste (${invite})` }]
      : []),
    ...(refusee > 0 && valables > 0
      ? [
          {
            value: "valables",
            label: `Inviter les lignes valables (${invite})`,
            hint: "Les autres se reprennent ensuite, sans inviter personne deux fois.",
          },
        ]
      : []),
    { value: "abandon", label: "Abandonner cette liste", hint: "Rien n’est écrit." },
  ];
}

function Travail({ travail }: { travail: TravailListe }) {
  if (travail.etat === "terminee") return null;
  if (travail.etat === "echouee" || travail.etat === "annulee")
    return (
      <Notification tone="error" title="Les invitations se sont arrêtées">
        {travail.erreur ?? "Rien n’a été enregistré : vous pouvez recommencer."}
      </Notification>
    );
  const state = travail.etat === "en_attente" ? "waiting" : "running";
  return (
    <JobProgress
      label="Invitations"
      state={state}
      done={travail.avancement}
      total={1000}
      message={travail.etape}
    />
  );
}

/** While work runs, asks for the state of the page every second; without JavaScript, the page refreshes by itself. */
function useRefreshWhile(running: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void revalidate(), 1_000);
    return () => clearInterval(timer);
  }, [running, revalidate]);
}
