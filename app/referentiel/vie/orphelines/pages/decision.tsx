import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatAnneeScolaire, formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe, MotifField } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { etapesVie } from "../../components/acte.tsx";
import { getVieStructure } from "../../queries.server.ts";
import { deciderOrpheline, retirerDecision } from "../commands.server.ts";
import { type DecisionLisible, getEcoleADecider } from "../queries.server.ts";
import { CALCULS, canDecider } from "../rules.ts";
import { decisionSchema } from "../schema.ts";
import type { Route } from "./+types/decision.ts";

const TITRE = "Décider : école orpheline";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "orpheline.decider");
  const jour = civilDay(current.now());
  const { structure } = await getVieStructure(current.db, scope, params.uai, jour);
  const verdict = canDecider(structure);
  const ecole = await getEcoleADecider(current.db, structure.uai, jour);
  const courante = ecole.decisions.find(
    ({ annee, retireeLe }) => annee === ecole.annee && retireeLe === null,
  );
  return { structure, ecole, courante, refus: verdict.ok ? null : verdict.message };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const portee = scopeOf(actor, "orpheline.decider");
  const jour = civilDay(current.now());
  const { structure } = await getVieStructure(current.db, portee, params.uai, jour);
  const { annee } = await getEcoleADecider(current.db, structure.uai, jour);
  return submitForm(request, decisionSchema, async ({ decision, vue, motif }) => {
    const acte = { uai: structure.uai, annee, vue, motif, agentId: actor.agentId, portee };
    if (decision === "retirer") await retirerDecision(current, acte);
    else await deciderOrpheline(current, { ...acte, orpheline: decision === "reconnaitre" });
    throw redirect(`/structures/${structure.uai}/vie`, 303);
  });
}

export default function PageDecision({ loaderData, actionData }: Route.ComponentProps) {
  const { structure, ecole, courante, refus } = loaderData;
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, ...etapesVie(structure), { label: TITRE }]} />
      <PageTitle
        overline={structure.nom}
        lead={`Pour l’année ${formatAnneeScolaire(ecole.annee)}. Le calcul propose, vous décidez ; une décision peut être retirée, et reste lisible.`}
      >
        {TITRE}
      </PageTitle>
      <section aria-labelledby="calcul">
        <h2 id="calcul">Ce que dit le calcul</h2>
        <p>{ecole.calcul ? CALCULS[ecole.calcul] : "Cette école n’a pas été examinée par le calcul."}</p>
        <ul>
          {ecole.raisons.map((raison) => (
            <li key={raison}>{raison}</li>
          ))}
        </ul>
      </section>
      <Decisions decisions={ecole.decisions} />
      <section aria-labelledby="decision-titre">
        <h2 id="decision-titre">Votre décision</h2>
        {refus ? (
          <Notification tone="info">{refus}</Notification>
        ) : (
          <FormActe
            id="decision"
            bouton="Enregistrer la décision"
            retour={`/structures/${structure.uai}/vie`}
            reply={actionData}
          >
            {(field) => (
              <>
                <input type="hidden" name="vue" value={courante?.id ?? ""} />
                <RadioGroupField
                  field={field("decision")}
                  label="Cette école est"
                  choices={[
                    { value: "reconnaitre", label: "Orpheline" },
                    { value: "ne_pas_reconnaitre", label: "Non orpheline" },
                    ...(courante
                      ? [{ value: "retirer", label: "Sans décision : retirer celle qui est en vigueur" }]
                      : []),
                  ]}
                />
                <MotifField field={field} />
              </>
            )}
          </FormActe>
        )}
      </section>
    </>
  );
}

function Decisions({ decisions }: { decisions: readonly DecisionLisible[] }) {
  if (decisions.length === 0) return null;
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">Décisions prises</h2>
      <ul>
        {decisions.map(({ id, annee, orpheline, motif, auteur, decideeLe, retireeLe }) => (
          <li key={id}>
            {formatAnneeScolaire(annee)} : {orpheline ? "reconnue" : "non reconnue"} le{" "}
            {formatDate(new Date(decideeLe), "Europe/Paris")} par {auteur ?? "une personne partie depuis"}.{" "}
            {motif}
            {retireeLe && ` (remplacée ou retirée le ${formatDate(new Date(retireeLe), "Europe/Paris")})`}
          </li>
        ))}
      </ul>
    </section>
  );
}
