import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatDateHeure, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listTypologies, type TypologieEnregistree } from "../../analyses/typologies/queries.server.ts";
import { FilCampagne } from "../../campagnes/components/reperes-campagne.tsx";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { canCalculer } from "../../campagnes/rules.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import { listScenarios, type ScenarioListe } from "../queries.server.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Scénarios";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} : ${loaderData.campagne.nom}` : TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  return {
    campagne,
    scenarios: await listScenarios(current.db, campagne.id),
    typologies: await listTypologies(current.db, campagne.id),
    prepare: hasPermission(actor, "ciblage.preparer") && canCalculer(campagne).ok,
  };
}

export default function PageScenarios({ loaderData }: Route.ComponentProps) {
  const { campagne, scenarios, typologies, prepare } = loaderData;
  const base = `/ciblage/${campagne.id}/scenarios`;
  const [used, archived] = [scenarios.filter((s) => !s.archive), scenarios.filter((s) => s.archive)];
  return (
    <>
      <FilCampagne campagne={campagne} page={TITRE} />
      <PageTitle lead="Un scénario dit ce que l’on regarde, comment on l’analyse et quelle règle choisit. En écrire plusieurs, c’est voir ce qui tient quand on change d’avis.">
        {`${TITRE} : ${campagne.nom}`}
      </PageTitle>
      {prepare && (
        <p>
          <a className="fr-btn" href={`${base}/nouveau`}>
            Écrire un scénario
          </a>
        </p>
      )}
      {scenarios.length === 0 ? (
        <EmptyState title="Aucun scénario pour le moment">
          {prepare
            ? "Partez d’un exemple prêt, comme la règle de l’académie de Nantes, ou d’une page blanche."
            : "Le service statistique ou le pilote académique écrit le premier ; il paraîtra ici."}
        </EmptyState>
      ) : (
        <Scenarios scenarios={used} base={base} />
      )}
      {used.filter(({ dernier }) => dernier).length >= 2 && <Comparer scenarios={used} base={base} />}
      {typologies.length > 0 && <Typologies typologies={typologies} />}
      {archived.length > 0 && (
        <section aria-labelledby="cote">
          <h2 id="cote">Mis de côté</h2>
          <Scenarios scenarios={archived} base={base} />
        </section>
      )}
    </>
  );
}

function Scenarios({ scenarios, base }: { scenarios: readonly ScenarioListe[]; base: string }) {
  return (
    <ul className="anc-campagnes">
      {scenarios.map(({ id, nom, famille, definition, dernier }) => (
        <li key={id} className="anc-campagne">
          <h2 className="fr-h5">
            <a href={`${base}/${id}`}>{nom}</a>
          </h2>
          <p>
            <Badge>{FAMILLES_ANALYSE[famille].libelle}</Badge>{" "}
            {pluriel(definition.actives.length, "variable active", "variables actives")},{" "}
            {pluriel(definition.regle.criteres.length, "critère", "critères")}
          </p>
          <p className="fr-hint-text">
            {dernier
              ? `Calcul ${dernier.numero}, ${formatDateHeure(new Date(dernier.termineLe), "Europe/Paris")} : ${pluriel(dernier.retenues, "structure retenue", "structures retenues")} sur ${formatNombre(dernier.population, 0)}`
              : "Pas encore calculé"}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Typologies({ typologies }: { typologies: readonly TypologieEnregistree[] }) {
  return (
    <section aria-labelledby="typologies">
      <h2 id="typologies">Typologies enregistrées</h2>
      <ul>
        {typologies.map(({ calculId, nom, numero, scenario, classes, modifieeLe }) => (
          <li key={calculId}>
            <a href={`/ciblage/calculs/${calculId}/typologie`}>{nom}</a>
            {` : ${scenario}, calcul nº ${formatNombre(numero)}`}
            {classes.length > 0 && ` (${classes.join(", ")})`}
            {`, ${formatDateHeure(new Date(modifieeLe), "Europe/Paris")}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Comparer({ scenarios, base }: { scenarios: readonly ScenarioListe[]; base: string }) {
  return (
    <section aria-labelledby="comparer">
      <h2 id="comparer">Comparer</h2>
      <form method="get" action={`${base}/comparaison`} className="anc-formulaire">
        <fieldset className="fr-fieldset" aria-labelledby="comparer-legende">
          <legend id="comparer-legende" className="fr-fieldset__legend fr-fieldset__legend--regular">
            Deux à quatre scénarios de la même famille, déjà calculés
          </legend>
          {scenarios
            .filter(({ dernier }) => dernier)
            .map(({ id, nom, famille }) => (
              <div key={id} className="fr-fieldset__element">
                <div className="fr-checkbox-group">
                  <input type="checkbox" id={`s-${id}`} name="s" value={id} />
                  <label className="fr-label" htmlFor={`s-${id}`}>
                    {`${nom} (${FAMILLES_ANALYSE[famille].libelle.toLowerCase()})`}
                  </label>
                </div>
              </div>
            ))}
        </fieldset>
        <button type="submit" className="fr-btn fr-btn--secondary">
          Comparer
        </button>
      </form>
    </section>
  );
}
