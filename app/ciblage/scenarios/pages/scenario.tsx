import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listVariables } from "../../calculs/entree/rules.ts";
import { canCalculer } from "../../campagnes/rules.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import { getApercu } from "../apercu/queries.server.ts";
import { ApercuRegle } from "../components/apercu-regle.tsx";
import { DefinitionLue } from "../components/definition-lue.tsx";
import { RegleLue } from "../components/regle-lue.tsx";
import { listMots } from "../indicateurs/queries.server.ts";
import { getScenarioLu } from "../queries.server.ts";
import { canEcrireScenario, canLancer } from "../rules.ts";
import type { Route } from "./+types/scenario.ts";

export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `Scénario « ${loaderData.scenario.nom} »` : "Scénario");

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { campagne, scenario } = await getScenarioLu(current.db, actor, params);
  const prepare = hasPermission(actor, "ciblage.preparer");
  const codes = listVariables(scenario.definition).map(({ code }) => code);
  const apercu = prepare ? await getApercu(current.db, campagne, scenario, current.now()) : null;
  const sans = new URL(request.url).searchParams.get("sans")?.split(",").slice(0, 45) ?? [];
  return {
    sans: Object.values(await listMots(current.db, sans)).map(({ libelle }) => libelle),
    campagne,
    scenario,
    prepare,
    apercu,
    lexique: apercu?.lexique ?? (await listMots(current.db, codes)),
  };
}

export default function PageScenario({ loaderData }: Route.ComponentProps) {
  const { campagne, scenario, prepare, apercu, lexique, sans } = loaderData;
  const { definition } = scenario;
  const liste = `/ciblage/${campagne.id}/scenarios`;
  const lancer = canLancer(definition);
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Campagnes de ciblage", href: "/ciblage" },
          { label: campagne.nom, href: `/ciblage/${campagne.id}` },
          { label: "Scénarios", href: liste },
          { label: scenario.nom },
        ]}
      />
      <PageTitle
        overline={<Badge>{FAMILLES_ANALYSE[scenario.famille].libelle}</Badge>}
        lead={`Campagne « ${campagne.nom} ». Ce que le scénario regarde, comment il l’analyse, et la règle qui choisit.`}
      >
        {`Scénario « ${scenario.nom} »`}
      </PageTitle>
      {scenario.archive && (
        <Notification tone="info">
          Ce scénario est mis de côté. Ses calculs se lisent encore ; reprenez-le ou copiez-le pour le
          modifier.
        </Notification>
      )}
      {sans.length > 0 && (
        <Notification tone="info">
          {`L’exemple lit aussi ${sans.map((libelle) => `« ${libelle} »`).join(", ")}, qu’aucune structure de la population ne connaît : il s’en passe. Pour en tenir compte, importez d’abord ces données, puis ajoutez-les aux variables.`}
        </Notification>
      )}
      <section aria-labelledby="regle">
        <h2 id="regle">La règle</h2>
        <RegleLue regle={definition.regle} lexique={lexique} seuils={apercu?.seuils ?? {}} />
      </section>
      {apercu && <ApercuRegle apercu={apercu} />}
      <section aria-labelledby="analyse">
        <h2 id="analyse">L’analyse</h2>
        <DefinitionLue definition={definition} lexique={lexique} />
        {!lancer.ok && <Notification tone="info">{lancer.message}</Notification>}
      </section>
      <p>
        <a href={`${liste}/${scenario.id}/calculs`}>Calculs de ce scénario</a> : ce qu’ils retiennent, et leur
        stabilité.
      </p>
      {prepare && <Actes base={`${liste}/${scenario.id}`} {...{ scenario, campagne }} />}
    </>
  );
}

function Actes({
  base,
  scenario,
  campagne,
}: {
  base: string;
  scenario: Parameters<typeof canEcrireScenario>[0];
  campagne: Parameters<typeof canEcrireScenario>[1];
}) {
  const ecrit = canEcrireScenario(scenario, campagne).ok;
  const ouverte = canCalculer(campagne).ok;
  const actes = [
    ...(ecrit
      ? [["regle", "Écrire la règle"] as const, ["variables", "Choisir les variables"] as const]
      : []),
    ["essai", "Essayer sur une structure"] as const,
    ...(ouverte ? [["copie", "Copier ce scénario"] as const] : []),
    ...(ouverte
      ? [["archivage", scenario.archive ? "Reprendre ce scénario" : "Mettre de côté"] as const]
      : []),
  ];
  return (
    <ul className="fr-btns-group fr-btns-group--inline">
      {actes.map(([path, libelle]) => (
        <li key={path}>
          <a className="fr-btn fr-btn--secondary" href={`${base}/${path}`}>
            {libelle}
          </a>
        </li>
      ))}
    </ul>
  );
}
