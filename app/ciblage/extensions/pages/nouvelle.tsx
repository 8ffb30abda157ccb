import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { SelectField, TextAreaField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { listChoixCampagne } from "../../campagnes/queries.server.ts";
import { etendreDispositif } from "../commands.server.ts";
import { extensionSchema } from "../schema.ts";
import type { Route } from "./+types/nouvelle.ts";

const TITRE = "Ouvrir un dispositif à une académie";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "ciblage.etendre");
  return {
    ...(await listChoixCampagne(current.db, scope)),
    rentree: Number(civilDay(current.now()).slice(0, 4)) + 1,
  };
}

export function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, extensionSchema, async (saisie) => {
    await etendreDispositif(current, getActor(current), saisie);
    throw redirect("/ciblage/extension", 303);
  });
}

export default function PageExtension({ loaderData, actionData }: Route.ComponentProps) {
  const { academies, dispositifs, rentree } = loaderData;
  const annees = [rentree - 1, rentree, rentree + 1, rentree + 2];
  return (
    <PageActe
      id="extension"
      titre={TITRE}
      consequence="Les preuves d’abord : la décision les garde telles quelles, et ne change plus. L’académie pourra alors ouvrir ses campagnes ; son histoire, si elle en a une, reste entière."
      etapes={[{ label: "Avancement du ciblage par académie", href: "/ciblage/extension" }]}
      bouton="Enregistrer l’ouverture"
      retour="/ciblage/extension"
      reply={actionData}
    >
      {(field) => (
        <>
          <SelectField
            field={field("dispositif")}
            label="Dispositif"
            choices={dispositifs.map(({ code, nom }) => ({ value: code, label: nom }))}
          />
          <SelectField
            field={field("academie")}
            label="Académie"
            choices={academies.map(({ code, nom }) => ({ value: code, label: nom }))}
          />
          <SelectField
            field={field("annee", String(rentree))}
            label="Première entrée"
            choices={annees.map((annee) => ({ value: String(annee), label: formatAnneeScolaire(annee) }))}
          />
          <TextAreaField
            field={field("preuves")}
            label="Preuves"
            hint="Ce qui montre que le dispositif le mérite : bilans, évaluations, mesures, avec leurs références. Aucun nom d’élève ni de personne."
            rows={8}
          />
        </>
      )}
    </PageActe>
  );
}
