import { getActor } from "#app/acces/queries.server.ts";
import { formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { type Essai, getEssai, type StructureTrouvee } from "../essai/queries.server.ts";
import { getScenarioPrepare } from "../queries.server.ts";
import type { Route } from "./+types/essai.ts";

const TITRE = "Essayer sur une structure";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} : « ${loaderData.scenario.nom} »` : TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const lu = await getScenarioPrepare(current.db, actor, params);
  const q = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 100);
  return { ...lu, q, ...(await getEssai(current.db, actor, lu, { q, now: current.now() })) };
}

export default function PageEssai({ loaderData }: Route.ComponentProps) {
  const { campagne, scenario, q, trouvees, essai } = loaderData;
  const base = `/ciblage/${campagne.id}/scenarios`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Campagnes de ciblage", href: "/ciblage" },
          { label: campagne.nom, href: `/ciblage/${campagne.id}` },
          { label: "Scénarios", href: base },
          { label: scenario.nom, href: `${base}/${scenario.id}` },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="Ce que la règle dit aujourd’hui d’une structure de la population, critère par critère. Pour la comprendre, pas pour la classer.">
        {`${TITRE} : « ${scenario.nom} »`}
      </PageTitle>
      <search aria-label="Chercher une structure de la population">
        <form method="get" className="anc-filtres">
          <div className="anc-filtres__champs">
            <TextField
              field={{ id: "essai-q", name: "q", initialValue: q }}
              label="Nom, commune ou code (UAI)"
              type="search"
            />
          </div>
          <div className="anc-filtres__actions">
            <button type="submit" className="fr-btn fr-btn--secondary">
              Chercher
            </button>
          </div>
        </form>
      </search>
      {essai && <Lecture essai={essai} />}
      {!essai && trouvees.length > 0 && <Trouvees trouvees={trouvees} />}
      {!essai && trouvees.length === 0 && q !== "" && (
        <EmptyState title="Aucune structure de ce nom dans la population">
          Essayez un autre mot, ou voyez dans la population de la campagne pourquoi elle n’y est pas.
        </EmptyState>
      )}
    </>
  );
}

function Trouvees({ trouvees }: { trouvees: readonly StructureTrouvee[] }) {
  return (
    <ul>
      {trouvees.map(({ uai, nom, commune }) => (
        <li key={uai}>
          <a href={`?q=${uai}`}>{nom}</a>, {commune}
        </li>
      ))}
    </ul>
  );
}

function Lecture({ essai }: { essai: Essai }) {
  const { uai, nom, commune, retenue, criteres, proche } = essai;
  return (
    <section aria-labelledby="lecture">
      <h2 id="lecture">
        <a href={`/structures/${uai}`}>{nom}</a>, {commune}
      </h2>
      <p>
        {retenue === null
          ? "La règle lit un axe ou une classe : un calcul dira si elle la retient."
          : retenue
            ? "La règle la retient."
            : "La règle ne la retient pas."}
      </p>
      {criteres.length > 0 && (
        <ul>
          {criteres.map(({ id, phrase }) => (
            <li key={id}>{phrase}</li>
          ))}
        </ul>
      )}
      {proche && <p>{direProche(proche)}</p>}
      <p className="fr-hint-text">Une règle éclaire ; la décision est celle de personnes.</p>
    </section>
  );
}

function direProche({ libelle, de, vers, ecarts, retenue, decimales }: NonNullable<Essai["proche"]>): string {
  const write = (value: number) => formatNombre(value, decimales);
  return `Le plus petit changement qui en déciderait autrement : « ${libelle} » à ${write(vers)} au lieu de ${write(de)} (${formatNombre(ecarts, 1)} écart-type), et la règle ${retenue ? "la retiendrait" : "ne la retiendrait plus"}.`;
}
