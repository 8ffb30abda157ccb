import type { CronItem } from "graphile-worker";
import type { Context } from "#app/platform/context.ts";
import type { CourrielPayload } from "#app/platform/mail/outbox.server.ts";
import { sendCourriel, sendCourrielsDus } from "#app/platform/mail/send.server.ts";
import { annoncerImportsArretes } from "./annonces/commands.server.ts";
import { resumerNotifications } from "./commands.server.ts";
import { signalerAttente } from "./courriels/commands.server.ts";

/** Background work of messages, by task name. Each may be played twice: what is sent or told is written down. */
export const jobs = {
  envoyer_courriel: async (context: Context, payload: CourrielPayload) => {
    await sendCourriel(context, payload.courrielId);
  },
  reprendre_courriels: async (context: Context) => {
    await sendCourrielsDus(context);
    await signalerAttente(context);
    await annoncerImportsArretes(context);
  },
  resumer_notifications: async (context: Context) => {
    await resumerNotifications(context);
  },
};

/** The same work is never queued twice behind itself, when a mail server takes its time. */
const alone = (jobKey: string) =>
  ({ queueName: jobKey, jobKey, jobKeyMode: "preserve_run_at", maxAttempts: 1 }) as const;

/** The sweep every minute; the summary is due from seven in Paris, whose hour moves against that of the server. */
export const cron: CronItem[] = [
  { task: "reprendre_courriels", match: "* * * * *", options: alone("reprendre_courriels") },
  { task: "resumer_notifications", match: "*/10 * * * *", options: alone("resumer_notifications") },
];
