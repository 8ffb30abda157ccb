import { data, redirect } from "react-router";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { PageActe, replyOf } from "#app/platform/ui/act-page.tsx";
import { TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getActor } from "../../queries.server.ts";
import { ajouterFonction, inviterPersonne } from "../commands.server.ts";
import { AConfirmer, ChampsPeriode, ChoixFonction } from "../components/choix-fonction.tsx";
import { choixOf, replyChoix, withChoix } from "../components/reponse-choix.ts";
import { findAgentByCourriel, findChoixAttribution } from "../queries.server.ts";
import { canConfier, listFonctionsAttribuables } from "../rules.ts";
import { CHOIX_VIDE, invitationSchema, readChoix } from "../schema.ts";
import type { Route } from "./+types/invitation.ts";

const TITRE = "Inviter une personne";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { choix } = await findChoixAttribution(current.db, actor, CHOIX_VIDE);
  const large = choix.some(({ type }) => !canConfier(actor, type, current.now()).ok);
  return {
    fonctions: listFonctionsAttribuables(actor),
    choix,
    jour: civilDay(current.now()),
    aConfirmer: large,
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const form = await request.clone().formData();
  const saisie = readChoix(form);
  const { choisie, choix } = await findChoixAttribution(current.db, actor, saisie);
  if (saisie.cherche || (saisie.fonction && !choisie)) return replyChoix(form, saisie, choix);
  const answer = await submitForm(request, invitationSchema, async (value) => {
    // The form without a function has been refused by its schema.
    const invitation = { ...value, actor, portee: choisie ?? { type: "nation" as const, code: "" } };
    const connue = await findAgentByCourriel(current.db, value.courriel);
    if (!connue) throw redirect(`/personnes/${await inviterPersonne(current, invitation)}`, 303);
    if (connue.ferme)
      throw new Refusal(
        "compte_ferme",
        "Le compte de cette adresse est fermé : demandez à l’administrateur du service de le rouvrir, ou vérifiez l’adresse.",
      );
    if (form.get("existant") !== connue.id) {
      const submission = { initialValue: Object.fromEntries([...form].map(([k, v]) => [k, String(v)])) };
      return data({ submission, connue, choix }, { status: 422 });
    }
    await ajouterFonction(current, { ...invitation, agentId: connue.id });
    throw redirect(`/personnes/${connue.id}`, 303);
  });
  return withChoix(answer, choix);
}

export default function PageInvitation({ loaderData, actionData }: Route.ComponentProps) {
  const { fonctions, jour, aConfirmer } = loaderData;
  const { choix, sansResultat } = choixOf(actionData, loaderData.choix);
  const connue = actionData && "connue" in actionData ? actionData.connue : undefined;
  return (
    <PageActe
      id="invitation"
      titre={TITRE}
      consequence="Elle reçoit un courriel avec un lien personnel, valable quinze jours. Ses droits commencent au premier jour de sa fonction."
      etapes={[{ label: "Personnes", href: "/personnes" }]}
      bouton="Inviter"
      retour="/personnes"
      reply={replyOf(actionData)}
    >
      {(field) => (
        <>
          {aConfirmer && <AConfirmer suite="/personnes/invitation" />}
          {connue && <PersonneConnue {...connue} />}
          <TextField field={field("prenom")} label="Prénom" />
          <TextField field={field("nom")} label="Nom" />
          <TextField field={field("courriel")} label="Adresse professionnelle" type="email" />
          <ChoixFonction field={field} fonctions={fonctions} choix={choix} sansResultat={sansResultat} />
          <ChampsPeriode field={field} debut={jour} />
          <TextField
            field={field("acte", undefined, false)}
            label="Acte"
            hint="Référence de l’arrêté ou de la décision, s’il y en a un."
          />
          <TextAreaField
            field={field("message", undefined, false)}
            label="Un mot pour la personne"
            hint="Il est joint à l’invitation."
            rows={3}
          />
        </>
      )}
    </PageActe>
  );
}

/** An address known already is no mistake: the person may receive one more function. */
function PersonneConnue({ id, nomComplet }: { id: string; nomComplet: string }) {
  return (
    <div className="fr-alert fr-alert--info anc-message-formulaire" role="alert">
      <p className="fr-alert__title">Cette adresse est celle de {nomComplet}</p>
      <p>
        La personne est déjà enregistrée. Vous pouvez lui confier cette fonction de plus, ou corriger
        l’adresse.
      </p>
      <button type="submit" className="fr-btn fr-btn--secondary" name="existant" value={id}>
        Confier cette fonction à {nomComplet}
      </button>
    </div>
  );
}
