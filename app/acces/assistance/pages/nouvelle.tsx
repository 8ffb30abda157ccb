import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ActeForm } from "../../components/acte-form.tsx";
import { PersonneSearch, personneChoices } from "../../components/personne-search.tsx";
import { searchPersonnesDuPerimetre } from "../../delegations/queries.server.ts";
import { getActor } from "../../queries.server.ts";
import { scopeOf } from "../../rules.ts";
import { demanderAssistance } from "../commands.server.ts";
import { demandeAssistanceSchema } from "../schema.ts";
import type { Route } from "./+types/nouvelle.ts";

const TITRE = "Demander à voir le service comme une personne";
const PERSONNES_MAX = 20;
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const q = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 100);
  const scope = scopeOf(actor, "assistance.demander");
  const recherche = { q, sauf: actor.agentId, limit: PERSONNES_MAX + 1 };
  const personnes = await searchPersonnesDuPerimetre(current, scope, recherche);
  return { q, personnes: personnes.slice(0, PERSONNES_MAX), autres: personnes.length > PERSONNES_MAX };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return submitForm(request, demandeAssistanceSchema, async ({ agent, motif }) => {
    const id = await demanderAssistance(current, { actor, agentId: agent, motif });
    throw redirect(`/assistance/${id}`, 303);
  });
}

export default function PageDemande({ loaderData, actionData }: Route.ComponentProps) {
  const { q, personnes, autres } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Vues d’assistance", href: "/assistance" },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="La personne lit qui demande et pourquoi, puis accepte ou refuse. Vous lirez, sans rien pouvoir écrire, une heure au plus.">
        {TITRE}
      </PageTitle>
      <PersonneSearch q={q} action="/assistance/nouvelle" trouvees={personnes.length} autres={autres} />
      {personnes.length > 0 && (
        <ActeForm id="demande" bouton="Demander son accord" retour="/assistance" reply={actionData}>
          {(field) => (
            <>
              <RadioGroupField
                field={field("agent", personnes.length === 1 ? personnes[0]?.id : undefined)}
                label="Personne à aider"
                choices={personneChoices(personnes)}
              />
              <TextAreaField
                field={field("motif")}
                label="Pourquoi"
                hint="La personne le lira : ce qu’elle vous a décrit, ce que vous voulez vérifier."
                rows={4}
              />
            </>
          )}
        </ActeForm>
      )}
    </>
  );
}
