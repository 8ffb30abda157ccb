import { type SubmissionResult, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { readAppareil } from "#app/platform/http/device.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { sessionCookie } from "#app/platform/http/session-cookie.ts";
import { ErrorSummary, listErrors } from "#app/platform/ui/error-summary.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { SESSION_MAX_MS } from "../../sessions/rules.ts";
import { utiliserAmorce } from "../commands.server.ts";
import { isAmorceValide } from "../queries.server.ts";
import { amorceSchema } from "../schema.ts";
import type { Route } from "./+types/amorce.ts";

const CREER = "La première personne du service";
const PERIME = "Ce lien de premier démarrage ne sert plus";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData?.valide ? CREER : PERIME);

export async function loader({ params, context }: Route.LoaderArgs) {
  const valide = await isAmorceValide(context.get(requestContext), params.jeton);
  return data({ valide }, { status: valide ? 200 : 404 });
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, amorceSchema, async (personne) => {
    const entree = { jeton: params.jeton, appareil: readAppareil(request) };
    const session = await utiliserAmorce(current, entree, personne);
    if (!session) return data(null, { status: 404 });
    const cookie = sessionCookie(current.settings.urlPublique, session, SESSION_MAX_MS / 1000);
    throw redirect("/second-facteur", { status: 303, headers: { "Set-Cookie": cookie } });
  });
}

export default function PageAmorce({ loaderData: { valide }, actionData }: Route.ComponentProps) {
  if (!valide) return <Perime />;
  return (
    <>
      <PageTitle lead="Elle administre le service : elle invite les personnes qui ouvriront les accès de l’académie. Ce lien sert une fois.">
        {CREER}
      </PageTitle>
      <Creation reply={actionData && "submission" in actionData ? actionData.submission : undefined} />
    </>
  );
}

function Creation({ reply }: { reply: SubmissionResult<string[]> | undefined }) {
  const [form, fields] = useForm({
    id: "amorce",
    lastResult: reply,
    constraint: getZodConstraint(amorceSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: amorceSchema }),
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
      <ErrorSummary errors={listErrors(form)} />
      <TextField field={fields.prenom} label="Prénom" autoComplete="given-name" />
      <TextField field={fields.nom} label="Nom" autoComplete="family-name" />
      <TextField
        field={fields.courriel}
        type="email"
        label="Adresse professionnelle"
        hint="Vos liens de connexion y arriveront : relisez-la"
        autoComplete="email"
      />
      <p>Vous enregistrerez ensuite un second facteur : gardez votre téléphone à portée de main.</p>
      <SubmitButton>Créer mon compte</SubmitButton>
    </form>
  );
}

function Perime() {
  return (
    <>
      <PageTitle>{PERIME}</PageTitle>
      <p>
        Il a déjà servi, ou le service a redémarré depuis et en a donné un autre. Si personne n’administre
        encore le service, redémarrez-le : il affichera un nouveau lien dans son terminal.
      </p>
      <p>
        <a className="fr-btn" href="/connexion">
          Aller à la page de connexion
        </a>
      </p>
    </>
  );
}
