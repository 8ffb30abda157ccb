import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getCalculOf, getContenu } from "../../calculs/queries.server.ts";
import { canCalculer } from "../../campagnes/rules.ts";
import { enregistrerTypologie } from "../typologies/commands.server.ts";
import { findTypologie } from "../typologies/queries.server.ts";
import { typologieSchema } from "../typologies/schema.ts";
import type { Route } from "./+types/typologie-noms.ts";

const TITRE = "Nommer les classes";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "ciblage.preparer");
  const { calcul, campagne } = await getCalculOf(current.db, scope, params.calcul);
  if (!calcul.termineLe) throw new NotFound();
  const [{ resultat }, typologie] = await Promise.all([
    getContenu(current.db, calcul.id),
    findTypologie(current.db, calcul.id),
  ]);
  const decision = canCalculer(campagne);
  return {
    ...{ campagne: { id: campagne.id, nom: campagne.nom }, calcul: { id: calcul.id, numero: calcul.numero } },
    scenario: calcul.scenario,
    nom: typologie?.nom ?? calcul.scenario.nom,
    version: typologie?.version ?? 0,
    refus: decision.ok ? null : decision.message,
    classes: resultat.classes.map(({ numero, effectif }) => {
      const own = typologie?.classes.find((one) => one.numero === numero);
      return { numero, effectif, nom: own?.nom ?? "", description: own?.description ?? "" };
    }),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const { calcul } = await getCalculOf(current.db, acteur.scope, params.calcul);
  const { resultat } = await getContenu(current.db, calcul.id);
  const schema = typologieSchema(resultat.classes.map(({ numero }) => numero));
  return submitForm(request, schema, async (saisie) => {
    await enregistrerTypologie(current, acteur, calcul.id, saisie);
    throw redirect(`/ciblage/calculs/${calcul.id}/typologie`, 303);
  });
}

export default function PageNoms({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, calcul, scenario, nom, version, refus, classes } = loaderData;
  const base = `/ciblage/calculs/${calcul.id}`;
  return (
    <PageActe
      id="noms"
      titre={TITRE}
      consequence="Des mots qui décrivent, sans juger : « petites écoles isolées » plutôt que « écoles en difficulté ». Le calcul, lui, ne change pas."
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: "Calculs", href: `/ciblage/${campagne.id}/scenarios/${scenario.id}/calculs` },
        { label: `Calcul nº ${formatNombre(calcul.numero)}`, href: base },
        { label: "Typologie", href: `${base}/typologie` },
      ]}
      bouton="Enregistrer la typologie"
      retour={`${base}/typologie`}
      reply={actionData}
    >
      {(field) => (
        <>
          {refus && <Notification tone="info">{refus}</Notification>}
          <input type="hidden" name="version" value={version} />
          <TextField field={field("nom", nom)} label="Nom de la typologie" />
          {classes.map((classe) => (
            <fieldset key={classe.numero} className="fr-fieldset">
              <legend className="fr-fieldset__legend">
                {`Classe ${classe.numero} (${pluriel(classe.effectif, "structure")})`}
              </legend>
              <div className="fr-fieldset__element">
                <TextField
                  field={field(`nom${classe.numero}`, classe.nom, false)}
                  label={`Nom de la classe ${classe.numero}`}
                  hint="Quelques mots ; sans nom, elle garde son numéro."
                />
                <TextAreaField
                  field={field(`description${classe.numero}`, classe.description, false)}
                  label={`Description de la classe ${classe.numero}`}
                  hint="Ce qui rapproche ses structures. Aucun nom d’élève ni de personne."
                  rows={3}
                />
              </div>
            </fieldset>
          ))}
        </>
      )}
    </PageActe>
  );
}
