import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { z } from "#app/platform/form/zod.ts";
import { formatDate, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe, replyOf } from "#app/platform/ui/act-page.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getCampagneLuePour } from "../../campagnes/queries.server.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import { FilPages } from "../components/fil-campagne.tsx";
import { repererCandidatures } from "../reperages/commands.server.ts";
import { countSuites, listCalculsReperables, listReperage } from "../reperages/queries.server.ts";
import { SUITES_REPERAGE, type SuiteReperage } from "../reperages/rules.ts";
import { canTravailler } from "../rules.ts";
import type { Route } from "./+types/reperage.ts";

const TITRE = "Repérer par un calcul";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} : ${loaderData.campagne.nom}` : TITRE);

const calculSchema = z.object({ calcul: z.uuid({ error: "Choisissez un calcul de la liste." }) });

type Comptes = Partial<Record<SuiteReperage, number>>;

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLuePour(current.db, actor, "ciblage.proposer", params.campagne);
  const calculs = await listCalculsReperables(current.db, actor, campagne.id);
  const suites = await Promise.all(
    calculs
      .slice(0, 10)
      .map(({ id: calculId }) => listReperage(current.db, actor, { campagneId: campagne.id, calculId })),
  );
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    ouverte: canTravailler(campagne),
    calculs: calculs.slice(0, 10).map((calcul, i) => ({ ...calcul, comptes: countSuites(suites[i] ?? []) })),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id } = await getCampagneLuePour(current.db, actor, "ciblage.proposer", params.campagne);
  return submitForm(request, calculSchema, async ({ calcul: calculId }) => ({
    bilan: await repererCandidatures(current, actor, { campagneId: id, calculId }),
  }));
}

/** « 4 entrent dans la campagne, 2 y sont déjà… » */
function dire(comptes: Comptes): string {
  const phrases = (Object.keys(SUITES_REPERAGE) as SuiteReperage[]).flatMap((suite) => {
    const n = comptes[suite];
    const [une, plusieurs] = SUITES_REPERAGE[suite];
    return n ? [pluriel(n, une, plusieurs)] : [];
  });
  return phrases.length === 0 ? "Aucune structure de votre périmètre." : `${phrases.join(" ; ")}.`;
}

export default function PageReperage({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, calculs, ouverte } = loaderData;
  const liste = `/ciblage/${campagne.id}/candidatures`;
  const bilan = actionData && "bilan" in actionData ? actionData.bilan : undefined;
  return (
    <>
      <FilPages {...{ campagne, titre: TITRE, etapes: [{ label: "Structures examinées", href: liste }] }} />
      <PageTitle lead="Les structures que la règle garde entrent d’un coup dans la campagne, «&nbsp;repérées&nbsp;». Repérer n’est pas décider : chacune sera examinée.">
        {`${TITRE} : ${campagne.nom}`}
      </PageTitle>
      {bilan && (
        <Notification tone="success" title="Repérage enregistré" live>
          <p>{dire(bilan)}</p>
          <p>
            <a href={liste}>Voir les structures examinées</a>
          </p>
        </Notification>
      )}
      {!ouverte.ok && <p>{ouverte.message}</p>}
      {ouverte.ok && calculs.length === 0 && (
        <EmptyState title="Aucun calcul terminé" action={<Issues campagne={campagne.id} />}>
          Lancez d’abord un calcul depuis un scénario de la campagne, ou ajoutez une structure à la main.
        </EmptyState>
      )}
      {ouverte.ok && calculs.length > 0 && (
        <FormActe id="reperage" bouton="Repérer ces structures" retour={liste} reply={replyOf(actionData)}>
          {(field) => (
            <RadioGroupField
              field={field("calcul", calculs.length === 1 ? calculs[0]?.id : undefined)}
              label="Calcul"
              hint="Les calculs terminés, le plus récent d’abord."
              choices={calculs.map(({ id, numero, scenario, famille, termineLe, gardees, comptes }) => ({
                value: id,
                label: `${scenario}, calcul nº ${formatNombre(numero)} du ${formatDate(new Date(termineLe), "Europe/Paris")} (${FAMILLES_ANALYSE[famille].libelle.toLowerCase()}) : ${pluriel(gardees, "structure gardée", "structures gardées")}`,
                hint: dire(comptes),
              }))}
            />
          )}
        </FormActe>
      )}
    </>
  );
}

/** Where a run is made, and the way that needs none. */
function Issues({ campagne }: { campagne: string }) {
  return (
    <>
      <p>
        <a href={`/ciblage/${campagne}/scenarios`}>Scénarios de la campagne</a>
      </p>
      <p>
        <a href={`/ciblage/${campagne}/candidatures/ajout`}>Ajouter une structure</a>
      </p>
    </>
  );
}
