import { redirect } from "react-router";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { Timeline } from "#app/platform/ui/timeline.tsx";
import { AConfirmer, ChampsPeriode } from "../../personnes/components/choix-fonction.tsx";
import { canConfier } from "../../personnes/rules.ts";
import { getActor } from "../../queries.server.ts";
import { deciderDemande } from "../commands.server.ts";
import { EtatDemandeBadge, friseDemande, phraseDemande } from "../components/demande-resume.tsx";
import { getDemande } from "../queries.server.ts";
import { decisionSchema } from "../schema.ts";
import type { Route } from "./+types/demande.ts";

const TITRE = "Décider d’une demande d’accès";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const demande = await getDemande(current.db, actor, params.demande);
  return {
    demande,
    jour: civilDay(current.now()),
    aConfirmer: !canConfier(actor, demande.porteeType, current.now()).ok,
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id } = await getDemande(current.db, actor, params.demande);
  return submitForm(request, decisionSchema, async (value) => {
    await deciderDemande(current, { ...value, actor, id });
    throw redirect(`/demandes-acces/${id}`, 303);
  });
}

export default function PageDemande({ loaderData, actionData }: Route.ComponentProps) {
  const { demande, jour, aConfirmer } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Personnes", href: "/personnes" },
          { label: "Demandes d’accès", href: "/demandes-acces" },
          { label: demande.nomComplet },
        ]}
      />
      <PageTitle
        overline={<EtatDemandeBadge etat={demande.etat} />}
        lead={`${demande.nomComplet} (${demande.courriel ?? "adresse effacée"}) demande : ${phraseDemande(demande)}.`}
      >
        {TITRE}
      </PageTitle>
      <Notification tone="info">
        {demande.attributsProposes
          ? "Les attributs transmis par le ministère proposent cette fonction pour cette personne. Ils éclairent votre décision ; ils ne la remplacent pas."
          : "Les attributs transmis par le ministère ne disent rien de cette fonction : assurez-vous que la personne l’exerce bien."}
      </Notification>
      <Timeline titre="Où en est la demande" jour={jour} {...friseDemande(demande)} />
      {demande.etat === "deposee" && (
        <section aria-labelledby="decider">
          <h2 id="decider">Votre décision</h2>
          {aConfirmer && <AConfirmer suite={`/demandes-acces/${demande.id}`} />}
          <FormActe
            id="decision"
            bouton="Enregistrer la décision"
            retour="/demandes-acces"
            reply={actionData}
          >
            {(field) => (
              <>
                <input type="hidden" name="version" value={demande.version} />
                <RadioGroupField
                  field={field("decision")}
                  label="Décision"
                  choices={[
                    {
                      value: "acceptee",
                      label: "Confier la fonction",
                      hint: "La personne entre dès sa prochaine page.",
                    },
                    { value: "refusee", label: "Refuser, en disant pourquoi" },
                  ]}
                />
                <ChampsPeriode field={field} debut={jour} />
                <TextAreaField
                  field={field("motif", undefined, false)}
                  label="Motif"
                  hint="Nécessaire pour un refus. La personne le lit."
                  rows={3}
                />
              </>
            )}
          </FormActe>
        </section>
      )}
    </>
  );
}
