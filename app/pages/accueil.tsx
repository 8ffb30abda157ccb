import { getActor } from "../acces/queries.server.ts";
import { type Actor, hasPermission, scopeOf } from "../acces/rules.ts";
import { formatDateHeure, formatNombre, pluriel } from "../platform/format/format.ts";
import { requestContext } from "../platform/http/request-context.ts";
import { EmptyState } from "../platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "../platform/ui/page-title.tsx";
import { TYPES } from "../referentiel/rules.ts";
import { type EtatReferentiel, getEtatReferentiel } from "../referentiel/territoires/queries.server.ts";
import type { Route } from "./+types/accueil.ts";

export const meta = () => documentTitle("Accueil");

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const etat = hasPermission(actor, "structure.lire")
    ? await getEtatReferentiel(current.db, scopeOf(actor, "structure.lire"))
    : undefined;
  return { nom: actor.nomComplet, etat, suites: suitesOf(actor) };
}

interface Suite {
  readonly titre: string;
  readonly texte: string;
  readonly href: string;
}

/** What this person can do next, in the order of their work. */
function suitesOf(actor: Actor): Suite[] {
  const [own] = scopeOf(actor, "structure.lire").structures;
  const suites: (Suite | false | undefined)[] = [
    own !== undefined && {
      titre: "Votre établissement",
      texte: "Son identité, ses indicateurs et leur origine.",
      href: `/structures/${own}`,
    },
    hasPermission(actor, "import.deposer") && {
      titre: "Déposer des fichiers officiels",
      texte: "Les fichiers du ministère, tels quels : vous verrez ce qui change avant de l’appliquer.",
      href: "/imports/depot",
    },
    hasPermission(actor, "import.lire") && {
      titre: "Les imports",
      texte: "Ce qui est entré dans le référentiel, quand et par qui.",
      href: "/imports",
    },
    { titre: "Qui peut faire quoi", texte: "Vos droits, et ceux de chaque fonction.", href: "/droits" },
  ];
  return suites.filter((suite) => typeof suite === "object");
}

export default function Accueil({ loaderData: { nom, etat, suites } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead={`Bonjour ${nom}.`}>Accueil</PageTitle>
      {etat ? <Referentiel etat={etat} /> : <RienAFaire />}
      <section aria-labelledby="suites">
        <h2 id="suites">Aller plus loin</h2>
        <ul className="anc-suites">
          {suites.map(({ titre, texte, href }) => (
            <li key={href}>
              <a href={href}>{titre}</a>
              <span>{texte}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function RienAFaire() {
  return (
    <EmptyState title="Rien ne vous attend pour l’instant">
      Votre fonction n’a pas de tâche dans ce service aujourd’hui.
    </EmptyState>
  );
}

function Referentiel({ etat }: { etat: EtatReferentiel }) {
  return (
    <section aria-labelledby="referentiel">
      <h2 id="referentiel">Le référentiel</h2>
      <p>
        {etat.total === 0
          ? "Aucune structure n’est encore connue : le service statistique peut déposer les fichiers officiels."
          : `${pluriel(etat.total, "structure suivie", "structures suivies")} par votre fonction.`}
        {etat.dernierImport &&
          ` Dernier import appliqué le ${formatDateHeure(new Date(etat.dernierImport), "Europe/Paris")}.`}
      </p>
      <dl className="anc-comptes-lignes">
        {etat.parType.map(({ type, n }) => (
          <div key={type}>
            <dt>
              <a href={`/structures?type=${type}`}>{TYPES[type]}</a>
            </dt>
            <dd>{formatNombre(n)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
