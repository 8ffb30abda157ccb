import { serve } from "@hono/node-server";
import { readSettings } from "#app/platform/env/settings.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { openServices } from "#server/open-services.ts";

/** The built application alone in its process, on the database of the bench. */
const services = await openServices(
  process.env.DATABASE_URL as string,
  readSettings({}, import.meta.dirname),
  "http://127.0.0.1:3999",
  createLogger("error"),
);
const { createApp } = (await import("../build/server/index.js" as string)) as typeof import("#server/app.ts");
const app = createApp(services);
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1", overrideGlobalObjects: false }, ({ port }) =>
  process.stdout.write(`${port}\n`),
);
