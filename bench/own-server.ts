import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { readSettings } from "#app/platform/env/settings.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { openServices } from "#server/open-services.ts";

/** The built application alone in its process, on the database of the bench, at the address that it believes to be its own. */
const port = Number(process.env.PORT);
// Where the service keeps its key; the database is elsewhere.
const folder = await mkdtemp(join(tmpdir(), "ancrage-bench-cle-"));
const services = await openServices(
  process.env.DATABASE_URL as string,
  readSettings({ ANCRAGE_DONNEES: folder }, import.meta.dirname),
  `http://127.0.0.1:${port}`,
  createLogger("error"),
);
const { createApp } = (await import("../build/server/index.js" as string)) as typeof import("#server/app.ts");
const app = createApp(services);
serve(
  { fetch: (request) => app.fetch(request), port, hostname: "127.0.0.1", overrideGlobalObjects: false },
  () => process.stdout.write(`${port}\n`),
);
