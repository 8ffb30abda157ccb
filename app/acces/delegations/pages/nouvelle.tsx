import { redirect } from "react-router";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ActeForm } from "../../components/acte-form.tsx";
import { PersonneSearch, personneChoices } from "../../components/personne-search.tsx";
import { FONCTIONS } from "../../fonctions/rules.ts";
import { getActor } from "../../queries.server.ts";
import { scopeOf } from "../../rules.ts";
import { donnerDelegation } from "../commands.server.ts";
import { DatesDelegationFields } from "../components/dates-delegation.tsx";
import { listFonctionsDelegables, searchPersonnesDuPerimetre } from "../queries.server.ts";
import { addJours, nextRentree } from "../rules.ts";
import { delegationSchema } from "../schema.ts";
import type { Route } from "./+types/nouvelle.ts";

const TITRE = "Déléguer une fonction";
const PERSONNES_MAX = 20;
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const q = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 100);
  const scope = scopeOf(actor, "delegation.donner");
  const [fonctions, personnes] = await Promise.all([
    listFonctionsDelegables(current, actor.agentId),
    searchPersonnesDuPerimetre(current, scope, { q, sauf: actor.agentId, limit: PERSONNES_MAX + 1 }),
  ]);
  const debut = civilDay(current.now());
  return {
    q,
    fonctions,
    personnes: personnes.slice(0, PERSONNES_MAX),
    autres: personnes.length > PERSONNES_MAX,
    debut,
    dernier: addJours(nextRentree(debut), -1),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return submitForm(
    request,
    delegationSchema,
    async ({ fonction, delegataire, nature, debut, dernier, acte }) => {
      const id = await donnerDelegation(current, {
        actor,
        fonctionId: fonction,
        delegataireId: delegataire,
        nature,
        debut,
        fin: addJours(dernier, 1),
        acte,
      });
      throw redirect(`/delegations/${id}`, 303);
    },
  );
}

export default function PageNouvelle({ loaderData, actionData }: Route.ComponentProps) {
  const { q, fonctions, personnes, autres, debut, dernier } = loaderData;
  const seule = fonctions.length === 1 ? fonctions[0] : undefined;
  const natures = [...new Set(fonctions.flatMap((fonction) => fonction.natures))];
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Délégations", href: "/delegations" },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="La personne agira en votre nom, entre deux dates, dans les limites du tableau des droits. Vous pourrez y mettre fin à tout moment.">
        {TITRE}
      </PageTitle>
      {fonctions.length === 0 ? (
        <EmptyState title="Aucune de vos fonctions ne se délègue">
          Une fonction que l’on vous a déléguée ne se délègue pas à son tour.
        </EmptyState>
      ) : (
        <>
          <PersonneSearch q={q} action="/delegations/nouvelle" trouvees={personnes.length} autres={autres} />
          {personnes.length > 0 && (
            <ActeForm id="delegation" bouton="Déléguer" retour="/delegations" reply={actionData}>
              {(field) => (
                <>
                  <RadioGroupField
                    field={field("delegataire", personnes.length === 1 ? personnes[0]?.id : undefined)}
                    label="À qui"
                    choices={personneChoices(personnes)}
                  />
                  <SelectField
                    field={field("fonction", seule?.id)}
                    label="Votre fonction"
                    choices={fonctions.map(({ id, exercee, portee }) => ({
                      value: id,
                      label: `${FONCTIONS[exercee.fonction]}, ${portee}`,
                    }))}
                  />
                  <RadioGroupField
                    field={field("nature", natures.length === 1 ? natures[0] : undefined)}
                    label="Ce que vous déléguez"
                    choices={natures.map((nature) => ({
                      value: nature,
                      label: EFFETS[nature].titre,
                      hint: EFFETS[nature].effet,
                    }))}
                  />
                  <DatesDelegationFields field={field} debut={debut} dernier={dernier} />
                </>
              )}
            </ActeForm>
          )}
        </>
      )}
    </>
  );
}

const EFFETS = {
  saisie: { titre: "La saisie", effet: "Préparer et saisir en votre nom, sans décider ni signer." },
  signature: { titre: "La signature", effet: "Signer en votre nom, dans les limites de l’acte." },
} as const;
