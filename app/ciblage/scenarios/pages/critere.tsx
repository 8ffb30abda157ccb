import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getLecteur } from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import { countPopulation } from "../../populations/queries.server.ts";
import type { Critere } from "../../regles/rules.ts";
import { modifierScenario } from "../commands.server.ts";
import { ChampsCritere } from "../components/champs-critere.tsx";
import { critereOf, critereSchemas, GENRES_CRITERE, type GenreCritere } from "../critere/schema.ts";
import { listIndicateursOfferts } from "../indicateurs/queries.server.ts";
import { getScenarioPrepare } from "../queries.server.ts";
import { canAjouterCritere, canEcrireScenario, nouvelIdCritere, poserCritere } from "../rules.ts";
import type { Route } from "./+types/critere.ts";

const titreOf = (critere: Critere | null) => (critere ? "Modifier un critère" : "Ajouter un critère");
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(
    loaderData ? `${titreOf(loaderData.critere)} de « ${loaderData.scenario.nom} »` : titreOf(null),
  );

async function read({ request, params, context }: Pick<Route.LoaderArgs, "request" | "params" | "context">) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const scope = scopeOf(actor, "ciblage.preparer");
  const { campagne, scenario } = await getScenarioPrepare(current.db, actor, params);
  const search = new URL(request.url).searchParams;
  const id = search.get("id");
  const critere = scenario.definition.regle.criteres.find((one) => one.id === id) ?? null;
  if (id && !critere) throw new NotFound();
  const genre: GenreCritere = critere?.genre ?? readGenre(search.get("genre"));
  const { dedans } = await countPopulation(current.db, campagne, scenario.famille, scope);
  const offerts =
    genre === "indicateur"
      ? await listIndicateursOfferts(current.db, getLecteur(actor), campagne, scenario.famille, dedans)
      : [];
  const acteur = { agentId: actor.agentId, scope };
  return { current, acteur, campagne, scenario, critere, genre, offerts, population: dedans };
}

function readGenre(text: string | null): GenreCritere {
  return text !== null && Object.hasOwn(GENRES_CRITERE, text) ? (text as GenreCritere) : "indicateur";
}

export async function loader(args: Route.LoaderArgs) {
  const { campagne, scenario, critere, genre, offerts, population } = await read(args);
  const refus = canEcrireScenario(scenario, campagne);
  return { campagne, scenario, critere, genre, offerts, population, refus };
}

export async function action({ request, ...args }: Route.ActionArgs) {
  const { current, acteur, campagne, scenario, critere, genre, offerts } = await read({ request, ...args });
  return submitForm(request, critereSchemas[genre], async (saisie) => {
    const cible = { campagneId: campagne.id, id: scenario.id };
    if ("code" in saisie && !offerts.some(({ code }) => code === saisie.code) && !isOf(critere, saisie.code))
      throw new Refusal(
        "indicateur_absent",
        "Choisissez un indicateur de la liste : celui-ci n’a pas de valeur ici.",
      );
    await modifierScenario(current, acteur, cible, saisie.version, (definition) => {
      if (!critere) demand(canAjouterCritere(definition.regle));
      const id = critere?.id ?? nouvelIdCritere(definition.regle);
      return { ...definition, regle: poserCritere(definition.regle, critereOf(genre, saisie, id)) };
    });
    throw redirect(`/ciblage/${campagne.id}/scenarios/${scenario.id}/regle`, 303);
  });
}

function isOf(critere: Critere | null, code: string): boolean {
  return critere?.genre === "indicateur" && critere.code === code;
}

export default function PageCritere({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, scenario, critere, genre, offerts, population, refus } = loaderData;
  const base = `/ciblage/${campagne.id}/scenarios`;
  return (
    <PageActe
      id="critere"
      titre={`${titreOf(critere)} de « ${scenario.nom} »`}
      consequence={`Ce critère porte sur : ${GENRES_CRITERE[genre].toLowerCase()}. Une valeur absente n’est jamais lue comme 0 : le critère n’est alors pas rempli.`}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: "Scénarios", href: base },
        { label: scenario.nom, href: `${base}/${scenario.id}` },
        { label: "Règle", href: `${base}/${scenario.id}/regle` },
      ]}
      bouton="Enregistrer le critère"
      retour={`${base}/${scenario.id}/regle`}
      reply={actionData}
    >
      {(field) => (
        <>
          {!refus.ok && <Notification tone="info">{refus.message}</Notification>}
          <input type="hidden" name="version" value={scenario.version} />
          <ChampsCritere
            {...{ field, genre, critere, offerts, population, axes: scenario.definition.axes }}
          />
        </>
      )}
    </PageActe>
  );
}
