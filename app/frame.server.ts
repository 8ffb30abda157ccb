import { version } from "../package.json";
import { getActor } from "./acces/queries.server.ts";
import { type Actor, hasPermission, libelleFonctions } from "./acces/rules.ts";
import type { RequestContext } from "./platform/http/request-context.ts";
import type { NavigationEntry } from "./platform/ui/layout.tsx";
import type { Frame } from "./platform/ui/page-frame.tsx";

/** What surrounds every page for this person: their name, what they may open, and the strip of a demonstration. */
export function frameOf(current: RequestContext): Frame {
  const actor = current.actor ? getActor(current) : undefined;
  return {
    person: actor ? { name: actor.nomComplet, role: libelleFonctions(actor) } : null,
    navigation: actor ? navigationOf(actor) : [],
    demonstration: current.settings.demonstration
      ? "Les données et les personnes sont fictives : explorez sans crainte."
      : null,
    accessibility: "non conforme",
    version,
  };
}

function navigationOf(actor: Actor): NavigationEntry[] {
  return [
    { label: "Accueil", href: "/" },
    ...(hasPermission(actor, "structure.lire") ? [{ label: "Structures", href: "/structures" }] : []),
    ...(hasPermission(actor, "territoire.lire") ? [{ label: "Territoires", href: "/territoires" }] : []),
    ...(hasPermission(actor, "donnees.lire") ? [{ label: "Données", href: "/donnees" }] : []),
    ...(hasPermission(actor, "import.lire") ? [{ label: "Imports", href: "/imports" }] : []),
  ];
}
