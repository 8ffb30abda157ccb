import type { CronItem, TaskList } from "graphile-worker";
import { jobs as assistance } from "./acces/assistance/jobs.server.ts";
import { jobs as delegations } from "./acces/delegations/jobs.server.ts";
import type { LienPayload } from "./acces/liens/commands.server.ts";
import { jobs as liens } from "./acces/liens/jobs.server.ts";
import { jobs as listes } from "./acces/listes/jobs.server.ts";
import { jobs as passations } from "./acces/passations/jobs.server.ts";
import { jobs as calculs } from "./ciblage/calculs/jobs.server.ts";
import { jobs as conservation } from "./conservation/jobs.server.ts";
import { jobs as journal, followed as verifications } from "./journal/jobs.server.ts";
import { jobs as messages, cron as messagesCron } from "./messages/jobs.server.ts";
import { sealAudit } from "./platform/audit/seal.server.ts";
import type { Context } from "./platform/context.ts";
import type { TachePayload } from "./platform/jobs/tache.server.ts";
import type { CourrielPayload } from "./platform/mail/outbox.server.ts";
import type { PiecePayload } from "./platform/pieces/store.server.ts";
import { readPiece } from "./platform/pieces/text.server.ts";
import { jobs as imports } from "./referentiel/imports/jobs.server.ts";
import { jobs as secret } from "./referentiel/secret/jobs.server.ts";

type Services = Omit<Context, "requestId">;

const FOLLOWED = { ...calculs, ...imports, ...listes, ...secret, ...verifications };
/** By the clock, without anybody who waits for them. */
const ROUTINES = { ...assistance, ...conservation, ...delegations, ...journal, ...passations };

/** Every background job of the product, given the services of the process. */
export function createTaskList(services: Services): TaskList {
  const contextOf = (): Context => ({ ...services, requestId: services.newId() });
  const followed = Object.entries(FOLLOWED).map(([name, job]) => [
    name,
    (payload: unknown) => job(contextOf(), payload as TachePayload),
  ]);
  const routines = Object.entries(ROUTINES).map(([name, job]) => [name, () => job(contextOf())]);
  return {
    ...Object.fromEntries(followed),
    ...Object.fromEntries(routines),
    preparer_lien: (payload) => liens.preparer_lien(contextOf(), payload as LienPayload),
    lire_piece: (payload) => readPiece(contextOf(), payload as PiecePayload),
    envoyer_courriel: (payload) => messages.envoyer_courriel(contextOf(), payload as CourrielPayload),
    reprendre_courriels: () => messages.reprendre_courriels(contextOf()),
    resumer_notifications: () => messages.resumer_notifications(contextOf()),
    sceller_audit: async () => {
      await sealAudit(contextOf());
    },
  };
}

/** What runs by the clock. The journal is sealed every minute. */
export const CRON: CronItem[] = [
  { task: "sceller_audit", match: "* * * * *" },
  { task: "ancrer_journal", match: "*/10 * * * *" },
  { task: "executer_purges", match: "17 2 * * *" },
  { task: "controler_journal", match: "47 2 * * *", options: { queueName: "journal" } },
  { task: "assistances.clore", match: "*/5 * * * *" },
  { task: "passations.ouvrir", match: "10 5 * * *" },
  { task: "delegations.prevenir", match: "20 5 * * *" },
  ...messagesCron,
];
