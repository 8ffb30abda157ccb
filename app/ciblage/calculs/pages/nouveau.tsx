import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getScenarioPrepare } from "../../scenarios/queries.server.ts";
import { STABILITE_PAR_DEFAUT } from "../../scenarios/rules.ts";
import { lancerCalcul } from "../commands.server.ts";
import { lancementSchema } from "../schema.ts";
import type { Route } from "./+types/nouveau.ts";

const TITRE = "Lancer un calcul";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { campagne, scenario } = await getScenarioPrepare(current.db, getActor(current), params);
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    scenario: { id: scenario.id, nom: scenario.nom },
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { campagne, scenario } = await getScenarioPrepare(current.db, actor, params);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  return submitForm(request, lancementSchema, async (stabilite) => {
    const id = await lancerCalcul(current, acteur, {
      ...{ campagneId: campagne.id, scenarioId: scenario.id, stabilite },
    });
    throw redirect(`/ciblage/calculs/${id}`, 303);
  });
}

export default function PageNouveauCalcul({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, scenario } = loaderData;
  const base = `/ciblage/${campagne.id}/scenarios/${scenario.id}`;
  return (
    <PageActe
      id="lancement"
      titre={TITRE}
      consequence={`« ${scenario.nom} », sur les données connues maintenant. Le calcul se fait en arrière-plan : vous pourrez quitter la page, ou l’arrêter.`}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: scenario.nom, href: base },
        { label: "Calculs", href: `${base}/calculs` },
      ]}
      bouton="Lancer le calcul"
      retour={`${base}/calculs`}
      reply={actionData}
    >
      {(field) => (
        <fieldset className="fr-fieldset">
          <legend className="fr-fieldset__legend">Mesure de la stabilité</legend>
          <div className="fr-fieldset__element">
            <p className="fr-hint-text">
              La liste est refaite de nombreuses fois en changeant un peu ce qui tient à une convention : les
              structures tirées au sort avec remise, les poids, les seuils, une variable en moins, les valeurs
              complétées.
            </p>
            <TextField
              field={field("tirages", String(STABILITE_PAR_DEFAUT.tirages))}
              label="Nombre de tirages"
              hint="1 000 suffisent le plus souvent."
              inputMode="numeric"
              width="short"
            />
            <TextField
              field={field("ecartPoids", String(100 * STABILITE_PAR_DEFAUT.ecartPoids))}
              label="Écart des poids"
              hint="Chaque poids varie d’autant, en plus ou en moins."
              suffix="%"
              inputMode="decimal"
              width="short"
            />
            <TextField
              field={field("seuilDepartage", String(100 * STABILITE_PAR_DEFAUT.seuilDepartage))}
              label="Seuil « à départager »"
              hint="Une structure retenue dans une moindre part des tirages est signalée : c’est à vous d’en juger."
              suffix="%"
              inputMode="decimal"
              width="short"
            />
          </div>
        </fieldset>
      )}
    </PageActe>
  );
}
