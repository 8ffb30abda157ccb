import { type Actor, hasPermission } from "../acces/rules.ts";
import { ENTREES, type Entree } from "../accueil/entrees/rules.ts";
import { requestContext } from "../platform/http/request-context.ts";
import { documentTitle, PageTitle } from "../platform/ui/page-title.tsx";
import { PAGES_COMMUNES } from "../recherche/rules.ts";
import type { Route } from "./+types/plan-du-site.ts";

const TITRE = "Plan du site";
export const meta = () => documentTitle(TITRE);

/** What anybody reads, signed in or not. */
const PUBLIQUES: readonly Entree[] = [
  { titre: "Présentation", texte: "Ce qu’est un contrat local d’accompagnement.", href: "/presentation" },
  { titre: "Actualités", texte: "Ce qui se passe, et les archives.", href: "/actualites" },
  {
    titre: "Règles de ciblage",
    texte: "Comment les structures accompagnées sont choisies.",
    href: "/regles-de-ciblage",
  },
  { titre: "Aide", texte: "Des guides courts, un par sujet.", href: "/aide" },
  { titre: "Nouveautés", texte: "Ce que chaque version apporte.", href: "/nouveautes" },
  { titre: "Connexion", texte: "Entrer dans le service.", href: "/connexion" },
  { titre: "Mentions légales", texte: "Qui répond du service.", href: "/mentions-legales" },
  {
    titre: "Vos données personnelles",
    texte: "Ce qui est gardé, pourquoi, combien de temps.",
    href: "/vie-privee",
  },
  {
    titre: "Accessibilité",
    texte: "L’état du service, et comment signaler une difficulté.",
    href: "/accessibilite",
  },
  { titre: "Affichage", texte: "Clair, sombre, ou comme votre appareil.", href: "/affichage" },
];

export function loader({ context }: Route.LoaderArgs) {
  const actor = context.get(requestContext).actor as Actor | null;
  if (!actor) return { publiques: PUBLIQUES, votres: [] };
  const communes = new Set(PUBLIQUES.map(({ href }) => href));
  const entrees: readonly Entree[] = [...PAGES_COMMUNES, ...Object.values<Entree>(ENTREES)].map(
    ({ titre, texte, href, droit }) => ({ titre, texte, href, ...(droit && { droit }) }),
  );
  return {
    // Whoever is in needs no way in.
    publiques: PUBLIQUES.filter(({ href }) => href !== "/connexion"),
    votres: entrees.filter(
      ({ href, droit }) => !communes.has(href) && (droit === undefined || hasPermission(actor, droit)),
    ),
  };
}

export default function PlanDuSite({ loaderData: { publiques, votres } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle>{TITRE}</PageTitle>
      <h2>Pour tous</h2>
      <Liste entrees={publiques} />
      {votres.length > 0 && (
        <>
          <h2>Ouvert à votre fonction</h2>
          <Liste entrees={votres} />
        </>
      )}
    </>
  );
}

function Liste({ entrees }: { entrees: readonly Entree[] }) {
  return (
    <ul className="anc-suites">
      {entrees.map(({ titre, texte, href }) => (
        <li key={href}>
          <a href={href}>{titre}</a>
          <span>{texte}</span>
        </li>
      ))}
    </ul>
  );
}
