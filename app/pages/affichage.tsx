import { redirect } from "react-router";
import { submitForm } from "../platform/form/submit-form.server.ts";
import { z } from "../platform/form/zod.ts";
import { requestContext } from "../platform/http/request-context.ts";
import { RadioGroupField } from "../platform/ui/choice-field.tsx";
import { ErrorSummary, listErrors } from "../platform/ui/error-summary.tsx";
import { documentTitle, PageTitle } from "../platform/ui/page-title.tsx";
import { SubmitButton } from "../platform/ui/submit-button.tsx";
import { THEMES, themeCookie } from "../platform/ui/theme.ts";
import type { Route } from "./+types/affichage.ts";

const affichageSchema = z.object({
  theme: z.enum(THEMES, "Choisissez un des trois affichages."),
});

export const meta = () => documentTitle("Affichage");

export function loader({ context }: Route.LoaderArgs) {
  return { theme: context.get(requestContext).theme };
}

/** A preference of this browser: nothing is written on the server, hence no audit row. */
export function action({ request, context }: Route.ActionArgs) {
  const { urlPublique } = context.get(requestContext).settings;
  return submitForm(request, affichageSchema, async ({ theme }) => {
    const cookie = themeCookie(theme, urlPublique.startsWith("https://"));
    throw redirect("/affichage", { status: 303, headers: { "Set-Cookie": cookie } });
  });
}

const CHOICES = [
  { value: "systeme", label: "Comme mon appareil" },
  { value: "clair", label: "Clair" },
  { value: "sombre", label: "Sombre" },
];

export default function Affichage({ loaderData: { theme }, actionData }: Route.ComponentProps) {
  const allErrors = actionData?.submission.error ?? {};
  return (
    <>
      <PageTitle lead="Ce choix est gardé sur cet appareil, pendant un an.">Affichage</PageTitle>
      <ErrorSummary errors={listErrors({ id: "affichage", allErrors })} />
      <form method="post" className="anc-formulaire" data-reload="">
        <RadioGroupField
          field={{
            id: "affichage-theme",
            name: "theme",
            initialValue: theme,
            errors: allErrors.theme ?? null,
            required: true,
          }}
          label="Couleurs"
          choices={CHOICES}
        />
        <div className="anc-formulaire__actions">
          <SubmitButton>Enregistrer</SubmitButton>
        </div>
      </form>
    </>
  );
}
