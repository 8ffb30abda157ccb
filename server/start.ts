import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { CRON, createTaskList } from "#app/jobs.server.ts";
import { anchorAudit } from "#app/platform/audit/anchors.server.ts";
import { readSettings } from "#app/platform/env/settings.ts";
import { isStartRefusal } from "#app/platform/env/start-refusal.ts";
import { startWorker } from "#app/platform/jobs/worker.server.ts";
import { createLogger, type Logger } from "#app/platform/log/logger.server.ts";
import { buildIfNeeded } from "./build.ts";
import { describeEntry, prepareInstallation } from "./installation.ts";
import { onLastResort } from "./last-resort.ts";
import { listen } from "./listen.ts";
import { type OpenServices, openServices } from "./open-services.ts";
import { openDataFolder } from "./postgres/data-folder.ts";
import { startEmbeddedPostgres } from "./postgres/embedded.ts";

/**
 * The order of things: settings, data folder, database, migrations, demonstration, background work, HTTP. Whatever was
 * opened is closed in the opposite order, on SIGTERM, on SIGINT, or when a step refuses.
 */
const ROOT = join(import.meta.dirname, "..");
const DEVELOPMENT = process.argv.includes("--dev");
const closers: { name: string; close: () => Promise<unknown> }[] = [];
let closing: Promise<void> | undefined;

// Not `once`: on Ctrl-C the terminal and npm each send a SIGINT, and a second one unheard would kill us on the spot,
// leaving PostgreSQL behind.
process.on("SIGTERM", () => void shutDown(0));
process.on("SIGINT", () => void shutDown(0));
onLastResort(() => shutDown(1));

const started = start();
try {
  await started;
} catch (error) {
  // Once a stop is asked, whatever interrupts the start is no news.
  if (!closing)
    process.stderr.write(isStartRefusal(error) ? `${error.message}\n` : `${(error as Error).stack}\n`);
  await shutDown(1);
}

async function start(): Promise<void> {
  // Somebody at a terminal reads sentences; a machine that keeps logs wants every request.
  const quiet = process.stderr.isTTY ? { NIVEAU_JOURNAL: "warn" } : {};
  const settings = readSettings({ ...quiet, ...process.env }, ROOT);
  if (!DEVELOPMENT) {
    // React answers four times slower otherwise; it reads this when the bundle loads.
    process.env.NODE_ENV = "production";
    await buildIfNeeded(ROOT);
  }
  const log = createLogger(settings.logLevel);
  const folder = await openDataFolder(settings.dataFolder);
  opened("data folder", () => folder.release());
  const server = createServer(starting);
  const origin = await listen(server, settings);
  const databaseUrl = settings.databaseUrl ?? (await embeddedDatabase(folder.path, log));
  const services = await openServices(databaseUrl, settings, settings.urlPublique ?? origin, log);
  opened("database", () => services.close());
  const demonstration = await prepareInstallation(services, folder.path);
  // After the requests and the jobs, before the database: the head of the journal as this process leaves it.
  opened("journal anchor", () => anchorAudit({ ...services, requestId: services.newId() }));
  const worker = await startWorker(services.pool, createTaskList(services), CRON, log);
  opened("worker", () => worker.stop());
  const settled = { ...services, settings: { ...services.settings, demonstration } };
  const listener = await createListener(settled);
  server.off("request", starting).on("request", listener);
  // Last, so that it closes first: the requests in flight still need the database.
  opened("http", () => closeServer(server));
  await folder.announce(services.settings.urlPublique);
  announce(services, await describeEntry(settled, demonstration));
}

/** Notes how to close what a step has just opened; a stop asked meanwhile ends the start there. */
function opened(name: string, close: () => Promise<unknown>): void {
  closers.push({ name, close });
  if (closing) throw new Error("stopped while starting");
}

/** The port is taken early, so that a taken one is known at once; whoever comes before the service is ready waits. */
function starting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { "Content-Type": "text/plain; charset=utf-8", "Retry-After": "2" });
  response.end("Ancrage démarre : rechargez la page dans quelques secondes.\n");
}

async function embeddedDatabase(folder: string, log: Logger): Promise<string> {
  const postgres = await startEmbeddedPostgres({
    folder,
    log: (line) => log.debug({ source: "postgres" }, line),
  });
  opened("postgres", () => postgres.stop());
  if (postgres.notice) process.stdout.write(`${postgres.notice}\n`);
  void postgres.ended.then(() => {
    if (closing) return;
    log.error("PostgreSQL s'est arrêté sans qu'on le lui demande ; le service s'arrête aussi, relancez-le.");
    void shutDown(1);
  });
  return postgres.url;
}

async function createListener(services: OpenServices): Promise<RequestListener> {
  if (DEVELOPMENT) {
    const { createDevServer } = await import("./dev-middleware.ts");
    const dev = await createDevServer(services);
    opened("vite", () => dev.close());
    return dev.listener;
  }
  const { createApp } = (await import(join(ROOT, "build/server/index.js"))) as typeof import("./app.ts");
  const app = createApp(services);
  return getRequestListener(
    (request, { incoming }) => app.fetch(request, incoming.socket.remoteAddress ?? ""),
    { overrideGlobalObjects: false },
  );
}

function announce(services: OpenServices, how: string): void {
  const url = services.settings.urlPublique;
  process.stdout.write(`\nAncrage est prêt : ${url}\n${how}\nArrêter : Ctrl-C\n`);
}

/** Stops taking requests, lets those in flight end for a few seconds, then cuts. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });
}

function shutDown(code: number): Promise<void> {
  closing ??= (async () => {
    // A step that hangs must not keep the process: PostgreSQL itself gets twenty seconds.
    setTimeout(() => process.exit(1), 30_000).unref();
    // The step in progress may be opening what only it can hand over to be closed.
    await started.catch(() => {});
    for (const { name, close } of closers.reverse()) {
      await close().catch((error: Error) => process.stderr.write(`${name}: ${error.message}\n`));
    }
    process.exit(code);
  })();
  return closing;
}
