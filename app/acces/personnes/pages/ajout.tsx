import { redirect } from "react-router";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe, replyOf } from "#app/platform/ui/act-page.tsx";
import { TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getActor } from "../../queries.server.ts";
import { scopeOf } from "../../rules.ts";
import { ajouterFonction } from "../commands.server.ts";
import { AConfirmer, ChampsPeriode, ChoixFonction } from "../components/choix-fonction.tsx";
import { phraseFonction } from "../components/etat-personne.tsx";
import { choixOf, replyChoix, withChoix } from "../components/reponse-choix.ts";
import { findChoixAttribution, getFonction, getIdentite } from "../queries.server.ts";
import { canConfier, listFonctionsAttribuables } from "../rules.ts";
import { ajoutSchema, CHOIX_VIDE, readChoix } from "../schema.ts";
import type { Route } from "./+types/ajout.ts";

const TITRE = "Confier une fonction";
export const meta = () => documentTitle(TITRE);

/** `?remplace=` names the function that the new one takes the place of. */
async function findRemplacee({ request, params, context }: Route.LoaderArgs | Route.ActionArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "agent.gerer");
  const fonction = new URL(request.url).searchParams.get("remplace");
  const personne = await getIdentite(current.db, scope, params.agent);
  return {
    personne,
    remplacee: fonction ? await getFonction(current.db, scope, { agent: params.agent, fonction }) : null,
  };
}

export async function loader(args: Route.LoaderArgs) {
  const current = args.context.get(requestContext);
  const actor = getActor(current);
  const { choix } = await findChoixAttribution(current.db, actor, CHOIX_VIDE);
  return {
    ...(await findRemplacee(args)),
    fonctions: listFonctionsAttribuables(actor),
    choix,
    jour: civilDay(current.now()),
    aConfirmer: choix.some(({ type }) => !canConfier(actor, type, current.now()).ok),
  };
}

export async function action(args: Route.ActionArgs) {
  const { request, params, context } = args;
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { personne, remplacee } = await findRemplacee(args);
  const form = await request.clone().formData();
  const saisie = readChoix(form);
  const { choisie, choix } = await findChoixAttribution(current.db, actor, saisie);
  if (saisie.cherche || (saisie.fonction && !choisie)) return replyChoix(form, saisie, choix);
  const answer = await submitForm(request, ajoutSchema, async (value) => {
    await ajouterFonction(current, {
      ...value,
      actor,
      agentId: personne.id,
      portee: choisie ?? { type: "nation", code: "" },
      remplace: remplacee ? { id: remplacee.id, motif: value.motif || "Changement de fonction" } : undefined,
    });
    throw redirect(`/personnes/${params.agent}`, 303);
  });
  return withChoix(answer, choix);
}

export default function PageAjout({ loaderData, actionData, params }: Route.ComponentProps) {
  const { personne, remplacee, fonctions, jour, aConfirmer } = loaderData;
  const { choix, sansResultat } = choixOf(actionData, loaderData.choix);
  const nomComplet = `${personne.prenom} ${personne.nom}`;
  const retour = `/personnes/${params.agent}`;
  return (
    <PageActe
      id="ajout"
      titre={TITRE}
      consequence={
        remplacee
          ? `À ${nomComplet}, à la place de : ${phraseFonction(remplacee)}, qui prend fin le premier jour de la nouvelle.`
          : `À ${nomComplet}, en plus de ce qui lui est déjà confié.`
      }
      etapes={[
        { label: "Personnes", href: "/personnes" },
        { label: nomComplet, href: retour },
      ]}
      bouton="Confier cette fonction"
      retour={retour}
      reply={replyOf(actionData)}
    >
      {(field) => (
        <>
          {aConfirmer && <AConfirmer suite={`${retour}/fonction`} />}
          <ChoixFonction field={field} fonctions={fonctions} choix={choix} sansResultat={sansResultat} />
          <ChampsPeriode field={field} debut={jour} />
          <TextField
            field={field("acte", undefined, false)}
            label="Acte"
            hint="Référence de l’arrêté ou de la décision."
          />
          {remplacee && (
            <TextAreaField
              field={field("motif", "Changement de fonction", false)}
              label="Motif de la fin de la fonction précédente"
              rows={2}
            />
          )}
        </>
      )}
    </PageActe>
  );
}
