import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { ajusterLignes } from "../commands.server.ts";
import { getConfrontation } from "../confrontation/queries.server.ts";
import { isAjustable, SITUATIONS } from "../confrontation/rules.ts";
import { getCampagneProposee, getListeRecue } from "../queries.server.ts";
import { direLigne, SENS_AJUSTEMENT } from "../rules.ts";
import { ajustementSchema } from "../schema.ts";
import type { Route } from "./+types/ajustement.ts";

const TITRE = "Ajuster des lignes d’une liste reçue";
export const meta = () => documentTitle(TITRE);

/** `?lignes=` names the ticked lines, by their place in the list. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneProposee(current.db, actor, params.campagne);
  const liste = await getListeRecue(current.db, campagne.id, params.recue);
  const { lignes } = await getConfrontation(current.db, actor, "ciblage.proposer", campagne, liste);
  const asked = new Set(new URL(request.url).searchParams.getAll("lignes"));
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    liste: { id: liste.id, origine: liste.origine },
    choisies: lignes
      .filter(({ rang, situation }) => asked.has(String(rang)) && isAjustable(situation))
      .map(({ rang, ligne, feuille, uai, structure, situation, raison, ajustement }) => ({
        ...{ rang, ligne, feuille, uai, situation, raison, motif: ajustement?.motif ?? "" },
        nom: structure?.nom ?? uai,
      })),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneProposee(current.db, actor, params.campagne);
  const { id } = await getListeRecue(current.db, campagne.id, params.recue);
  return submitForm(request, ajustementSchema, async (saisie) => {
    await ajusterLignes(current, { actor, campagneId: campagne.id, id }, saisie);
    throw redirect(`/ciblage/${campagne.id}/listes-recues/${id}?suite=ajustee`, 303);
  });
}

export default function PageAjustement({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, liste, choisies } = loaderData;
  const base = `/ciblage/${campagne.id}`;
  const retour = `${base}/listes-recues/${liste.id}`;
  const motifs = [...new Set(choisies.map(({ motif }) => motif))];
  return (
    <PageActe
      id="ajustement"
      titre={TITRE}
      consequence="Une structure de la population entre, une autre n’entre pas : vous pouvez en décider autrement, en disant pourquoi. Le motif se lira sur la page de son examen."
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: base },
        { label: "Listes reçues", href: `${base}/listes-recues` },
        { label: liste.origine, href: retour },
      ]}
      bouton="Enregistrer"
      retour={retour}
      reply={actionData}
    >
      {(field) => (
        <>
          {choisies.length === 0 && (
            <Notification tone="info">
              Aucune ligne n’est choisie : revenez à la liste et cochez celles que vous ajustez. Seules les
              structures de l’académie qui ne sont pas encore suivies s’ajustent.
            </Notification>
          )}
          <p>{pluriel(choisies.length, "ligne choisie", "lignes choisies")} :</p>
          <ul>
            {choisies.map(({ rang, ligne, feuille, nom, situation, raison }) => (
              <li key={rang}>
                <input type="hidden" name="lignes" value={rang} />
                {nom} ({direLigne({ ligne, feuille })}) : {SITUATIONS[situation].toLowerCase()}
                {raison && `, ${raison.toLowerCase()}`}
              </li>
            ))}
          </ul>
          <RadioGroupField
            field={field("sens")}
            label="Ce que vous décidez"
            choices={Object.entries(SENS_AJUSTEMENT).map(([value, label]) => ({ value, label }))}
          />
          <TextAreaField
            field={field("motif", motifs.length === 1 ? motifs[0] : undefined, false)}
            label="Motif"
            hint="Pourquoi en décider autrement, en une phrase ; inutile pour revenir à la proposition. Aucun nom d’élève ni de personne."
            rows={3}
          />
        </>
      )}
    </PageActe>
  );
}
