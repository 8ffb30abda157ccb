import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { etapesVie } from "../components/acte.tsx";
import { Chronologie } from "../components/chronologie.tsx";
import { Rattachements } from "../components/rattachements.tsx";
import { Dispositifs } from "../components/vie-resumee.tsx";
import { getVieStructure } from "../queries.server.ts";
import { isEcole, SOURCE_TYPOLOGIE } from "../rules.ts";
import type { Route } from "./+types/vie.ts";

export const meta = () => documentTitle("Vie de la structure");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const vie = await getVieStructure(
    current.db,
    scopeOf(actor, "structure.lire"),
    params.uai,
    civilDay(current.now()),
  );
  return {
    vie,
    gere: hasPermission(actor, "structure.gerer"),
    decide: hasPermission(actor, "orpheline.decider") && isEcole(vie.structure.type),
  };
}

const ACTES = [
  ["saisie", "Saisir un fait"],
  ["filiation", "Relier à une autre structure"],
  ["dispositif", "Noter un dispositif"],
  ["fait", "Noter un fait local"],
  ["retrait", "Retirer une saisie"],
] as const;

export default function PageVie({ loaderData: { vie, gere, decide } }: Route.ComponentProps) {
  const { structure, evenements } = vie;
  const base = `/structures/${structure.uai}`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          ...etapesVie(structure).slice(0, 2),
          { label: "Vie de la structure" },
        ]}
      />
      <PageTitle
        overline={structure.nom}
        lead="Ce à quoi elle se rattache, et ce qui lui est arrivé, avec la source de chaque fait."
      >
        Vie de la structure
      </PageTitle>
      {(gere || decide) && (
        <ul className="anc-vie__actes" aria-label="Ce que vous pouvez faire">
          {(gere ? ACTES : []).map(([path, label]) => (
            <li key={path}>
              <a className="fr-link" href={`${base}/vie/${path}`}>
                {label}
              </a>
            </li>
          ))}
          {decide && (
            <li>
              <a className="fr-link" href={`${base}/orpheline`}>
                Décider : école orpheline
              </a>
            </li>
          )}
        </ul>
      )}
      <section aria-labelledby="rattachements">
        <h2 id="rattachements">Rattachements</h2>
        <Rattachements {...vie} />
        <p className="fr-hint-text">{SOURCE_TYPOLOGIE}</p>
        <Dispositifs vie={vie} />
      </section>
      <section aria-labelledby="chronologie">
        <h2 id="chronologie">Chronologie</h2>
        {evenements.length === 0 ? (
          <EmptyState title="Rien n’est encore noté">
            Les changements d’identité, les dispositifs et les faits locaux apparaîtront ici.
          </EmptyState>
        ) : (
          <>
            <ExportLinks href={`${base}/vie/export`} objet="la chronologie" />
            <Chronologie evenements={evenements} />
          </>
        )}
      </section>
    </>
  );
}
