import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { proposerValeur } from "../commands.server.ts";
import { ChampsCorrection } from "../components/champs-correction.tsx";
import { ValeurLocale } from "../components/valeur-locale.tsx";
import { getValeurACorriger, listHistorique } from "../queries.server.ts";
import { correctionSchema } from "../schema.ts";
import type { Route } from "./+types/correction.ts";

const TITRE = "Proposer une valeur locale";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const lecteur = getLecteur(actor);
  const portee = { scope: scopeOf(actor, "valeur.corriger"), lecteur };
  const objet = await getValeurACorriger(current.db, portee, params);
  const cle = { uai: params.uai, indicateur: objet.indicateur.code, annee: objet.annee };
  const historique = await listHistorique(current.db, lecteur, cle);
  return { objet, actuelle: historique.find(({ retireeLe }) => retireeLe === null) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const portee = { scope: scopeOf(actor, "valeur.corriger"), lecteur: getLecteur(actor) };
  const { indicateur, annee } = await getValeurACorriger(current.db, portee, params);
  return submitForm(request, correctionSchema, async (saisie) => {
    const objet = { uai: params.uai, indicateur: indicateur.code, annee };
    await proposerValeur(current, { ...portee, ...objet, ...saisie, agentId: actor.agentId });
    throw redirect(`/structures/${params.uai}/valeurs/${params.valeur}`, 303);
  });
}

export default function PageCorrection({ loaderData, actionData, params }: Route.ComponentProps) {
  const { objet, actuelle } = loaderData;
  const { structure, indicateur, annee } = objet;
  const acte = `/structures/${params.uai}/valeurs/${params.valeur}`;
  return (
    <PageActe
      id="correction"
      titre={TITRE}
      consequence={
        <>
          {indicateur.libelle}, {formatAnneeScolaire(annee)}. La valeur officielle reste ; la vôtre est
          montrée à côté, et n’entre dans aucune référence.{" "}
          {actuelle && <ValeurLocale correction={actuelle} />}
        </>
      }
      etapes={[
        { label: "Structures", href: "/structures" },
        { label: structure.nom, href: `/structures/${structure.uai}` },
        { label: "D’où vient ce chiffre", href: acte },
      ]}
      bouton="Proposer cette valeur"
      retour={acte}
      reply={actionData}
    >
      {(field) => <ChampsCorrection field={field} unite={indicateur.unite} vue={actuelle?.id ?? null} />}
    </PageActe>
  );
}
