import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { lireNotification } from "../commands.server.ts";
import { getNotification } from "../queries.server.ts";
import { isAdresseInterne } from "../rules.ts";
import type { Route } from "./+types/notification.ts";

/** Marks the notification read and goes where to act. The help desk, which only looks, leaves it unread. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { agentId, assistePar } = getActor(current);
  const { href } = assistePar
    ? await getNotification(current.db, agentId, params.notification)
    : await lireNotification(current, { agentId, id: params.notification });
  throw redirect(isAdresseInterne(href) ? href : "/messages", 303);
}
