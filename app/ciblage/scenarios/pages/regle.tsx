import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getApercu } from "../apercu/queries.server.ts";
import { modifierScenario } from "../commands.server.ts";
import { ApercuRegle } from "../components/apercu-regle.tsx";
import { ChampsPonderation } from "../components/champs-ponderation.tsx";
import { CriteresListe } from "../components/criteres-liste.tsx";
import { RegleLue } from "../components/regle-lue.tsx";
import { listMots } from "../indicateurs/queries.server.ts";
import { ponderationSchema, termesPossibles } from "../ponderation/schema.ts";
import { getScenarioPrepare } from "../queries.server.ts";
import { canEcrireScenario } from "../rules.ts";
import type { Route } from "./+types/regle.ts";

const TITRE = "Écrire la règle";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} de « ${loaderData.scenario.nom} »` : TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { campagne, scenario } = await getScenarioPrepare(current.db, getActor(current), params);
  const termes = termesPossibles(scenario.definition);
  const mots = await listMots(
    current.db,
    termes.map(({ code }) => code),
  );
  return {
    campagne,
    scenario,
    termes,
    mots,
    apercu: await getApercu(current.db, campagne, scenario, current.now()),
    refus: canEcrireScenario(scenario, campagne),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const { campagne, scenario } = await getScenarioPrepare(current.db, actor, params);
  const schema = ponderationSchema(termesPossibles(scenario.definition));
  return submitForm(request, schema, async ({ version, ...saisie }) => {
    const cible = { campagneId: campagne.id, id: scenario.id };
    await modifierScenario(current, acteur, cible, version, (definition) => ({
      ...definition,
      regle: { ...definition.regle, ...saisie },
    }));
    throw redirect(`/ciblage/${campagne.id}/scenarios/${scenario.id}/regle`, 303);
  });
}

export default function PageRegle({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, scenario, termes, mots, apercu, refus } = loaderData;
  const { regle } = scenario.definition;
  const base = `/ciblage/${campagne.id}/scenarios/${scenario.id}`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Campagnes de ciblage", href: "/ciblage" },
          { label: campagne.nom, href: `/ciblage/${campagne.id}` },
          { label: "Scénarios", href: `/ciblage/${campagne.id}/scenarios` },
          { label: scenario.nom, href: base },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="Un critère à la fois, en mots de tous les jours. La règle éclaire ; des personnes décident.">
        {`${TITRE} de « ${scenario.nom} »`}
      </PageTitle>
      {!refus.ok && <Notification tone="info">{refus.message}</Notification>}
      <section aria-labelledby="lecture">
        <h2 id="lecture">La règle, à voix haute</h2>
        <RegleLue regle={regle} lexique={apercu.lexique} seuils={apercu.seuils} />
      </section>
      <ApercuRegle apercu={apercu} />
      <CriteresListe
        criteres={regle.criteres}
        lexique={apercu.lexique}
        base={`${base}/regle`}
        ecrit={refus.ok}
      />
      <section aria-labelledby="nombres">
        <h2 id="nombres">Nombre demandé et somme pondérée</h2>
        <FormActe id="ponderation" bouton="Enregistrer" retour={base} reply={actionData}>
          {(field) => (
            <>
              <input type="hidden" name="version" value={scenario.version} />
              <TextField
                field={field("auMoins", regle.auMoins, false)}
                label="Nombre de critères comptés à remplir"
                hint="Parmi ceux dont le rôle est « compte dans le nombre demandé » ; 0 quand il n’y en a pas."
                inputMode="numeric"
                width="short"
              />
              <ChampsPonderation field={field} regle={regle} termes={termes} mots={mots} />
            </>
          )}
        </FormActe>
      </section>
    </>
  );
}
