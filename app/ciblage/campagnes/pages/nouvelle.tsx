import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { POPULATION_PAR_DEFAUT } from "../../rules.ts";
import { STABILITE_PAR_DEFAUT } from "../../scenarios/rules.ts";
import { creerCampagne } from "../commands.server.ts";
import { ChampsCalendrier, ChampsIdentite, ChampsPopulation } from "../components/champs-campagne.tsx";
import { ChampsStabilite } from "../components/champs-stabilite.tsx";
import { getCampagne, listChoixCampagne } from "../queries.server.ts";
import { creationSchema } from "../schema.ts";
import type { Route } from "./+types/nouvelle.ts";

const TITRE = "Ouvrir une campagne";
export const meta = () => documentTitle(TITRE);

/** `?suite=` names the campaign that the new one follows: it starts from its settings and takes its scenarios. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "ciblage.preparer");
  const suite = new URL(request.url).searchParams.get("suite");
  const suivie = suite ? await getCampagne(current.db, scope, suite) : null;
  return {
    ...(await listChoixCampagne(current.db, scope)),
    suivie,
    rentree: Number(civilDay(current.now()).slice(0, 4)) + 1,
  };
}

export function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return submitForm(request, creationSchema, async (saisie) => {
    const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
    throw redirect(`/ciblage/${await creerCampagne(current, acteur, saisie)}`, 303);
  });
}

export default function PageNouvelle({ loaderData, actionData }: Route.ComponentProps) {
  const { academies, dispositifs, suivie, rentree } = loaderData;
  const annees = [rentree - 1, rentree, rentree + 1, rentree + 2];
  return (
    <PageActe
      id="campagne"
      titre={TITRE}
      consequence={
        suivie
          ? `Elle fait suite à « ${suivie.nom} » : mêmes réglages au départ, mêmes scénarios. L’histoire de la première reste entière.`
          : "Elle commence en préparation : vous pouvez tout changer jusqu’à la publication de la liste."
      }
      etapes={[{ label: "Campagnes de ciblage", href: "/ciblage" }]}
      bouton="Ouvrir la campagne"
      retour="/ciblage"
      reply={actionData}
    >
      {(field) => (
        <>
          {suivie && <input type="hidden" name="suiteDe" value={suivie.id} />}
          <SelectField
            field={field("academie", suivie?.academie ?? academies[0]?.code)}
            label="Académie"
            choices={academies.map(({ code, nom }) => ({ value: code, label: nom }))}
          />
          <SelectField
            field={field("dispositif", suivie?.dispositif ?? dispositifs[0]?.code)}
            label="Dispositif"
            choices={dispositifs.map(({ code, nom }) => ({ value: code, label: nom }))}
          />
          <SelectField
            field={field("annee", String(suivie ? suivie.annee + 1 : rentree))}
            label="Entrée dans le dispositif"
            choices={annees.map((annee) => ({ value: String(annee), label: formatAnneeScolaire(annee) }))}
          />
          <ChampsIdentite field={field} familles={suivie?.familles ?? []} />
          <h2>Population</h2>
          <ChampsPopulation field={field} population={suivie?.population ?? POPULATION_PAR_DEFAUT} />
          <h2>Mesure de la stabilité</h2>
          <ChampsStabilite field={field} stabilite={suivie?.stabilite ?? STABILITE_PAR_DEFAUT} />
          <h2>Calendrier</h2>
          <ChampsCalendrier field={field} />
        </>
      )}
    </PageActe>
  );
}
