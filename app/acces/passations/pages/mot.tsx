import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { replyOf } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ActeForm } from "../../components/acte-form.tsx";
import { getActor } from "../../queries.server.ts";
import { ecrireMot } from "../commands.server.ts";
import { readCharge } from "../components/charge.tsx";
import { getPassation } from "../queries.server.ts";
import { MOT_MAX } from "../rules.ts";
import { motSchema } from "../schema.ts";
import type { Route } from "./+types/mot.ts";

const TITRE = "Un mot à la personne qui arrive";
export const meta = () => documentTitle(TITRE);

async function find({ params, context }: Route.LoaderArgs | Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  const passation = await getPassation(current, agentId, params.passation);
  if (passation.sortantId !== agentId) throw new NotFound();
  return { current, agentId, passation };
}

export async function loader(args: Route.LoaderArgs) {
  const { passation } = await find(args);
  return passation;
}

export async function action(args: Route.ActionArgs) {
  const { current, agentId, passation } = await find(args);
  return submitForm(args.request, motSchema, async ({ mot, version }) => {
    await ecrireMot(current, { agentId, id: passation.id, mot, version });
    throw redirect(`/passations/${passation.id}`, 303);
  });
}

export default function PageMot({ loaderData, actionData }: Route.ComponentProps) {
  const { id, mot, version } = loaderData;
  const typed = replyOf(actionData)?.submission.initialValue?.mot;
  const autre = mot && typed !== undefined && typed !== mot;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Passations", href: "/passations" },
          { label: "Une passation", href: `/passations/${id}` },
          { label: TITRE },
        ]}
      />
      <PageTitle
        overline={readCharge(loaderData)}
        lead="Ce que les pages ne disent pas : ce qui marche, ce qui est en cours, qui attend une réponse."
      >
        {TITRE}
      </PageTitle>
      {autre && (
        <section aria-labelledby="mot-enregistre">
          <h2 id="mot-enregistre">Le mot enregistré</h2>
          <blockquote className="anc-mot">{mot}</blockquote>
        </section>
      )}
      <ActeForm id="mot" bouton="Enregistrer le mot" retour={`/passations/${id}`} reply={actionData}>
        {(field) => (
          <>
            <TextAreaField
              field={field("mot", mot)}
              label="Votre mot"
              hint={`${MOT_MAX} caractères au plus. Aucun nom d’élève ; la personne qui vous succède est seule à le lire.`}
              rows={10}
            />
            <input type="hidden" name="version" value={version} />
          </>
        )}
      </ActeForm>
    </>
  );
}
