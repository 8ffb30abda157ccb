import { redirect } from "react-router";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe, replyOf } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { PORTEES_PAR_FONCTION } from "../../fonctions/rules.ts";
import { ChoixFonction } from "../../personnes/components/choix-fonction.tsx";
import { choixOf, replyChoix, withChoix } from "../../personnes/components/reponse-choix.ts";
import { readChoix } from "../../personnes/schema.ts";
import { findChoixPortee } from "../../portees/queries.server.ts";
import { porteeKey } from "../../portees/rules.ts";
import { getActor } from "../../queries.server.ts";
import { deposerDemande, retirerDemande } from "../commands.server.ts";
import { MesDemandes, Propositions } from "../components/mes-demandes.tsx";
import { listMesDemandes, listPropositions } from "../queries.server.ts";
import { FONCTIONS_DEMANDABLES } from "../rules.ts";
import { demandeSchema, retraitSchema } from "../schema.ts";
import type { Route } from "./+types/mienne.ts";

const TITRE = "Demander un accès";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { agentId, fonctions } = getActor(current);
  const demandes = await listMesDemandes(current, agentId);
  const ouvertes = new Set(
    demandes
      .filter(({ etat }) => etat === "deposee")
      .map(({ fonction, porteeType, porteeCode }) => `${fonction} ${porteeType}:${porteeCode}`),
  );
  const propositions = await listPropositions(current, current.db, agentId);
  return {
    demandes,
    jour: civilDay(current.now()),
    sansDroit: fonctions.length === 0,
    propositions: propositions
      .filter(({ fonction, portee }) => !ouvertes.has(`${fonction} ${porteeKey(portee)}`))
      .filter(
        ({ fonction, porteeType, porteeCode }) =>
          !fonctions.some(
            (f) => f.fonction === fonction && f.porteeType === porteeType && f.porteeCode === porteeCode,
          ),
      ),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  const form = await request.clone().formData();
  if (form.has("retirer"))
    return submitForm(request, retraitSchema, async ({ retirer }) => {
      await retirerDemande(current, { agentId, id: retirer });
      throw redirect("/demande-acces", 303);
    });
  const saisie = readChoix(form);
  const types = saisie.fonction ? PORTEES_PAR_FONCTION[saisie.fonction] : [];
  const { choisie, choix } = await findChoixPortee(current.db, {
    types,
    cle: saisie.portee,
    q: saisie.recherche,
  });
  if (saisie.cherche || (saisie.fonction && !choisie)) return replyChoix(form, saisie, choix);
  const answer = await submitForm(request, demandeSchema, async ({ fonction, message }) => {
    await deposerDemande(current, {
      agentId,
      fonction,
      message,
      portee: choisie ?? { type: "nation", code: "" },
    });
    throw redirect("/demande-acces", 303);
  });
  return withChoix(answer, choix);
}

export default function PageMaDemande({ loaderData, actionData }: Route.ComponentProps) {
  const { demandes, propositions, sansDroit, jour } = loaderData;
  const { choix, sansResultat } = choixOf(actionData, []);
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle
        lead={
          sansDroit
            ? "Vous êtes bien entré dans le service. Vos droits viendront de votre fonction : dites laquelle, et la personne qui la confie en est prévenue."
            : "Demandez une autre fonction : la personne qui la confie en est prévenue, et vous aussi de sa réponse."
        }
      >
        {TITRE}
      </PageTitle>
      <MesDemandes demandes={demandes} jour={jour} />
      <Propositions propositions={propositions} />
      <section aria-labelledby="demander">
        <h2 id="demander">Demander une fonction</h2>
        <FormActe id="demande" bouton="Envoyer la demande" retour="/" reply={replyOf(actionData)}>
          {(field) => (
            <>
              <ChoixFonction
                field={field}
                fonctions={FONCTIONS_DEMANDABLES}
                choix={choix}
                sansResultat={sansResultat}
              />
              <TextAreaField
                field={field("message", undefined, false)}
                label="Un mot pour la personne qui décide"
                hint="Par exemple : depuis quand vous exercez cette fonction."
                rows={3}
              />
            </>
          )}
        </FormActe>
      </section>
    </>
  );
}
