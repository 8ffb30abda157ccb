import type { CronItem, TaskList } from "graphile-worker";
import { sealAudit } from "./platform/audit/seal.server.ts";
import type { Context } from "./platform/context.ts";
import type { TachePayload } from "./platform/jobs/tache.server.ts";
import { jobs as imports } from "./referentiel/imports/jobs.server.ts";
import { jobs as secret } from "./referentiel/secret/jobs.server.ts";

type Services = Omit<Context, "requestId">;

const FOLLOWED = { ...imports, ...secret };

/** Every background job of the product, given the services of the process. */
export function createTaskList(services: Services): TaskList {
  const contextOf = (): Context => ({ ...services, requestId: services.newId() });
  const followed = Object.entries(FOLLOWED).map(([name, job]) => [
    name,
    (payload: unknown) => job(contextOf(), payload as TachePayload),
  ]);
  return {
    ...Object.fromEntries(followed),
    sceller_audit: async () => {
      await sealAudit(contextOf());
    },
  };
}

/** What runs by the clock. The journal is sealed every minute. */
export const CRON: CronItem[] = [{ task: "sceller_audit", match: "* * * * *" }];
