import { type SubmissionResult, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ErrorSummary, listErrors } from "#app/platform/ui/error-summary.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { getActor } from "../../queries.server.ts";
import { creerJeton } from "../commands.server.ts";
import { CopierJeton } from "../components/copier-jeton.tsx";
import { JetonsList } from "../components/jetons-list.tsx";
import { listJetons } from "../queries.server.ts";
import { DUREES, isJetonValide } from "../rules.ts";
import { jetonSchema } from "../schema.ts";
import type { Route } from "./+types/jetons.ts";

export const meta = () => documentTitle("Jetons de l’interface de lecture");

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const jetons = await listJetons(current.db, getActor(current).agentId);
  const now = current.now();
  return { jetons: jetons.map((jeton) => ({ ...jeton, valide: isJetonValide(jeton, now) })) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, jetonSchema, async ({ libelle, duree }) => {
    const { agentId } = getActor(current);
    const jeton = await creerJeton(current, { agentId, libelle, dureeJours: Number(duree) });
    return { jeton, libelle };
  });
}

export default function PageJetons({ loaderData, actionData }: Route.ComponentProps) {
  const created = actionData && "jeton" in actionData ? actionData : undefined;
  const { jetons } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Mon compte", href: "/mon-compte" },
          { label: "Jetons de l’interface de lecture" },
        ]}
      />
      <PageTitle lead="Un jeton permet à un programme (R, Python, un tableur) de lire les données avec vos droits du moment. Gardez-le comme un mot de passe.">
        Jetons de l’interface de lecture
      </PageTitle>
      {created && (
        <Notification tone="success" title={`Jeton créé : ${created.libelle}`} live>
          <p>Copiez-le maintenant : il ne sera plus jamais montré.</p>
          <p>
            <code className="anc-jeton">{created.jeton}</code>
          </p>
          <CopierJeton jeton={created.jeton} />
        </Notification>
      )}
      <Creation reply={actionData && "submission" in actionData ? actionData.submission : undefined} />
      {jetons.length === 0 && (
        <EmptyState title="Vous n’avez aucun jeton">
          Créez-en un quand un programme doit lire les données. Dans ce navigateur, votre session suffit.
        </EmptyState>
      )}
      <JetonsList titre="En vigueur" jetons={jetons.filter(({ valide }) => valide)} />
      <JetonsList titre="Terminés" jetons={jetons.filter(({ valide }) => !valide)} />
      <h2>Se servir d’un jeton</h2>
      <p>
        Un programme le présente dans l’en-tête <code>Authorization: Bearer</code>, jamais dans une adresse.
        L’interface donne les structures, les valeurs, les références et les territoires, en JSON ou en CSV :{" "}
        <a href="/api/v1" data-reload>
          ce qu’elle offre
        </a>
        ,{" "}
        <a href="/api/v1/openapi.json" data-reload>
          sa description OpenAPI
        </a>
        .
      </p>
    </>
  );
}

function Creation({ reply }: { reply: SubmissionResult<string[]> | undefined }) {
  const [form, fields] = useForm({
    lastResult: reply,
    constraint: getZodConstraint(jetonSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: jetonSchema }),
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
    defaultValue: { duree: "365" },
  });
  return (
    <form
      method="post"
      id={form.id}
      onSubmit={form.onSubmit}
      noValidate={form.noValidate}
      className="anc-formulaire"
    >
      <h2>Créer un jeton</h2>
      <ErrorSummary errors={listErrors(form)} />
      <TextField field={fields.libelle} label="Usage" hint="Par exemple : « tableau de bord R du SSA »" />
      <SelectField
        field={fields.duree}
        label="Durée"
        choices={Object.entries(DUREES).map(([value, label]) => ({ value, label }))}
      />
      <SubmitButton>Créer le jeton</SubmitButton>
    </form>
  );
}
