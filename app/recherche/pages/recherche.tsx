import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { FormulaireRecherche } from "../components/formulaire-recherche.tsx";
import { findStructureTapee, searchService } from "../queries.server.ts";
import type { Groupe } from "../rules.ts";
import { readRecherche } from "../schema.ts";
import type { Route } from "./+types/recherche.ts";

export const meta = () => documentTitle("Recherche");

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const q = readRecherche(new URL(request.url).searchParams);
  const structure = await findStructureTapee(current, actor, q);
  if (structure) throw redirect(structure, 303);
  return {
    q,
    faite: q === "" ? undefined : await searchService(current, actor, q),
    liste: hasPermission(actor, "structure.lire"),
  };
}

export default function Recherche({ loaderData: { q, faite, liste } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead="Dans ce que votre fonction vous ouvre : structures, territoires, personnes, indicateurs, pages.">
        Recherche
      </PageTitle>
      <FormulaireRecherche q={q} />
      {faite?.corrige && (
        <Notification tone="info">
          {`Rien ne correspond à « ${q} » ; voici ce qui s’en approche : « ${faite.corrige} ».`}
        </Notification>
      )}
      {faite && faite.total > 0 && (
        <p>{`${pluriel(faite.total, "résultat montré", "résultats montrés")} pour « ${faite.corrige ?? q} ».`}</p>
      )}
      {faite?.groupes.map((groupe, rank) => (
        <Resultats key={groupe.titre} groupe={groupe} id={`groupe-${rank}`} />
      ))}
      {faite?.total === 0 && <Rien q={q} liste={liste} />}
    </>
  );
}

function Resultats({ groupe: { titre, resultats, suite }, id }: { groupe: Groupe; id: string }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{titre}</h2>
      <ul className="anc-resultats">
        {resultats.map(({ titre: nom, texte, href }) => (
          <li key={href}>
            <a href={href}>{nom}</a> {texte && <span>{texte}</span>}
          </li>
        ))}
      </ul>
      {suite && (
        <p>
          <a className="fr-link" href={suite.href}>
            {suite.texte}
          </a>
        </p>
      )}
    </section>
  );
}

/** What is out of scope is not told apart from what does not exist. */
function Rien({ q, liste }: { q: string; liste: boolean }) {
  return (
    <EmptyState
      title={`Aucun résultat pour « ${q} »`}
      action={
        <a className="fr-btn fr-btn--secondary" href={liste ? "/structures" : "/"}>
          {liste ? "Parcourir les structures" : "Revenir à l’accueil"}
        </a>
      }
    >
      Essayez une partie du nom (trois lettres au moins), la commune, ou le code UAI en entier. La recherche
      porte sur ce que votre fonction vous ouvre.
    </EmptyState>
  );
}
