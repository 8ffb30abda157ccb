import { getActor } from "#app/acces/queries.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { Evolutions, Referentiel } from "../components/evolutions.tsx";
import { Taches } from "../components/taches.tsx";
import type { Entree } from "../entrees/rules.ts";
import type { Lieu } from "../lieux/rules.ts";
import { ouvertureOf } from "../ouvertures/rules.ts";
import { getAccueil } from "../queries.server.ts";
import type { Route } from "./+types/accueil.ts";

export const meta = () => documentTitle("Accueil");

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return {
    nom: actor.nomComplet,
    ouverture: ouvertureOf(actor),
    accueil: await getAccueil(current, actor),
  };
}

export default function Accueil({ loaderData: { nom, ouverture, accueil } }: Route.ComponentProps) {
  const { jour, taches, lieux, changements, etat } = accueil;
  return (
    <>
      <PageTitle lead={`Bonjour ${nom}. ${ouverture.mots}`}>Accueil</PageTitle>
      <Taches taches={taches} jour={jour} />
      <Portes lieux={lieux} utiles={ouverture.utiles} />
      {etat && <Evolutions changements={changements} />}
      {etat && <Referentiel etat={etat} />}
      {ouverture.autres.length > 0 && <Autres entrees={ouverture.autres} />}
    </>
  );
}

/** Where one works, then what one opens most. */
function Portes({ lieux, utiles }: { lieux: readonly Lieu[]; utiles: readonly Entree[] }) {
  const portes: readonly Lieu[] = [...lieux, ...utiles];
  if (portes.length === 0) return null;
  return (
    <section aria-labelledby="portes">
      <h2 id="portes">Pour vous</h2>
      <ul className="anc-suites">
        {portes.map(({ titre, texte, href }) => (
          <li key={href}>
            <a href={href}>{titre}</a>
            <span>{texte}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Autres({ entrees }: { entrees: readonly Entree[] }) {
  return (
    <section aria-labelledby="autres">
      <h2 id="autres">Ce qui vous est aussi ouvert</h2>
      <ul className="anc-autres">
        {entrees.map(({ titre, href }) => (
          <li key={href}>
            <a href={href}>{titre}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
