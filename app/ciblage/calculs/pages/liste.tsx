import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatDateHeure, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getScenarioLu } from "../../scenarios/queries.server.ts";
import { canEcrireScenario } from "../../scenarios/rules.ts";
import { listCalculs } from "../queries.server.ts";
import type { Calcul, TacheCalcul } from "../suivi/rules.ts";
import type { Route } from "./+types/liste.ts";

const titreOf = (nom: string) => `Calculs de « ${nom} »`;
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? titreOf(loaderData.scenario.nom) : "Calculs");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { campagne, scenario } = await getScenarioLu(current.db, actor, params);
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    scenario: { id: scenario.id, nom: scenario.nom },
    lancer: hasPermission(actor, "ciblage.preparer") && canEcrireScenario(scenario, campagne).ok,
    calculs: await listCalculs(current.db, scenario.id),
  };
}

const ETATS: Readonly<Record<TacheCalcul["etat"], string>> = {
  en_attente: "En attente",
  en_cours: "En cours",
  terminee: "Terminé",
  echouee: "Sans résultat",
  annulee: "Arrêté",
};

export default function PageCalculs({ loaderData }: Route.ComponentProps) {
  const { campagne, scenario, lancer, calculs } = loaderData;
  const base = `/ciblage/${campagne.id}/scenarios/${scenario.id}`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Campagnes de ciblage", href: "/ciblage" },
          { label: campagne.nom, href: `/ciblage/${campagne.id}` },
          { label: scenario.nom, href: base },
          { label: "Calculs" },
        ]}
      />
      <PageTitle
        lead="Chaque calcul garde les données, les réglages et le hasard dont il s’est servi : il se relit et se rejoue tel quel, même après de nouveaux imports."
        actions={
          lancer && (
            <a className="fr-btn" href={`${base}/calculs/nouveau`}>
              Lancer un calcul
            </a>
          )
        }
      >
        {titreOf(scenario.nom)}
      </PageTitle>
      {calculs.length === 0 ? (
        <EmptyState title="Aucun calcul">
          {lancer
            ? "Lancez le premier : il analyse les structures de la campagne et leur applique la règle du scénario."
            : "Personne n’a encore lancé de calcul de ce scénario."}
        </EmptyState>
      ) : (
        <ul className="anc-campagnes">
          {calculs.map((calcul) => (
            <Ligne key={calcul.id} calcul={calcul} />
          ))}
        </ul>
      )}
    </>
  );
}

function Ligne({ calcul }: { calcul: Calcul }) {
  const { id, numero, lanceLe, lancePar, termineLe, retenues, population, tache } = calcul;
  return (
    <li className="anc-campagne">
      <p>
        <a href={`/ciblage/calculs/${id}`}>Calcul nº {formatNombre(numero)}</a>{" "}
        <Badge>{termineLe ? ETATS.terminee : ETATS[tache?.etat ?? "echouee"]}</Badge>
      </p>
      <p className="fr-hint-text">
        Lancé le {formatDateHeure(new Date(lanceLe), "Europe/Paris")} par {lancePar}.{" "}
        {termineLe &&
          `La règle retient ${pluriel(retenues ?? 0, "structure")} sur ${formatNombre(population ?? 0)}.`}
      </p>
    </li>
  );
}
