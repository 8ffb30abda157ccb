import type { Permission } from "../acces/droits/rules.ts";
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
  return { nom: actor.nomComplet, etat, groupes: groupesOf(actor) };
}

interface Suite {
  readonly titre: string;
  readonly texte: string;
  readonly href: string;
  /** Who finds it on the home page: whoever holds the permission, or everybody. */
  readonly droit?: Permission;
}

interface Groupe {
  readonly titre: string;
  readonly suites: readonly Suite[];
}

const GROUPES: readonly Groupe[] = [
  {
    titre: "Lire",
    suites: [
      {
        titre: "Les structures",
        texte: "Chercher une école, un collège, un lycée.",
        href: "/structures",
        droit: "structure.lire",
      },
      {
        titre: "La carte",
        texte: "Les mêmes structures, là où elles sont.",
        href: "/structures/carte",
        droit: "structure.lire",
      },
      {
        titre: "Les territoires",
        texte: "Académie, département, circonscription, bassin, commune.",
        href: "/territoires",
        droit: "territoire.lire",
      },
      {
        titre: "Les académies",
        texte: "Des profils différents, lus sur les mêmes indicateurs.",
        href: "/nation",
        droit: "territoire.lire",
      },
      {
        titre: "Côte à côte",
        texte: "Jusqu’à six structures, par leur nom.",
        href: "/comparer",
        droit: "indicateur.comparer",
      },
      {
        titre: "Les écoles orphelines",
        texte: "Ce que les données calculent, ce qu’une personne décide.",
        href: "/orphelines",
        droit: "structure.gerer",
      },
      {
        titre: "Les réseaux",
        texte: "Éducation prioritaire : chaque tête et ses écoles.",
        href: "/reseaux",
        droit: "structure.gerer",
      },
    ],
  },
  {
    titre: "Tenir les données",
    suites: [
      {
        titre: "Déposer des fichiers",
        texte:
          "Ceux du ministère ou de l’académie, tels quels : vous verrez ce qui change avant de l’appliquer.",
        href: "/imports/depot",
        droit: "import.deposer",
      },
      {
        titre: "Les imports",
        texte: "Ce qui est entré, quand et par qui.",
        href: "/imports",
        droit: "import.lire",
      },
      {
        titre: "Les jeux de données",
        texte: "Ce qu’ils couvrent, ce qui manque, ce qui est attendu.",
        href: "/donnees",
        droit: "donnees.lire",
      },
      {
        titre: "Les indicateurs",
        texte: "Leur notice : définition, bruit, biais, comparaisons permises.",
        href: "/indicateurs",
        droit: "donnees.lire",
      },
      {
        titre: "Les anomalies",
        texte: "Ce qui ne va pas de soi : à corriger, ou à justifier.",
        href: "/anomalies",
        droit: "anomalie.lire",
      },
      {
        titre: "Les valeurs locales",
        texte: "Proposées à côté des valeurs officielles.",
        href: "/corrections",
        droit: "valeur.corriger",
      },
    ],
  },
  {
    titre: "Le service",
    suites: [
      {
        titre: "Le registre des académies",
        texte: "Qui participe, depuis quand, par quel acte.",
        href: "/academies/registre",
        droit: "territoire.lire",
      },
      {
        titre: "L’interface de lecture",
        texte: "Des jetons pour lire les données avec un programme.",
        href: "/jetons",
        droit: "jeton.gerer",
      },
      {
        titre: "Les réglages",
        texte: "Le seuil des petits effectifs.",
        href: "/reglages",
        droit: "reglage.gerer",
      },
      { titre: "Qui peut faire quoi", texte: "Vos droits, et ceux de chaque fonction.", href: "/droits" },
    ],
  },
];

/** What this person can do next, in the order of their work: first their own school, then what their function opens. */
function groupesOf(actor: Actor): Groupe[] {
  const [own] = scopeOf(actor, "structure.lire").structures;
  const votre: Groupe[] =
    own === undefined
      ? []
      : [
          {
            titre: "Votre structure",
            suites: [
              {
                titre: "Sa page",
                texte: "Son identité, ses indicateurs et leur origine.",
                href: `/structures/${own}`,
              },
              ...(hasPermission(actor, "indicateur.lire")
                ? [
                    {
                      titre: "Des structures comparables",
                      texte: "Des repères sans noms, d’après le public accueilli.",
                      href: `/structures/${own}/comparables`,
                    },
                  ]
                : []),
            ],
          },
        ];
  const ouverts = GROUPES.map(({ titre, suites }) => ({
    titre,
    suites: suites.filter(({ droit }) => droit === undefined || hasPermission(actor, droit)),
  }));
  return [...votre, ...ouverts.filter(({ suites }) => suites.length > 0)];
}

export default function Accueil({ loaderData: { nom, etat, groupes } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead={`Bonjour ${nom}.`}>Accueil</PageTitle>
      {etat ? <Referentiel etat={etat} /> : <RienAFaire />}
      {groupes.map(({ titre, suites }, rank) => (
        <section key={titre} aria-labelledby={`suites-${rank}`}>
          <h2 id={`suites-${rank}`}>{titre}</h2>
          <ul className="anc-suites">
            {suites.map(({ titre: nomSuite, texte, href }) => (
              <li key={href}>
                <a href={href}>{nomSuite}</a>
                <span>{texte}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
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
