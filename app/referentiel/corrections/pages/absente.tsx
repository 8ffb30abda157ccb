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
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { proposerValeur } from "../commands.server.ts";
import { ChampsCorrection } from "../components/champs-correction.tsx";
import { getChoixCorrection } from "../queries.server.ts";
import { absenteSchema } from "../schema.ts";
import type { Route } from "./+types/absente.ts";

const TITRE = "Proposer une valeur qui manque";
/** School years offered, back from the present one. */
const ANNEES = 12;
export const meta = () => documentTitle(TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const portee = { scope: scopeOf(actor, "valeur.corriger"), lecteur: getLecteur(actor) };
  const demande = new URL(request.url).searchParams;
  const derniere = Number(civilDay(current.now()).slice(0, 4));
  return {
    ...(await getChoixCorrection(current.db, portee, params.uai)),
    annees: Array.from({ length: ANNEES }, (_, index) => derniere - index),
    indicateur: demande.get("indicateur") ?? undefined,
    annee: demande.get("annee") ?? undefined,
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const portee = { scope: scopeOf(actor, "valeur.corriger"), lecteur: getLecteur(actor) };
  await getChoixCorrection(current.db, portee, params.uai);
  return submitForm(request, absenteSchema, async (saisie) => {
    await proposerValeur(current, { ...portee, ...saisie, uai: params.uai, agentId: actor.agentId });
    throw redirect(`/structures/${params.uai}`, 303);
  });
}

export default function PageAbsente({ loaderData, actionData }: Route.ComponentProps) {
  const { structure, indicateurs, annees, indicateur, annee } = loaderData;
  const page = `/structures/${structure.uai}`;
  return (
    <PageActe
      id="correction"
      titre={TITRE}
      consequence="Pour une année ou un indicateur que les fichiers ne donnent pas. La valeur est montrée comme locale, avec son auteur, et n’entre dans aucune référence."
      etapes={[
        { label: "Structures", href: "/structures" },
        { label: structure.nom, href: page },
      ]}
      bouton="Proposer cette valeur"
      retour={page}
      reply={actionData}
    >
      {(field) => (
        <>
          <SelectField
            field={field("indicateur", indicateur)}
            label="Indicateur"
            choices={indicateurs.map(({ code, libelle }) => ({ value: code, label: libelle }))}
          />
          <SelectField
            field={field("annee", annee)}
            label="Année scolaire"
            choices={annees.map((value) => ({ value: String(value), label: formatAnneeScolaire(value) }))}
          />
          <ChampsCorrection field={field} vue={null} />
        </>
      )}
    </PageActe>
  );
}
