import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { JobProgress, type JobState } from "#app/platform/ui/job-progress.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { useRefreshWhile } from "#app/platform/ui/refresh.ts";
import { releverSeuil } from "../commands.server.ts";
import { getReglageSecret, type TacheVue } from "../queries.server.ts";
import { relevementSchema } from "../schema.ts";
import type { Route } from "./+types/reglages.ts";

const TITRE = "Seuil des petits effectifs";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  return { reglage: await getReglageSecret(context.get(requestContext).db) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, relevementSchema, async ({ valeur, lue }) => {
    await releverSeuil(current, { valeur, lue, agentId: getActor(current).agentId });
    throw redirect("/reglages", 303);
  });
}

const STATES: Readonly<Record<TacheVue["etat"], JobState>> = {
  en_attente: "waiting",
  en_cours: "running",
  terminee: "done",
  echouee: "failed",
  annulee: "cancelled",
};

export default function Reglages({ loaderData: { reglage }, actionData }: Route.ComponentProps) {
  const { valeur, maximum, masquees, tache } = reglage;
  const running = tache?.etat === "en_attente" || tache?.etat === "en_cours";
  useRefreshWhile(running);
  return (
    <>
      {running && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle lead="Un compte d’élèves ou de personnes de 1 à ce seuil moins un n’est lu que par les personnes habilitées, comme ce qui permettrait de le retrouver.">
        {TITRE}
      </PageTitle>
      <p>
        Le seuil vaut <strong>{formatNombre(valeur)}</strong>. Aujourd’hui,{" "}
        {pluriel(masquees, "valeur est masquée", "valeurs sont masquées")}.
      </p>
      {tache && (
        <JobProgress
          label="Nouveau calcul du secret et des références"
          state={STATES[tache.etat]}
          done={tache.avancement}
          total={1000}
          message={tache.erreur ?? tache.etape}
        />
      )}
      {valeur < maximum ? (
        <section aria-labelledby="relever">
          <h2 id="relever">Relever le seuil</h2>
          <p>
            Le secret peut être renforcé, jamais affaibli : un seuil relevé ne se rabaisse pas. Toutes les
            années sont recalculées en arrière-plan ; jusqu’à la fin du calcul, l’ancien seuil est montré.
          </p>
          <FormActe id="reglage" bouton="Relever le seuil" retour="/droits" reply={actionData}>
            {(field) => (
              <>
                <input type="hidden" name="lue" value={valeur} />
                <TextField
                  field={field("valeur", valeur + 1)}
                  label="Nouveau seuil"
                  hint={`De ${formatNombre(valeur + 1)} à ${formatNombre(maximum)}`}
                  inputMode="numeric"
                  width="short"
                />
              </>
            )}
          </FormActe>
        </section>
      ) : (
        <p>Le seuil est à son maximum.</p>
      )}
    </>
  );
}
