import { version } from "../package.json";
import { findAssistanceEnCours } from "./acces/assistance/queries.server.ts";
import { getActor } from "./acces/queries.server.ts";
import { type Actor, hasPermission, libelleFonctions } from "./acces/rules.ts";
import { countNonLues } from "./messages/queries.server.ts";
import type { RequestContext } from "./platform/http/request-context.ts";
import type { NavigationEntry } from "./platform/ui/header.tsx";
import type { Frame } from "./platform/ui/page-frame.tsx";
import { getCadre } from "./publications/textes/queries.server.ts";

/** What surrounds every page for this person: their name, what they may open, and the strips that are theirs. */
export async function getFrame(current: RequestContext): Promise<Frame> {
  const frame = frameOf(current);
  const actor = current.actor ? getActor(current) : undefined;
  try {
    const [{ contact, bandeau }, messages, vue] = await Promise.all([
      getCadre(current),
      actor && countNonLues(current.db, actor.agentId),
      actor && !actor.assistePar ? findAssistanceEnCours(current, actor.agentId) : undefined,
    ]);
    return {
      ...frame,
      messages,
      ...(vue && { assistance: { nom: vue.assistant, role: "assiste", href: `/assistance/${vue.id}` } }),
      bandeau: bandeau ?? undefined,
      contact: contact ? { courriel: contact } : undefined,
    };
  } catch (error) {
    // A page that needs nothing of the database is served without it; the others say so themselves.
    current.log.warn({ err: error, requestId: current.requestId }, "frame drawn without the database");
    return frame;
  }
}

/** The part of it that asks the database nothing: a page of error is drawn even when the database is away. */
export function frameOf(current: RequestContext): Frame {
  const actor = current.actor ? getActor(current) : undefined;
  return {
    person: actor ? { name: actor.nomComplet, role: libelleFonctions(actor) } : null,
    navigation: actor ? navigationOf(actor) : [],
    demonstration: current.settings.demonstration
      ? "Les données et les personnes sont fictives : explorez sans crainte."
      : null,
    assistance: actor?.assistePar ? { nom: actor.nomComplet, role: "assistant" } : undefined,
    aide: { href: "/aide" },
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
    ...(hasPermission(actor, "agent.lire") ? [{ label: "Personnes", href: "/personnes" }] : []),
  ];
}
