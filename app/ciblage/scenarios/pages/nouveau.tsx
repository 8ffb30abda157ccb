import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { type RequestContext, requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getLecteur } from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import { getCampagne } from "../../campagnes/queries.server.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { countPopulation } from "../../populations/queries.server.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse } from "../../rules.ts";
import { creerScenario } from "../commands.server.ts";
import { listIndicateursOfferts } from "../indicateurs/queries.server.ts";
import { adapterExemple, type CodeModele, MODELES } from "../modeles/rules.ts";
import { DEFINITION_VIDE } from "../rules.ts";
import { creationSchema } from "../schema.ts";
import type { Route } from "./+types/nouveau.ts";

const TITRE = "Écrire un scénario";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "ciblage.preparer");
  return { campagne: await getCampagne(current.db, scope, params.campagne) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const campagne = await getCampagne(current.db, acteur.scope, params.campagne);
  return submitForm(request, creationSchema(campagne), async ({ nom, depart }) => {
    const { famille, definition, sans } = await readDepart(current, campagne, depart);
    const id = await creerScenario(current, acteur, campagne.id, { nom, famille, definition });
    const told = sans.length > 0 ? `?sans=${sans.join(",")}` : "";
    throw redirect(`/ciblage/${campagne.id}/scenarios/${id}${told}`, 303);
  });
}

async function readDepart(current: RequestContext, campagne: Campagne, depart: FamilleAnalyse | CodeModele) {
  if (!(depart in MODELES))
    return { famille: depart as FamilleAnalyse, definition: DEFINITION_VIDE, sans: [] };
  const { famille, definition } = MODELES[depart as CodeModele];
  const actor = getActor(current);
  const scope = scopeOf(actor, "ciblage.preparer");
  const { dedans } = await countPopulation(current.db, campagne, famille, scope);
  const offerts = await listIndicateursOfferts(current.db, getLecteur(actor), campagne, famille, dedans);
  return { famille, ...adapterExemple(definition, new Set(offerts.map(({ code }) => code))) };
}

export default function PageNouveau({ loaderData: { campagne }, actionData }: Route.ComponentProps) {
  const modeles = Object.entries(MODELES).filter(([, { famille }]) => campagne.familles.includes(famille));
  return (
    <PageActe
      id="scenario"
      titre={TITRE}
      consequence="Il se règle ensuite, autant que vous voulez ; rien n’est calculé avant que vous le demandiez."
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: "Scénarios", href: `/ciblage/${campagne.id}/scenarios` },
      ]}
      bouton="Écrire le scénario"
      retour={`/ciblage/${campagne.id}/scenarios`}
      reply={actionData}
    >
      {(field) => (
        <>
          <TextField
            field={field("nom")}
            label="Nom du scénario"
            hint="Par exemple : défavorisés et fragiles."
          />
          <RadioGroupField
            field={field("depart", campagne.familles[0])}
            label="Point de départ"
            choices={[
              ...campagne.familles.map((famille) => ({
                value: famille,
                label: `Page blanche : ${FAMILLES_ANALYSE[famille].libelle.toLowerCase()}`,
              })),
              ...modeles.map(([code, { libelle, note }]) => ({
                value: code,
                label: `Exemple : ${libelle}`,
                hint: note,
              })),
            ]}
          />
        </>
      )}
    </PageActe>
  );
}
